package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.data.DataSpec;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.engine.choice.Engines;
import tornadovae.metric.Classification;

class JudgeTest {

    @Test
    void whatLiesBeyondBlackAndWhiteIsNotSeen() {
        var digits = Datasets.load(new DataSpec("digits", 100, 20, 1), new Places(null, Path.of("none"), Path.of("none"), false),
                Listener.SILENT);
        float[][] shown = new float[5][digits.columns()], decoded = new float[5][digits.columns()];
        for (int i = 0; i < 5; i++) {
            for (int c = 0; c < digits.columns(); c++) {
                decoded[i][c] = 1.6f * digits.test().images().value(i, c) - 0.3f;
                shown[i][c] = Math.clamp(decoded[i][c], 0f, 1f);
            }
        }
        try (var judge = Judge.train(Engines.choose("cpu", 1).engine(), digits, _ -> {})) {
            double[][] ofShown = judge.probabilities(shown), ofDecoded = judge.probabilities(decoded);
            for (int i = 0; i < 5; i++) assertArrayEquals(ofShown[i], ofDecoded[i]);
        }
    }

    @Test
    void itsConfidenceInDecodedImagesIsToldBesideItsAccuracyThere() {
        var digits = Datasets.load(new DataSpec("digits", 100, 20, 1), new Places(null, Path.of("none"), Path.of("none"), false),
                Listener.SILENT);
        try (var judge = Judge.train(Engines.choose("cpu", 1).engine(), digits, _ -> {})) {
            List<String> findings = judge.findings(new Classification(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {0.7, 0.3}}));
            assertEquals("Of the same images, encoded and decoded by the model, it finds 50 % in their class.",
                    findings.get(findings.size() - 2));
            assertTrue(
                    findings.getLast()
                            .startsWith("Its mean confidence in those answers is 80 %: it was calibrated on real, sharp images"),
                    findings.getLast());
        }
    }
}
