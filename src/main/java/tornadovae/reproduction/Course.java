package tornadovae.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tornadovae.UserError;

/** How far a training has come: the last line of its history.csv by the names in its first. */
record Course(List<String> names, List<String> last) {

    /** Of a training that has finished no epoch, there is no such file. */
    static Course read(Path history) {
        if (!Files.exists(history)) return new Course(List.of(), List.of());
        try {
            List<String> lines = Files.readAllLines(history);
            List<String> names = List.of(lines.isEmpty() ? new String[0] : lines.getFirst().split(","));
            List<String> last = lines.size() < 2 ? List.of() : List.of(lines.getLast().split(","));
            if (!last.isEmpty() && last.size() != names.size()) throw damaged(history, null);
            return new Course(names, last);
        } catch (IOException e) {
            throw damaged(history, e);
        }
    }

    /** Epochs done. */
    int epoch() {
        return last.isEmpty() ? 0 : (int) number("epoch");
    }

    /** NaN where there is no epoch yet, or no such column. */
    double number(String name) {
        int column = names.indexOf(name);
        if (column < 0 || last.isEmpty()) return Double.NaN;
        try {
            return Double.parseDouble(last.get(column));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static UserError damaged(Path history, IOException cause) {
        return new UserError(1, history + " is not a table of numbers: it is damaged; delete the folder it is in, then run the same command again.", cause);
    }
}
