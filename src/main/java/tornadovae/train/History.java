package tornadovae.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.graph.Tensor;
import tornadovae.model.Loss;
import tornadovae.model.LossForm;

/**
 * The course of a training: history.csv. Numbers are printed so that they are read back exactly.
 *
 * @param terms names of the loss terms: {@code nll, kl, total}, before the last a penalty's where there is one
 * @param rows  one an epoch, in order
 */
public record History(List<String> terms, List<HistoryRow> rows) {

    private static final String BEFORE = "epoch,step";
    private static final String AFTER = "test_nll,test_kl,test_total";

    public History {
        terms = List.copyOf(terms);
        rows = List.copyOf(rows);
    }

    private static String header(List<String> terms) {
        return BEFORE + "," + terms.stream().map(term -> "train_" + term + ",").collect(Collectors.joining()) + AFTER;
    }

    /** The file's text: a header, then a line an epoch. */
    public String csv() {
        return rows.stream().map(History::line).collect(Collectors.joining("", header(terms) + "\n", ""));
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.writeString(file, csv());
    }

    /** That of a replica of this form, up to the epochs that its checkpoint knows of. */
    public static History of(LossForm form, Checkpoint checkpoint) {
        return parse(Loss.terms(form).stream().map(Tensor::name).toList(), checkpoint.entry(Checkpoint.HISTORY),
                checkpoint.origin() + ", history");
    }

    /** Reads what {@link #csv} wrote; {@code origin} is what the text is called in error messages. */
    static History parse(List<String> terms, String csv, String origin) {
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(header(terms))) {
            throw new UserError(origin + ", line 1: expected the header " + header(terms) + ".");
        }
        var rows = new ArrayList<HistoryRow>();
        for (int i = 1; i < lines.size(); i++) {
            HistoryRow row = row(lines.get(i), terms.size(), origin + ", line " + (i + 1));
            if (row.epoch() != i) {
                throw new UserError(origin + ", line " + (i + 1) + ": expected epoch " + i + ", found " + row.epoch() + ".");
            }
            rows.add(row);
        }
        return new History(terms, rows);
    }

    private static String line(HistoryRow r) {
        var numbers = new ArrayList<Double>(r.train());
        numbers.addAll(List.of(r.testNll(), r.testKl(), r.testTotal()));
        return r.epoch() + "," + r.step() + numbers.stream().map(number -> "," + number).collect(Collectors.joining()) + "\n";
    }

    private static HistoryRow row(String line, int terms, String where) {
        double[] n = LearningCurve.row(line, terms + 5).filter(found -> isCount(found[0]) && isCount(found[1]))
                .orElseThrow(() -> new UserError(where + ": expected " + (terms + 5) + " numbers, found '" + line + "'."));
        List<Double> train = Arrays.stream(n, 2, terms + 2).boxed().toList();
        return new HistoryRow((int) n[0], (int) n[1], train, n[terms + 2], n[terms + 3], n[terms + 4]);
    }

    private static boolean isCount(double number) {
        return number == (int) number;
    }
}
