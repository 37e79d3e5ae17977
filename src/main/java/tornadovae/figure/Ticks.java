package tornadovae.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The marks of an axis.
 *
 * @param power the labels are to be multiplied by 10 to the power of it
 */
record Ticks(List<Tick> marks, int power) {

    private static final int[] STEPS = {1, 2, 5};
    private static final int MOST_DIGITS = 5;

    Ticks {
        marks = List.copyOf(marks);
    }

    static Ticks categories(List<String> names) {
        return new Ticks(IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList(), 0);
    }

    /** At most {@code most} marks, at all multiples of the smallest of 1, 2, 5 · 10ᵏ that allows so few. */
    static Ticks linear(double low, double high, int most) {
        return linear(low, high, most, false);
    }

    /** @param whole whether only whole numbers mean something */
    static Ticks linear(double low, double high, int most, boolean whole) {
        int exponent = (int) Math.floor(Math.log10((high - low) / most)) - 1;
        for (int i = 0;; i++) {
            BigDecimal step = BigDecimal.valueOf(STEPS[i % 3]).scaleByPowerOfTen(exponent + i / 3);
            long first = (long) Math.ceil(low / step.doubleValue() - 1e-9),
                    last = (long) Math.floor(high / step.doubleValue() + 1e-9);
            if (last - first >= most || whole && step.compareTo(BigDecimal.ONE) < 0) continue;
            double largest = Math.max(Math.abs(low), Math.abs(high));
            int power = largest >= 1e5 || largest < 1e-3 ? 3 * Math.floorDiv((int) Math.floor(Math.log10(largest)), 3) : 0;
            var marks = new ArrayList<Tick>();
            for (long n = first; n <= last; n++) {
                BigDecimal value = step.multiply(BigDecimal.valueOf(n));
                BigDecimal shown = value.scaleByPowerOfTen(-power);
                int decimals = Math.max(0, step.scaleByPowerOfTen(-power).stripTrailingZeros().scale());
                marks.add(new Tick(value.doubleValue(), grouped(signed(shown.setScale(decimals).toPlainString()))));
            }
            return new Ticks(marks, power);
        }
    }

    /**
     * Powers of ten with small marks at their multiples; where there are fewer than two of them, 1, 2 and 5 times powers of ten;
     * where there are fewer than two of those too, as on a linear axis.
     *
     * @param most labelled marks
     */
    static Ticks logarithmic(double low, double high, int most) {
        List<Tick> powers = multiples(low, high, 1), fives = multiples(low, high, 1, 2, 5);
        if (fives.size() < 2) return linear(low, high, most);
        int every = Math.ceilDiv(powers.size(), most);
        if (powers.size() >= 2 && (fives.size() > most || powers.size() > 3)) {
            var marks = new ArrayList<Tick>();
            boolean plain = low >= 1e-3 && high < 1e5;
            for (int i = 0; i < powers.size(); i++) {
                double value = powers.get(i).value();
                marks.add(new Tick(value,
                        i % every != 0 ? "" : plain ? number(value) : "10" + superscript((int) Math.round(Math.log10(value)))));
            }
            if (every == 1) multiples(low, high, 2, 3, 4, 5, 6, 7, 8, 9).forEach(mark -> marks.add(new Tick(mark.value(), "")));
            return new Ticks(marks, 0);
        }
        if (fives.size() > most) return new Ticks(multiples(low, high, 1, 5).stream().limit(most).toList(), 0);
        return new Ticks(fives, 0);
    }

    /** Marks at values that were chosen, such as all the β of a sweep. */
    static Ticks at(List<Double> values) {
        return new Ticks(values.stream().map(value -> new Tick(value, number(value))).toList(), 0);
    }

    private static List<Tick> multiples(double low, double high, int... factors) {
        var marks = new ArrayList<Tick>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.floor(Math.log10(high)); power++) {
            for (int factor : factors) {
                double value = BigDecimal.valueOf(factor).scaleByPowerOfTen(power).doubleValue();
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) marks.add(new Tick(value, number(value)));
            }
        }
        return marks;
    }

    /** A number as people write it: {@code −0.5}, {@code 2000}, {@code 3×10⁻⁶}; at most five significant digits. */
    static String number(double value) {
        if (value == 0) return "0";
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(MOST_DIGITS)).stripTrailingZeros();
        int power = rounded.precision() - rounded.scale() - 1;
        if (power >= -3 && power <= 4) return signed(rounded.toPlainString());
        String mantissa = rounded.scaleByPowerOfTen(-power).toPlainString();
        return signed((mantissa.equals("1") ? "" : mantissa + "×") + "10" + superscript(power));
    }

    /** A whole number as an exponent. */
    static String superscript(int number) {
        var text = new StringBuilder();
        for (char c : Integer.toString(number).toCharArray()) text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        return text.toString();
    }

    /** From five digits on, in groups of three. */
    private static String grouped(String number) {
        return number.matches("−?\\d{5,}") ? number.replaceAll("(?<=\\d)(?=(\\d{3})+$)", "\u00A0") : number;
    }

    private static String signed(String number) {
        return number.replace('-', '−');
    }
}
