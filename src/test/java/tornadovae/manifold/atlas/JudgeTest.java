package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tornadovae.data.DataSpec;
import tornadovae.data.Datasets;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.engine.Engines;

class JudgeTest {

    @Test
    void whatLiesBeyondBlackAndWhiteIsNotSeen() {
        var digits = Datasets.load(new DataSpec("digits", 100, 20, 1), new Places(null, Path.of("none"), Path.of("none"), false), Listener.SILENT);
        float[][] shown = new float[5][digits.columns()], decoded = new float[5][digits.columns()];
        for (int i = 0; i < 5; i++)
            for (int c = 0; c < digits.columns(); c++) {
                decoded[i][c] = 1.6f * digits.test().images().value(i, c) - 0.3f;
                shown[i][c] = Math.clamp(decoded[i][c], 0f, 1f);
            }
        try (var judge = Judge.train(Engines.choose("cpu", 1).engine(), digits, _ -> {})) {
            double[][] ofShown = judge.probabilities(shown), ofDecoded = judge.probabilities(decoded);
            for (int i = 0; i < 5; i++) assertArrayEquals(ofShown[i], ofDecoded[i]);
        }
    }
}
