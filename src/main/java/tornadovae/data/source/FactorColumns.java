package tornadovae.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import tornadovae.UserError;
import tornadovae.data.Factor;
import tornadovae.file.CsvFile;

/**
 * Columns of a table as factors. Text is a class by its alphabetical place; numbers are steps by their place among all values,
 * or, where they have fractions and more than {@value #MOST_STEPS} values, continuous.
 *
 * @param factors what the columns mean
 * @param values  {@code [rows][factors]}
 * @param names   what the steps of each factor were called, in order; empty for a continuous one
 */
record FactorColumns(List<Factor> factors, float[][] values, List<List<String>> names) {

    private static final int MOST_STEPS = 100;
    private static final int MOST_CLASSES = 10_000;

    /** @param skipped columns at the left that are no factors */
    static FactorColumns of(CsvFile table, int skipped) {
        var factors = new ArrayList<Factor>();
        var names = new ArrayList<List<String>>();
        float[][] values = new float[table.rows().size()][table.names().size() - skipped];
        for (int f = 0; f < table.names().size() - skipped; f++) {
            String name = table.names().get(f + skipped);
            List<String> column = table.column(f + skipped);
            for (int i = 0; i < column.size(); i++) {
                if (column.get(i).isEmpty()) {
                    throw new UserError("%s, row %d has no value of %s; give each row one."
                            .formatted(table.file(), i + 1, CsvFile.brief(name)));
                }
            }
            double[] numbers = numbers(column);
            var steps = numbers == null ? textSteps(column) : numberSteps(numbers);
            boolean whole = numbers != null && steps.keySet().stream().allMatch(v -> ((Double) v) == Math.rint((Double) v));
            if (numbers != null && !whole && steps.size() > MOST_STEPS) {
                double low = (Double) steps.firstKey(), high = (Double) steps.lastKey();
                if (!((float) low < (float) high)) {
                    throw new UserError(table.file() + ": " + CsvFile.brief(name) + " goes from " + low + " to " + high
                            + ", which single precision does not tell apart; shift or scale it.");
                }
                factors.add(Factor.range(name, low, high, ""));
                names.add(List.of());
                for (int i = 0; i < numbers.length; i++) values[i][f] = (float) numbers[i];
                continue;
            }
            if (steps.size() > MOST_CLASSES) {
                throw new UserError("%s: %s has %d different values, and at most %d are allowed; leave the column out."
                        .formatted(table.file(), CsvFile.brief(name), steps.size(), MOST_CLASSES));
            }
            factors.add(numbers == null ? Factor.classes(name, steps.size()) : Factor.steps(name, steps.size()));
            names.add(steps.keySet().stream().map(v -> v instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15
                    ? String.valueOf(d.longValue()) : String.valueOf(v)).toList());
            for (int i = 0; i < column.size(); i++) {
                values[i][f] = numbers == null ? steps.get(column.get(i)) : steps.get(numbers[i]);
            }
        }
        return new FactorColumns(factors, values, names);
    }

    /** Null where one is none; NaN and ∞ are none. */
    static double[] numbers(List<String> column) {
        double[] numbers = new double[column.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(column.get(i)) + 0.0;   // −0 is 0
            } catch (NumberFormatException e) {
                return null;
            }
            if (!Double.isFinite(numbers[i])) return null;
        }
        return numbers;
    }

    private static TreeMap<Object, Integer> textSteps(List<String> column) {
        return places(new TreeSet<>(column));
    }

    private static TreeMap<Object, Integer> numberSteps(double[] numbers) {
        var values = new TreeSet<Object>();
        for (double number : numbers) values.add(number);
        return places(values);
    }

    private static TreeMap<Object, Integer> places(TreeSet<?> values) {
        var places = new TreeMap<Object, Integer>();
        for (Object value : values) places.put(value, places.size());
        return places;
    }
}
