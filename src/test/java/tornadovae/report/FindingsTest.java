package tornadovae.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.results.CellResult;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Study;

/** What charts and answers say about results whose answers are known. */
class FindingsTest {

    private static final String HEAD =
            "dataset: {name: digits, train: 1000, test: 100}\nmodel: {hidden: [8], latent: 5}\ntraining: {epochs: "
                    + "2, batch: 50}\n";
    private static final String BETAS =
            HEAD + "objective: {name: beta-vae, beta: 1}\nsweep: {objective.beta: [1, 4], training.seed: [1, 2, 3]}\n";
    private static final String LATENTS =
            HEAD.replace(", latent: 5", "") + "sweep: {model.latent: [2, 5, 10], training.seed: [1, 2, 3]}\n";

    @TempDir
    Path folder;

    private Study study(String yaml, Function<Cell, Map<String, Object>> metrics) throws Exception {
        return Synthetic.study(Synthetic.experiment(folder.resolve("mine"), yaml, metrics));
    }

    private static double seed(Cell cell) {
        return Synthetic.number(cell, "training.seed");
    }

    private static double beta(Cell cell) {
        return Synthetic.number(cell, "objective.beta");
    }

    private static Chart chart(Study study, String id) {
        return Charts.of(study, "").stream().filter(chart -> chart.id().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError("no chart " + id));
    }

    @Test
    void theAnswerNamesTheBestSettingItsIntervalAndItsLead() throws Exception {
        Study study = study(BETAS, cell -> Synthetic.losses(90 + 5 * beta(cell) + 0.1 * seed(cell), 10));
        assertEquals("On digits, the model with β = 1 describes the images best, with a test −ELBO of 105.2 nats per image "
                + "(95 % interval 105.0 to 105.4 over 3 seeds), 15.0 (15.0 to 15.0) below the next, the model with β = "
                + "4.", Answer.lead(study));
        assertEquals(List.of("From β = 1 to 4, −ELBO rises from 105.2 to 120.2 nats (by 15.0; 95 % interval 15.0 to 15.0)."),
                Answer.effects(study));
    }

    @Test
    void aLeadWithinTheSpreadOfSeedsIsNoLead() throws Exception {
        Study study = study(BETAS, cell -> Synthetic.losses(90 + (beta(cell) == 1 ? seed(cell) : 4.1 - seed(cell)), 10));
        assertTrue(Answer.lead(study).endsWith("; whether it describes the images better than the next, the "
                + "model with β = 4 with 102.1, cannot be said from 3 seeds (+0.10; 95 % interval −4.87 to 5.07)."),
                Answer.lead(study));
        assertTrue(Answer.effects(study).getFirst().contains("whether that is more than chance cannot be said from 3 seeds"),
                Answer.effects(study).getFirst());
        assertTrue(chart(study, "rate-distortion").finding().contains("whether the rate changes cannot be said from 3 seeds"),
                chart(study, "rate-distortion").finding());
    }

    @Test
    void withOneSeedNothingIsClaimedToBeMoreThanChance() throws Exception {
        Study study = study(BETAS.replace("[1, 2, 3]", "[7]"), cell -> Synthetic.losses(90 + beta(cell), 10));
        assertEquals("On digits, the model with β = 1 has the lowest test −ELBO, 101.0 nats per image (one seed); whether it "
                + "describes the images "
                + "better than the next, the model with β = 4 with 104.0, cannot be said from 1 seed.", Answer.lead(study));
        Chart bounds = chart(study, "bounds");
        assertEquals("From β = 1 to 4, −ELBO goes from 101.0 to 104.0 nats; whether that is more than chance cannot be said "
                + "from 1 seed",
                bounds.finding());
        assertTrue(bounds.caption().contains("One seed: there are no intervals"), bounds.caption());
        assertTrue(bounds.series().stream().flatMap(series -> series.points().stream()).noneMatch(Point::hasInterval));
    }

