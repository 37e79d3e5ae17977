package tornadovae.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tornadovae.math.MeanInterval;

/** How numbers are written in sentences, and how they travel to the browser. */
public final class Numbers {

    private static final MathContext DIGITS = new MathContext(6), MANY_DIGITS = new MathContext(9);

    private Numbers() {}

    /** 0.12, −0.12, with a true minus sign; never −0.00. A dash where there is none. */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return "—";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
        return value < 0 && text.matches(".*[1-9].*") ? "−" + text : text;
    }

    /** +0.12, −0.12. */
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 && text.matches(".*[1-9∞].*") ? "+" + text : text;
    }

    /** Three significant digits or one decimal, whichever shows more: 0.0123, 1.23, 12.3, 148.7. */
    public static String shown(double value) {
        double size = Math.abs(value);
        if (size == 0 || !Double.isFinite(value)) return fixed(value, 0);
        return fixed(value, Math.clamp(2 - (int) Math.floor(Math.log10(size)), 1, 6));
    }

    /** {@code 1,234} … for counts and rates. */
    public static String whole(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** {@code 101.9 (95 % interval 101.8 to 102.0 over 5 seeds)}, or the mean alone where there is one value. */
    public static String mean(MeanInterval m) {
        if (m.n() == 0) return "—";
        return shown(m.mean()) + (m.n() < 2 ? "" : " (95 % interval " + range(m) + " over " + m.n() + " seeds)");
    }

    /** {@code 101.8 to 102.0}, with as many decimals as the mean, or as half the width where that is larger. */
    public static String range(MeanInterval m) {
        return fixed(m.mean() - m.halfWidth(), decimals(m)) + " to " + fixed(m.mean() + m.halfWidth(), decimals(m));
    }

    /** {@code +0.10}, with the decimals of {@link #range}. */
    public static String signed(MeanInterval m) {
        return (m.mean() > 0 ? "+" : "") + fixed(m.mean(), decimals(m));
    }

    private static int decimals(MeanInterval m) {
        double size = Double.isNaN(m.halfWidth()) ? Math.abs(m.mean()) : Math.max(Math.abs(m.mean()), m.halfWidth());
        return size == 0 ? 1 : Math.clamp(2 - (int) Math.floor(Math.log10(size)), 1, 6);
    }

    /** {@code 1 seed}, {@code 2 seeds}. */
    public static String count(long n, String noun) {
        return whole(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** A setting's value as experiment files have it: 4 and not 4.0. */
    public static String value(Object value) {
        return switch (value) {
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e9 -> Long.toString(d.longValue());
            case Double d -> Double.toString(d).replace("E", "e");
            case List<?> list -> list.stream().map(Numbers::value).collect(Collectors.joining(", "));
            case null -> "—";
            default -> value.toString();
        };
    }

    /** Six significant digits, which is more than a screen shows; null for what is no number. */
    public static Double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : null;
    }

    /** Nine significant digits: rounded once more where they are shown, they give what sentences say of the value itself. */
    public static Double precise(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, MANY_DIGITS).doubleValue() : null;
    }
}
