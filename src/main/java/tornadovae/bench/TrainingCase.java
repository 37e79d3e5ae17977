package tornadovae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.model.Initialisation;
import tornadovae.model.Objective;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;

/**
 * Training of one workload with a number of replicas, or its matrix products alone, in a session that stays open, so that several
 * cases can take turns.
 */
final class TrainingCase implements Repeated {

    private final Workload workload;
    private final int batch;
    private final int replicas;
    private final Session session;
    private final Program step;
    /** A small one, read to know that all is done. */
    private final Tensor awaited;
    private double firstSecond;

    private TrainingCase(Workload workload, int batch, int replicas, Session session, Program step, Tensor awaited) {
        this.workload = workload;
        this.batch = batch;
        this.replicas = replicas;
        this.session = session;
        this.step = step;
        this.awaited = awaited;
    }

    /** @param vae the workload's own, or one of other sizes */
    static TrainingCase training(Workload workload, Vae vae, Program step, Objective objective, int batch, int replicas,
            Engine engine, Map<Split, Images> data) {
        Session session = engine.open(Memory.of(replicas, step), data);
        initialise(session, vae, step, objective, replicas);
        return new TrainingCase(workload, batch, replicas, session, step, Vae.LEARNING_RATE);
    }

    /** The matrix products of a step and nothing else, on numbers of no meaning. */
    static TrainingCase products(Workload workload, int batch, int replicas, Engine engine) {
        Program products = workload.products(batch);
        Session session = engine.open(Memory.of(replicas, products), Map.of());
        var written = products.ops().stream().flatMap(op -> op.writes().stream()).collect(Collectors.toSet());
        for (Tensor tensor : products.tensors()) {
            if (written.contains(tensor)) continue;
            float[] values = new float[replicas * tensor.size()];
            for (int i = 0; i < values.length; i++) values[i] = (i * 7 % 31 - 15) * 0.003f;
            session.write(tensor, values);
        }
        Tensor bias = workload.vae.parameterTensors().stream().filter(tensor -> tensor.rows() == 1).findFirst().orElseThrow();
        return new TrainingCase(workload, batch, replicas, session, products, bias);
    }

    /** Seeds, rates and weights as a training begins with. */
    static void initialise(Session session, Vae vae, Program step, Objective objective, int replicas) {
        write(session, Vae.LEARNING_RATE, 1e-3f, replicas);
        objective.weights().forEach((tensor, weight) -> {
            if (step.tensors().contains(tensor)) write(session, tensor, weight, replicas);
        });
        int[] seeds = new int[replicas];
        Arrays.setAll(seeds, r -> r);
        session.writeIntegers(Vae.SEED, seeds);
        if (step.tensors().contains(Vae.OTHER_SEED)) session.writeIntegers(Vae.OTHER_SEED, seeds);
        var parameters = new ArrayList<>(vae.parameters());
        parameters.addAll(vae.parametersOf(objective.form()));
        for (Tensor tensor : parameters.stream().map(Parameter::tensor).distinct().toList()) {
            float[] values = new float[replicas * tensor.size()];
            for (int r = 0; r < replicas; r++) {
                for (Parameter p : parameters) {
                    if (p.tensor().equals(tensor)) Initialisation.glorot(p, 0, r, values, r * tensor.size());
                }
            }
            session.write(tensor, values);
        }
    }

    private static void write(Session session, Tensor tensor, float value, int replicas) {
        float[] values = new float[replicas];
        Arrays.fill(values, value);
        session.write(tensor, values);
    }

    /** As many images as MNIST has, of no meaning. */
    static Map<Split, Images> data() {
        byte[][] pixels = new byte[Workload.IMAGES][Workload.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            for (int j = 0; j < Workload.PIXELS; j++) pixels[i][j] = (byte) (i * 31 + j * 17 + (i * j >> 5));
        }
        return new EnumMap<>(Map.of(Split.TRAIN, new Images(Workload.PIXELS, pixels)));
    }

    /**
     * Reads a number of each replica: nothing is left to be done then, and the engine has seen that the device ran what it was
     * given.
     */
    static void await(Session session, int replicas) {
        session.read(Vae.LEARNING_RATE, new float[replicas]);
    }

    void warmUp(double seconds) {
        firstSecond = rate(1);
        rate(seconds);
    }

    /** Images/s over about this long. */
    @Override
    public double rate(double seconds) {
        long begin = System.nanoTime(), elapsed;
        int steps = 0, chunk = 1;
        do {
            session.run(step, chunk);
            session.read(awaited, new float[replicas * awaited.size()]);
            steps += chunk;
            elapsed = System.nanoTime() - begin;
            chunk = (int) Math.max(1, Math.min(steps, (seconds * 1e9 - elapsed) / (elapsed / (double) steps)));
        } while (elapsed < seconds * 1e9);
        return steps * (double) batch * replicas / (elapsed / 1e9);
    }

    Workload workload() {
        return workload;
    }

    int batch() {
        return batch;
    }

    int replicas() {
        return replicas;
    }

    double firstSecond() {
        return firstSecond;
    }

    @Override
    public void close() {
        session.close();
    }
}
