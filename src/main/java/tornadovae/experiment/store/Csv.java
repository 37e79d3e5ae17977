package tornadovae.experiment.store;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of a CSV file (RFC 4180, with the same line ends everywhere). */
public final class Csv {

    private static final Pattern BARE = Pattern.compile("[^,\"\n\r]*");

    private Csv() {}

    /** One line with its end; a field with a comma, a quote or a line end stands in quotes. */
    public static String line(List<String> fields) {
        return fields.stream().map(f -> BARE.matcher(f).matches() ? f : '"' + f.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n"));
    }
}
