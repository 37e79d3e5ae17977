package tornadovae.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.file.TextFile;
import tornadovae.math.Statistics;

/**
 * history.csv: a value an epoch for each column. A line that was cut off ends it.
 *
 * @param columns names: {@code epoch, step, train_nll, …, test_total}
 * @param rows    {@code [epoch][column]}
 * @param isWhole whether every line could be read
 */
public record LearningCurve(List<String> columns, List<double[]> rows, boolean isWhole) {

    public static final LearningCurve NONE = new LearningCurve(List.of(), List.of(), true);

    public LearningCurve {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Empty where the file is missing or unreadable. */
    public static LearningCurve read(Path file) {
        try {
            return Files.exists(file) ? parse(TextFile.read(file).lines().toList()) : NONE;
        } catch (IOException e) {
            return new LearningCurve(List.of(), List.of(), false);
        }
    }

    /** @throws UserError if there is a file that cannot be read to its end */
    public static LearningCurve readWhole(Path file) {
        LearningCurve curve = read(file);
        if (curve.isWhole) return curve;
        throw new UserError(1, file + " is not a table of numbers: it is damaged; delete the folder it is in, then run the same "
                + "command again.", null);
    }

    public static LearningCurve parse(List<String> lines) {
        if (lines.isEmpty()) return NONE;
        List<String> columns = List.of(lines.getFirst().split(",", -1));
        var rows = new ArrayList<double[]>();
        for (String line : lines.subList(1, lines.size())) {
            Optional<double[]> row = row(line, columns.size());
            if (row.isEmpty()) return new LearningCurve(columns, rows, false);
            rows.add(row.get());
        }
        return new LearningCurve(columns, rows, true);
    }

    /** The numbers of a line; empty where there are not so many. */
    static Optional<double[]> row(String line, int columns) {
        String[] fields = line.split(",", -1);
        if (fields.length != columns) return Optional.empty();
        try {
            return Optional.of(Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Epochs done. */
    public int epochs() {
        return rows.size();
    }

    /** A value for every epoch; empty where there is no such column. */
    public double[] column(String name) {
        int index = columns.indexOf(name);
        return index < 0 ? new double[0] : rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    /** The mean over the last so many epochs, or over all if there are fewer; NaN where there is none, or no such column. */
    public double mean(String name, int last) {
        double[] column = column(name);
        return column.length == 0 ? Double.NaN
                : Statistics.mean(Arrays.copyOfRange(column, Math.max(0, column.length - last), column.length));
    }

    /** The least value of all epochs; NaN as {@link #mean}. */
    public double least(String name) {
        return Arrays.stream(column(name)).min().orElse(Double.NaN);
    }
}
