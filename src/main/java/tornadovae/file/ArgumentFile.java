package tornadovae.file;

import java.util.List;
import java.util.stream.Collectors;

/** The text of an argument file, which {@code java @file} takes in place of arguments. */
public final class ArgumentFile {

    private ArgumentFile() {}

    /** A line an argument, in quotation marks, so that blanks and hashes in it mean nothing. */
    public static String text(List<String> arguments) {
        return arguments.stream().map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
    }
}
