package tornadovae.experiment.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.model.Optimiser;

class PlanTest {

    private static Plan plan(String yaml, DataShape shape, long memory) {
        return Plan.of(Experiment.parse("x", "x.yaml", yaml, List.of()), spec -> shape, memory);
    }

    private static final DataShape MNIST = new DataShape(28, 28, 60_000, 10_000);
    private static final String SWEEP =
            "dataset: mnist\nobjective: beta-vae\nsweep: {model.latent: [2, 5], objective.beta: [1, 4], "
                    + "training.seed: [1, 2, 3]}";

    @Test
    void cellsOfOneArchitectureTrainTogetherWhateverTheirBetaAndSeed() {
        Plan plan = plan(SWEEP, MNIST, 8L << 30);
        assertEquals(List.of(6, 6), plan.groups().stream().map(g -> g.cells().size()).toList());
        assertEquals(List.of(5, 2), plan.groups().stream().map(g -> g.family().model().latent()).toList());
    }

    @Test
    void theLongestGroupBeginsFirst() {
        Plan plan = plan("dataset: mnist\nsweep: {training.epochs: [1, 9, 3], model.latent: [2, 50], training.seed: [1, 2, 3]}",
                MNIST, 8L << 30);
        List<Double> flops = plan.groups().stream().map(Group::flops).toList();
        assertEquals(flops.stream().sorted(java.util.Comparator.reverseOrder()).toList(), flops);
        assertEquals(9, plan.groups().getFirst().family().epochs());
    }

    @Test
    void noMoreCellsTrainTogetherThanAskedFor() {
        Plan plan = Plan.of(Experiment.parse("x", "x.yaml", SWEEP, List.of()), spec -> MNIST, 8L << 30, 4);
        assertEquals(List.of(3, 3, 3, 3), plan.groups().stream().map(g -> g.cells().size()).toList());
        assertEquals(12, plan.groups().stream().flatMap(g -> g.cells().stream()).distinct().count());
    }

    @Test
    void memoryLimitsHowManyTrainTogetherAndTheGroupsAreEven() {
        long one = plan(SWEEP, MNIST, 8L << 30).groups().getFirst().family().bytes(1);
        Plan plan = plan(SWEEP, MNIST, MNIST.bytes() + 4 * one);
        assertEquals(List.of(3, 3, 3, 3), plan.groups().stream().map(g -> g.cells().size()).toList());
        assertTrue(plan.groups().stream().allMatch(g -> g.bytes() <= 4 * one));
    }