    @Test
    void settingsWithoutASeedInCommonAreNotToldApart() throws Exception {
        Study study = study(BETAS, cell -> beta(cell) == 1 == seed(cell) < 3
                ? Synthetic.losses(90 + beta(cell) + 0.1 * seed(cell), 10 - beta(cell)) : null);
        String unknown = "cannot be said from no seed in common (+0.15; 95 % interval −0.95 to 1.25, by the spread of seeds in "
                + "all settings)";
        assertTrue(Answer.lead(study).endsWith(unknown + "."), Answer.lead(study));
        assertTrue(chart(study, "bounds").finding().endsWith(unknown), chart(study, "bounds").finding());
    }

    /** A fall of 27 nats beside a spread of 0.8 is no chance, also where it was seen with one seed. */
    @Test
    void whatIsKnownOfTheSpreadServesASettingOfOneSeed() throws Exception {
        Study study = study(LATENTS, cell -> Synthetic.number(cell, "model.latent") == 2
                ? Synthetic.losses(120 + 0.8 * seed(cell), 10)
                : seed(cell) > 1 ? null : Synthetic.losses(93, 10));
        assertEquals("From 2 to 10 latent dimensions, −ELBO falls from 131.6 to 103.0 nats (by 28.6; 95 % interval 24.6 to "
                + "32.6, by the spread of "
                + "seeds in all settings).", Answer.effects(study).getFirst());
    }

    @Test
    void aChangeOfDistortionThatSeedsCannotTellIsNotClaimed() throws Exception {
        Study study = study(BETAS, cell -> Synthetic.losses(90 + (beta(cell) == 1 ? seed(cell) : 4.1 - seed(cell)),
                20 - 4 * beta(cell) + 0.01 * seed(cell)));
        assertEquals("From β = 1 to 4, images give up 12.0 nats of code; whether they cost more to reconstruct or less cannot "
                + "be said from 3 seeds "
                + "(+0.10; 95 % interval −4.87 to 5.07)", chart(study, "rate-distortion").finding());
    }

    @Test
    void whatHasNotBegunHasNoAnswer() throws Exception {
        Study study = study(BETAS, _ -> null);
        assertEquals("No model of digits has finished yet, so there is no answer.", Answer.lead(study));
        assertEquals(List.of(), Charts.of(study, ""));
    }

    @Test
    void aSingleModelIsDescribedWithoutAComparison() throws Exception {
        Study study = study(HEAD, _ -> Synthetic.losses(90, 10));
        assertEquals("On digits, the model reaches a test −ELBO of 100.0 nats per image (one seed).", Answer.lead(study));
        assertTrue(Charts.of(study, "").stream()
                .noneMatch(chart -> chart.id().equals("rate-distortion") || chart.id().equals("bounds")));
    }

    @Test
    void rateAndDistortionLieWhereTheyWereMeasuredInTheOrderOfBeta() throws Exception {
        Study study = study(BETAS.replace("[1, 4]", "[4, 0.5]"),
                cell -> Synthetic.losses(80 + 5 * beta(cell) + 0.01 * seed(cell), 20 - 4 * beta(cell)));
        Chart chart = chart(study, "rate-distortion");
        assertEquals("From β = 0.5 to 4, images give up 14.0 nats of code and cost 17.5 nats more to reconstruct",
                chart.finding());
        List<Point> points = chart.series().getFirst().points();
        assertEquals(18, points.get(0).x(), 1e-12);
        assertEquals(82.52, points.get(0).y(), 1e-9);
        assertEquals(4, points.get(1).x(), 1e-12);
        assertEquals(0.01 * 4.302652729749464 / Math.sqrt(3), points.get(0).high() - points.get(0).y(), 1e-9);
        assertEquals("β = 0.5, 3 seeds", points.get(0).label());
    }

    @Test
    void theBoundSaysWhereMoreDimensionsNoLongerHelp() throws Exception {
        Study study = study(LATENTS, cell -> {
            double latent = Synthetic.number(cell, "model.latent");
            var metrics =
                    Synthetic.losses((latent == 2 ? 140 : latent == 5 ? 100 : 100 + (seed(cell) - 2)) + 0.1 * seed(cell), 10);
            metrics.put("iwae_5", 100.0);
            metrics.put("iwae_50", 99.0);
            return metrics;
        });
        Chart chart = chart(study, "bounds");
        assertEquals("From 2 to 10 latent dimensions, −ELBO falls from 150.2 to 110.2 nats (by 40.0; 95 % interval 37.5 to "
                + "42.5); whether anything is gained beyond 5 latent "
                + "dimensions cannot be said from 3 seeds (0.00; 95 % interval −2.48 to 2.48)", chart.finding());
        assertEquals(Axis.Spacing.LINEAR, chart.x().scale());
        assertEquals(List.of("−ELBO", "IWAE 50"), chart.series().stream().map(series -> series.name()).toList());
    }

