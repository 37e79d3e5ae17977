package tornadovae.launch.slurm;

import java.util.List;
import java.util.stream.Collectors;

/** Text that a shell takes as it is. */
final class ShellWord {

    private ShellWord() {}

    /** In single quotation marks, between which nothing has a meaning but the mark itself. */
    static String of(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String all(List<String> words) {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
