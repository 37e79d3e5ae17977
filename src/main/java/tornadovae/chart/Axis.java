package tornadovae.chart;

import java.util.List;

/**
 * What is measured along one side of a chart.
 *
 * @param name       the quantity, such as {@code −ELBO}
 * @param unit       its unit, such as {@code nats per image}; empty for pure numbers
 * @param scale      how numbers become lengths
 * @param categories what x = 0, 1, 2, … stand for where the scale is {@link Spacing#CATEGORIES}; else empty
 */
public record Axis(String name, String unit, Spacing scale, List<String> categories) {

    public enum Spacing { LINEAR, LOGARITHMIC, CATEGORIES }

    public Axis {
        categories = List.copyOf(categories);
        if (name.isBlank()) throw new IllegalArgumentException("an axis needs a name");
        if ((scale == Spacing.CATEGORIES) == categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "categories belong to an axis of categories, and to no other: " + name);
        }
    }

    public static Axis linear(String name, String unit) {
        return new Axis(name, unit, Spacing.LINEAR, List.of());
    }

    public static Axis logarithmic(String name, String unit) {
        return new Axis(name, unit, Spacing.LOGARITHMIC, List.of());
    }

    public static Axis of(String name, List<String> categories) {
        return new Axis(name, "", Spacing.CATEGORIES, categories);
    }

    /** {@code name (unit)}. */
    public String label() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
}
