package tornadovae.data;

import java.util.List;

import tornadovae.UserError;

/** Data sets by name. */
public final class Datasets {

    private Datasets() {}

    /** The names that {@link #load} knows, besides {@code idx:DIR} and {@code images:DIR}. */
    public static List<String> names() {
        return List.of("digits");
    }

    public static Dataset load(DataSpec spec) {
        return switch (spec.name()) {
            case "digits" -> Digits.generate(spec);
            default -> throw new UserError("There is no data set '" + spec.name() + "'; known are " + names() + ", idx:DIR and images:DIR.");
        };
    }
}
