package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.graph.*;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Classifier;
import tornadovae.model.Initialisation;
import tornadovae.model.Layers;
import tornadovae.model.Likelihood;
import tornadovae.model.Loss;
import tornadovae.model.LossWeights;
import tornadovae.model.LossForm;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Parameter;
import tornadovae.model.Penalty;
import tornadovae.model.Prior;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;

/** What every engine owes: each op as the double-precision reference has it, and replicas that do not see each other. */
abstract class EngineContract {

    static final int PIXELS = 37;

    /** Layers large enough to be worked on by all threads together. */
    static final List<Integer> WIDE = List.of(301, 280);

    /** The engine under test. */
    abstract Engine engine();

    /** Every op, a list a session; an engine for which a session costs little opens one for each. */
    List<List<Program>> ops() {
        return OpCases.all(PIXELS).stream().flatMap(List::stream).map(List::of).toList();
    }

    /** What objectives have besides NLL and KL, a list a session; an engine that compiles every kernel anew may take fewer. */
    List<List<Program>> penalties() {
        return OpCases.penalties();
    }

    /**
     * Objectives with all kinds of terms, strong enough to be seen in the parameters; an engine may leave out those in which it
     * does nothing new.
     */
    List<Objective> objectives() {
        return List.of(Objective.capacity(50, 3, 3), Objective.infoVae(0.5f, 100, Kernel.IMQ),
                Objective.infoVae(0, 100, Kernel.RBF), Objective.wae(100, Kernel.RBF), Objective.dipVae(Penalty.DIP_I, 10, 100),
                Objective.dipVae(Penalty.DIP_II, 10, 10), Objective.dipVae(Penalty.DIP_II, 10, 10).withFreeBits(0.1f),
                Objective.betaTcVae(10, DensityEstimate.WEIGHTED), Objective.betaTcVae(10, DensityEstimate.STRATIFIED),
                Objective.VAE.withDraws(3), Objective.wae(100, Kernel.IMQ).withDraws(2),
                Objective.betaTcVae(10, DensityEstimate.STRATIFIED).withDraws(2), Objective.iwae(1, false),
                Objective.iwae(5, false), Objective.iwae(5, true), Objective.miwae(2, 3), Objective.piwae(2, 3),
                Objective.ciwae(4, 0.5f), Objective.factorVae(10, List.of(19, 11), 0.01f));
    }

    @Test
    void everyOpHasACase() {
        var seen = new HashSet<Class<?>>();
        for (List<Program> programs : List.of(together(OpCases.all(PIXELS)), together(OpCases.penalties()))) {
            programs.forEach(program -> program.ops().forEach(op -> seen.add(op.getClass())));
        }
        for (Class<?> op : AllOps.classes().toList()) assertTrue(seen.contains(op), op.getName() + " has no case");
    }

    private static List<Program> together(List<List<Program>> sessions) {
        return sessions.stream().flatMap(List::stream).toList();
    }

    @TestFactory
    Stream<DynamicTest> opAgreesWithTheReference() {
        return agreeWithTheReference(ops());
    }

    @TestFactory
    Stream<DynamicTest> penaltyAgreesWithTheReference() {
        return agreeWithTheReference(penalties());
    }

    private Stream<DynamicTest> agreeWithTheReference(List<List<Program>> sessions) {
        return sessions.stream().flatMap(programs -> Stream.of(new Memory(1, programs), new Memory(5, programs)))
                .flatMap(memory -> memory.programs().stream().map(program -> dynamicTest(
                        program.name() + ", replicas " + memory.replicas(), () -> agreesWithTheReference(program, memory))));
    }

    /** The session under test and the reference's: those of the test before, where they are the same. */
    private Memory opened;
    private Session session, reference;

    private void agreesWithTheReference(Program program, Memory memory) {
        if (!memory.equals(opened)) {
            closeSessions();
            session = engine().open(memory, images());
            reference = new ReferenceEngine().open(memory, images());
            opened = memory;
        }
        agreesWithTheReference(program, memory.replicas(), session, reference);
    }

    @AfterEach
    void closeSessions() {
        opened = null;
        try (Session closed = session; Session too = reference) {
            session = reference = null;
        }
    }

    private void agreesWithTheReference(Program program, int... replicas) {
        for (int each : replicas) agreesWithTheReference(program, Memory.of(each, program));
    }

