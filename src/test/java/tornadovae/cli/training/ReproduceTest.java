package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Said;

/** The command {@code reproduce} as a user meets it. */
class ReproduceTest {

    @TempDir
    Path folder;

    /** The claims' files, with the smallest made smaller still. */
    @BeforeEach
    void copyExperiments() throws Exception {
        Files.createDirectory(folder.resolve("experiments"));
        try (var files = Files.newDirectoryStream(Path.of("experiments", "reproduction"), "*.yaml")) {
            for (Path file : files) Files.copy(file, folder.resolve("experiments").resolve(file.getFileName()));
        }
        replace("train: 2000, test: 200", "train: 200, test: 20");
    }

    private void replace(String what, String with) throws Exception {
        replace("vanilla-limits", what, with);
    }

    private void replace(String experiment, String what, String with) throws Exception {
        Path file = folder.resolve("experiments/" + experiment + ".yaml");
        String text = Files.readString(file);
        assertTrue(text.contains(what), what);
        Files.writeString(file, text.replace(what, with));
    }

    private Said run(String... arguments) {
        var all = new ArrayList<>(List.of("reproduce", "--experiments", folder.resolve("experiments").toString(), "--results",
                folder.resolve("results").toString(), "--threads", "1"));
        all.addAll(List.of(arguments));
        return Said.run(all.toArray(String[]::new));
    }

    @Test
    void aClaimIsTrainedJudgedAndNotDoneAgain() throws Exception {
        var first = run("--quick", "--only", "vanilla-limits", "--out", folder.resolve("board").toString());
        assertEquals(0, first.exitCode(), first.out() + first.err());
        assertTrue(first.out().startsWith("vanilla-limits (quick): within tolerance" + System.lineSeparator()), first.out());
        assertTrue(
                first.out().matches(
                        "(?s).*got +beta-vae: 0 of \\d{5,} differ from vae; info-vae: 0 of \\d{5,} differ from vae\\R.*"),
                first.out());
        assertTrue(first.out().endsWith("1 of 1 claims within tolerance, 0 drawn." + System.lineSeparator()), first.out());
        assertTrue(Files.readString(folder.resolve("board/scoreboard.csv")).contains("\nvanilla-limits,quick,"),
                "a row on the scoreboard");
        var again = run("--quick", "--only", "vanilla-limits");
        assertEquals(first.out(), again.out());
        assertFalse(again.err().contains("training"), again.err());
    }

    @Test
    void aClaimThatDoesNotHoldIsExitCodeOne() throws Exception {
        replace("objective.lambda: [0, 1]", "objective.lambda: [0, 2]");
        replace("objective.lambda: 1}", "objective.lambda: 2}");
        var said = run("--quick", "--only", "vanilla-limits");
        assertEquals(1, said.exitCode(), said.err());
        assertTrue(said.out().startsWith("vanilla-limits (quick): not within tolerance"), said.out());
    }

    @Test
    void aDryRunCountsCellsAndFlopAndWritesNothing() {
        var said = run("--only", "vanilla-limits,capacity", "--dry-run");
        assertEquals(0, said.exitCode(), said.err());
        String[] lines = said.out().split(System.lineSeparator());
        assertEquals(1 + 2 + 3 + 1, lines.length);
        assertTrue(lines[1].matches("capacity +capacity-5_[0-9a-f]{8} +8000 +[0-9.]+"), lines[1]);
        assertTrue(lines[6].matches("[0-9.]+ TFLOP of training in all, .*"), lines[6]);
        assertFalse(Files.exists(folder.resolve("results")));
    }

    @Test
    void theBoundIsMeasuredOnceAfterTheTraining() throws Exception {
        replace("burda-2016", "dataset: mnist", "dataset: {name: digits, train: 20, test: 10}");
        replace("burda-2016", "hidden: [200, 200], latent: 50", "hidden: [8], latent: 2");
        var first = run("--quick", "--only", "burda-2016");
        assertEquals(1, first.exitCode(), "such a model is far from any number that is expected");
        assertTrue(first.out().matches("(?s).*got +[0-9.]+ nats \\(95 % interval [0-9.]+ to [0-9.]+\\)\\R.*"),
                first.out() + first.err());
        var again = run("--quick", "--only", "burda-2016");
        assertEquals(first.out(), again.out());
        assertFalse(again.err().contains("measuring") || again.err().contains("training"), again.err());
        assertTrue(first.err().contains("measuring"), first.err());
    }

    @Test
    void anUnknownClaimIsNamed() {
        var said = run("--only", "burda-2015");
        assertEquals(2, said.exitCode());
        assertEquals("tornado-vae: --only takes kingma-welling-figure-2, kingma-welling-figures-4-5, burda-2016, "
                + "burda-2016-iwae-5, burda-2016-iwae-50, capacity, vanilla-limits, linear-limit, higgins-2017, "
                + "not 'burda-2015'; did you mean burda-2016?"
                + System.lineSeparator(), said.err());
    }

    @Test
    void aClaimWhoseImagesAreNotThereLeavesTheOthersAlone() throws Exception {
        replace("capacity", "name: digits", "name: 'idx:nowhere'");
        var said = run("--quick", "--only", "capacity,vanilla-limits");
        assertEquals(1, said.exitCode(), "one ran, one could not");
        assertTrue(said.err().contains("tornado-vae: capacity: "), said.err());
        assertTrue(said.out().startsWith("capacity (quick): not run"), said.out());
        assertTrue(said.out().contains("vanilla-limits (quick): within tolerance"), said.out());
    }
}
