package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.engine.Engine;
import tornadovae.graph.Activation;
import tornadovae.graph.Split;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

@ParameterizedClass
@MethodSource("tornadovae.train.Small#engines")
class DecoderJacobianTest {

    @Parameter
    Engine engine;

    private Checkpoint trained(VaeSpec spec) {
        return Small.train(engine, Small.recipe(spec, Optimiser.ADAM, 3), new Replica(2, 0.05f, Objective.VAE, Schedule.CONSTANT))
                .getFirst();
    }

    /** The same model with all weights three times as large: its pictures change far more than rounding. */
    private static Checkpoint steep(Checkpoint checkpoint) {
        var tensors = new TreeMap<String, FloatTensor>();
        checkpoint.tensors().forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            if (name.endsWith("weight")) {
                for (int e = 0; e < values.length; e++) values[e] *= 3;
            }
            tensors.put(name, new FloatTensor(tensor.shape(), values));
        });
        return new Checkpoint("a test", checkpoint.metadata(), tensors);
    }

    private static float[][] codes(int count, int latent) {
        float[][] z = new float[count][latent];
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < latent; d++) z[i][d] = Philox.normal(3, Philox.Stream.DATA, i, d);
        }
        return z;
    }

    @Test
    void theJacobianIsTheDerivativeOfWhatIsDecoded() {
        float step = 1 / 256f;
        for (Likelihood likelihood : Likelihood.values()) {
            // a step over a relu's corner would prove nothing
            for (Activation activation : List.of(Activation.TANH, Activation.SOFTPLUS)) {
                var spec = new VaeSpec(9, List.of(6, 5), 3, activation, likelihood, Binarize.NONE, -8);
                try (var model = TrainedModel.open(engine, spec, steep(trained(spec)), null); var jacobian = model.jacobian()) {
                    float[][] z = codes(130, 3);
                    float[][][] exact = jacobian.at(z, 0, 1, 2);
                    double largest = 0;
                    for (int d = 0; d < 3; d++) {
                        float[][] above = codes(130, 3), below = codes(130, 3);
                        for (int i = 0; i < 130; i++) {
                            above[i][d] += step;
                            below[i][d] -= step;
                        }
                        float[][] up = model.decode(above), down = model.decode(below);
                        for (int i = 0; i < 130; i++) {
                            for (int c = 0; c < 9; c++) {
                                // a difference misses μ‴ step² / 6
                                assertEquals((up[i][c] - down[i][c]) / (above[i][d] - below[i][d]), exact[i][d][c], 2e-3);
                                largest = Math.max(largest, Math.abs(exact[i][d][c]));
                            }
                        }
                    }
                    assertTrue(largest > 0.5, "pictures change, found " + largest);
                }
            }
        }
    }

    @Test
    void theJacobianOfALinearDecoderIsItsMatrix() {
        var spec = new VaeSpec(9, List.of(5), 2, Activation.RELU, Likelihood.GAUSSIAN, Binarize.NONE, -8);
        var trained = trained(spec);
        var tensors = new TreeMap<>(trained.tensors());
        // every unit is on
        tensors.put("decoder.hidden0.bias", new FloatTensor(new int[] {5}, new float[] {100, 100, 100, 100, 100}));
        float[] first = trained.values("decoder.hidden0.weight", 5, 2), second = trained.values("decoder.mean.weight", 9, 5);
        try (var model = TrainedModel.open(engine, spec, new Checkpoint("a test", trained.metadata(), tensors), null);
                var jacobian = model.jacobian()) {
            for (float[][] ofCode : jacobian.at(codes(7, 2), 1, 0)) {
                for (int c = 0; c < 9; c++) {
                    for (int d = 0; d < 2; d++) {
                        double product = 0;
                        for (int h = 0; h < 5; h++) product += second[c * 5 + h] * first[h * 2 + d];
                        assertEquals(product, ofCode[1 - d][c], 1e-6, "columns come in the order they were asked for");
                    }
                }
            }
        }
    }

    @Test
    void theModelStaysAsItWas() {
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), Small.data())) {
            float[][] z = codes(5, 2), decoded = model.decode(z), codes = model.encode(Split.TEST, 13).mu();
            try (var jacobian = model.jacobian()) {
                float[][][] all = jacobian.at(codes(101, 2), 0);
                assertArrayEquals(all[100], jacobian.at(new float[][] {codes(101, 2)[100]}, 0)[0],
                        "a code's own, however many are asked for");
            }
            assertArrayEquals(decoded, model.decode(z));
            assertArrayEquals(codes, model.encode(Split.TEST, 13).mu());
        }
    }

    @Test
    void aCodeOfAnotherModelIsRefused() {
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), null); var jacobian = model.jacobian()) {
            assertThrows(IllegalArgumentException.class, () -> jacobian.at(new float[1][3], 0));
        }
    }
}
