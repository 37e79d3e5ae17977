package tornadovae.report.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.manifold.LatentGrid;
import tornadovae.model.Likelihood;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

class QuantisedDecoderTest {

    static Stream<VaeSpec> specs() {
        return Stream.of(Weights.spec(784, List.of(500), 2, Activation.TANH, Likelihood.BERNOULLI),
                Weights.spec(257, List.of(64, 33), 3, Activation.RELU, Likelihood.GAUSSIAN),
                Weights.spec(100, List.of(31), 5, Activation.SOFTPLUS, Likelihood.BERNOULLI),
                Weights.spec(1, List.of(1), 2, Activation.TANH, Likelihood.GAUSSIAN));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void pixelsAreThoseOfTheEngineWithinOneGreyLevel(VaeSpec spec) {
        Checkpoint checkpoint = Weights.of(spec, 3);
        var quantised = QuantisedDecoder.of(spec, checkpoint);
        float[][] codes = LatentGrid.square(20, 0, 1, new float[spec.latent()]);
        double largest = 0, least = 1, most = 0;
        try (var model = TrainedModel.open(new CpuEngine(1), spec, checkpoint, null)) {
            float[][] decoded = model.decode(codes);
            for (int i = 0; i < codes.length; i++) {
                double[] z = new double[spec.latent()];
                for (int d = 0; d < z.length; d++) z[d] = codes[i][d];
                double[] pixels = quantised.decode(z);
                assertEquals(spec.pixels(), pixels.length);
                for (int c = 0; c < pixels.length; c++) {
                    largest = Math.max(largest, Math.abs(pixels[c] - decoded[i][c]));
                    least = Math.min(least, decoded[i][c]);
                    most = Math.max(most, decoded[i][c]);
                }
            }
        }
        assertTrue(largest < 1 / 255.0, "largest difference " + largest);
        assertTrue(spec.pixels() == 1 || most - least > 0.5, "images from " + least + " to " + most + " say little");
    }

    @ParameterizedTest
    @MethodSource("specs")
    void itTakesTheCharactersThatWereForetold(VaeSpec spec) {
        long characters = 0;
        for (QuantisedLayer layer : QuantisedDecoder.of(spec, Weights.of(spec, 3)).layers()) {
            for (Object value : layer.toMap().values()) {
                if (value instanceof String text) characters += text.length();
            }
        }
        assertEquals(characters, QuantisedDecoder.characters(spec));
    }
}
