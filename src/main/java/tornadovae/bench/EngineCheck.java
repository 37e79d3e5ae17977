package tornadovae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Activation;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Images;
import tornadovae.graph.Kernel;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Loss;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

/**
 * Whether a device computes what the CPU engine computes: a slice of the tests' contract that a program without tests can try
 * on the spot. Sizes are odd, so that no tile is full.
 * Both engines round to float32, so their results differ by what rounding does, and by no more than is allowed.
 */
public final class EngineCheck {

    /**
     * @param what    loss and gradients of one minibatch, parameters and losses of a short training, or a replica alone and
     *                among others
     * @param worst   the largest difference, as a fraction of the tensor's largest number
     * @param allowed as much of it
     * @param where   the tensor it is in
     */
    public record Result(String model, String what, int replicas, double worst, double allowed, String where) {

        public boolean passed() {
            return worst <= allowed; // not where it is NaN
        }
    }

    private record Case(String name, Vae vae, Objective objective, int batch) {}

    private static final int IMAGES = 61, STEPS = 6, REPLICAS = 5;
    /** What single sums may differ by: both engines' roundings, which grow with a sum's length at most linearly. */
    private static final double ROUNDING = 8e-6, ROUNDING_A_TERM = 1.2e-7;
    /**
     * What a training may differ by: Adam divides by a gradient's own size, and where that is almost zero, roundings are divided
     * too.
     */
    private static final double TRAINED = 2e-3;

    private static final List<Case> CASES = List.of(
            new Case("bernoulli vae", vae(37, List.of(35, 18), 3, Likelihood.BERNOULLI, Activation.TANH), Objective.VAE, 13),
            new Case("gaussian vae", vae(37, List.of(33), 2, Likelihood.GAUSSIAN, Activation.RELU), Objective.VAE, 13),
            new Case("bernoulli info-vae", vae(37, List.of(19), 3, Likelihood.BERNOULLI, Activation.TANH),
                    Objective.infoVae(0.5f, 100, Kernel.IMQ), 11),
            new Case("gaussian beta-tcvae", vae(37, List.of(19), 3, Likelihood.GAUSSIAN, Activation.TANH),
                    Objective.betaTcVae(10, DensityEstimate.STRATIFIED), 11),
            new Case("wide bernoulli vae", vae(301, List.of(280, 129), 33, Likelihood.BERNOULLI, Activation.TANH),
                    Objective.VAE, 61));

    private final Engine device;
    private final Engine cpu;

    /** @param cpu what the other is held to */
    public EngineCheck(Engine device, Engine cpu) {
        this.device = device;
        this.cpu = cpu;
    }

    public static int models() {
        return CASES.size();
    }

    /** @param count of the models, the first ones; @param done gets the results of a model as soon as they are there */
    public void run(int count, Consumer<List<Result>> done) {
        for (Case each : CASES.subList(0, count)) done.accept(check(each));
    }

    private List<Result> check(Case each) {
        Program gradients = each.vae.gradients(each.objective.form(), each.batch, IMAGES),
                step = each.vae.trainStep(Optimiser.ADAM, each.objective.form(), each.batch, IMAGES);
        var results = new ArrayList<Result>();
        Map<Tensor, float[]> several = null;
        for (int replicas : new int[] {REPLICAS, 1}) {
            var memory = Memory.of(replicas, gradients, step);
            Map<Tensor, float[]> actual, expected, trained;
            try (Session session = device.open(memory, images(each)); Session reference = cpu.open(memory, images(each))) {
                actual = gradients(each, gradients, session, replicas);
                expected = gradients(each, gradients, reference, replicas);
                int terms = gradients.tensors().stream().mapToInt(tensor -> Math.max(tensor.rows(), tensor.columns())).max()
                        .orElseThrow();
                results.add(compare(each, "loss and gradients", replicas, actual, expected, ROUNDING + ROUNDING_A_TERM * terms));
                trained = train(each, step, session, replicas);
                results.add(compare(each, "training of " + STEPS + " steps", replicas, trained,
                        train(each, step, reference, replicas), TRAINED));
            }
            if (several == null) several = trained;
            else {
                results.add(compare(each, "the first of " + REPLICAS + " replicas, and it alone", 1, trained,
                        first(several), 0));
            }
        }
        return results;
    }

