package tornadovae.figure;

/**
 * A quantity over the latent plane.
 *
 * @param unit        empty for pure numbers
 * @param values      {@code [rows][columns]}, row 0 at the top; NaN where there is none
 * @param logarithmic whether ratios are what matters
 */
public record Field(String name, String unit, double[][] values, boolean logarithmic) {

    public Field {
        if (values.length == 0 || values[0].length == 0) throw new IllegalArgumentException("the field " + name + " is empty");
    }

    String label() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
}
