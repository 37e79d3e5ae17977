package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Activation;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.model.Binarize;
import tornadovae.model.Initialisation;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

@ParameterizedClass
@MethodSource("tornadovae.train.Small#engines")
class TrainerTest {

    @Parameter
    Engine engine;

    private static final Replica FAST = new Replica(2, 0.1f, Objective.betaVae(4), Schedule.warmup(1));
    private static final Replica DOOMED = new Replica(3, 1e30f, Objective.VAE, Schedule.CONSTANT);

    @TempDir
    Path folder;

    static Stream<Recipe> recipes() {
        return Stream.of(Small.recipe(2), Small.recipe(Small.GAUSSIAN, Optimiser.ADAGRAD, 2),
                Small.recipe(Small.DYNAMIC, Optimiser.ADAM, 2));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void replicaDoesNotDependOnItsNeighbours(Recipe recipe) throws IOException {
        List<Checkpoint> together = Small.train(engine, recipe, Small.replica(1), FAST, Small.replica(5));
        assertArrayEquals(bytes(Small.train(engine, recipe, Small.replica(1)).getFirst()), bytes(together.get(0)));
        assertArrayEquals(bytes(Small.train(engine, recipe, FAST).getFirst()), bytes(together.get(1)));
        assertArrayEquals(bytes(Small.train(engine, recipe, Small.replica(5)).getFirst()), bytes(together.get(2)));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void trainingStoppedAndRestoredAfterEveryStepEndsAsAnUndisturbedOne(Recipe recipe) throws IOException {
        Replica[] replicas = {Small.replica(1), FAST};
        List<Checkpoint> undisturbed = Small.train(engine, recipe, replicas);

        List<Checkpoint> checkpoints = null;
        for (int stops = 0;; stops++) {
            try (var trainer = new Trainer(engine, recipe, List.of(replicas), Small.data())) {
                if (checkpoints != null) trainer.restore(checkpoints);
                assertEquals(stops, trainer.step());
                boolean finished = trainer.train(Small.SILENT, onRequest(2));
                checkpoints =
                        List.of(throughAFile(trainer.checkpoint(0, Map.of())), throughAFile(trainer.checkpoint(1, Map.of())));
                if (finished) break;
            }
        }
        assertEquals(14, checkpoints.getFirst().step());
        for (int r = 0; r < replicas.length; r++) assertArrayEquals(bytes(undisturbed.get(r)), bytes(checkpoints.get(r)));
    }

    @Test
    void checkpointOfAFinishedEpochCanBeTrainedFurther() throws IOException {
        Checkpoint two = Small.train(engine, Small.recipe(2), FAST).getFirst();
        try (var trainer = new Trainer(engine, Small.recipe(3), List.of(FAST), Small.data())) {
            trainer.restore(List.of(two));
            assertTrue(trainer.train(Small.SILENT, () -> false));
            assertArrayEquals(bytes(Small.train(engine, Small.recipe(3), FAST).getFirst()),
                    bytes(trainer.checkpoint(0, Map.of())));
        }
    }

    @Test
    void divergenceStopsThatReplicaOnly() throws IOException {
        List<Checkpoint> together = Small.train(engine, Small.recipe(2), Small.replica(1), DOOMED, FAST);
        assertArrayEquals(bytes(Small.train(engine, Small.recipe(2), Small.replica(1)).getFirst()), bytes(together.get(0)));
        assertArrayEquals(bytes(Small.train(engine, Small.recipe(2), FAST).getFirst()), bytes(together.get(2)));
    }

    @Test
    void divergenceNamesStepTermAndLargestGradient() {
        var results = new ArrayList<List<EpochResult>>();
        try (var trainer = new Trainer(engine, Small.recipe(3), List.of(Small.replica(1), DOOMED), Small.data())) {
            assertTrue(trainer.train(collecting(results), () -> false));
            assertThrows(IllegalStateException.class, () -> trainer.checkpoint(1, Map.of()));
            assertEquals(List.of(), trainer.history(1).rows());
        }
        // Adam's first step moves every weight by the learning rate, so the second step sees weights of 1e30
        var divergence = assertInstanceOf(Divergence.class, results.getFirst().get(1));
        assertEquals(1, divergence.step());
        assertTrue(List.of("nll", "kl").contains(divergence.term()),
                "which of them differs between engines, as weights of ±1e30 cancel");
        assertFalse(Float.isFinite(divergence.value()));
        assertEquals(0, divergence.gradientStep());
        assertEquals(3, results.size());
        for (List<EpochResult> epoch : results) {
            assertInstanceOf(HistoryRow.class, epoch.get(0));
            assertEquals(divergence, epoch.get(1));
        }

        // after one step from zero, Adam's m is (1 − β₁) g
        Checkpoint afterOneStep = afterSteps(1, new Replica(DOOMED.seed(), 0.01f, Objective.VAE, Schedule.CONSTANT));
        float largestM = 0;
        double squares = 0;
        for (var tensor : afterOneStep.tensors().entrySet()) {
            if (tensor.getKey().startsWith("adam.m.")) {
                for (float m : tensor.getValue().values()) {
                    largestM = Math.max(largestM, Math.abs(m));
                    squares += (double) m * m;
                }
            }
        }
        assertEquals(largestM / 0.1f, divergence.largestGradient(), 1e-5f * divergence.largestGradient());
        assertEquals(Math.sqrt(squares) / 0.1f, divergence.gradientNorm(), 1e-5 * divergence.gradientNorm());
        assertEquals("the loss term " + divergence.term() + " became " + divergence.value()
                + " in step 1; the gradient in step 0 had norm " + (float) divergence.gradientNorm()
                + ", its largest element was " + divergence.largestGradient() + " (" + divergence.parameter()
                + "). A smaller learning rate usually helps.", divergence.toString());
    }

    /** With so large an ε Adam does not divide by the gradient's size, and its steps are as long as the gradient. */
    private static final Recipe PLAIN_STEPS = Small.recipe(Small.MODEL, new Optimiser(Optimiser.Kind.ADAM, 0.9, 0.999, 1), 3);

    @Test
    void clippingKeepsAnExplodingTrainingAlive() {
        try (var exploding = new Trainer(engine, PLAIN_STEPS, List.of(clipped(3, 100, 0)), Small.data());
                var clipped = new Trainer(engine, PLAIN_STEPS, List.of(clipped(3, 100, 0.01f)), Small.data())) {
            exploding.train(Small.SILENT, () -> false);
            clipped.train(Small.SILENT, () -> false);
            assertTrue(exploding.divergence(0).isPresent());
            assertEquals(Optional.empty(), clipped.divergence(0));
            List<HistoryRow> rows = clipped.history(0).rows();
            assertEquals(3, rows.size());
            assertTrue(rows.getLast().testTotal() < rows.getFirst().testTotal(), rows.toString());
        }
    }

    @Test
    void aClippedReplicaDependsOnItsOwnLimitOnly() throws IOException {
        Replica[] replicas = {clipped(1, 1, 0.5f), clipped(2, 1, 1e-4f), clipped(2, 1, 2)};
        List<Checkpoint> together = Small.train(engine, PLAIN_STEPS, replicas);
        for (int r = 0; r < replicas.length; r++) {
            assertArrayEquals(bytes(Small.train(engine, PLAIN_STEPS, replicas[r]).getFirst()), bytes(together.get(r)));
        }
        assertFalse(Arrays.equals(together.get(1).values("encoder.mu.bias", 2), together.get(2).values("encoder.mu.bias", 2)),
                "the limit makes a difference");
    }

    @Test
    void aLimitThatNoGradientReachesChangesNoNumber() {
        Checkpoint none = Small.train(engine, Small.recipe(2), clipped(2, 0.1f, 0)).getFirst(),
                huge = Small.train(engine, Small.recipe(2), clipped(2, 0.1f, 1e6f)).getFirst();
        assertEquals(none.tensors().keySet(), huge.tensors().keySet());
        none.tensors().forEach((name, tensor) -> assertArrayEquals(tensor.values(), huge.tensors().get(name).values(), name));
        assertFalse(none.metadata().get(Checkpoint.TRAINING).contains("clip"),
                "checkpoints from before there was clipping can be trained further");
        assertTrue(huge.metadata().get(Checkpoint.TRAINING).contains("clipNorm=1000000.0"));
    }

    /** A gradient is told as it was before it was clipped. */
    @Test
    void clippingHidesNoDivergence() throws IOException {
        Replica doomed = new Replica(DOOMED.seed(), DOOMED.learningRate(), DOOMED.objective(), DOOMED.schedule(), 1e-3f),
                calm = clipped(1, 0.01f, 1);
        try (var trainer = new Trainer(engine, Small.recipe(2), List.of(calm, doomed), Small.data());
                var without = new Trainer(engine, Small.recipe(2), List.of(DOOMED), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            without.train(Small.SILENT, () -> false);
            Divergence clipped = trainer.divergence(1).orElseThrow(), plain = without.divergence(0).orElseThrow();
            assertEquals(plain.gradientNorm(), clipped.gradientNorm());
            assertEquals(plain.largestGradient(), clipped.largestGradient());
            assertArrayEquals(bytes(Small.train(engine, Small.recipe(2), calm).getFirst()),
                    bytes(trainer.checkpoint(0, Map.of())));
        }
    }

    @Test
    void whatAStepHasSpoiledIsNotWorthACheckpoint() {
        var spoiled = new Replica(3, Float.MAX_VALUE, Objective.VAE, Schedule.CONSTANT);   // η/(1 − β₁) is ∞ in single precision
        try (var trainer = new Trainer(new CpuEngine(1), Small.recipe(1), List.of(Small.replica(1), spoiled), Small.data())) {
            assertFalse(trainer.train(Small.SILENT, onRequest(2)));
            assertEquals(1, trainer.step());
            assertEquals(Optional.empty(), trainer.divergence(1), "the loss of the step itself was finite");
            assertTrue(trainer.isWell(0));
            assertFalse(trainer.isWell(1));
            trainer.train(Small.SILENT, () -> false);
            assertTrue(trainer.divergence(1).isPresent());
        }
    }

    private static Replica clipped(int seed, float learningRate, float clipNorm) {
        return new Replica(seed, learningRate, Objective.VAE, Schedule.CONSTANT, clipNorm);
    }

    @Test
    void trainingEndsWhenNoReplicaIsLeft() {
        var results = new ArrayList<List<EpochResult>>();
        try (var trainer = new Trainer(engine, Small.recipe(50), List.of(DOOMED), Small.data())) {
            trainer.train(collecting(results), () -> false);
            assertEquals(1, results.size());
        }
    }

    @Test
    void divergenceIsFoundWhenTrainingIsStoppedInsideAnEpoch() {
        try (var trainer = new Trainer(engine, Small.recipe(1), List.of(DOOMED), Small.data())) {
            assertFalse(trainer.train(Small.SILENT, onRequest(3)));
            assertEquals(1, trainer.divergence(0).orElseThrow().step());
        }
    }

    @Test
    void lossFallsOverEpochsAndRowsFollowEachOther() {
        try (var trainer = new Trainer(engine, Small.recipe(30),
                List.of(new Replica(2, 0.05f, Objective.betaVae(0.1f), Schedule.CONSTANT)), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            List<HistoryRow> rows = trainer.history(0).rows();
            assertEquals(30, rows.size());
            assertEquals(210, rows.getLast().step());
            assertTrue(rows.getLast().testNll() < 0.8 * rows.getFirst().testNll(), rows.getFirst() + " → " + rows.getLast());
        }
    }

    @Test
    void trainingTotalIsTheObjectiveAndTestTotalTheBound() {
        try (var trainer = new Trainer(engine, Small.recipe(2),
                List.of(FAST, new Replica(2, 0.1f, Objective.betaVae(4), Schedule.CONSTANT)), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            HistoryRow warming = trainer.history(0).rows().getFirst();
            HistoryRow warm = trainer.history(0).rows().getLast();
            HistoryRow never = trainer.history(1).rows().getFirst();
            assertTrue(warming.trainTotal() < warming.trainNll() + 4 * warming.trainKl() - 1e-3, "β rises in the first epoch");
            assertEquals(warm.trainNll() + 4 * warm.trainKl(), warm.trainTotal(), 1e-5);
            assertEquals(never.trainNll() + 4 * never.trainKl(), never.trainTotal(), 1e-5);
            assertEquals(warm.testNll() + warm.testKl(), warm.testTotal());
        }
    }

    @Test
    void parametersHaveTheirPyTorchNamesAndShapes() {
        Checkpoint checkpoint = afterSteps(1, FAST);
        assertEquals(
                List.of("adam.m.decoder.hidden0.bias", "adam.m.decoder.hidden0.weight", "adam.m.decoder.logits.bias",
                        "adam.m.decoder.logits.weight", "adam.m.encoder.hidden0.bias", "adam.m.encoder.hidden0.weight",
                        "adam.m.encoder.logvar.bias", "adam.m.encoder.logvar.weight", "adam.m.encoder.mu.bias",
                        "adam.m.encoder.mu.weight"),
                checkpoint.tensors().keySet().stream().filter(name -> name.startsWith("adam.m.")).toList());
        assertArrayEquals(new int[] {2, 5}, checkpoint.tensors().get("encoder.logvar.weight").shape());
        assertArrayEquals(new int[] {2}, checkpoint.tensors().get("adam.v.encoder.logvar.bias").shape());
        assertArrayEquals(new int[] {9, 5}, checkpoint.tensors().get("decoder.logits.weight").shape());
        assertEquals(1, checkpoint.tensors().get("unfinished.nll").values().length);
    }

    @Test
    void decoderBiasCanBeginAtTheMeanImage() {
        float[] mean = Small.data().meanImage();
        var recipe = new Recipe(Small.MODEL, Optimiser.ADAM, 5, 1, LearningRateSchedule.CONSTANT, true);
        try (var trainer = new Trainer(engine, recipe, List.of(FAST, FAST), Small.data())) {
            float[] bias = trainer.checkpoint(1, Map.of()).values("decoder.logits.bias", 9);
            for (int c = 0; c < 9; c++) assertEquals(Initialisation.decoderBias(Likelihood.BERNOULLI, mean[c]), bias[c]);
        }
    }

    @Test
    void progressEndsAtAllImagesOfAllReplicas() {
        var seen = new long[2];
        try (var trainer = new Trainer(engine, Small.recipe(2), List.of(FAST, FAST, FAST), Small.data())) {
            trainer.train(new Trainer.Observer() {
                @Override
                public void progress(long imagesDone, long imagesInAll) {
                    assertTrue(imagesDone > seen[0]);
                    seen[0] = imagesDone;
                    seen[1] = imagesInAll;
                }

                @Override
                public void epochDone(int epoch, List<EpochResult> perReplica) {
                    assertNotNull(trainer.checkpoint(2, Map.of("config", "c")).metadata().get("config"));
                }
            }, () -> false);
        }
        assertArrayEquals(new long[] {2 * 35 * 3, 2 * 35 * 3}, seen);
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused("batch 5 is more than the 4 training images of bars; choose a smaller batch.",
                () -> new Trainer(engine, Small.recipe(1), List.of(FAST), Small.data(4, 4)));
        refused("bars has no test images; training needs at least one to evaluate on.",
                () -> new Trainer(engine, Small.recipe(1), List.of(FAST), Small.data(10, 0)));
        refused("2000000000 epochs of 7 steps are more than 2147483647 steps; choose fewer epochs.",
                () -> new Trainer(engine, Small.recipe(2_000_000_000), List.of(FAST), Small.data()));
        var big = new VaeSpec(9, List.of(65_536, 4096), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);
        refused("9 replicas of encoder.hidden1.weight [4096, 65536] are more than 2147483647 numbers; train fewer of "
                + "them together.",
                () -> new Trainer(engine, Small.recipe(big, Optimiser.ADAM, 1), Collections.nCopies(9, FAST), Small.data()));
        refused("The learning rate must be above 0, found NaN.",
                () -> new Replica(1, Float.NaN, Objective.VAE, Schedule.CONSTANT));
        for (float norm : new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY}) {
            refused("The gradient's norm is clipped at a number of at least 0, where 0 means not at all; found " + norm + ".",
                    () -> clipped(1, 0.1f, norm));
        }
        refused("beta must be 0 or more, found -1.0.", () -> Objective.betaVae(-1));
        refused("batch must be 1 or more, found 0.",
                () -> new Recipe(Small.MODEL, Optimiser.ADAM, 0, 1, LearningRateSchedule.CONSTANT, false));
    }

    @Test
    void metadataOfTheTrainerCannotBeReplaced() {
        try (var trainer = new Trainer(engine, Small.recipe(1), List.of(FAST), Small.data())) {
            assertEquals("x", trainer.checkpoint(0, Map.of("config", "x")).entry("config"));
            assertThrows(IllegalArgumentException.class, () -> trainer.checkpoint(0, Map.of("step", "7")));
        }
    }

    @Test
    void checkpointOfAnotherTrainingIsRefused() {
        Checkpoint other = afterSteps(1, Small.replica(1));
        try (var trainer = new Trainer(engine, Small.recipe(1), List.of(Small.replica(4)), Small.data())) {
            String message = assertThrows(UserError.class, () -> trainer.restore(List.of(other))).getMessage();
            assertEquals("this run is the checkpoint of another training: seed=1 there, seed=4 here; put the right one there, "
                    + "or delete the folder it is in to train again.", message);
        }
    }

    private Checkpoint afterSteps(int steps, Replica replica) {
        try (var trainer = new Trainer(engine, Small.recipe(1), List.of(replica), Small.data())) {
            trainer.train(Small.SILENT, onRequest(steps + 1));
            assertEquals(steps, trainer.step());
            return trainer.checkpoint(0, Map.of());
        }
    }

    /** Stops when asked for the n-th time. */
    private static BooleanSupplier onRequest(int n) {
        int[] asked = new int[1];
        return () -> ++asked[0] == n;
    }

    private static Trainer.Observer collecting(List<List<EpochResult>> results) {
        return new Trainer.Observer() {
            @Override
            public void progress(long imagesDone, long imagesInAll) {}

            @Override
            public void epochDone(int epoch, List<EpochResult> perReplica) {
                results.add(perReplica);
                assertEquals(results.size(), epoch);
            }
        };
    }

    private Checkpoint throughAFile(Checkpoint checkpoint) {
        Path file = folder.resolve("replica.safetensors");
        checkpoint.write(file);
        return Checkpoint.read(file);
    }

    private byte[] bytes(Checkpoint checkpoint) throws IOException {
        Path file = folder.resolve("compared.safetensors");
        checkpoint.write(file);
        return Files.readAllBytes(file);
    }

    private static void refused(String sentence, Runnable mistake) {
        assertEquals(sentence, assertThrows(UserError.class, mistake::run).getMessage());
    }

    @Test
    void checkpointTakenAsProgressIsReportedLosesNothing() throws IOException {
        var atEveryStop = new ArrayList<Checkpoint>();
        try (var trainer = new Trainer(engine, Small.recipe(2), List.of(FAST), Small.data())) {
            trainer.train(new Trainer.Observer() {
                @Override
                public void progress(long imagesDone, long imagesInAll) {
                    atEveryStop.add(trainer.checkpoint(0, Map.of()));
                }
            }, () -> false);
        }
        assertTrue(atEveryStop.stream().anyMatch(checkpoint -> checkpoint.step() == 7),
                "the end of the first epoch is among them");
        byte[] undisturbed = bytes(Small.train(engine, Small.recipe(2), FAST).getFirst());
        for (Checkpoint checkpoint : atEveryStop) {
            try (var trainer = new Trainer(engine, Small.recipe(2), List.of(FAST), Small.data())) {
                trainer.restore(List.of(checkpoint));
                trainer.train(Small.SILENT, () -> false);
                assertArrayEquals(undisturbed, bytes(trainer.checkpoint(0, Map.of())));
            }
        }
    }

    @Test
    void sessionIsClosedWhenTheTrainerCannotBeOpened() {
        int[] open = new int[1];
        Engine counting = new Engine() {
            @Override
            public String name() {
                return engine.name();
            }

            @Override
            public Device device() {
                return engine.device();
            }

            @Override
            public Session open(Memory memory, Map<Split, Images> data) {
                Session session = engine.open(memory, data);
                open[0]++;
                return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("close")) open[0]--;
                            return method.invoke(session, arguments);
                        });
            }
        };
        refused("A warm-up of 2000000000 epochs of 7 steps is more than 2147483647 steps; choose fewer epochs.",
                () -> new Trainer(counting, Small.recipe(1),
                        List.of(new Replica(1, 0.1f, Objective.VAE, Schedule.warmup(2_000_000_000))), Small.data()));
        assertEquals(0, open[0]);
    }

    @Test
    void otherImagesUnderTheSameNameAreRefused() {
        Checkpoint checkpoint = afterSteps(1, FAST);
        var images = Small.data().train().images();
        images.pixels()[36][8]++;
        var changed = new Dataset("bars", 3, 3, new Part(images, new int[0], new float[0][]), Small.data().test(), List.of(),
                List.of());
        try (var trainer = new Trainer(engine, Small.recipe(1), List.of(FAST), changed)) {
            String message = assertThrows(UserError.class, () -> trainer.restore(List.of(checkpoint))).getMessage();
            assertTrue(message
                    .matches("this run was trained on other images: its training images are 37 images, sha256 [0-9a-f]{12}…, "
                            + "and those found are 37 images, sha256 [0-9a-f]{12}…; put its own back and run the same command "
                            + "again, give another folder with --out, or train again with --retrain\\."),
                    message);
        }
    }
}
