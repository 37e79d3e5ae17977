package tornadovae.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;

/** Values that belong together, under {@code cases}. */
class CasesTest {

    private static final String CASES = """
            dataset: digits
            sweep: {training.seed: [1, 2]}
            cases:
              - {objective: vae, training: {learningRate: [0.001, 0.002]}}
              - objective: {name: beta-vae, beta: [2, 4]}
            """;

    private static Experiment experiment(String yaml, String... overrides) {
        return Experiment.parse("x", "x.yaml", yaml, List.of(overrides));
    }

    private static List<String> names(Experiment experiment) {
        return experiment.cells().stream().map(cell -> cell.id().replaceFirst("_[0-9a-f]{8}$", "")).toList();
    }

    @Test
    void everyCaseIsCombinedWithTheSweepAndIsSlowest() {
        assertEquals(List.of("objective-vae_learningRate-0.001_seed-1", "objective-vae_learningRate-0.001_seed-2",
                "objective-vae_learningRate-0.002_seed-1", "objective-vae_learningRate-0.002_seed-2",
                "objective-beta-vae_beta-2_seed-1", "objective-beta-vae_beta-2_seed-2", "objective-beta-vae_beta-4_seed-1",
                "objective-beta-vae_beta-4_seed-2"), names(experiment(CASES)));
    }

    @Test
    void everyCellSaysItsValueOfEveryKeyThatAnyCaseNames() {
        var cells = experiment(CASES).cells();
        assertEquals(List.of("objective.name", "training.learningRate", "objective.beta", "training.seed"),
                List.copyOf(cells.getFirst().swept().keySet()));
        assertEquals(List.of("vae", 0.002, 1.0, 2L), List.copyOf(cells.get(3).swept().values()));
        assertEquals(List.of("beta-vae", 0.001, 4.0, 1L), List.copyOf(cells.get(6).swept().values()));
        assertEquals("4", cells.get(6).text("objective.beta"));
    }

    @Test
    void aCaseWinsOverTheSettingsAboveIt() {
        var cells =
                experiment("dataset: digits\nmodel.latent: 7\ncases:\n  - {model.latent: 3}\n  - {model.hidden: [5, 4]}").cells();
        assertEquals(3, cells.get(0).configuration().whole("model.latent"));
        assertEquals(7, cells.get(1).configuration().whole("model.latent"));
        assertEquals(List.of(5, 4), cells.get(1).configuration().values().get("model.hidden"), "one list of widths is one value");
    }

    @Test
    void hiddenLayersAreSweptInACaseAsAListOfLists() {
        assertEquals(List.of("hidden-5x4", "hidden-6"),
                names(experiment("dataset: digits\ncases:\n  - {model.hidden: [[5, 4], [6]]}")));
    }

    @Test
    void aDataSetMayStandInEveryCase() {
        assertEquals(List.of("dataset-digits_latent-2", "dataset-sprites_latent-5"),
                names(experiment("cases:\n  - {dataset: digits, model.latent: 2}\n  - {dataset: sprites, model.latent: 5}")));
    }

    @Test
    void exclusionsApplyToCases() {
        var experiment = experiment(
                CASES + "exclude: [{objective.beta: 4, training.seed: 2}, {objective: vae, training.learningRate: 0.002}]");
        assertEquals(5, experiment.cells().size());
        assertEquals(3, experiment.excluded());
        assertTrue(names(experiment).contains("objective-beta-vae_beta-4_seed-1"));
    }

    @Test
    void anOverrideWinsInEveryCase() {
        var cells = experiment(CASES, "training.learningRate=0.5", "training.seed=9").cells();
        assertEquals(3, cells.size(), "the two learning rates of vae have become one case");
        assertTrue(cells.stream().allMatch(
                cell -> cell.text("training.learningRate").equals("0.5") && cell.configuration().whole("training.seed") == 9));
        assertEquals(List.of("objective-vae", "objective-beta-vae_beta-2", "objective-beta-vae_beta-4"),
                names(experiment(CASES, "training.learningRate=0.5", "training.seed=9")));
    }

    @Test
    void anOverrideOfTheSweepTakesItsKeyOutOfTheCases() {
        assertEquals(
                List.of("objective-vae_learningRate-0.1", "objective-vae_learningRate-0.2",
                        "objective-beta-vae_beta-2_learningRate-0.1", "objective-beta-vae_beta-2_learningRate-0.2",
                        "objective-beta-vae_beta-4_learningRate-0.1", "objective-beta-vae_beta-4_learningRate-0.2"),
                names(experiment(CASES, "sweep.training.learningRate=[0.1, 0.2]", "training.seed=1")));
    }

    @Test
    void equalCasesAreMergedOnlyWhereAnOverrideMadeThemEqual() {
        String yaml = "dataset: digits\ncases:\n  - {model.latent: 2}\n  - {model.latent: 3}";
        assertEquals(1, experiment(yaml, "model.latent=4").cells().size());
        assertThrows(UserError.class, () -> experiment(yaml + "\n  - {model.latent: 2}"));
    }

    @Test
    void theLimitOnCombinationsCountsAllCases() {
        String seeds = java.util.stream.IntStream.range(0, 300).boxed().toList().toString();
        var error = assertThrows(UserError.class,
                () -> experiment("dataset: digits\nsweep: {training.seed: " + seeds + "}\ncases:\n  - {dataset.seed: " + seeds
                        + "}\n  - {dataset.seed: " + seeds.replace("[", "[300, ") + ", model.latent: 3}"));
        assertEquals("x.yaml: the sweep has more than 100000 combinations; make its lists shorter.", error.getMessage());
    }
}
