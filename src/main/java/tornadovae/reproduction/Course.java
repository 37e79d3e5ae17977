package tornadovae.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tornadovae.TextFile;
import tornadovae.UserError;
import tornadovae.math.Statistics;

/**
 * How far a training has come: its history.csv.
 *
 * @param names of the columns
 * @param rows  {@code [epochs][columns]}
 */
record Course(List<String> names, List<double[]> rows) {

    /** Where no epoch is done, there is no such file. */
    static Course read(Path history) {
        if (!Files.exists(history)) return new Course(List.of(), List.of());
        try {
            List<String> lines = TextFile.read(history).lines().toList();
            List<String> names = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(","));
            var rows = new ArrayList<double[]>();
            for (int i = 1; i < lines.size(); i++) rows.add(row(lines.get(i), names.size()));
            return new Course(names, rows);
        } catch (IOException | NumberFormatException e) {
            throw new UserError(1, history + " is not a table of numbers: it is damaged; delete the folder it is in, then run the same command again.", e);
        }
    }

    private static double[] row(String line, int columns) {
        String[] fields = line.split(",", -1);
        if (fields.length != columns) throw new NumberFormatException(line);
        double[] row = new double[columns];
        for (int c = 0; c < columns; c++) row[c] = Double.parseDouble(fields[c]);
        return row;
    }

    /** Epochs done. */
    int epochs() {
        return rows.size();
    }

    /** The mean over the last so many epochs, or over all if there are fewer; NaN where there is none, or no such column. */
    double mean(String name, int last) {
        double[] column = column(name);
        return column.length == 0 ? Double.NaN : Statistics.mean(Arrays.copyOfRange(column, Math.max(0, column.length - last), column.length));
    }

    /** The least value of all epochs; NaN as {@link #mean}. */
    double least(String name) {
        return Arrays.stream(column(name)).min().orElse(Double.NaN);
    }

    /** Empty where there is none. */
    private double[] column(String name) {
        int column = names.indexOf(name);
        return column < 0 ? new double[0] : rows.stream().mapToDouble(row -> row[column]).toArray();
    }
}