    @Test
    void theEstimatesOfThePaperSizedModel() {
        Family family = plan("dataset: mnist\ntraining: {epochs: 50}", MNIST, 8L << 30).groups().getFirst().family();
        // 784·500 + 500, 500·4 + 4, 2·500 + 500, 500·784 + 784
        assertEquals(392_500 + 2_004 + 1_500 + 392_784, family.parameters());
        assertEquals(600, family.stepsPerEpoch());
        assertEquals(30_000, family.steps());
        assertEquals(3_000_000, family.images());
        // forward, ∂w and (but for the first layer) ∂x: 2·100 FLOP a weight each, and little beside them
        double products = 200.0 * (2 * 392_000 + 3 * (2_000 + 1_000 + 392_000));
        assertEquals(1, family.flopsPerStep() / products, 0.05);
        // w, ∂w, m, v, the activations, and w, m, v on the host and in a checkpoint
        assertTrue(family.bytes(1) > 10 * 4 * family.parameters() && family.bytes(1) < 14 * 4 * family.parameters(),
                "" + family.bytes(1));
        assertEquals(30_000.0 * family.flopsPerStep(), family.flops());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "manifold-mnist", "manifold-fashion", "latent-sweep", "beta-sweep", "ablation"})
    void theExperimentsThatComeWithTheProjectCanBePlanned(String name) throws Exception {
        Path file = Path.of("experiments", name + ".yaml");
        Plan plan = Plan.of(Experiment.read(file, List.of()), spec -> MNIST, 2L << 30);
        assertTrue(plan.cells().size() > 1);
        String command = name.equals("ablation") ? "ablate" : "sweep";
        assertTrue(Files.readString(file).contains("./run.sh " + command + " experiments/" + name + ".yaml"),
                "it says how to run it");
    }

    @Test
    void aBatchLargerThanTheDataIsRefused() {
        var error = assertThrows(UserError.class,
                () -> plan("dataset: mnist\ntraining: {batch: 64}", new DataShape(28, 28, 50, 10), 8L << 30));
        assertEquals("training.batch is 64, but mnist has 50 training images here; make the batch smaller.", error.getMessage());
    }

    @Test
    void theUsualBatchIsCutToTheDataAndThatIsSaid() {
        var plan = plan("dataset: mnist", new DataShape(28, 28, 56, 10), 8L << 30);
        assertEquals(56, plan.groups().getFirst().family().batch());
        assertEquals(20, plan.groups().getFirst().family().steps());
        assertEquals(List.of("mnist has 56 images to train on, which are one batch."), plan.notices());
    }

    @Test
    void whatAnEpochLeavesOutIsSaidOnce() {
        var plan = plan("dataset: mnist\nsweep: {model.latent: [2, 3]}", new DataShape(28, 28, 1256, 10), 8L << 30);
        assertEquals(List.of("Each epoch leaves out 56 of the 1,256 training images of mnist, other ones each time: the rest "
                + "of batches "
                + "of 100."), plan.notices());
        assertEquals(List.of(), plan("dataset: mnist", new DataShape(28, 28, 1200, 10), 8L << 30).notices());
    }

    @Test
    void ofSeveralCellsTheOneThatCannotBeTrainedIsNamed() {
        var error = assertThrows(UserError.class, () -> plan("dataset: mnist\nsweep: {training.batch: [20, 101]}",
                new DataShape(28, 28, 50, 10), 8L << 30));
        assertTrue(error.getMessage().startsWith("Cell batch-101_"), error.getMessage());
    }

    @Test
    void aDataSetWithoutTestImagesIsRefused() {
        var error = assertThrows(UserError.class, () -> plan("dataset: mnist", new DataShape(28, 28, 500, 0), 8L << 30));
        assertEquals("mnist has no test images, which the metrics need; give it some.", error.getMessage());
    }

    @Test
    void aModelThatDoesNotFitIsRefusedWithItsSize() {
        var error = assertThrows(UserError.class, () -> plan("dataset: mnist", MNIST, 60_000_000));
        assertTrue(error.getMessage()
                .matches("Cell [0-9a-f]{8} needs \\d+ MB of memory and its images 55 MB, but 60 MB of what the engine may take "
                        + "are planned for it; make the layers or the batch smaller, or raise --device-memory where that is the "
                        + "limit."),
                error.getMessage());
    }

    @Test
    void thePlanAsJsonDoesNotDependOnTheMachine() throws Exception {
        Plan large = plan(SWEEP, MNIST, 8L << 30);
        Plan small = plan(SWEEP, MNIST, MNIST.bytes() + large.groups().getLast().family().bytes(2));
        assertTrue(small.groups().size() > large.groups().size());
        assertEquals(text(large), text(small));
    }

    private static void refused(String sentence, String yaml, DataShape shape) {
        assertEquals(sentence, assertThrows(UserError.class, () -> plan(yaml, shape, Long.MAX_VALUE)).getMessage());
    }

    @Test
    void whatOverflowsIsFoundBeforeAnythingStarts() {
        refused("training.batch is 1, but the mmd term of the objective compares the images of a minibatch with each "
                + "other; choose at least 2.",
                "dataset: mnist\ntraining.batch: 1\nobjective: {name: wae, lambda: 10}", MNIST);
        refused("model.latent is 1, but the tc term of the objective is about the dependence between latent "
                + "dimensions; choose at least 2.",
                "dataset: mnist\nmodel.latent: 1\nobjective: {name: beta-tcvae, beta: 4}", MNIST);
        refused("training.batch is 1, but the dip term of the objective compares the images of a minibatch with each "
                + "other; choose at least 2.",
                "dataset: mnist\ntraining.batch: 1\nobjective: {name: dip-vae-i, lambdaOffDiagonal: 1, "
                        + "lambdaDiagonal: 1}",
                MNIST);
        refused("measures.disentanglement scores at most 256 latent dimensions, but model.latent is 300; leave it out.",
                "dataset: mnist\nmodel.latent: 300\nmeasures.disentanglement: true", MNIST);
        refused("training.clipNorm is 1.0e-60, which is 0 in single precision; make it larger, or 0 for no clipping.",
                "dataset: mnist\ntraining.clipNorm: 1e-60", MNIST);
        refused("training.learningRate is 1.0e-50, which is 0 in single precision; make it larger.",
                "dataset: mnist\ntraining.learningRate: 1e-50", MNIST);
        refused("objective.warmupEpochs is 100000, which are 6000000000 steps, more than 2147483647; choose fewer.",
                "dataset: mnist\nobjective.warmupEpochs: 100000\ntraining.batch: 1", MNIST);
        refused("10000000 test images with 300 latent dimensions each are more than 2147483647 values; take fewer "
                + "with dataset.test.",
                "dataset: mnist\nmodel.latent: 300", new DataShape(2, 2, 100, 10_000_000));
        refused("klPerImage [10000000, 200] with its padding is more than 2147483647 values; make the layers, the "
                + "batch or dataset.test smaller.",
                "dataset: mnist\nmodel.latent: 200", new DataShape(2, 2, 100, 10_000_000));
    }

    @Test
    void tenThousandCellsCanBePlanned() throws Exception {
        String seeds = IntStream.rangeClosed(1, 1000).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        Plan plan = plan("dataset: mnist\nsweep: {training.seed: [" + seeds + "], model.latent: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}",
                MNIST, 1L << 30);
        assertEquals(10_000, plan.cells().size());
        assertTrue(plan.groups().size() > 100);
        assertTrue(text(plan).contains(plan.cells().getLast().id()));
    }

    @Test
    void theUsualOptimiserIsPyTorchsAdam() {
        assertEquals(Optimiser.ADAM, optimiser("dataset: mnist"));
        assertEquals(new Optimiser(Optimiser.Kind.ADAM, 0.5, 0.9, 1e-3),
                optimiser("dataset: mnist\ntraining: {beta1: 0.5, beta2: 0.9, epsilon: 0.001}"));
        assertEquals(Optimiser.ADAGRAD, optimiser("dataset: mnist\ntraining: {optimizer: adagrad, epsilon: 1e-10, beta1: 0.5}"));
    }

    private static Optimiser optimiser(String yaml) {
        return plan(yaml, MNIST, 8L << 30).groups().getFirst().family().recipe().optimiser();
    }

    /** The contents of plan.json. */
    private static String text(Plan plan) throws Exception {
        var bytes = new ByteArrayOutputStream();
        PlanFile.write(plan, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