    private void agreesWithTheReference(Program program, int replicas, Session session, Session reference) {
        for (Tensor tensor : program.tensors()) {
            if (program.ops().stream().anyMatch(op -> op.writes().contains(tensor)) && !isKept(program, tensor)) continue;
            // outputs that are not inputs too begin as garbage
            boolean poison = program.ops().stream().noneMatch(op -> op.reads().contains(tensor));
            if (tensor.role() == Role.INTEGER) {
                int[] values = new int[replicas * tensor.size()];
                for (int e = 0; e < values.length; e++) values[e] = tensor.name().equals("seed") ? 12345 + 7 * e : 3 * e + 1;
                session.writeIntegers(tensor, values);
                reference.writeIntegers(tensor, values);
            } else {
                float[] values = inputs(tensor, replicas);
                reference.write(tensor, values);
                if (poison && tensor.role() != Role.RESULT) Arrays.fill(values, Float.NaN);
                session.write(tensor, values);
            }
        }
        session.run(program, 1);
        reference.run(program, 1);
        for (Op op : program.ops()) {
            for (Tensor tensor : op.writes()) {
                if (isKept(program, tensor)) compare(program, tensor, replicas, session, reference);
            }
        }
    }

    /** Whether an engine may not leave the tensor out: nothing in the program uses it up, or it lives on. */
    private static boolean isKept(Program program, Tensor tensor) {
        return program.ops().size() == 1 || Set.of(Role.PARAMETER, Role.OPTIMISER_STATE).contains(tensor.role())
                || program.ops().stream().noneMatch(op -> op.reads().contains(tensor));
    }

    private void compare(Program program, Tensor tensor, int replicas, Session session, Session reference) {
        if (tensor.role() == Role.INTEGER) {
            int[] actual = new int[replicas * tensor.size()], expected = new int[replicas * tensor.size()];
            session.readIntegers(tensor, actual);
            reference.readIntegers(tensor, expected);
            assertArrayEquals(expected, actual, program.name());
            return;
        }
        float[] actual = read(session, tensor, replicas), expected = read(reference, tensor, replicas);
        float scale = 1e-3f;
        for (float value : expected) scale = Math.max(scale, Math.abs(value));
        if (tensor.name().equals(OpCases.DIFFERENCE)) scale = 2 * OpCases.KERNEL;
        // rounding errors of a sum grow with its length, at most linearly
        int terms = program.tensors().stream().mapToInt(t -> Math.max(t.rows(), t.columns())).max().orElseThrow();
        float tolerance = (4e-6f + 6e-8f * terms) * scale;
        for (int e = 0; e < actual.length; e++) {
            assertEquals(expected[e], actual[e], tolerance,
                    program.name() + " replicas=" + replicas + ": " + tensor + ", element " + e);
        }
    }

    @Test
    void theDivergenceOfAKnownCode() {
        Tensor code = Tensor.activation("code", 1, 4), kl = Tensor.activation("kl", 1, 2),
                sum = Tensor.scalar("sum", Role.ACTIVATION);
        var program = new Program("divergence", List.of(new KullbackLeibler(code, kl), new BatchMean(kl, sum)));
        try (Session session = engine().open(Memory.of(1, program), Map.of())) {
            session.write(code, new float[] {0.5f, -1, 0.2f, -0.3f});
            session.run(program, 1);
            assertEquals(0.656110, read(session, sum, 1)[0], 1e-6);
        }
    }

