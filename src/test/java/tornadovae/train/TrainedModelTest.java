package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.UserError;
import tornadovae.engine.Engine;
import tornadovae.graph.Activation;
import tornadovae.graph.Split;
import tornadovae.metric.TestLoss;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

@ParameterizedClass
@MethodSource("tornadovae.train.Small#engines")
class TrainedModelTest {

    @Parameter
    Engine engine;

    private static final Replica REPLICA = new Replica(2, 0.05f, Objective.VAE, Schedule.CONSTANT);

    private Checkpoint trained(VaeSpec model) {
        return Small.train(engine, Small.recipe(model, Optimiser.ADAM, 3), REPLICA).getFirst();
    }

    private static float[][] points(int count, int latent) {
        float[][] z = new float[count][latent];
        for (int i = 0; i < count; i++) Arrays.fill(z[i], i / 100f - 1);
        return z;
    }

    @Test
    void reopenedModelHasTheTestLossOfItsHistory() {
        for (VaeSpec spec : List.of(Small.MODEL, Small.GAUSSIAN, Small.DYNAMIC)) {
            Checkpoint checkpoint = trained(spec);
            HistoryRow last = History.parse(List.of("nll", "kl", "total"), checkpoint.entry(Checkpoint.HISTORY), "history").rows()
                    .getLast();
            try (var model = TrainedModel.open(engine, spec, checkpoint, Small.data())) {
                TestLoss loss = TestLoss.of(model.evaluate());
                assertEquals(last.testNll(), loss.nll());
                assertEquals(last.testKl(), loss.kl());
                assertEquals(last.testTotal(), loss.total());
            }
        }
    }

    @Test
    void decodingDoesNotDependOnHowManyAreAskedFor() {
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), null)) {
            float[][] z = points(201, 2);
            float[][] all = model.decode(z);
            assertEquals(201, all.length);
            for (int i : new int[] {0, 99, 100, 200}) assertArrayEquals(all[i], model.decode(new float[][] {z[i]})[0]);
            for (float pixel : all[200]) assertTrue(pixel > 0 && pixel < 1);
        }
    }

    @Test
    void bernoulliSamplesAreBinaryAndFollowTheirSeed() {
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), null)) {
            float[][] z = points(150, 2);
            float[][] drawn = model.sample(z, 1);
            float[][] mean = model.decode(z);
            double sum = 0;
            for (int i = 0; i < drawn.length; i++) {
                for (int c = 0; c < 9; c++) {
                    assertTrue(drawn[i][c] == 0 || drawn[i][c] == 1);
                    sum += drawn[i][c] - mean[i][c];
                }
            }
            assertEquals(0, sum / (150 * 9), 4 * 0.5 / Math.sqrt(150 * 9), "samples have the decoder's mean");
            assertArrayEquals(drawn, model.sample(z, 1));
            assertNotEquals(Arrays.deepToString(drawn), Arrays.deepToString(model.sample(z, 2)));
        }
    }

    @Test
    void gaussianSamplesScatterAroundTheMean() {
        try (var model = TrainedModel.open(engine, Small.GAUSSIAN, trained(Small.GAUSSIAN), null)) {
            float[][] z = points(3, 3);
            assertNotEquals(Arrays.deepToString(model.decode(z)), Arrays.deepToString(model.sample(z, 1)));
        }
    }

    @Test
    void codesAreThoseOfTheEncoder() {
        Checkpoint checkpoint = trained(Small.MODEL);
        try (var model = TrainedModel.open(engine, Small.MODEL, checkpoint, Small.data(137, 13))) {
            Codes all = model.encode(Split.TRAIN, 1000);
            assertEquals(137, all.mu().length);
            assertEquals(2, all.mu()[0].length);
            Codes some = model.encode(Split.TRAIN, 120);
            assertArrayEquals(Arrays.copyOf(all.mu(), 120), some.mu());
            assertArrayEquals(Arrays.copyOf(all.logVar(), 120), some.logVar());
            assertEquals(13, model.encode(Split.TEST, 13).mu().length);

            // by hand: μ = W_μ tanh(W x + b) + b_μ, for the last image
            float[] w = checkpoint.values("encoder.hidden0.weight", 5, 9);
            float[] b = checkpoint.values("encoder.hidden0.bias", 5);
            float[] wMu = checkpoint.values("encoder.mu.weight", 2, 5);
            double mu = checkpoint.values("encoder.mu.bias", 2)[1];
            for (int h = 0; h < 5; h++) {
                double a = b[h];
                for (int c = 0; c < 9; c++) a += w[h * 9 + c] * Small.data(137, 13).train().images().value(136, c);
                mu += wMu[5 + h] * Math.tanh(a);
            }
            assertEquals(mu, all.mu()[136][1], 1e-5);
        }
    }

    @Test
    void checkpointOfAnotherModelIsRefused() {
        Checkpoint checkpoint = trained(Small.MODEL);
        assertEquals("this run has no tensor encoder.hidden1.weight [4, 5], which this model needs: it is a checkpoint of "
                + "another model, so use its own or train again.",
                assertThrows(UserError.class, () -> TrainedModel.open(engine, Small.GAUSSIAN, checkpoint, null)).getMessage());
        var nothing = new Checkpoint("nothing", Map.of("step", "0"), Map.of());
        assertThrows(UserError.class, () -> TrainedModel.open(engine, Small.MODEL, nothing, null));
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        var wide = new VaeSpec(784, List.of(5), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);
        assertEquals("The model is for images of 784 pixels, but those of bars have 9 (3×3).",
                assertThrows(UserError.class, () -> TrainedModel.open(engine, wide, trained(Small.MODEL), Small.data()))
                        .getMessage());
    }

    @Test
    void encodingHoldsAMinibatchHoweverManyImagesThereAre() {
        for (var tensor : new Vae(Small.MODEL).encode(Split.TRAIN, 100, Integer.MAX_VALUE).tensors()) {
            assertTrue(tensor.rows() <= 100, tensor.toString());
        }
    }
}
