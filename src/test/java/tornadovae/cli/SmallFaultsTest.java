package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users stumble over. */
class SmallFaultsTest {

    @TempDir
    Path folder;

    @Test
    void aModelOfOneDimensionHasAStripAndNoPair() {
        String out = folder.resolve("line").toString();
        Said trained = Said.run("train", "--dataset", "digits", "--train", "56", "--test", "20", "--hidden", "8", "--latent",
                "1", "--epochs", "1",
                "--grid", "3", "--threads", "1", "--out", out);
        assertEquals(0, trained.exitCode(), trained.err());
        assertTrue(trained.err().contains("digits has 56 images to train on, which are one batch."), trained.err());
        assertTrue(trained.err().contains("Next: ./run.sh explore " + out), trained.err());

        Said strip = Said.run("manifold", out, "--grid", "4", "--threads", "1");
        assertEquals(folder.resolve("line").resolve("manifold-4x1.png") + "\n", strip.out());
        Said pair = Said.run("manifold", out, "--pair", "z1,z2");
        assertEquals(2, pair.exitCode());
        assertTrue(pair.err().contains("--pair must be two different latent dimensions of " + out
                + ", which has only one, so leave it out"),
                pair.err());

        Said kinds = Said.run("figure", "list", out);
        assertEquals(0, kinds.exitCode(), kinds.err());
        assertTrue(kinds.out().startsWith("Pictures of each model: manifold, samples, reconstructions, traversals\n"),
                kinds.out());
        assertFalse(Files.exists(Path.of("digits.png")));
    }
}