    @Test
    void nothingIsGainedOnlyWhereThatIsShown() throws Exception {
        Study study = study(LATENTS, cell -> {
            double latent = Synthetic.number(cell, "model.latent");
            return Synthetic.losses((latent == 2 ? 140 : 100) + (latent == 10 ? 0.01 : 0.02) * seed(cell), 10);
        });
        assertTrue(chart(study, "bounds").finding().endsWith("; beyond 5 latent dimensions less than 0.220 nats is gained"),
                chart(study, "bounds").finding());
    }

    /** The last epoch still brought 112 nats, so that the order of models may yet change. */
    @Test
    void trainingsThatHadNotSettledAreComparedWithACaveatAndNeverSaturate() throws Exception {
        Study study = withHistories(LATENTS, cell -> "1,10,1,1,1,1,1," + (500 + seed(cell)) + "\n2,20,1,1,1,1,1,"
                + (388 + seed(cell)) + "\n");
        String finding = chart(study, "bounds").finding();
        assertTrue(finding.startsWith("All 3 settings were still improving when training ended. From 2 to 10 latent dimensions"),
                finding);
        assertFalse(finding.contains("gained"), finding);
        assertEquals("All 3 settings were still improving when training ended: what follows compares trainings of this length, "
                + "not what the models "
                + "can reach.", Answer.effects(study).getFirst());
    }

    @Test
    void unusedDimensionsAreCounted() throws Exception {
        Study study = study(BETAS, cell -> {
            var metrics = Synthetic.losses(90, 10);
            metrics.put("active_units", beta(cell) == 1 ? 5 : seed(cell) == 1 ? 2 : 3);
            return metrics;
        });
        assertEquals("1 setting of 2 uses every latent dimension; β = 4 uses 2.7 (95 % interval 1.2 to 4.1) of 5",
                chart(study, "active-units").finding());
    }

    @Test
    void dimensionsThatAreAllUsedNeedNoChart() throws Exception {
        Study study = study(BETAS, _ -> {
            var metrics = Synthetic.losses(90, 10);
            metrics.put("active_units", 5);
            return metrics;
        });
        assertTrue(Charts.of(study, "").stream().noneMatch(chart -> chart.id().equals("active-units")));
    }

    @Test
    void klIsSortedWithinEachModel() throws Exception {
        Study study = study(HEAD + "sweep: {training.seed: [1, 2]}\n", cell -> {
            var metrics = Synthetic.losses(90, 5.05);
            metrics.put("kl_per_dimension",
                    seed(cell) == 1 ? List.of(0.0, 3.0, 0.05, 2.0, 0.0) : List.of(2.0, 0.0, 0.0, 0.05, 3.0));
            return metrics;
        });
        Chart chart = chart(study, "kl-per-dimension");
        assertEquals("2 of 5 dimensions of the model hold more than 0.1 nats of an image in every seed; the fullest holds "
                + "3.00 of 5.05 on average", chart.finding());
        assertEquals(List.of(3.0, 2.0, 0.05, 0.0, 0.0), chart.series().getFirst().points().stream().map(Point::y).toList());
    }

    @Test
    void dimensionsAreCountedInEachModel() throws Exception {
        Study study = study(HEAD + "sweep: {training.seed: [1, 2]}\n", cell -> {
            var metrics = Synthetic.losses(90, 5.05);
            // on average the third holds more than a tenth
            metrics.put("kl_per_dimension", seed(cell) == 1 ? List.of(3.0, 2.0, 0.3) : List.of(3.0, 2.0, 0.0));
            return metrics;
        });
        assertTrue(
                chart(study, "kl-per-dimension").finding().startsWith(
                        "2 to 3 of 3 dimensions of the model hold more than 0.1 nats of an image, depending on the seed; "),
                chart(study, "kl-per-dimension").finding());
    }

