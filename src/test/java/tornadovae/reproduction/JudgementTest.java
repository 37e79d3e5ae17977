package tornadovae.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.experiment.config.Cell;
import tornadovae.reproduction.Assessment.Outcome;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;

/** Every judgement tells what holds from what does not. */
class JudgementTest {

    @TempDir
    Path results;

    @ParameterizedTest
    @CsvSource({"102, 119.9, 119, WITHIN", "102, 102, 101.1, WITHIN", "102, 120, 120, OUTSIDE", "102, 103, 101.9, OUTSIDE",
            "108, 103, 103, OUTSIDE", "102, 103, NaN, OUTSIDE"})
    void theBoundMustImproveAtEveryStepAndNotCollapse(double atTwenty, double atTwoHundred, double best, Outcome outcome)
            throws Exception {
        Map<Integer, Double> losses = Map.of(3, 135.0, 5, 120.0, 10, 108.0, 20, atTwenty, 200, atTwoHundred);
        var trained = new Trained("kingma-welling-figure-2", Effort.QUICK, results)
                .finish(cell -> Map.of("test_total", losses.get(cell.configuration().whole("model.latent"))));
        trained.history(trained.cell("model.latent", 200L), "epoch,test_total\n1,200\n2," + best + "\n3," + atTwoHundred + "\n");
        assertEquals(outcome, trained.verdict().outcome(), trained.verdict().got());
    }

    @Test
    void picturesAreDrawnAndNotWithin() throws Exception {
        var trained = new Trained("kingma-welling-figures-4-5", Effort.FULL, results).finish(_ -> Map.of("test_total", 150.0));
        assertEquals(Outcome.FAILED, trained.verdict().outcome(), "no picture is there yet");
        for (Path picture : trained.evidence().pictures().values()) Files.writeString(picture, "a picture");
        assertEquals(5, trained.evidence().pictures().size());
        Assessment verdict = trained.verdict();
        assertEquals(Outcome.DRAWN, verdict.outcome());
        assertTrue(verdict.got().startsWith("drawn from latent-2_"), verdict.got());
    }

    @ParameterizedTest
    @CsvSource({"86.76, WITHIN", "87.75, WITHIN", "85.77, WITHIN", "87.77, OUTSIDE", "85.75, OUTSIDE"})
    void theLikelihoodIsWithinOneNat(double bound, Outcome outcome) throws Exception {
        var trained = new Trained("burda-2016", Effort.FULL, results)
                .finish(_ -> Map.of("test_total", 88.0, "iwae_5000", bound, "iwae_5000_low", bound - 0.5, "iwae_5000_high",
                        bound + 0.5));
        assertEquals(outcome, trained.verdict().outcome());
        assertTrue(trained.verdict().got().contains("95 % interval"), trained.verdict().got());
    }

    @Test
    void aModelWithoutItsBoundIsNotJudgedByItsElbo() throws Exception {
        var trained = new Trained("burda-2016", Effort.FULL, results)
                .finish(_ -> Map.of("test_total", 86.76, "test_images", 10_000));
        assertEquals(Outcome.UNFINISHED, trained.verdict().outcome());
        Path measures = trained.folder(trained.evidence().cells().getFirst()).measures();
        Files.writeString(measures, "{\"iwae_5000\": 86.9, \"test_images\": 100}");
        assertEquals(Outcome.UNFINISHED, trained.verdict().outcome(), "measured on other images");
        Files.writeString(measures, "{\"iwae_5000\": 86.9, \"test_images\": 10000}");
        assertEquals(Outcome.WITHIN, trained.verdict().outcome(), "the command measure leaves it beside");
    }

    @Test
    void nothingExpectedIsNoSuccess() throws Exception {
        var cells = new Trained("burda-2016", Effort.QUICK, results).finish(_ -> Map.of("test_total", 90.0, "iwae_5000", 88.0))
                .evidence().finished().orElseThrow();
        Assessment verdict = new LikelihoodReached(5000, 86.76, 1, OptionalDouble.empty(), 0.5).judge(cells, Effort.QUICK);
        assertEquals(Outcome.NOTHING_EXPECTED, verdict.outcome());
        assertEquals("not measured yet", verdict.expected());
        assertFalse(verdict.succeeded());
        assertTrue(new LikelihoodReached(5000, 86.76, 1, OptionalDouble.of(88.4), 0.5).judge(cells, Effort.QUICK).succeeded());
    }

