package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Configuration;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;

class AblationTest {

    private static final String TWO_SETTINGS = """
            dataset: digits
            sweep: {training.seed: [1, 2, 3, 4, 5]}
            cases:
              - {objective: vae, training.learningRate: [0.001, 0.002]}
              - {objective: {name: beta-vae, beta: [2, 4]}}
            """;

    @TempDir
    Path folder;

    private static double seed(Cell cell) {
        return Double.parseDouble(cell.text("training.seed"));
    }

    /** The VAE is worth 100 + seed with its first setting; β-VAE 90 + 2·seed with its second. */
    private static Map<String, Object> losses(Cell cell) {
        boolean vae = cell.text("objective.name").equals("vae");
        double loss = vae ? 100 + seed(cell) : 90 + 2 * seed(cell);
        boolean good = cell.text("training.learningRate").equals("0.001") && !cell.text("objective.beta").equals("2");
        return Map.of("test_total", good ? loss : loss + 50, "mig", good ? 0.1 : 0.1 + 0.01 * seed(cell));
    }

    private static Comparison comparison(Ablation ablation, Measure measure) {
        return ablation.studies().getFirst().comparisons().stream().filter(c -> c.measure().equals(measure)).findFirst()
                .orElseThrow();
    }

    @Test
    void differencesArePairedBySeed() throws Exception {
        var ablation = Trial.of(folder, TWO_SETTINGS).measured((cell, i) -> losses(cell)).ablation(Measures.of("test_total"));
        var study = ablation.studies().getFirst();
        assertEquals(0, study.arms().get(0).chosen().orElseThrow());
        assertEquals(1, study.arms().get(1).chosen().orElseThrow());
        var c = comparison(ablation, Measures.of("test_total"));   // seed 1 chooses; differences −10 + seed: −8 … −5
        assertEquals(List.of("2", "3", "4", "5"), study.compared());
        assertEquals(-6.5, c.difference().mean());
        assertEquals(3.182446 * Math.sqrt(5 / 3.0 / 4), c.difference().halfWidth(), 1e-6);
        assertEquals(-6.5 / Math.sqrt(5 / 3.0) * 0.723601, c.effect(), 1e-5);
        assertEquals(-1, c.rankBiserial());
        assertEquals(0.125, c.p());
        assertEquals(3, c.seedsNeeded());
        assertTrue(c.isWon() && !c.isPaid() && !c.isConfirmed());
        assertEquals(List.of(), ablation.leftOut());
    }

    @Test
    void settingsAreChosenByMigWhereThereIsOneAndByTheBoundElsewhere() throws Exception {
        var trial =
                Trial.of(folder, TWO_SETTINGS.replace("dataset: digits\nsweep: {", "sweep: {dataset.name: [digits, mnist], "));
        trial.measured((cell, i) -> cell.text("dataset.name").equals("digits") ? losses(cell)
                : Map.of("test_total", losses(cell).get("test_total")));
        var ablation = trial.ablation(null);
        assertEquals(List.of(Measures.of("mig"), Measures.of("test_total")), ablation.studies().stream()
                .map(ContestResult::criterion).toList());
        assertEquals(1, ablation.studies().get(0).arms().get(0).chosen().orElseThrow());
        assertEquals(0, ablation.studies().get(1).arms().get(0).chosen().orElseThrow());
        assertEquals(List.of(Measures.of("test_total")), ablation.studies().get(1).measures());
    }

    @Test
    void aFailedCellIsNamedAndItsPairIsLeftOut() throws Exception {
        var trial = Trial.of(folder, TWO_SETTINGS).measured((cell, i) -> losses(cell));
        Cell failed = trial.cells().stream().filter(cell -> cell.text("objective.beta").equals("4") && seed(cell) == 5)
                .findFirst().orElseThrow();
        trial.failed(failed, "Loss is NaN\nat step 7.");
        var ablation = trial.ablation(Measures.of("test_total"));
        assertEquals(List.of("Cell " + failed.id() + " has no metrics: Loss is NaN at step 7."), ablation.leftOut());
        var betaVae = ablation.studies().getFirst().arms().getLast();
        assertEquals(1, betaVae.chosen().orElseThrow());
        var c = comparison(ablation, Measures.of("test_total"));
        assertEquals(3, c.difference().n());
        assertEquals(-7, c.difference().mean());
        assertTrue(AblationFiles.text(ablation).contains("(n = 3)"));
        assertTrue(AblationFiles.text(ablation).contains("- Cell " + failed.id()));
    }

    @Test
    void aMeasureThatIsNotFiniteIsNamed() throws Exception {
        var trial = Trial.of(folder, TWO_SETTINGS);
        trial.measured((cell, i) -> Map.of("test_total", losses(cell).get("test_total"), "mig", i == 0 ? Double.NaN : 0.5));
        var ablation = trial.ablation(Measures.of("test_total"));
        assertEquals(List.of("Cell " + trial.cells().getFirst().id() + " has no finite mig, found NaN."), ablation.leftOut());
        assertEquals(4, comparison(ablation, Measures.of("mig")).difference().n());
    }

