package tornadovae.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tornadovae.AtomicFile;
import tornadovae.UserError;

/**
 * The course of a training: history.csv. Numbers are printed so that they are read back exactly.
 *
 * @param rows one an epoch, in order
 */
public record History(List<HistoryRow> rows) {

    public static final String HEADER = "epoch,step,train_nll,train_kl,train_total,test_nll,test_kl,test_total";

    public History {
        rows = List.copyOf(rows);
    }

    /** The file's text: a header, then a line an epoch. */
    public String csv() {
        return rows.stream().map(History::line).collect(Collectors.joining("", HEADER + "\n", ""));
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.writeString(file, csv());
    }

    /** Reads what {@link #csv} wrote; {@code origin} is what the text is called in error messages. */
    static History parse(String csv, String origin) {
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER))
            throw new UserError(origin + ", line 1: expected the header " + HEADER + ".");
        var rows = new ArrayList<HistoryRow>();
        for (int i = 1; i < lines.size(); i++) {
            HistoryRow row = row(lines.get(i), origin + ", line " + (i + 1));
            if (row.epoch() != i)
                throw new UserError(origin + ", line " + (i + 1) + ": expected epoch " + i + ", found " + row.epoch() + ".");
            rows.add(row);
        }
        return new History(rows);
    }

    private static String line(HistoryRow r) {
        return r.epoch() + "," + r.step() + "," + r.trainNll() + "," + r.trainKl() + "," + r.trainTotal() + "," + r.testNll() + ","
                + r.testKl() + "," + r.testTotal() + "\n";
    }

    private static HistoryRow row(String line, String where) {
        String[] f = line.split(",", -1);
        if (f.length != HEADER.split(",").length) throw new UserError(where + ": expected 8 numbers, found '" + line + "'.");
        try {
            return new HistoryRow(Integer.parseInt(f[0]), Integer.parseInt(f[1]), Double.parseDouble(f[2]), Double.parseDouble(f[3]),
                    Double.parseDouble(f[4]), Double.parseDouble(f[5]), Double.parseDouble(f[6]), Double.parseDouble(f[7]));
        } catch (NumberFormatException e) {
            throw new UserError(where + ": expected 8 numbers, found '" + line + "'.");
        }
    }
}
