package tornadovae.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tornadovae.TextFile;

/**
 * history.csv: a value an epoch for each column. A line that was cut off ends it.
 *
 * @param columns names: {@code epoch, step, train_nll, …, test_total}
 * @param rows    {@code [epoch][column]}
 */
public record LearningCurve(List<String> columns, List<double[]> rows) {

    public static final LearningCurve NONE = new LearningCurve(List.of(), List.of());

    public LearningCurve {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Empty where the file is missing or unreadable. */
    public static LearningCurve read(Path file) {
        try {
            return Files.exists(file) ? parse(TextFile.read(file).lines().toList()) : NONE;
        } catch (IOException e) {
            return NONE;
        }
    }

    public static LearningCurve parse(List<String> lines) {
        if (lines.isEmpty()) return NONE;
        List<String> columns = List.of(lines.getFirst().split(",", -1));
        var rows = new ArrayList<double[]>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != columns.size()) break;
            double[] row = new double[fields.length];
            try {
                for (int i = 0; i < row.length; i++) row[i] = Double.parseDouble(fields[i]);
            } catch (NumberFormatException e) {
                break;
            }
            rows.add(row);
        }
        return new LearningCurve(columns, rows);
    }

    public boolean has(String column) {
        return columns.contains(column);
    }

    /** A value for every epoch; empty where there is no such column. */
    public double[] column(String name) {
        int index = columns.indexOf(name);
        return index < 0 ? new double[0] : rows.stream().mapToDouble(row -> row[index]).toArray();
    }
}
