package tornadovae.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tornadovae.results.CellResult;
import tornadovae.train.LearningCurve;

/**
 * |KL − C| ≤ fraction · C for every capacity C: as the mean over the training images of the last epoch, and over the test images
 * after each of the last {@link #SETTLED} epochs. Single states swing around C: |KL − C| pulls with full strength up to its
 * minimum, and each step crosses it.
 *
 * @param fraction what KL may be off by, in parts of C
 */
record CapacityHeld(double fraction) implements Judgement {

    static final int SETTLED = 10;

    @Override
    public String expected(Effort form) {
        return "KL = C, on the training images of the last epoch and on the test images of the last " + SETTLED + " epochs";
    }

    @Override
    public String tolerance(Effort form) {
        return String.format(Locale.ROOT, "±%.0f %% of C", 100 * fraction);
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        boolean within = true;
        var got = new ArrayList<String>();
        for (CellResult cell : cells) {
            double c = cell.number("objective.capacity");
            LearningCurve curve = LearningCurve.readWhole(cell.folder().history());
            double train = curve.mean("train_kl", 1), test = curve.mean("test_kl", SETTLED);
            within &= Math.abs(train - c) <= fraction * c && Math.abs(test - c) <= fraction * c;
            got.add(String.format(Locale.ROOT, "C = %.0f: training %.3f, test %.3f (%.3f at the end)", c, train, test,
                    cell.required("test_kl")));
        }
        return Assessment.of(within, expected(form), tolerance(form), String.join("; ", got));
    }
}