    @Test
    void onlyDrawnSettingsAreNamed() throws Exception {
        String widths = IntStream.rangeClosed(1, 15).mapToObj(i -> "[" + i + "]").collect(Collectors.joining(", "));
        Study study = study(HEAD + "sweep: {model.hidden: [" + widths + "]}\n", cell -> {
            int width = ((Number) ((List<?>) cell.configuration().values().get("model.hidden")).getFirst()).intValue();
            var metrics = Synthetic.losses(100 - width, 10);
            metrics.put("active_units", width == 1 ? 0 : width == 2 ? 3 : 5);   // the worst is not drawn
            return metrics;
        });
        Chart chart = chart(study, "active-units");
        assertEquals("13 settings of 14 drawn use every latent dimension; hidden layers = [2] uses 3 of 5", chart.finding());
        assertTrue(chart.caption().contains("Of 15 settings, 14 are drawn"), chart.caption());
    }

    @Test
    void thePageRoundsOnceAsSentencesDo() {
        assertEquals("109.6", Numbers.shown(109.64999));
        assertEquals("109.6", Numbers.shown(Numbers.precise(109.64999)));
    }

    @Test
    void disentanglementIsComparedByObjective() throws Exception {
        String yaml =
                HEAD + "sweep: {training.seed: [1, 2, 3]}\ncases:\n  - {objective: vae}\n  - {objective: {name: beta-tcvae, "
                        + "beta: 4}}\n";
        Study study = study(yaml, cell -> {
            var metrics = Synthetic.losses(90, 10);
            metrics.put("mig", (cell.configuration().text("objective.name").equals("vae") ? 0.03 : 0.15) + 0.001 * seed(cell));
            metrics.put("sap", 0.02);
            return metrics;
        });
        Chart chart = chart(study, "disentanglement");
        assertTrue(chart.finding()
                .matches("MIG is 0\\.152 \\(95 % interval 0\\.150 to 0\\.154 over 3 seeds\\) for beta-tcvae, the highest, and "
                        + "above the next, vae, by 0\\.120"),
                chart.finding());
        assertEquals(List.of("MIG", "SAP"), chart.x().categories());
    }

    @Test
    void lossesOverEpochsSayWhetherTrainingHasSettled() throws Exception {
        Chart chart = chart(study(BETAS, cell -> Synthetic.losses(90 + beta(cell), 10)), "loss-total");
        assertEquals("The model with β = 1 has settled: −ELBO changes by less than 0.212 nats in an epoch (95 % interval "
                + "−0.00852 to 0.00052, "
                + "by the trend of the last 5 epochs), and ended at 106.0", chart.finding());
        assertEquals(List.of(122.0, 106.02), chart.series().getFirst().points().stream().map(Point::y).limit(2).toList());
        Chart nll = Charts.of(Synthetic.study(folder.resolve("mine")), "").stream().filter(c -> c.id().equals("loss-nll"))
                .findFirst().orElseThrow();
        assertTrue(nll.finding().contains("1.00 nats more to reconstruct than training images did during the last epoch"),
                nll.finding());
    }

    private static String history(double... losses) {
        return IntStream.range(0, losses.length).mapToObj(e -> (e + 1) + "," + 10 * (e + 1) + ",1,1,1,1,1," + losses[e] + "\n")
                .collect(Collectors.joining());
    }

    /** Both seeds fall all the time: with an interval over seeds, of one degree of freedom, that could not be told from rest. */
    @Test
    void twoSeedsThatFallTogetherHaveNotSettled() throws Exception {
        Study study = withHistories(HEAD + "sweep: {training.seed: [1, 2]}\n",
                cell -> history(190, 178, 172, 168, 165.5 + 0.2 * seed(cell), 162.5 + 0.4 * seed(cell)));
        String finding = chart(study, "loss-total").finding();
        assertTrue(finding.startsWith("The model was still improving: −ELBO fell by 3.60 nats in an epoch (95 % interval "),
                finding);
    }

