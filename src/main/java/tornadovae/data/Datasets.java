package tornadovae.data;

import java.util.List;

import tornadovae.UserError;

/** Data sets by name. */
public final class Datasets {

    private Datasets() {}

    /** The names that {@link #load} knows, besides {@code idx:DIR} and {@code images:DIR}. */
    public static List<String> names() {
        return List.of("digits", "sprites", "sprites64");
    }

    public static Dataset load(DataSpec spec) {
        return switch (spec.name()) {
            case "digits" -> Digits.generate(spec);
            case "sprites" -> Sprites.generate(spec, 32);
            case "sprites64" -> Sprites.generate(spec, 64);
            default -> throw new UserError("There is no data set '" + spec.name() + "'; known are " + names() + ", idx:DIR and images:DIR.");
        };
    }
}