    @ParameterizedTest
    @CsvSource({"25.4, 24.6, WITHIN", "25.6, 25, OUTSIDE", "25, 24.4, OUTSIDE", "NaN, 25, OUTSIDE"})
    void capacityIsHeldInTrainingAndOnTestImages(double train, double test, Outcome outcome) throws Exception {
        var trained = new Trained("capacity", Effort.FULL, results)
                .finish(cell -> Map.of("test_kl", (double) cell.configuration().real("objective.capacity")));
        trained.history(trained.cell("objective.capacity", 5.0), "epoch,train_kl,test_kl\n1,9,5\n2,5.05,5.05\n");
        var rows = new StringBuilder("epoch,train_kl,test_kl\n1,1,1\n");
        for (int epoch = 2; epoch <= 11; epoch++) {
            rows.append(epoch + "," + train + "," + (test + (epoch % 2 == 0 ? 3 : -3)) + "\n");
        }
        trained.history(trained.cell("objective.capacity", 25.0), rows.toString());
        assertEquals(outcome, trained.verdict().outcome(), trained.verdict().got());
    }

    @ParameterizedTest
    @CsvSource({"0.05, 5, 0.4, 0.02, WITHIN", "-0.05, 5, 0.4, 0.02, WITHIN", "0.11, 5, 0.4, 0.02, OUTSIDE",
            "-0.09, 5, 0.4, 0.02, OUTSIDE", "0.05, 4, 0.4, 0.02, OUTSIDE", "0.05, 5, 1.1, 0.02, OUTSIDE",
            "0.05, 5, 0.4, 0.2, OUTSIDE", "0.05, 5, 0.4, -0.2, OUTSIDE"})
    void aLinearModelMustReachItsLimit(double gap, int active, double angle, double spread, Outcome outcome) throws Exception {
        var trained = new Trained("linear-limit", Effort.QUICK, results).finish(_ -> Map.of("test_images", 500));
        assertEquals(Outcome.UNFINISHED, trained.verdict().outcome(), "trained and not compared");
        trained.finish(_ -> Map.of("active_units", active, "limit_active", 5, "limit_unsure", 0, "limit_gap", gap,
                "limit_gap_error", 0.04, "limit_angle", angle, "limit_loss", -180, "iwae_1", -180 + spread, "iwae_50", -180));
        assertEquals(outcome, trained.verdict().outcome(), trained.verdict().got());
    }

    @Test
    void oneBitOfOneWeightIsSeen() throws Exception {
        var trained = new Trained("vanilla-limits", Effort.QUICK, results).finish(_ -> Map.of("test_total", 1.0));
        for (Cell cell : trained.evidence().cells()) save(trained, cell, 0.1f, cell.swept().hashCode());
        assertEquals(Outcome.WITHIN, trained.verdict().outcome(), trained.verdict().got());
        save(trained, trained.cell("objective.name", "info-vae"), Math.nextUp(0.1f), 0);
        Assessment verdict = trained.verdict();
        assertEquals(Outcome.OUTSIDE, verdict.outcome());
        assertEquals("beta-vae: 0 of 2 differ from vae; info-vae: 1 of 2 differ from vae", verdict.got());
    }

    private static void save(Trained trained, Cell cell, float weight, float momentum) {
        new Checkpoint("test", Map.of(Checkpoint.VERSION, Checkpoint.CURRENT_VERSION, Checkpoint.STEP, "1"), Map.of(
                "encoder.mu.weight", FloatTensor.of(weight, -0f), "adam.m.encoder.mu.weight", FloatTensor.of(momentum, momentum)))
                .write(trained.folder(cell).model());
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.01, WITHIN", "-0.1, 0.01, OUTSIDE", "0.1, 0.5, OUTSIDE"})
    void aLargerBetaMustWinBeyondTheSpreadOverSeeds(double gain, double spread, Outcome outcome) throws Exception {
        var trained = new Trained("higgins-2017", Effort.FULL, results).finish(cell -> {
            int seed = cell.configuration().whole("training.seed");
            double better = cell.configuration().real("objective.beta") == 4 ? gain + spread * (seed - 3) : 0;
            return Map.of("mig", 0.1 * seed + better, "beta_vae_score",
                    0.5 + 0.05 * seed + 0.2 * (cell.configuration().real("objective.beta") - 1));
        });
        Assessment verdict = trained.verdict();
        assertEquals(outcome, verdict.outcome(), verdict.got());
        assertTrue(verdict.got().contains("5 seeds"), verdict.got());
    }

    @Test
    void scoresThatWereNotMeasuredAreMissed() throws Exception {
        var trained = new Trained("higgins-2017", Effort.FULL, results).finish(_ -> Map.of("beta_vae_score", 0.5));
        assertEquals(Outcome.UNFINISHED, trained.verdict().outcome());
        assertEquals("trained, but mig is not measured yet", trained.verdict().text());
    }
}