    @Test
    void theSettingThatFailedOnAChoosingSeedIsNotChosen() throws Exception {
        var trial = Trial.of(folder, TWO_SETTINGS).measured((cell, i) -> losses(cell));
        trial.failed(trial.cells().stream().filter(cell -> cell.text("objective.beta").equals("4") && seed(cell) == 1).findFirst()
                .orElseThrow(), "Loss is NaN.");
        var ablation = trial.ablation(Measures.of("test_total"));
        assertEquals(0, ablation.studies().getFirst().arms().getLast().chosen().orElseThrow());
        assertEquals(-6.5 + 50, comparison(ablation, Measures.of("test_total")).difference().mean());
    }

    @Test
    void seedsThatPlannedAreNotCompared() throws Exception {
        var trial = Trial.of(folder, TWO_SETTINGS).measured((cell, i) -> losses(cell));
        var ablation = Ablation.of("trial", Design.of(trial.cells()), trial::folder, Measures.of("test_total"), 3);
        assertEquals(List.of("4", "5"), ablation.studies().getFirst().compared());
        assertEquals(2, comparison(ablation, Measures.of("test_total")).difference().n());
    }

    @Test
    void whereNothingHasFinishedThatIsSaid() throws Exception {
        var ablation = Trial.of(folder, TWO_SETTINGS).ablation(Measures.of("mig"));
        assertEquals(20, ablation.leftOut().size());
        assertTrue(AblationFiles.text(ablation).contains("No cell has finished here."));
        AblationFiles.write(ablation, folder);
    }

    @Test
    void oneSeedHasMeansAndNoIntervals() throws Exception {
        var trial = Trial.of(folder, "dataset: digits\ncases: [{objective: vae}, {objective: {name: beta-vae, beta: 4}}]")
                .measured((cell, i) -> losses(cell));
        String text = AblationFiles.text(trial.ablation(null));
        assertTrue(text.contains("\nobjective  −ELBO ↓\nvae         101.00\nbeta-vae     92.00\n"), text);
        assertTrue(text.contains("what cannot be said from 1 seed: −ELBO, MIG."), text);
    }

    @Test
    void theCorrectionIsOverTheObjectivesOfOneMeasure() throws Exception {
        String yaml = "dataset: digits\nsweep: {training.seed: [1, 2, 3, 4, 5, 6, 7, 8]}\ncases: [{objective: vae}, "
                + "{objective: {name: beta-vae, beta: [3, 4]}}]";
        var two = Trial.of(folder, yaml);
        var three = new Trial(folder, two.cells().stream()
                .map(cell -> cell.text("objective.beta").equals("3") ? renamed(cell, "other") : cell).toList());
        three.measured((cell, i) -> cell.text("objective.name").equals("other")
                ? Map.of("test_total", 100 + seed(cell) + 4.5 - seed(cell), "mig", 0.1) : losses(cell));
        var study = three.ablation(null).studies().getFirst();
        var other = study.comparisons().getFirst();   // differences 4.5 − seed, of which half are above 0
        assertEquals("other", other.objective());
        assertEquals(1, other.holmP());
        assertEquals(2 / 256.0, study.comparisons().get(1).p());
        assertEquals(2 * 2 / 256.0, study.comparisons().get(1).holmP());
        String text = AblationFiles.text(three.ablation(null)).replaceAll("\\s+", " ");
        assertTrue(text.contains("- beta-vae — won: −ELBO −5.50 ± 2.05 nats (confirmed); paid: nothing; what cannot be said "
                + "from 8 seeds: MIG."), text);
        assertTrue(text.contains("- other — won: nothing; paid: nothing; what cannot be said from 8 seeds: −ELBO, MIG."), text);
        assertTrue(text.contains("0.0078125, and 0.015625 after the correction."), text);
    }

    private static Cell renamed(Cell cell, String objective) {
        var values = new TreeMap<String, Object>(cell.configuration().values());
        values.put("objective.name", objective);
        return new Cell(objective + cell.id(), new Configuration(values), cell.swept());
    }

    @Test
    void theCriterionMustBeAMeasureWithABetterSide() throws Exception {
        String names = Ablation.criteria().stream().map(Measure::key).collect(Collectors.joining(", "));
        assertEquals("--select-by must be one of " + names + ", not 'test_kl'; did you mean test_nll?",
                assertThrows(UserError.class, () -> Ablation.criterion("test_kl")).getMessage());
        assertEquals("--select-by must be one of " + names + ", not 'x'.",
                assertThrows(UserError.class, () -> Ablation.criterion("x")).getMessage());
        assertEquals(Measures.of("sap"), Ablation.criterion("sap"));
        var trial = Trial.of(folder, TWO_SETTINGS).measured((cell, i) -> losses(cell));
        assertEquals("No cell has the measure sap, which --select-by names; there are test_total, mig.",
                assertThrows(UserError.class, () -> trial.ablation(Measures.of("sap"))).getMessage());
    }
}
