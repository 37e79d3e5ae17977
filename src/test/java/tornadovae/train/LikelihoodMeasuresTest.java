package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.graph.Split;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.Measures;
import tornadovae.metric.ReconstructionError;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

/** What is measured of models whose numbers are known, and of trained ones. */
@ParameterizedClass
@MethodSource("tornadovae.train.Small#engines")
class LikelihoodMeasuresTest {

    /** −log p(x) of 9 pixels under a decoder that gives each of them ½. */
    private static final double FAIR_COINS = 9 * Math.log(2);

    @Parameter
    Engine engine;

    private Checkpoint trained(VaeSpec model) {
        return Small
                .train(engine, Small.recipe(model, Optimiser.ADAM, 3), new Replica(2, 0.05f, Objective.VAE, Schedule.CONSTANT))
                .getFirst();
    }

    /** A model whose weights are all 0 but for some, so that its decoder does not look at z. */
    private Checkpoint zero(Map<String, float[]> but) {
        Checkpoint trained = trained(Small.MODEL);
        var tensors = new TreeMap<String, FloatTensor>();
        trained.tensors().forEach((name, tensor) -> tensors.put(name,
                new FloatTensor(tensor.shape(), but.getOrDefault(name, new float[tensor.values().length]))));
        return new Checkpoint("a test", trained.metadata(), tensors);
    }

    private ImportanceEstimates importance(VaeSpec spec, Checkpoint checkpoint, Dataset data, int... samples) {
        try (var model = TrainedModel.open(engine, spec, checkpoint, data)) {
            return model.importance(samples, Integer.MAX_VALUE, done -> {});
        }
    }

