package tornadovae.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.experiment.config.Cell;
import tornadovae.results.Study;

class WinsAndCostsTest {

    private static final String HEAD =
            "dataset: {name: digits, train: 1000, test: 100}\nmodel: {hidden: [8], latent: 5}\ntraining: {epochs: "
                    + "2, batch: 50}\nsweep: {training.seed: [1, 2, 3]}\ncases:\n";

    @TempDir
    Path folder;

    private Study study(String yaml, Function<Cell, Map<String, Object>> metrics) throws Exception {
        return Synthetic.study(Synthetic.experiment(folder.resolve("mine"), yaml, metrics));
    }

    private static boolean is(Cell cell, String objective) {
        return cell.configuration().text("objective.name").equals(objective);
    }

    private static double seed(Cell cell) {
        return Synthetic.number(cell, "training.seed");
    }

    @Test
    void anObjectiveWinsWhatIntervalsSupportAndPaysForIt() throws Exception {
        Study study =
                study(HEAD + "  - {objective: vae}\n  - {objective: {name: beta-tcvae, beta: 4}}\n  - {objective: {name: wae, "
                        + "lambda: 10}}\n", cell -> {
                            var metrics = is(cell, "wae")
                                    ? Synthetic.losses(90 + 2 * seed(cell), 14 - 2 * seed(cell) + 3 * (seed(cell) - 2))
                                    : Synthetic.losses(is(cell, "vae") ? 90 + seed(cell) : 100 + 1.1 * seed(cell), 10);
                            metrics.put("mig", is(cell, "beta-tcvae") ? 0.15 + 0.001 * seed(cell) : 0.03);
                            metrics.put("dci_disentanglement", 0.1 + 0.01 * (is(cell, "vae") ? seed(cell) : 4 - seed(cell)));
                            return metrics;
                        });
        assertEquals(List.of("Beside vae, seed by seed with 95 % intervals:",
                "wae: whether it differs in −ELBO, reconstruction, MIG and DCI D cannot be said from 3 seeds.",
                "beta-tcvae wins 0.122 MIG (0.120 to 0.124) and pays 10.2 nats of −ELBO (10.0 to 10.4) and 10.2 nats of "
                        + "reconstruction (10.0 to 10.4); "
                        + "whether it differs in DCI D cannot be said from 3 seeds."),
                Answer.effects(study));
    }

    /** β = 2 is lucky at the seed that chooses, and is judged by the others. */
    @Test
    void seedsThatAreComparedHaveNoSayInTheChoice() throws Exception {
        Study study = study(HEAD + "  - {objective: vae}\n  - {objective: {name: beta-vae, beta: [2, 3, 4]}}\n", cell -> Synthetic
                .losses(is(cell, "vae") ? 100 : Synthetic.number(cell, "objective.beta") - 1 == seed(cell) ? 50 : 110, 10));
        assertEquals(List.of("Beside vae, seed by seed with 95 % intervals, each at the setting that 1 other seed found best by "
                + "−ELBO:",
                "beta-vae pays 10.0 nats of −ELBO (10.0 to 10.0) and 10.0 nats of reconstruction (10.0 to "
                        + "10.0)."),
                Answer.effects(study));
    }

    @Test
    void oneSeedShowsNothing() throws Exception {
        Study study =
                study(HEAD.replace("[1, 2, 3]", "[7]") + "  - {objective: vae}\n  - {objective: {name: beta-vae, beta: 2}}\n",
                        cell -> Synthetic.losses(is(cell, "vae") ? 90 : 95, is(cell, "vae") ? 10 : 8));
        assertEquals("beta-vae: whether it differs in −ELBO and reconstruction cannot be said from 1 seed.", Answer.effects(study)
                .getLast());
    }

    @Test
    void withoutAVanillaVaeThereIsNothingToStandBeside() throws Exception {
        assertEquals(List.of(), WinsAndCosts.of(study(HEAD
                + "  - {objective: {name: beta-vae, beta: 2}}\n  - {objective: {name: wae, lambda: 10}}\n",
                _ -> Synthetic.losses(90, 10))));
    }
}
