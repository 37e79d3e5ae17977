package tornadovae.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.data.Dataset;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.graph.Split;
import tornadovae.model.Binarize;
import tornadovae.model.Layers;
import tornadovae.model.Likelihood;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;
import tornadovae.train.TrainedModel;

/** Whoever computes with exported models gets what the CPU engine gets, to 1e-5. */
abstract class OnnxContract {

    private static final int WIDTH = 5, PIXELS = WIDTH * WIDTH, LATENT = 3;
    private static final double TOLERANCE = 1e-5;

    private static final VaeSpec MIRROR =
            new VaeSpec(PIXELS, List.of(9, 7), LATENT, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);
    private static final VaeSpec GAUSSIAN =
            new VaeSpec(PIXELS, List.of(9), LATENT, Activation.RELU, Likelihood.GAUSSIAN, Binarize.NONE, -0.5f);
    private static final VaeSpec CONTINUOUS =
            new VaeSpec(PIXELS, List.of(6), LATENT, Activation.TANH, Likelihood.CONTINUOUS_BERNOULLI, Binarize.NONE, -8);
    private static final VaeSpec LINEAR =
            new VaeSpec(PIXELS, List.of(), LATENT, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);

    private static final Map<String, VaeSpec> MODELS = Map.of("mirror", MIRROR,
            "own decoder", MIRROR.withDecoder(new Layers(List.of(4, 8, 6), Activation.SOFTPLUS)), "linear", LINEAR,
            "continuous Bernoulli", CONTINUOUS, "variance of pixels", GAUSSIAN, "shared variance", GAUSSIAN.with(Variance.SHARED),
            "fixed variance", GAUSSIAN.with(Variance.fixed(0.05)));

    @TempDir
    Path folder;

    /** The outputs by name, of some rows of the only input. */
    abstract Map<String, float[][]> compute(Path file, String input, float[][] rows) throws Exception;

    /** What the file says of itself. */
    abstract Map<String, String> metadata(Path file) throws Exception;

    @ParameterizedTest
    @ValueSource(strings = {"mirror", "own decoder", "linear", "continuous Bernoulli", "variance of pixels", "shared variance",
            "fixed variance"})
    void exportedNetworksComputeWhatTheEngineComputes(String name) throws Exception {
        VaeSpec spec = MODELS.get(name);
        var random = new SplittableRandom(name.hashCode());
        Checkpoint checkpoint = checkpoint(spec, random);
        var vae = new OnnxVae("1.2.3", spec, checkpoint, "byte / 255", Map.of("dataset", "β"));
        Path encoder = folder.resolve("encoder.onnx"), decoder = folder.resolve("decoder.onnx");
        vae.writeEncoder(encoder);
        vae.writeDecoder(decoder);
        float[][] images = images(random, 130);
        var data = Dataset.of("given", WIDTH, WIDTH, images, images);
        for (int rows : new int[] {1, 130}) {   // the batch is whatever one gives
            float[][] z = normal(random, rows, LATENT, 2);
            try (TrainedModel model = TrainedModel.open(new CpuEngine(1), spec, checkpoint, data)) {
                var codes = model.encode(Split.TEST, rows);
                Map<String, float[][]> encoded = compute(encoder, "x", Arrays.copyOf(images, rows));
                assertEquals(2, encoded.size());
                assertClose(codes.mu(), encoded.get("mu"));
                assertClose(codes.logVar(), encoded.get("logvar"));
                Map<String, float[][]> decoded = compute(decoder, "z", z);
                float[][] mean = model.decode(z);
                assertClose(mean, decoded.get("mean"));
                assertEquals(spec.isIsotropic() ? 1 : 2, decoded.size());
                if (spec.hasVarianceOfPixels()) {
                    assertClose(atLeast(spec.minLogVar(), model.decodeLogVariance(z)), decoded.get("logvar"));
                }
                if (spec.likelihood() == Likelihood.BERNOULLI) assertClose(mean, sigmoid(decoded.get("logits")));
                if (spec.isIsotropic()) {
                    assertEquals(model.sigma2(), Double.parseDouble(metadata(decoder).get("sigma2")), 1e-12);
                }
            }
        }
        assertEquals(spec.likelihood().toString(), metadata(encoder).get("likelihood"));
        assertEquals("β", metadata(decoder).get("dataset"));
        assertEquals("byte / 255", metadata(encoder).get("preprocessing"));
    }

    private static Checkpoint checkpoint(VaeSpec spec, RandomGenerator random) {
        var tensors = new HashMap<String, FloatTensor>();
        for (Parameter p : new Vae(spec).parameters()) {
            tensors.put(p.name(), new FloatTensor(p.shape(), normal(random, 1, p.size(), 0.5)[0]));
        }
        return new Checkpoint("given", Map.of(Checkpoint.STEP, "0", Checkpoint.SEED, "1", Checkpoint.BATCH, "10"), tensors);
    }

    private static float[][] normal(RandomGenerator random, int rows, int columns, double scale) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int c = 0; c < columns; c++) row[c] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    /** Multiples of 1/255, as images are stored. */
    private static float[][] images(RandomGenerator random, int rows) {
        float[][] values = new float[rows][PIXELS];
        for (float[] row : values) {
            for (int c = 0; c < PIXELS; c++) row[c] = random.nextInt(256) / 255f;
        }
        return values;
    }

    private static float[][] atLeast(float least, float[][] rows) {
        return map(rows, value -> Math.max(least, value));
    }

    private static float[][] sigmoid(float[][] rows) {
        return map(rows, value -> 1 / (1 + Math.exp(-value)));
    }

    private static float[][] map(float[][] rows, DoubleUnaryOperator f) {
        float[][] mapped = new float[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) mapped[i][j] = (float) f.applyAsDouble(rows[i][j]);
        }
        return mapped;
    }

    private static void assertClose(float[][] expected, float[][] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i].length, found[i].length);
            for (int j = 0; j < found[i].length; j++) {
                double scale = Math.max(1, Math.abs(expected[i][j]));
                assertEquals(expected[i][j], found[i][j], TOLERANCE * scale, "row " + i + ", column " + j);
            }
        }
    }

    /** The same model gives the same bytes. */
    @Test
    void filesAreTheSameEveryTime() throws Exception {
        Checkpoint checkpoint = checkpoint(MIRROR, new SplittableRandom(1));
        byte[][] files = new byte[2][];
        for (int i = 0; i < files.length; i++) {
            Path file = folder.resolve(i + ".onnx");
            new OnnxVae("1", MIRROR, checkpoint, "", Map.of("b", "2", "a", "1")).writeEncoder(file);
            files[i] = Files.readAllBytes(file);
        }
        assertArrayEquals(files[0], files[1]);
        assertTrue(files[0].length > Float.BYTES * PIXELS * 9);
    }
}
