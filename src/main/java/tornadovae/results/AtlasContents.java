package tornadovae.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an atlas.json holds, or a part of it, read with distrust: it may come from another version, or have been changed by hand.
 * What is missing is NaN, null or empty; what is there but not as it should be is an {@link IllegalArgumentException}.
 */
public record AtlasContents(Map<?, ?> values) {

    private Object at(String... path) {
        Object value = values;
        for (String key : path) {
            if (value == null) return null;
            if (!(value instanceof Map<?, ?> map)) throw new IllegalArgumentException("there should be an object around " + key);
            value = map.get(key);
        }
        return value;
    }

    public boolean has(String... path) {
        return at(path) != null;
    }

    /** NaN where it is missing or null. */
    public double number(String... path) {
        return number(at(path));
    }

    private static double number(Object value) {
        if (value == null) return Double.NaN;
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
        throw new IllegalArgumentException("there should be a number instead of " + value);
    }

    /** @throws IllegalArgumentException if it is missing, no integer, or outside low … high */
    public int integer(int low, int high, String... path) {
        double value = number(path);
        if (value != Math.rint(value) || value < low || value > high) {
            throw new IllegalArgumentException(
                    String.join(".", path) + " should be an integer from " + low + " to " + high);
        }
        return (int) value;
    }

    /** Empty where it is missing. */
    public String text(String... path) {
        Object value = at(path);
        return value == null ? "" : String.valueOf(value);
    }

    public List<String> texts(String... path) {
        return list(at(path)).stream().map(String::valueOf).toList();
    }

    /** A number of the object with a name in a list of objects; NaN where there is none. */
    public double named(String part, String list, String name, String number) {
        return !has(part) ? Double.NaN : part(part).parts(list).stream().filter(of -> of.text("name").equals(name))
                .mapToDouble(of -> of.number(number)).findFirst().orElse(Double.NaN);
    }

    /** @throws IllegalArgumentException if there is none */
    public AtlasContents part(String name) {
        if (at(name) instanceof Map<?, ?> map) return new AtlasContents(map);
        throw new IllegalArgumentException(name + " should be an object");
    }

    public List<AtlasContents> parts(String... path) {
        var parts = new ArrayList<AtlasContents>();
        for (Object part : list(at(path))) {
            if (!(part instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(
                        String.join(".", path) + " should hold objects");
            }
            parts.add(new AtlasContents(map));
        }
        return parts;
    }

    public double[] numbers(String... path) {
        return list(at(path)).stream().mapToDouble(AtlasContents::number).toArray();
    }

    /** {@code [n][n]}; null where it is missing. */
    public double[][] square(int n, String... path) {
        if (!has(path)) return null;
        double[][] square = list(at(path)).stream().map(row -> list(row).stream().mapToDouble(AtlasContents::number).toArray())
                .toArray(double[][]::new);
        if (square.length != n) throw new IllegalArgumentException(String.join(".", path) + " should have " + n + " rows");
        for (double[] row : square) {
            if (row.length != n) throw new IllegalArgumentException(String.join(".", path) + " should have " + n + " columns");
        }
        return square;
    }

    private static List<?> list(Object value) {
        if (value == null) return List.of();
        if (value instanceof List<?> list) return list;
        throw new IllegalArgumentException("there should be a list instead of " + value);
    }
}
