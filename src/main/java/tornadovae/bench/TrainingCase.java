package tornadovae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
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

/** Training of one workload with a number of replicas, in a session that stays open, so that several cases can take turns. */
final class TrainingCase implements AutoCloseable {

    private final Workload workload;
    private final int batch;
    private final int replicas;
    private final Session session;
    private final Program step;
    private final double[] rates;
    private double firstSecond;

    TrainingCase(Workload workload, Objective objective, int batch, int replicas, Engine engine, Map<Split, Images> data,
            int windows) {
        this.workload = workload;
        this.batch = batch;
        this.replicas = replicas;
        rates = new double[windows];
        step = workload.trainStep(objective.form(), batch);
        session = engine.open(Memory.of(replicas, step), data);
        initialise(session, workload.vae, step, objective, replicas);
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

    void measure(int window, double seconds) {
        rates[window] = rate(seconds);
    }

    /** Images/s over about this long. */
    private double rate(double seconds) {
        long begin = System.nanoTime(), elapsed;
        int steps = 0, chunk = 1;
        do {
            session.run(step, chunk);
            await(session, replicas);
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

    /** Images/s of each window, summed over replicas. */
    double[] rates() {
        return rates;
    }

    double firstSecond() {
        return firstSecond;
    }

    @Override
    public void close() {
        session.close();
    }
}