    @Test
    void whatTheVerdictSaysOfMoreEpochsIsNotDecidedAgain() {
        assertEquals(Convergence.State.IMPROVING, Convergence.judged(Convergence.State.IMPROVING, List.of()));
        assertEquals(Convergence.State.FALLING, Convergence.judged(Convergence.State.IMPROVING, List.of(false, false)));
        assertEquals(Convergence.State.IMPROVING, Convergence.judged(Convergence.State.UNKNOWN, List.of(false, true)));
        assertEquals(Convergence.State.SETTLED, Convergence.judged(Convergence.State.SETTLED, List.of(false)));
    }

    @Test
    void aLossThatRoseAgainWasAtItsBestBefore() throws Exception {
        Study study = withHistories(HEAD, cell -> history(190, 150, 120, 110, 105, 111, 113, 115.1, 117, 119, 121));
        assertEquals("The model was at its best after epoch 5 with 105.0 nats, and ended 16.0 above", chart(study, "loss-total")
                .finding());
    }

    @Test
    void aLossThatScattersIsNotCalledSettled() throws Exception {
        Study study = withHistories(HEAD, cell -> history(190, 120, 112, 118, 111, 117, 113));
        String finding = chart(study, "loss-total").finding();
        assertTrue(finding.startsWith("Whether the model has settled cannot be said from 5 epochs: −ELBO changed by "), finding);
    }

    private Study withHistories(String yaml, Function<Cell, String> rows) throws Exception {
        Path results = Synthetic.experiment(folder.resolve("mine"), yaml, cell -> Synthetic.losses(90, 10));
        for (CellResult cell : ExperimentResults.read(results).cells()) {
            Path history = cell.folder().history();
            Cell of = Experiment.read(results.resolve("experiment.yaml"), List.of()).cells().stream()
                    .filter(c -> c.id().equals(cell.id())).findFirst().orElseThrow();
            Files.writeString(history,
                    "epoch,step,train_nll,train_kl,train_total,test_nll,test_kl,test_total\n" + rows.apply(of));
        }
        return Synthetic.study(results);
    }

    @Test
    void aSeedThatStoppedEarlyDoesNotCutOffTheOthers() throws Exception {
        Study study = withHistories(HEAD + "sweep: {training.seed: [1, 2]}\n", cell -> "1,10,120,1,121,121,1,122\n"
                + (seed(cell) == 1 ? "2,20,100,5,105,101,5,106\n3,30,98,5,103,98,5,103\n" : ""));
        CellResult stopped = study.cells().stream().filter(cell -> cell.text(SettingNames.SEED).equals("2")).findFirst()
                .orElseThrow();
        Files.delete(stopped.folder().metrics());
        List<Point> points = chart(Synthetic.study(folder.resolve("mine")), "loss-total").series().getFirst().points();
        assertEquals(List.of(122.0, 106.0, 103.0), points.stream().map(Point::y).toList());
    }

    @Test
    void aLossNearZeroSettlesToo() throws Exception {
        Study study = withHistories(HEAD, _ -> history(1, 0.04, -0.01, 0.02, 0.01, 0));
        assertTrue(chart(study, "loss-total").finding().startsWith("The model has settled"),
                chart(study, "loss-total").finding());
    }

    @Test
    void aFallThatSeedsDoNotShareIsNoFall() throws Exception {
        Study study = withHistories(HEAD + "sweep: {training.seed: [1, 2, 3]}\n",
                cell -> history(100, 98 + 1.5 * (seed(cell) - 1)));
        assertEquals("Whether the model has settled cannot be said from 3 seeds: −ELBO changed by −0.500 nats in an epoch, to "
                + "99.5", chart(study, "loss-total").finding());
    }

    @Test
    void throughputIsOneNumberOfAllRuns() throws Exception {
        Study study = study(BETAS, _ -> Synthetic.losses(90, 10));
        assertEquals("600 images/s", Facts.provenance(study.cells()).get("Trained at"));
    }