    @Test
    void drawsFromThePriorWeighAlike() {
        ImportanceEstimates estimates = importance(Small.MODEL, zero(Map.of()), Small.data(), 1, 7);
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 13; i++) {
                assertEquals(-FAIR_COINS, estimates.logLikelihood()[k][i], 1e-5);
                assertEquals(estimates.samples()[k], estimates.effectiveSamples()[k][i], 1e-5);
            }
        }
    }

    @Test
    void weightsMakeUpForACodeThatIsNotThePrior() {
        Checkpoint shifted =
                zero(Map.of("encoder.mu.bias", new float[] {0.5f, -1}, "encoder.logvar.bias", new float[] {0.2f, -0.3f}));
        ImportanceEstimates estimates = importance(Small.MODEL, shifted, Small.data(), 1, 5_000);
        double one = Arrays.stream(estimates.logLikelihood()[0]).average().orElseThrow(),
                many = Arrays.stream(estimates.logLikelihood()[1]).average().orElseThrow();
        assertEquals(-FAIR_COINS, many, 0.05, "log p(x), though every draw is from another distribution");
        assertTrue(one < many - 0.1, "one draw loses about KL(q‖p) = 0.656, found " + (many - one));
        double effective = Arrays.stream(estimates.effectiveSamples()[1]).average().orElseThrow();
        assertTrue(effective > 300 && effective < 3_000, "weights differ, but none is all, found " + effective);
    }

    @Test
    void fewSamplesAreTheFirstOfMany() {
        for (VaeSpec spec : List.of(Small.MODEL, Small.GAUSSIAN, Small.DYNAMIC)) {
            Checkpoint checkpoint = trained(spec);
            ImportanceEstimates some = importance(spec, checkpoint, Small.data(), 1, 5),
                    more = importance(spec, checkpoint, Small.data(), 5, 60);
            assertArrayEquals(some.logLikelihood()[1], more.logLikelihood()[0]);
            double loose = Arrays.stream(some.logLikelihood()[0]).sum(), tight = Arrays.stream(more.logLikelihood()[1]).sum();
            assertTrue(loose < tight, "the bound rises with the number of samples: " + loose + ", " + tight);
        }
    }

    @Test
    void anImagesEstimateDoesNotDependOnThoseAfterIt() {
        Checkpoint checkpoint = trained(Small.DYNAMIC);
        double[] few = importance(Small.DYNAMIC, checkpoint, Small.data(37, 13), 3).logLikelihood()[0],
                many = importance(Small.DYNAMIC, checkpoint, Small.data(37, 503), 3).logLikelihood()[0];
        assertEquals(503, many.length);
        assertArrayEquals(few, Arrays.copyOf(many, 13));
        assertTrue(Arrays.stream(many).allMatch(Double::isFinite));
    }

    @Test
    void progressEndsAtAllDraws() {
        var reports = new ArrayList<Long>();
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), Small.data(37, 503))) {
            model.importance(new int[] {1, 300}, Integer.MAX_VALUE, reports::add);
        }
        assertEquals(reports.stream().sorted().toList(), reports);
        assertEquals(503 * 300L, reports.getLast());
    }

    @Test
    void samplesThatDoNotAscendAreRefused() {
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), Small.data())) {
            for (int[] samples : new int[][] {{0}, {5, 5}, {5, 1}, {ImportanceEstimates.MOST_SAMPLES + 1}}) {
                assertThrows(IllegalArgumentException.class, () -> model.importance(samples, 13, done -> {}));
            }
        }
    }

    @Test
    void aGreyReconstructionIsWrongByWhatTheImageIsNotGrey() {
        try (var model = TrainedModel.open(engine, Small.MODEL, zero(Map.of()), Small.data())) {
            ReconstructionError error = ReconstructionError.of(model, 5);
            assertEquals(5, error.ofImage().length);
            double byHand = 0;
            for (int c = 0; c < 9; c++) byHand += Math.pow(model.images(Split.TEST).value(4, c) - 0.5, 2);
            assertEquals(byHand, error.ofImage()[4], 1e-6);
            assertEquals(byHand / 9, error.perPixel()[4], 1e-6);
        }
    }

    @Test
    void everyMeasureHasItsNameAndIntervalsHoldTheirMeans() {
        try (var model = TrainedModel.open(engine, Small.GAUSSIAN, trained(Small.GAUSSIAN), Small.data())) {
            Map<String, Object> measures = Measures.values(LikelihoodMeasures.of(model, LikelihoodMeasures.samplesUpTo(8),
                    done -> {}));
            var means = List.of("test_total", "test_nll", "test_kl", "iwae_1", "iwae_5", "iwae_8", "mutual_information",
                    "mutual_information_leaving_one_out",
                    "marginal_kl", "marginal_kl_leaving_one_out", "total_correlation", "total_correlation_leaving_one_out",
                    "dimension_wise_kl", "reconstruction_mse", "reconstruction_error");
            var names = new TreeSet<>(List.of("test_images", "kl_per_dimension", "kl_per_dimension_error", "rate", "distortion",
                    "iwae_1_effective_samples", "iwae_5_effective_samples", "iwae_8_effective_samples", "active_units",
                    "code_variance", "aggregate_images", "aggregate_draws"));
            for (String mean : means) names.addAll(List.of(mean, mean + "_low", mean + "_high"));
            assertEquals(names, new TreeSet<>(measures.keySet()));
            for (String name : means) {
                assertTrue((double) measures.get(name + "_low") <= (double) measures.get(name)
                        && (double) measures.get(name) <= (double) measures.get(name + "_high"), name + ": " + measures);
            }
            assertEquals((double) measures.get("test_total"), (double) measures.get("rate") + (double) measures.get("distortion"),
                    1e-9);

        }
    }

    @Test
    void oneImageHasMeasuresButNoIntervals() {
        try (var model = TrainedModel.open(engine, Small.MODEL, trained(Small.MODEL), Small.data(37, 1))) {
            Map<String, Object> measures = Measures.values(LikelihoodMeasures.of(model, LikelihoodMeasures.samplesUpTo(5),
                    done -> {}));
            assertTrue(measures.keySet().stream().noneMatch(name -> name.endsWith("_low") || name.endsWith("_high")),
                    measures.toString());
            assertFalse(measures.containsKey("active_units"));
            for (Object value : measures.values()) {
                assertTrue(!(value instanceof Double number) || Double.isFinite(number), measures.toString());
            }
        }
    }

    @Test
    void theUsualNumbersOfSamplesUpToTheLargest() {
        assertArrayEquals(new int[] {1, 5, 50, 5_000}, LikelihoodMeasures.samplesUpTo(5_000));
        assertArrayEquals(new int[] {1, 5, 20}, LikelihoodMeasures.samplesUpTo(20));
        assertArrayEquals(new int[] {1}, LikelihoodMeasures.samplesUpTo(1));
        assertArrayEquals(new int[0], LikelihoodMeasures.samplesUpTo(0));
    }
}
