package tornadovae.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * |KL − C| ≤ fraction · C for every capacity C, both as the mean over the training images of the last epoch and over the test images after it.
 *
 * @param fraction what KL may be off by, in parts of C
 */
record CapacityHeld(double fraction) implements Judgement {

    @Override
    public String expected(Form form) {
        return "KL = C, on the training images of the last epoch and on the test images";
    }

    @Override
    public String tolerance(Form form) {
        return String.format(Locale.ROOT, "±%.0f %% of C", 100 * fraction);
    }

    @Override
    public Verdict judge(List<FinishedCell> cells, Form form) {
        boolean within = true;
        var got = new ArrayList<String>();
        for (FinishedCell cell : cells) {
            double c = cell.configuration().real("objective.capacity");
            double train = Course.read(cell.folder().history()).number("train_kl"), test = cell.metric("test_kl");
            within &= Math.abs(train - c) <= fraction * c && Math.abs(test - c) <= fraction * c;
            got.add(String.format(Locale.ROOT, "C = %.0f: %.3f and %.3f", c, train, test));
        }
        return Verdict.of(within, expected(form), tolerance(form), String.join("; ", got));
    }
}