    @Test
    void aStreamedLogSumExpBeginsAnewAtZeroAndNeverOverflows() {
        int rows = 3, replicas = 2;
        Tensor value = Tensor.activation("value", rows, 1), count = Tensor.scalar("count", Role.INTEGER);
        Tensor max = new Tensor("max", rows, 1, Role.RESULT), sum = new Tensor("sum", rows, 1, Role.RESULT),
                squares = new Tensor("squares", rows, 1, Role.RESULT);
        var program = new Program("streamed", List.of(new LogSumExp(value, count, max, sum, squares), new Advance(count)));
        try (Session session = engine().open(Memory.of(replicas, program), Map.of())) {
            float[] garbage = new float[replicas * rows];
            Arrays.fill(garbage, Float.NaN);
            for (Tensor tensor : List.of(max, sum, squares)) session.write(tensor, garbage);
            for (int pass = 0; pass < 2; pass++) {
                session.writeIntegers(count, new int[replicas]);
                for (float[] column : new float[][] {{-1000, 1000, 0}, {-1000, -1000, 2}, {-1001, 999, 1}}) {
                    session.write(value, new float[] {column[0], column[1], column[2], column[0], column[1], column[2]});
                    session.run(program, 1);
                }
                double e1 = Math.exp(-1), e2 = Math.exp(-2), e4 = Math.exp(-4);
                for (int replica = 0; replica < replicas; replica++) {
                    double[][] expected = {{-1000, 2 + e1, 2 + e2}, {1000, 1 + e1, 1 + e2}, {2, 1 + e1 + e2, 1 + e2 + e4}};
                    for (int i = 0; i < rows; i++) {
                        assertEquals(expected[i][0], read(session, max, replicas)[replica * rows + i],
                                "pass " + pass + ", row " + i);
                        assertEquals(expected[i][1], read(session, sum, replicas)[replica * rows + i], 1e-5,
                                "pass " + pass + ", row " + i);
                        assertEquals(expected[i][2], read(session, squares, replicas)[replica * rows + i], 1e-5,
                                "pass " + pass + ", row " + i);
                    }
                }
            }
            session.write(value, new float[] {Float.NaN, 0, 0, 0, 0, 0});
            session.run(program, 2);
            float[] read = read(session, sum, replicas);
            assertTrue(Float.isNaN(read[0]) && Float.isFinite(read[1]) && Float.isFinite(read[rows]),
                    "a NaN stays, in its row: " + Arrays.toString(read));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 257, 501})
    void largeProductsAgreeWithTheReference(int batch) {
        Tensor x = Tensor.activation("x", batch, 784), w = new Tensor("w", 500, 784, Role.PARAMETER),
                b = new Tensor("b", 1, 500, Role.PARAMETER);
        Tensor y = Tensor.activation("y", batch, 500), dy = Tensor.activation("dy", batch, 500),
                dx = Tensor.activation("dx", batch, 784);
        var program = new Program("large products of batch " + batch,
                List.of(new Affine(x, w, b, Activation.RELU, y), new Affine.InputGradient(dy, w, dx),
                        new Affine.WeightGradient(dy, x, new Tensor("dW", 500, 784, Role.GRADIENT))));
        agreesWithTheReference(program, 2);
    }

