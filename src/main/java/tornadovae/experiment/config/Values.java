package tornadovae.experiment.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a setting's value is written: one way only, so that texts can be compared and hashed. */
public final class Values {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9.-]+");

    private Values() {}

    /** 0.001, 4, true, tanh, [512, 256]: as short as it can be read back. */
    public static String text(Object value) {
        return switch (value) {
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e9 -> Long.toString(d.longValue());
            case Double d -> Double.toString(d).replace("E", "e");
            case List<?> list -> list.stream().map(Values::text).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    /** As {@link #text}, with quotes where YAML would read something else. */
    static String yaml(Object value) {
        if (!(value instanceof String s) || PLAIN.matcher(s).matches()) return text(value);
        return '"' + s.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** As part of a folder's name: letters, digits, dots, and x between the widths of layers; linear where there are none. */
    static String slug(Object value) {
        if (value instanceof List<?> none && none.isEmpty()) return "linear";
        String text =
                value instanceof List<?> list ? list.stream().map(Values::text).collect(Collectors.joining("x")) : text(value);
        return NOT_IN_NAMES.matcher(text).replaceAll("-");
    }
}
