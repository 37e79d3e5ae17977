package tornadovae.reproduction;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tornadovae.experiment.Configuration;

/**
 * The test bound gets better with every step in the number of latent dimensions N_z, and superfluous dimensions do not cost it.
 *
 * @param rising      numbers of latent dimensions, ascending
 * @param superfluous more dimensions than are needed
 * @param most        nats that the bound may lose from the last of {@code rising} to {@code superfluous}; one that collapsed loses tens
 */
record BoundImproves(List<Integer> rising, int superfluous, double most) implements Judgement {

    BoundImproves {
        rising = List.copyOf(rising);
    }

    @Override
    public boolean needs(Configuration configuration) {
        int latent = configuration.whole("model.latent");
        return rising.contains(latent) || latent == superfluous;
    }

    @Override
    public String expected(Form form) {
        return "test −ELBO falls over Nz = " + rising.stream().map(String::valueOf).collect(Collectors.joining(" → ")) + " and stays at " + superfluous;
    }

    @Override
    public String tolerance(Form form) {
        return String.format(Locale.ROOT, "falls at every step; Nz = %d at most %.0f nats above Nz = %d", superfluous, most, rising.getLast());
    }

    @Override
    public Verdict judge(List<FinishedCell> cells, Form form) {
        boolean within = loss(cells, superfluous) <= loss(cells, rising.getLast()) + most;
        for (int i = 1; i < rising.size(); i++) within &= loss(cells, rising.get(i)) < loss(cells, rising.get(i - 1));
        String got = cells.stream().map(cell -> String.format(Locale.ROOT, "%d: %.1f", cell.configuration().whole("model.latent"), cell.metric("test_total")))
                .collect(Collectors.joining(", "));
        return Verdict.of(within, expected(form), tolerance(form), got);
    }

    private static double loss(List<FinishedCell> cells, int latent) {
        return cells.stream().filter(cell -> cell.configuration().whole("model.latent") == latent).findFirst().orElseThrow().metric("test_total");
    }
}
