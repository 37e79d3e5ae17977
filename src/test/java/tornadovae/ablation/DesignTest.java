package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;

class DesignTest {

    @TempDir
    Path folder;

    private Design design(String yaml) throws Exception {
        return Design.of(Trial.of(folder, yaml).cells());
    }

    private void refused(String sentence, String yaml) {
        assertEquals(sentence, assertThrows(UserError.class, () -> design(yaml)).getMessage());
    }

    @Test
    void dataSetsObjectivesSettingsAndSeedsAreReadOffTheCells() throws Exception {
        var design = design("""
                sweep: {dataset.name: [digits, sprites], training.seed: [3, 1]}
                cases:
                  - {objective: vae, training.learningRate: [0.001, 0.002]}
                  - {objective: {name: beta-vae, beta: [2, 4]}}
                """);
        assertEquals(List.of("digits", "sprites"), design.studies().stream().map(Design.Contest::dataset).toList());
        var digits = design.studies().getFirst();
        assertEquals(List.of("3", "1"), digits.seeds());
        assertEquals(List.of("vae", "beta-vae"), digits.arms().stream().map(Design.Arm::objective).toList());
        assertEquals(List.of("learningRate = 0.001", "learningRate = 0.002"), digits.arms().get(0).settings().stream()
                .map(Design.Option::label).toList());
        assertEquals(List.of("beta = 2", "beta = 4"), digits.arms().get(1).settings().stream().map(Design.Option::label)
                .toList());
        assertEquals(List.of("3", "1"),
                digits.arms().get(1).settings().get(1).cells().stream().map(cell -> cell.text("training.seed")).toList());
        assertEquals(16, design.cells().size());
    }

    @Test
    void equalNamesOfDataSetsAreToldApartByWhatDiffers() throws Exception {
        var design = design("dataset: digits\nsweep: {dataset.train: [100, 200]}\ncases: [{objective: vae}, {objective: {name: "
                + "beta-vae, beta: 2}}]");
        assertEquals(List.of("digits, train = 100", "digits, train = 200"), design.studies().stream()
                .map(Design.Contest::dataset).toList());
        assertEquals("as given", design.studies().getFirst().arms().getFirst().settings().getFirst().label());
    }

    @Test
    void whatElseIsSweptMultipliesTheSettingsOfAll() throws Exception {
        var design = design("dataset: digits\nsweep: {model.latent: [2, 3], training.seed: [1, 2]}\ncases: [{objective: vae}, "
                + "{objective: {name: beta-vae, beta: 2}}]");
        assertEquals(List.of("latent = 2", "latent = 3"), design.studies().getFirst().arms().getLast().settings().stream()
                .map(Design.Option::label).toList());
    }

    @Test
    void aVaeWithFreeBitsOrAScheduleIsNotTheVanillaOne() {
        for (String setting : List.of("freeBits: 0.1", "warmupEpochs: 2")) {
            String message = assertThrows(UserError.class, () -> design("dataset: digits\ncases: [{objective: {name: vae, "
                    + setting + "}}, {objective: {name: beta-vae, beta: 2}}]")).getMessage();
            assertTrue(
                    message.matches("ablate compares with the vanilla VAE, but cell .* of the objective vae has free bits or a "
                            + "schedule; give those to beta-vae with beta: 1\\."),
                    message);
        }
    }

    @Test
    void unequalBudgetsAreRefusedWithTheirCounts() {
        refused("On digits the objectives have different numbers of settings (vae 1, beta-vae 2), and the best of "
                + "more looks better; give each the same number.",
                "dataset: digits\nsweep: {training.seed: [1, 2]}\ncases: [{objective: vae}, {objective: "
                        + "{name: beta-vae, beta: [2, 4]}}]");
    }

    @Test
    void aComparisonNeedsTheVanillaVaeAndAnother() {
        refused("ablate compares with the objective vae, which this experiment does not have on digits; add a case "
                + "such as '- {objective: vae}'.",
                "dataset: digits\nobjective: {name: beta-vae, beta: 2}");
        refused("ablate compares objectives, but there is only vae on digits; add a case for another one.", "dataset: digits");
    }

    @Test
    void unequalSeedsAreRefused() {
        refused("On digits, beta-vae (as given) has no cell with seed 2, which others have, and only equal seeds can "
                + "be compared; give all the same.",
                "dataset: digits\nsweep: {training.seed: [1, 2]}\ncases: [{objective: vae}, {objective: "
                        + "{name: beta-vae, beta: 2}}]\nexclude: [{objective: beta-vae, training.seed: 2}]");
    }

    @Test
    void oneSeedCannotChooseAndJudge() throws Exception {
        refused("On digits a setting must be chosen by other seeds than the one it is judged by, but there is only seed 1; "
                + "sweep training.seed, or give each objective one setting.",
                "dataset: digits\ncases: [{objective: vae, model.latent: [2, 3]}, {objective: {name: beta-vae, beta: [2, 4]}}]");
        assertEquals(2,
                design("dataset: digits\ncases: [{objective: vae}, {objective: {name: beta-vae, beta: 2}}]").cells().size());
    }
}