    /** Ops that engines like to do in one go. */
    static Stream<Program> heads() {
        Tensor h = Tensor.activation("h", 13, 19), w = new Tensor("w", 2 * PIXELS, 19, Role.PARAMETER),
                b = new Tensor("b", 1, 2 * PIXELS, Role.PARAMETER);
        Tensor w1 = new Tensor("w1", PIXELS, 19, Role.PARAMETER), b1 = new Tensor("b1", 1, PIXELS, Role.PARAMETER),
                logits = Tensor.activation("logits", 13, PIXELS);
        Tensor out = Tensor.activation("out", 13, 2 * PIXELS), x = Tensor.activation("x", 13, PIXELS),
                nll = Tensor.activation("nll", 13, 1), mean = Tensor.activation("mean", 1, 1);
        Tensor epsilon = Tensor.activation("epsilon", 13, PIXELS), z = Tensor.activation("z", 13, PIXELS),
                kl = Tensor.activation("kl", 13, PIXELS);
        Tensor dMean = Tensor.activation("dMean", 1, 1), dNll = Tensor.activation("dNll", 13, 1),
                dOut = Tensor.activation("dOut", 13, 2 * PIXELS), dLogits = Tensor.activation("dLogits", 13, PIXELS);
        return Stream.of(
                new Program("Gaussian head with gradient",
                        List.of(new Affine(h, w, b, Activation.IDENTITY, out), new GaussianNll(out, x, -0.1f, nll),
                                new BatchMean(nll, mean), new Fill(1, dMean), new BatchMean.Gradient(dMean, dNll),
                                new GaussianNll.Gradient(out, x, -0.1f, dNll, dOut))),
                new Program("Bernoulli head with gradient",
                        List.of(new Affine(h, w1, b1, Activation.IDENTITY, logits), new BernoulliNll(logits, x, nll),
                                new BatchMean(nll, mean), new Fill(1, dMean), new BatchMean.Gradient(dMean, dNll),
                                new BernoulliNll.Gradient(logits, x, dNll, dLogits))),
                new Program("Gaussian head",
                        List.of(new Affine(h, w, b, Activation.IDENTITY, out), new GaussianNll(out, x, -0.1f, nll),
                                new BatchMean(nll, mean))),
                new Program("Bernoulli head",
                        List.of(new Affine(h, w1, b1, Activation.IDENTITY, logits), new BernoulliNll(logits, x, nll),
                                new BatchMean(nll, mean))),
                new Program("latent head",
                        List.of(new Affine(h, w, b, Activation.IDENTITY, out),
                                new Reparameterise(out, epsilon, Float.NEGATIVE_INFINITY, z), new KullbackLeibler(out, kl),
                                new BatchMean(kl, mean))));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void headAgreesWithTheReference(Program program) {
        agreesWithTheReference(program, 1, 5);
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
    void tangentsAgreeWithTheReference(Activation activation) {
        agreesWithTheReference(
                new Vae(new VaeSpec(PIXELS, List.of(19), 3, activation, Likelihood.BERNOULLI, Binarize.NONE, -8)).tangents(13),
                2);
        agreesWithTheReference(
                new Vae(new VaeSpec(PIXELS, List.of(33, 7), 2, activation, Likelihood.GAUSSIAN, Binarize.NONE, -8)).tangents(11),
                1);
    }

    @ParameterizedTest
    @EnumSource(Likelihood.class)
    void trainingFollowsTheReference(Likelihood likelihood) {
        var training = new Training(likelihood, 3, new int[] {11, 12, 13});
        float[][] actual = training.run(engine(), 6), expected = training.run(new ReferenceEngine(), 6);
        for (int t = 0; t < actual.length; t++) {
            float scale = 1e-3f;
            for (float value : expected[t]) scale = Math.max(scale, Math.abs(value));
            // Adam divides by the gradient's own size: where it is almost zero, rounding errors are divided too
            for (int e = 0; e < actual[t].length; e++) {
                assertEquals(expected[t][e], actual[t][e], 2e-3f * scale, likelihood + ": result " + t + ", element " + e);
            }
        }
    }

    /** Models whose decoder is not their encoder in a mirror, and linear ones. */
    static Stream<VaeSpec> shapes() {
        var specs = new ArrayList<VaeSpec>();
        for (Likelihood likelihood : Likelihood.values()) {
            var linear = new VaeSpec(PIXELS, List.of(), 3, Activation.TANH, likelihood, Binarize.NONE, -8);
            specs.add(linear);
            specs.add(linear.withDecoder(new Layers(List.of(33), Activation.SOFTPLUS)));
            specs.add(new VaeSpec(PIXELS, List.of(35, 18), 2, Activation.RELU, likelihood, Binarize.NONE, -8)
                    .withDecoder(new Layers(List.of(17, 9, 40), Activation.TANH)));
        }
        var gaussian = new VaeSpec(PIXELS, List.of(18), 3, Activation.TANH, Likelihood.GAUSSIAN, Binarize.NONE, -8);
        for (Variance variance : List.of(Variance.SHARED, Variance.OPTIMAL, Variance.fixed(0.3))) {
            specs.add(gaussian.with(variance));
            specs.add(gaussian.withDecoder(new Layers(List.of(), Activation.TANH)).with(variance));
        }
        specs.add(gaussian.with(new Prior(Prior.Kind.MIXTURE, 7)));
        specs.add(gaussian.with(new Prior(Prior.Kind.VAMP, 13))); // as many pseudo-inputs as images in a minibatch
        specs.add(new VaeSpec(PIXELS, List.of(35, 18), 2, Activation.RELU, Likelihood.BERNOULLI, Binarize.DYNAMIC, -8)
                .with(new Prior(Prior.Kind.VAMP, 9)));
        return specs.stream();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void modelsDoNotDependOnTheirNeighbours(VaeSpec spec) {
        float[][] together = new Training(spec, 4, new int[] {1, 2, 3, 4}, 13, OpCases.IMAGES).run(engine(), 5),
                alone = new Training(spec, 1, new int[] {3}, 13, OpCases.IMAGES).run(engine(), 5);
        for (int t = 0; t < alone.length; t++) {
            int size = alone[t].length;
            close(alone[t], Arrays.copyOfRange(together[t], 2 * size, 3 * size), neighbours(), spec + ", result " + t);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void decodersOfTheirOwnShapeFollowTheReference(VaeSpec spec) {
        var training = new Training(spec, 3, new int[] {11, 12, 13}, 13, OpCases.IMAGES);
        float[][] actual = training.run(engine(), 6), expected = training.run(new ReferenceEngine(), 6);
        for (int t = 0; t < actual.length; t++) close(expected[t], actual[t], 2e-3, spec + ": result " + t);
        agreesWithTheReference(training.vae.tangents(13), 2);
    }

    @Test
    void objectivesFollowTheReference() {
        var vae = new Vae(new VaeSpec(PIXELS, List.of(18), 3, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8));
        int batch = 13, steps = OpCases.IMAGES / batch;
        List<Program> programs = objectives().stream()
                .map(objective -> vae.trainStep(Optimiser.ADAM, objective.form(), batch, OpCases.IMAGES)).toList();
        var memory = new Memory(3, programs);
        try (Session session = engine().open(memory, images());
                Session reference = new ReferenceEngine().open(memory, images())) {
            for (int p = 0; p < programs.size(); p++) {
                Objective objective = objectives().get(p);
                for (Session each : List.of(session, reference)) {
                    prepare(each, programs.get(p), vae, objective);
                    each.run(programs.get(p), steps);
                }
                var results = new ArrayList<>(vae.parameterTensors());
                vae.parametersOf(objective.form()).forEach(parameter -> results.add(parameter.tensor()));
                for (Tensor term : Loss.terms(objective.form())) results.add(Vae.history(term, steps));
                for (Tensor tensor : results) {
                    float[] actual = read(session, tensor, 3), expected = read(reference, tensor, 3);
                    float scale = 1e-3f;
                    for (float value : expected) scale = Math.max(scale, Math.abs(value));
                    for (int e = 0; e < actual.length; e++) {
                        assertEquals(expected[e], actual[e], 2e-3f * scale, objective + ": " + tensor + ", element " + e);
                    }
                }
            }
        }
    }

    @Test
    void aClassifierFollowsTheReference() {
        int batch = 13, classes = 5, steps = 8;
        var classifier = new Classifier(PIXELS - classes, List.of(18), classes);
        Program train = classifier.trainStep(Optimiser.ADAM, batch, OpCases.IMAGES), classify = classifier.classify(batch);
        var memory = Memory.of(2, train, classify);
        var results = new ArrayList<float[]>();
        try (Session session = engine().open(memory, images());
                Session reference = new ReferenceEngine().open(memory, images())) {
            for (Session each : List.of(session, reference)) {
                each.writeIntegers(Classifier.SEED, new int[] {4, 5});
                each.write(Classifier.LEARNING_RATE, new float[] {0.01f, 0.02f});
                for (Parameter parameter : classifier.parameters()) each.write(parameter.tensor(), inputs(parameter.tensor(), 2));
                each.run(train, steps);
                each.write(classifier.x(batch), inputs(classifier.x(batch), 2));
                each.run(classify, 1);
                results.add(read(each, classifier.logits(batch), 2));
            }
        }
        float[] actual = results.getFirst(), expected = results.getLast();
        float scale = 1e-3f;
        for (float value : expected) scale = Math.max(scale, Math.abs(value));
        for (int e = 0; e < actual.length; e++) assertEquals(expected[e], actual[e], 2e-3f * scale, "logit " + e);
    }

    @Test
    void logitsThatOverflowAnExponentialHaveALoss() {
        Tensor logits = Tensor.activation("logits", 2, 3), target = Tensor.activation("target", 2, 3),
                nll = Tensor.activation("nll", 2, 1), dNll = Tensor.activation("dNll", 2, 1);
        Tensor dLogits = Tensor.activation("dLogits", 2, 3);
        var program = new Program("large logits",
                List.of(new CategoricalNll(logits, target, nll), new CategoricalNll.Gradient(logits, target, dNll, dLogits)));
        try (Session session = engine().open(Memory.of(1, program), Map.of())) {
            session.write(logits, new float[] {1000, 998, -1000, 0, Float.NaN, 0});
            session.write(target, new float[] {0, 1, 0, 1, 0, 0});
            session.write(dNll, new float[] {2, 1});
            session.run(program, 1);
            double rest = 1 / (1 + Math.exp(-2));
            float[] loss = read(session, nll, 1), gradient = read(session, dLogits, 1);
            assertEquals(2 + Math.log1p(Math.exp(-2)), loss[0], 2e-4);
            assertArrayEquals(new float[] {(float) (2 * rest), (float) (-2 * rest), 0}, Arrays.copyOf(gradient, 3), 1e-5f);
            assertTrue(Float.isNaN(loss[1]), "a NaN stays: " + loss[1]);
        }
    }

    /** Three replicas at the beginning of their training, each with its own weights. */
    private static void prepare(Session session, Program train, Vae vae, Objective objective) {
        int[] seeds = {11, 12, 13};
        session.writeIntegers(Vae.SEED, seeds);
        session.writeIntegers(Vae.STEP, new int[3]);
        if (train.tensors().contains(Vae.OTHER_SEED)) session.writeIntegers(Vae.OTHER_SEED, new int[] {21, 22, 23});
        vae.parametersOf(objective.form()).forEach(parameter -> {
            session.write(parameter.tensor(), inputs(parameter.tensor(), 3));
            for (Tensor state : Vae.optimiserState(Vae.OPTIMISER_OF_DISCRIMINATOR, parameter.tensor())) {
                session.write(state, new float[3 * state.size()]);
            }
        });
        session.write(Vae.LEARNING_RATE, new float[] {0.01f, 0.02f, 0.03f});
        objective.weights().forEach((tensor, weight) -> {
            if (train.tensors().contains(tensor)) session.write(tensor, new float[] {0.5f * weight, weight, 1.5f * weight});
        });
        Map.of(LossWeights.RISE_STEPS, new int[] {0, 2, 3}, LossWeights.PERIOD_STEPS, new int[] {0, 0, 4},
                LossWeights.CAPACITY_STEPS, new int[] {0, 2, objective.capacitySteps()}).forEach((tensor, numbers) -> {
                    if (train.tensors().contains(tensor)) session.writeIntegers(tensor, numbers);
                });
        for (Tensor tensor : vae.parameterTensors()) {
            session.write(tensor, initial(vae, tensor, seeds));
            for (Tensor state : Vae.optimiserState(Optimiser.ADAM, tensor)) session.write(state, new float[3 * state.size()]);
        }
    }

    /**
     * As large a difference as neighbours may make, of the largest number: none, unless a library chooses algorithms by the
     * number of replicas.
     */
    double neighbours() {
        return 0;
    }

    @ParameterizedTest
    @EnumSource(Likelihood.class)
    void aReplicaDoesNotDependOnItsNeighbours(Likelihood likelihood) {
        for (List<Integer> hidden : List.of(List.of(35, 18), WIDE)) {
            float[][] together =
                    new Training(likelihood, 5, new int[] {1, 2, 3, 4, 5}, hidden, 61, OpCases.IMAGES).run(engine(), 9);
            float[][] alone = new Training(likelihood, 1, new int[] {4}, hidden, 61, OpCases.IMAGES).run(engine(), 9);
            for (int t = 0; t < alone.length; t++) {
                int size = alone[t].length;
                close(alone[t], Arrays.copyOfRange(together[t], 3 * size, 4 * size), neighbours(),
                        likelihood + " " + hidden + ", result " + t);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Likelihood.class)
    void clippedTrainingFollowsTheReference(Likelihood likelihood) {
        var training = new Training(likelihood, 3, new int[] {11, 12, 13});
        training.clipNorms = new float[] {0.01f, 3, 1e6f};
        float[][] actual = training.run(engine(), 6), expected = training.run(new ReferenceEngine(), 6);
        for (int t = 0; t < actual.length; t++) {
            float scale = 1e-3f;
            for (float value : expected[t]) scale = Math.max(scale, Math.abs(value));
            for (int e = 0; e < actual[t].length; e++) {
                assertEquals(expected[t][e], actual[t][e], 1e-4f * scale, likelihood + ": result " + t + ", element " + e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Likelihood.class)
    void aClippedReplicaDoesNotDependOnItsNeighbours(Likelihood likelihood) {
        var five = new Training(likelihood, 5, new int[] {1, 2, 3, 4, 5}, WIDE, 61, OpCases.IMAGES);
        five.clipNorms = new float[] {1e-3f, 1e6f, 2, 1, 5};
        var one = new Training(likelihood, 1, new int[] {4}, WIDE, 61, OpCases.IMAGES);
        one.clipNorms = new float[] {1};
        float[][] together = five.run(engine(), 9), alone = one.run(engine(), 9);
        for (int t = 0; t < alone.length; t++) {
            int size = alone[t].length;
            close(alone[t], Arrays.copyOfRange(together[t], 3 * size, 4 * size), neighbours(), "result " + t);
        }
    }

    /**
     * As large a difference as a limit that no gradient reaches may make, of the largest number: the factor is 1, but an engine
     * may use other kernels where gradients are kept.
     */
    double clippingInVain() {
        return 0;
    }

    @Test
    void aLimitThatNoGradientReachesChangesNothing() {
        var training = new Training(Likelihood.BERNOULLI, 2, new int[] {8, 9});
        training.clipNorms = new float[] {1e6f, 1e30f};
        float[][] without = training.run(engine(), 7, Optimiser.ADAM, false),
                with = training.run(engine(), 7, Optimiser.ADAM, true);
        for (int t = 0; t < without.length; t++) close(without[t], with[t], clippingInVain(), "result " + t);
    }

    /** @param tolerance of the largest number; 0: bit for bit */
    private static void close(float[] expected, float[] actual, double tolerance, String what) {
        float scale = 0;
        for (float value : expected) scale = Math.max(scale, Math.abs(value));
        assertArrayEquals(expected, actual, (float) tolerance * scale, what);
    }

    @Test
    void aNormIsFiniteWhereItsSquareIsNot() {
        var norms = clip(new float[] {3e25f, 4e25f, 0, 0, 3e18f, 4e18f, 3e-15f, 4e-15f}, 4, 1);
        assertEquals(5e25f, norms.norm[0], 1e20f);
        assertEquals(0, norms.norm[1]);
        assertEquals(5e18f, norms.norm[2], 1e13f);
        assertEquals(5e-15f, norms.norm[3], 1e-20f);
        assertEquals(2e-26f, norms.factor[0], 1e-31f);
        assertEquals(1, norms.factor[1]);
        assertEquals(2e-19f, norms.factor[2], 1e-24f);
        assertEquals(1, norms.factor[3]);
    }

    /** c/∞ = 0 would be a step of length 0 that goes on for ever. */
    @Test
    void aGradientThatIsNotFiniteSpoilsItsReplicaOnly() {
        var norms = clip(new float[] {1, Float.NaN, 1, 1, Float.POSITIVE_INFINITY, 1, 3e38f, 3e38f}, 4, 1);
        assertTrue(Float.isNaN(norms.factor[0]) && Float.isNaN(norms.factor[2]) && Float.isNaN(norms.factor[3]),
                Arrays.toString(norms.factor));
        assertEquals(1 / Math.sqrt(2), norms.factor[1], 1e-6);
        for (int e = 0; e < 8; e++) assertEquals(e / 2 != 1, Float.isNaN(norms.scaled[e]), "element " + e);
    }

    private record Clipped(float[] norm, float[] factor, float[] scaled) {}

    /** A gradient [2, 1] a replica. */
    private Clipped clip(float[] gradients, int replicas, float limit) {
        Tensor g = new Tensor("g", 2, 1, Role.GRADIENT), rows = Tensor.activation("rows", 2, 1),
                c = Tensor.scalar("c", Role.HYPERPARAMETER), norm = Tensor.scalar("norm", Role.ACTIVATION);
        Tensor factor = Tensor.scalar("factor", Role.ACTIVATION), scaled = new Tensor("scaled", 2, 1, Role.GRADIENT);
        var program = new Program("clip",
                List.of(new RowNorm(g, rows), new ClipFactor(List.of(rows), c, norm, factor), new Multiply(g, factor, scaled)));
        try (Session session = engine().open(Memory.of(replicas, program), Map.of())) {
            float[] limits = new float[replicas];
            Arrays.fill(limits, limit);
            session.write(c, limits);
            session.write(g, gradients);
            session.run(program, 1);
            return new Clipped(read(session, norm, replicas), read(session, factor, replicas), read(session, scaled, replicas));
        }
    }

    @Test
    void manyStepsAtOnceEqualSingleSteps() {
        var training = new Training(Likelihood.BERNOULLI, 2, new int[] {8, 9});
        float[][] atOnce = training.run(engine(), 7);
        training.oneByOne = true;
        float[][] single = training.run(engine(), 7);
        for (int t = 0; t < single.length; t++) assertArrayEquals(single[t], atOnce[t]);
    }

    /**
     * Minima and maxima of some processors, and compilers that are told so, lose NaN on its way; a diverged replica would go on
     * as if nothing were wrong.
     */
    @ParameterizedTest
    @EnumSource(value = Activation.class, names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
    void aNanInAnyParameterReachesTheLossOfItsReplicaOnly(Activation activation) {
        for (Likelihood likelihood : Likelihood.values()) {
            var vae = new Vae(new VaeSpec(PIXELS, List.of(35, 18), 3, activation, likelihood, Binarize.NONE, -8));
            int batch = 13, steps = OpCases.IMAGES / batch;
            Program train = vae.trainStep(Optimiser.ADAM, LossForm.BETA_VAE, batch, OpCases.IMAGES);
            try (Session session = engine().open(Memory.of(2, train), images())) {
                session.write(LossWeights.BETA, new float[] {1, 1});
                for (Parameter parameter : vae.parameters()) {
                    for (Tensor tensor : vae.parameterTensors()) {
                        float[] values = inputs(tensor, 2);
                        if (tensor.equals(parameter.tensor())) {
                            values[tensor.size() + parameter.offset() + parameter.size() - 1] = Float.NaN;
                        }
                        session.write(tensor, values);
                    }
                    session.writeIntegers(Vae.STEP, new int[2]);
                    session.run(train, 1);
                    float[] total = read(session, Vae.history(Loss.TOTAL, steps), 2);
                    assertTrue(Float.isFinite(total[0]),
                            likelihood + ": " + parameter.name() + " spoils the other replica, " + total[0]);
                    assertTrue(Float.isNaN(total[steps]),
                            likelihood + ": NaN in " + parameter.name() + " is lost, " + total[steps]);
                }
            }
        }
    }

    /**
     * A small VAE trained for some steps on a data set of {@link OpCases#IMAGES} images; results are loss histories, parameters,
     * and evaluations.
     */
    static final class Training {

        private final Vae vae;
        private final int batch;
        private final int images;
        private final int replicas;
        private final int[] seeds;
        boolean oneByOne;
        /** A replica's limit of the gradient's norm; null for programs that do not clip. */
        float[] clipNorms;

        Training(Likelihood likelihood, int replicas, int[] seeds) {
            this(likelihood, replicas, seeds, List.of(35, 18), 13, OpCases.IMAGES);
        }

        Training(Likelihood likelihood, int replicas, int[] seeds, List<Integer> hidden, int batch, int images) {
            this(new VaeSpec(PIXELS, hidden, 3, Activation.TANH, likelihood,
                    likelihood == Likelihood.BERNOULLI ? Binarize.DYNAMIC : Binarize.NONE, -8), replicas, seeds, batch, images);
        }

        Training(VaeSpec spec, int replicas, int[] seeds, int batch, int images) {
            this.batch = batch;
            this.images = images;
            this.vae = new Vae(spec);
            this.replicas = replicas;
            this.seeds = seeds;
        }

        int replicas() {
            return replicas;
        }

        float[][] run(Engine engine, int steps) {
            // so large an ε that the length of a gradient counts
            Optimiser optimiser = clipNorms == null ? Optimiser.ADAM : new Optimiser(Optimiser.Kind.ADAM, 0.9, 0.999, 0.1);
            return run(engine, steps, optimiser, clipNorms != null);
        }

        float[][] run(Engine engine, int steps, Optimiser optimiser, boolean clips) {
            Program train = vae.trainStep(optimiser, LossForm.BETA_VAE, clips, batch, images),
                    evaluate = vae.evaluate(batch, images);
            try (Session session = engine.open(Memory.of(replicas, train, evaluate), images(images))) {
                if (clips) session.write(Vae.CLIP_NORM, clipNorms);
                session.writeIntegers(Vae.SEED, seeds);
                float[] rate = new float[replicas], beta = new float[replicas];
                for (int r = 0; r < replicas; r++) {
                    rate[r] = 1e-3f * seeds[r];
                    beta[r] = 0.5f * seeds[r];
                }
                session.write(Vae.LEARNING_RATE, rate);
                session.write(LossWeights.BETA, beta);
                for (Tensor tensor : vae.parameterTensors()) session.write(tensor, initial(vae, tensor, seeds));
                if (oneByOne) {
                    for (int s = 0; s < steps; s++) session.run(train, 1);
                } else session.run(train, steps);
                session.run(evaluate, Math.ceilDiv(images, batch));

                var results = new ArrayList<float[]>();
                for (Tensor term : List.of(Loss.NLL, Loss.KL, Loss.TOTAL)) {
                    results.add(read(session, Vae.history(term, images / batch), replicas));
                }
                for (Tensor tensor : vae.parameterTensors()) results.add(read(session, tensor, replicas));
                results.add(read(session, Vae.nllPerImage(images), replicas));
                results.add(read(session, vae.klPerImage(images), replicas));
                return results.toArray(float[][]::new);
            }
        }
    }

    private static float[] initial(Vae vae, Tensor tensor, int[] seeds) {
        var values = new float[seeds.length * tensor.size()];
        for (int r = 0; r < seeds.length; r++) {
            int number = 0;
            for (Parameter p : vae.parameters()) {
                if (p.tensor().equals(tensor)) Initialisation.glorot(p, number, seeds[r], values, r * tensor.size());
                number++;
            }
        }
        return values;
    }

    static float[] read(Session session, Tensor tensor, int replicas) {
        float[] values = new float[replicas * tensor.size()];
        session.read(tensor, values);
        return values;
    }

    private static float[] inputs(Tensor tensor, int replicas) {
        float[] values = new float[replicas * tensor.size()];
        boolean positive = tensor.name().startsWith(OpCases.POSITIVE);
        for (int e = 0; e < values.length; e++) {
            float value = 0.7f * Philox.normal(tensor.name().hashCode(), Philox.Stream.DATA, 0, e);
            values[e] = positive ? Math.abs(value) : value;
        }
        return values;
    }

    static Map<Split, Images> images() {
        return images(OpCases.IMAGES);
    }

    private static Map<Split, Images> images(int count) {
        var pixels = new byte[count][PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            for (int j = 0; j < PIXELS; j++) pixels[i][j] = (byte) (Philox.word(5, Philox.Stream.DATA, i, j) & 0xFF);
        }
        var images = new EnumMap<Split, Images>(Split.class);
        images.put(Split.TRAIN, new Images(PIXELS, pixels));
        images.put(Split.TEST, new Images(PIXELS, pixels));
        return images;
    }
}
