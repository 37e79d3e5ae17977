package tornadovae.cli.codes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tornadovae.UserError;

/** The format of a file, which the ending of its name says. */
final class Ending {

    private Ending() {}

    /** @param allowed endings without a dot */
    static String of(String option, Path file, String... allowed) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(allowed).filter(each -> name.endsWith("." + each)).findFirst().orElseThrow(() -> {
            List<String> dotted = Arrays.stream(allowed).map(each -> "." + each).toList();
            return new UserError(option + " must end in " + String.join(", ", dotted.subList(0, dotted.size() - 1)) + " or "
                    + dotted.getLast() + ", which says the format, but it is " + file + ".");
        });
    }
}
