package tornadovae.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.cli.Main;
import tornadovae.cli.Said;
import tornadovae.cli.command.ThisProgram;

/** The commands {@code sweep} and {@code train} as a user meets them. */
class SweepTest {

    private static final String SMALL =
            "dataset: {name: digits, train: 60, test: 20}\nmodel: {hidden: [8]}\ntraining: {epochs: 2, batch: "
                    + "20}\npictures: {grid: 3}\nsweep: {training.seed: [1, 2]}\n";

    @TempDir
    Path folder;

    private String experiment(String yaml) throws Exception {
        return Files.writeString(folder.resolve("small.yaml"), yaml).toString();
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothing() throws Exception {
        Path out = folder.resolve("results");
        var said = Said.run("sweep", experiment(SMALL), "--dry-run", "--out", out.toString());
        assertEquals(0, said.exitCode(), said.err());
        String[] lines = said.out().split(System.lineSeparator());
        assertTrue(lines[0].matches("cell +group  parameters +memory  steps  MFLOP a step  TFLOP in all"), lines[0]);
        assertTrue(lines[1].matches("seed-1_[0-9a-f]{8} +1 +13396 +[0-9.]+ MB +6 +[0-9.]+ +[0-9.]+"), lines[1]);
        assertTrue(lines[3].startsWith("2 cells in 1 group that train together, 0 left out; 240 images to train on"), lines[3]);
        assertEquals("A cell is one combination of settings, so one model; a group trains as one program.", lines[4]);
        assertFalse(Files.exists(out));
    }

    @Test
    void aSweepPrintsItsLossesAndTheSecondTimeDoesNothing() throws Exception {
        Path out = folder.resolve("results");
        var first = Said.run("sweep", experiment(SMALL), "--out", out.toString(), "--threads", "1");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.err().startsWith("engine: "), first.err());
        assertTrue(first.out()
                .matches("(?s)model +test −ELBO +95 % interval +NLL +KL +active units\\R"
                        + "(seed-[12]_\\S+ +[0-9.]+ +[0-9.]+ to [0-9.]+"
                        + "( +[0-9.]+){3}\\R){2}NLL and −ELBO: of grey pixels a cross-entropy, not a "
                        + "log-likelihood\\.\\RPictures: "
                        + ".*\\RReport: .*report\\.html\\RVerdicts: [^\\n]+; the report says why and what to change\\.\\R"),
                first.out());
        var again = Said.run("sweep", experiment(SMALL), "--out", out.toString(), "--threads", "1");
        assertEquals(first.out(), again.out());
        assertFalse(again.err().contains("training"), again.err());
    }

    /** They would wait for each other's lines for ever. */
    @Test
    void launcherAndWorkersUnderstandEachOtherInAnyCharacterSet() throws Exception {
        var command = new ArrayList<>(ThisProgram.command(Main.class, "-Dfile.encoding=UTF-16"));
        command.addAll(List.of("sweep", experiment(SMALL), "--out", folder.resolve("results").toString(), "--threads", "1",
                "--no-report", "--quiet"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> folder.resolve("said").toString());
    }

    @Test
    void trainWritesOneCellWhereItIsTold() {
        Path out = folder.resolve("mine");
        var said = Said.run("train", "--dataset", "digits", "--train", "40", "--test", "10", "--hidden", "8,6", "--beta", "4",
                "--epochs", "1", "--batch", "20", "--grid", "2", "--out", out.toString(), "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(Files.exists(out.resolve("manifold.png")) && Files.exists(out.resolve("metrics.json")));
        assertTrue(said.out().contains(System.lineSeparator() + "Verdict: too few images to say. There are 10 test images"),
                said.out());
        var other = Said.run("train", "--dataset", "digits", "--train", "40", "--test", "10", "--hidden", "8,6", "--beta", "2",
                "--epochs", "1", "--batch", "20", "--grid", "2", "--out", out.toString(), "--threads", "1");
        assertEquals(2, other.exitCode());
        assertTrue(other.err()
                .contains(out
                        + " holds the results of other settings: objective.beta is 4 there and 2 now; give another folder with "
                        + "--out, or delete this one."),
                other.err());
        assertFalse(Files.exists(out.resolve("failed.json")), "another training's folder was written to");
    }

    @Test
    void showProgramPrintsTheStepAndTrainsNothing() {
        Path out = folder.resolve("mine");
        var said = Said.run("train", "--dataset", "digits", "--train", "100", "--test", "10", "--show-program", "--out",
                out.toString());
        assertTrue(said.out().startsWith("program trainStep: "), said.out());
        assertTrue(said.out().contains("program evaluate: "), said.out());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--latent x          | --latent: model.latent must be a whole number from 1 to 4096, found 'x'.",
            "--latent 2.5        | --latent: model.latent must be a whole number from 1 to 4096, found 2.5.",
            "--hidden 5,x        | --hidden: model.hidden must be a list of layer widths from 1 to 65536 such as "
                    + "[500] or [512, 256], or [] for none, found [5, 'x'].",
            "--activation tahn   | --activation: model.activation must be tanh, relu or softplus, found "
                    + "'tahn'; did you mean tanh?",
            "--learning-rate 0   | --learning-rate: training.learningRate must be a number above 0 and at most 10, found 0.",
            "--epochs [          | --epochs: training.epochs must be a whole number from 1 to 100000, found '['.",
            "--objective beta-vae | --objective: objective.beta is missing, which beta-vae needs; add for example 'beta: 4'.",
            "--likelihood gaussian --binarize static | --binarize: model.binarize: static needs model.likelihood: "
                    + "bernoulli; a gaussian decoder models real pixels, so set binarize: none.",
    })
    void everyMistakeInAFlagHasItsSentence(String flags, String sentence) {
        var arguments = new java.util.ArrayList<>(java.util.List.of("train", "--dataset", "digits"));
        arguments.addAll(java.util.List.of(flags.split(" ")));
        var said = Said.run(arguments.toArray(String[]::new));
        assertEquals("tornado-vae: " + sentence + System.lineSeparator(), said.err());
        assertEquals(2, said.exitCode());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var said = Said.run("sweep", "nowhere.yaml");
        assertEquals("tornado-vae: There is no file nowhere.yaml; give the path of an experiment file such as "
                + "experiments/quickstart.yaml." + System.lineSeparator(), said.err());
        assertEquals(2, said.exitCode());
    }
}