    @Test
    void whatOnlyExperimentsDifferInIsNotSwept() throws Exception {
        Path small =
                Synthetic.experiment(folder.resolve("small"), BETAS + "pictures: {gif: true}\n", _ -> Synthetic.losses(90, 10));
        Path large = Synthetic.experiment(folder.resolve("large"),
                BETAS.replace("[8]", "[256, 128]").replace("test: 100", "test: 0"), _ -> Synthetic.losses(90, 10));
        Map<String, String> asked = Facts.asked(Stream.of(small, large).map(ExperimentResults::read)
                .flatMap(results -> results.cells().stream()).toList());
        assertEquals("β 1, 4 · seed 1, 2, 3", asked.get("Swept"));
        assertEquals("test images 100, all · hidden layers [8], [256, 128]", asked.get("Experiments differ in"));
        assertFalse(Facts.asked(ExperimentResults.read(small).cells()).containsKey("Experiments differ in"));
        Path single = Synthetic.experiment(folder.resolve("single"), HEAD + "objective: {name: beta-vae, beta: 9}\n",
                _ -> Synthetic.losses(90, 10));
        assertEquals("β 1, 4 · seed 1, 2, 3", Facts.asked(Stream.of(small, single).map(ExperimentResults::read)
                .flatMap(results -> results.cells().stream()).toList()).get("Swept"));
    }

    @Test
    void lossesOfDifferentDataAreNotCompared() throws Exception {
        String yaml = "dataset: {train: 1000, test: 100}\nmodel: {hidden: [8]}\nsweep: {dataset.name: [digits, sprites], "
                + "training.seed: [1, 2]}\n";
        List<Study> studies = Study.of(List.of(ExperimentResults.read(Synthetic.experiment(folder.resolve("two"), yaml,
                _ -> Synthetic.losses(90, 10)))));
        assertEquals(List.of("digits", "sprites"), studies.stream().map(Study::label).toList());
        assertFalse(studies.getFirst().varies("dataset.name"));
    }

    /** Level 0.2 at β = 4: two of three eigenvalues lie above. */
    @Test
    void eigenvaluesStandAgainstTheLevelThatDecides() throws Exception {
        String yaml = HEAD.replace("latent: 5", "latent: 3, likelihood: gaussian, variance: fixed, sigma2: 0.05")
                + "objective: {name: beta-vae, beta: 1}\nsweep: {objective.beta: [4, 20]}\n";
        Study study = study(yaml, cell -> {
            var metrics = new java.util.HashMap<>(Synthetic.losses(90 + beta(cell), 10 / beta(cell)));
            metrics.putAll(Map.of("sigma2", 0.05, "eigenvalues", List.of(0.9, 0.3, 0.1, 0.02), "active_units", 2));
            return metrics;
        });
        Chart chart = chart(study, "water-filling");
        assertEquals("Of 3 latent dimensions of the model with β = 4, 2 have eigenvalues above βσ² = 0.200; the model uses 2.00",
                chart.finding());
        assertEquals(3, chart.series().size(), "the eigenvalues, and a level for each β");
        assertEquals(List.of(0.9, 0.3, 0.1, 0.02), chart.series().getFirst().points().stream().map(Point::y).toList());
        assertEquals(List.of(0.2, 1.0), chart.series().stream().skip(1).map(line -> line.points().getFirst().y()).toList());

        var limit = chart(study, "rate-distortion").series().getLast();
        assertEquals("limit of linear models", limit.name());
        // without a code all of the variance is left, 1.32 over four pixels
        assertEquals(2 * (Math.log(2 * Math.PI * 1.32 / 4) + 1), limit.points().getFirst().y(), 1e-9);
        // at s = 0.1: R = ½ (log 9 + log 3), D = 0.32
        Point before = limit.points().getFirst();
        for (Point point : limit.points()) {
            assertTrue(point.y() <= before.y(), "more rate, less distortion");
            before = point;
        }
    }

    @Test
    void modelsWithoutOneVarianceHaveNoLimit() throws Exception {
        Study study = study(BETAS, cell -> Synthetic.losses(90 + beta(cell), 10));
        assertTrue(Charts.of(study, "").stream().noneMatch(chart -> chart.id().equals("water-filling")));
        assertTrue(chart(study, "rate-distortion").series().stream().noneMatch(line -> line.name().contains("limit")));
    }
}
