package tornadovae.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one value of an example means in the table that it came from, so that a decoded value can be given back in the table's own
 * unit.
 *
 * @param name     of the column
 * @param category of a column of text: the value is 1 where the column has this text and 0 elsewhere; empty for numbers
 * @param low      the number that became 0
 * @param high     the number that became 1
 */
public record Field(String name, String category, double low, double high) {

    public Field {
        if (!(low <= high)) throw new IllegalArgumentException(name + " cannot go from " + low + " to " + high);
    }

    /** A column of numbers. */
    public static Field number(String name, double low, double high) {
        return new Field(name, "", low, high);
    }

    /** One text of a column of texts. */
    public static Field category(String name, String category) {
        return new Field(name, category, 0, 1);
    }

    /** x = (number − low) / (high − low), as a byte; 0 where all numbers of the column are one. */
    public byte scaled(double number) {
        return (byte) (low == high ? 0 : Math.round(255 * ((number / 2 - low / 2) / (high / 2 - low / 2))));
    }

    /** The number that x ∈ [0, 1] stands for: low + x (high − low). */
    public double unscaled(double x) {
        return low * (1 - x) + high * x;
    }

    /** The column and, where it is one of texts, which. */
    public String title() {
        return category.isEmpty() ? name : name + " = " + category;
    }

    /** Reads what {@link #toMap} wrote; empty for anything else. */
    public static Optional<Field> parse(Object map) {
        return map instanceof Map<?, ?> field && field.get("name") instanceof String name
                && field.get("low") instanceof Number low && field.get("high") instanceof Number high
                && low.doubleValue() <= high.doubleValue()
                        ? Optional.of(new Field(name, field.get("category") instanceof String text ? text : "", low.doubleValue(),
                                high.doubleValue())) : Optional.empty();
    }

    /** For JSON. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", name);
        if (!category.isEmpty()) map.put("category", category);
        map.put("low", low);
        map.put("high", high);
        return map;
    }
}
