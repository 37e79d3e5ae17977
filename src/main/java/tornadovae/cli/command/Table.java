package tornadovae.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a header, columns as wide as they must be: the first to the left, the others, which hold numbers, to the right. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    public void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    }

    @Override
    public String toString() {
        var columns = rows.getFirst().size();
        var widths = new int[columns];
        for (var row : rows) {
            for (var c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var c = 0; c < columns; c++) {
                var blanks = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? row.get(c) + blanks : "  " + blanks + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