    private static Map<Tensor, float[]> gradients(Case each, Program program, Session session, int replicas) {
        TrainingCase.initialise(session, each.vae, program, each.objective, replicas);
        var noise = List.of(each.vae.epsilon(each.batch), each.vae.prior(each.batch));
        for (Tensor tensor : program.tensors()) {
            if (tensor.equals(each.vae.x(each.batch)) || noise.contains(tensor)) {
                session.write(tensor, numbers(tensor, replicas, noise.contains(tensor)));
            }
        }
        session.run(program, 1);
        var results = new LinkedHashMap<Tensor, float[]>();
        results.put(Loss.TOTAL, read(session, Loss.TOTAL, replicas));
        for (Tensor parameter : each.vae.parameterTensors()) {
            Tensor gradient = each.vae.gradientOf(parameter, each.objective.form(), each.batch, IMAGES);
            results.put(gradient, read(session, gradient, replicas));
        }
        return results;
    }

    private static Map<Tensor, float[]> train(Case each, Program step, Session session, int replicas) {
        TrainingCase.initialise(session, each.vae, step, each.objective, replicas);
        session.writeIntegers(Vae.STEP, new int[replicas]);
        session.run(step, STEPS);
        var results = new LinkedHashMap<Tensor, float[]>();
        for (Tensor tensor : step.tensors()) {
            if (tensor.role() == Role.PARAMETER || tensor.role() == Role.RESULT) {
                results.put(tensor, read(session, tensor, replicas));
            }
        }
        return results;
    }

    private static Map<Tensor, float[]> first(Map<Tensor, float[]> several) {
        var first = new LinkedHashMap<Tensor, float[]>();
        several.forEach((tensor, numbers) -> first.put(tensor, Arrays.copyOf(numbers, tensor.size())));
        return first;
    }

    private static Result compare(Case each, String what, int replicas, Map<Tensor, float[]> actual,
            Map<Tensor, float[]> expected, double allowed) {
        double worst = -1;
        String where = "";
        for (Tensor tensor : actual.keySet()) {
            double difference = difference(actual.get(tensor), expected.get(tensor));
            if (!(difference <= worst)) where = tensor.name();
            worst = Math.max(worst, difference); // NaN stays
        }
        return new Result(each.name, what, replicas, worst, allowed, where);
    }

    /** The largest, as a fraction of the largest number expected. */
    private static double difference(float[] actual, float[] expected) {
        double scale = 1e-3, difference = 0;
        for (float value : expected) scale = Math.max(scale, Math.abs(value));
        for (int e = 0; e < actual.length; e++) difference = Math.max(difference, Math.abs((double) actual[e] - expected[e]));
        return difference / scale;
    }

    private static float[] read(Session session, Tensor tensor, int replicas) {
        var numbers = new float[replicas * tensor.size()];
        session.read(tensor, numbers);
        return numbers;
    }

    /** Each replica's own: from [0, 1), or about normal. */
    private static float[] numbers(Tensor tensor, int replicas, boolean normal) {
        var numbers = new float[replicas * tensor.size()];
        for (int e = 0; e < numbers.length; e++) {
            float uniform = Philox.uniform(tensor.name().hashCode(), Philox.Stream.INITIALISATION, 0, e);
            numbers[e] = normal ? 3.4f * uniform - 1.7f : uniform;
        }
        return numbers;
    }

    private static Map<Split, Images> images(Case each) {
        int columns = each.vae.spec().pixels();
        var pixels = new byte[IMAGES][columns];
        for (int i = 0; i < IMAGES; i++) {
            for (int j = 0; j < columns; j++) pixels[i][j] = (byte) (i * 31 + j * 17 + (i * j >> 3));
        }
        return Map.of(Split.TRAIN, new Images(columns, pixels));
    }

    private static Vae vae(int pixels, List<Integer> hidden, int latent, Likelihood likelihood, Activation activation) {
        return new Vae(new VaeSpec(pixels, hidden, latent, activation, likelihood, Binarize.NONE, -8));
    }
}
