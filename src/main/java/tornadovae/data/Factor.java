package tornadovae.data;

/**
 * One thing that is varied on purpose in a procedural data set.
 *
 * @param name   as it stands in tables, for example {@code slant}
 * @param kind   what its numbers mean
 * @param values how many values it takes, 0 … values − 1; 0 for a continuous factor
 * @param low    smallest value
 * @param high   largest value
 * @param unit   unit of the values, empty for pure numbers
 */
public record Factor(String name, Kind kind, int values, float low, float high, String unit) {

    /**
     * {@code CLASS} is what a label says, {@code DISCRETE} counts steps, {@code CONTINUOUS} is drawn uniformly from [low, high).
     */
    public enum Kind { CLASS, DISCRETE, CONTINUOUS }

    public Factor {
        if (kind == Kind.CONTINUOUS ? values != 0 || !(low < high) : values < 1) {
            throw new IllegalArgumentException(
                    "%s factor %s cannot have %d values in [%s, %s]".formatted(kind, name, values, low, high));
        }
    }

    public static Factor classes(String name, int values) {
        return new Factor(name, Kind.CLASS, values, 0, values - 1, "");
    }

    public static Factor steps(String name, int values) {
        return new Factor(name, Kind.DISCRETE, values, 0, values - 1, "");
    }

    public static Factor range(String name, double low, double high, String unit) {
        return new Factor(name, Kind.CONTINUOUS, 0, (float) low, (float) high, unit);
    }

    /** The value at a uniform number u ∈ [0, 1): low + u (high − low), or ⌊u · values⌋. */
    public float at(float u) {
        return kind == Kind.CONTINUOUS ? low + u * (high - low) : (int) (u * values);
    }
}
