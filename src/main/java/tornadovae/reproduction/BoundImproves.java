package tornadovae.reproduction;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tornadovae.experiment.config.Configuration;
import tornadovae.results.CellResult;
import tornadovae.train.LearningCurve;

/**
 * The test bound gets better with every step in the number of latent dimensions N_z, and superfluous dimensions make it collapse
 * neither at once nor in the course of the training: with them it stays better than with few dimensions, and does not rise again
 * as it does where a model overfits.
 *
 * @param rising numbers of latent dimensions, ascending
 * @param superfluous more dimensions than are needed
 * @param few one of {@code rising}, whose bound a model with superfluous dimensions must beat; without a use for its code it
 * would end far above that
 * @param most nats that its bound may lie above that of its best epoch
 */
record BoundImproves(List<Integer> rising, int superfluous, int few, double most) implements Judgement {

    BoundImproves {
        rising = List.copyOf(rising);
    }

    @Override
    public boolean needs(Configuration configuration) {
        int latent = configuration.whole("model.latent");
        return rising.contains(latent) || latent == superfluous;
    }

    @Override
    public String expected(Effort form) {
        return "test −ELBO falls over Nz = " + rising.stream().map(String::valueOf).collect(Collectors.joining(" → "))
                + " and does not collapse at " + superfluous;
    }

    @Override
    public String tolerance(Effort form) {
        return String.format(Locale.ROOT,
                "falls at every step; Nz = %d below Nz = %d and at most %.0f nat above its own best epoch", superfluous, few,
                most);
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        CellResult largest = cell(cells, superfluous);
        double rise = largest.required("test_total") - LearningCurve.readWhole(largest.folder().history()).least("test_total");
        boolean within = loss(cells, superfluous) < loss(cells, few) && rise <= most;
        for (int i = 1; i < rising.size(); i++) within &= loss(cells, rising.get(i)) < loss(cells, rising.get(i - 1));
        String got = cells.stream().map(cell -> String.format(Locale.ROOT, "%.0f: %.1f", cell.number("model.latent"),
                cell.required("test_total")))
                .collect(Collectors.joining(", ")) + String.format(Locale.ROOT, " (%.1f above its best epoch)", rise);
        return Assessment.of(within, expected(form), tolerance(form), got);
    }

    private static CellResult cell(List<CellResult> cells, int latent) {
        return cells.stream().filter(cell -> cell.number("model.latent") == latent).findFirst().orElseThrow();
    }

    private static double loss(List<CellResult> cells, int latent) {
        return cell(cells, latent).required("test_total");
    }
}
