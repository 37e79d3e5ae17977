package tornadovae.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.engine.Session;
import tornadovae.graph.Tensor;
import tornadovae.model.Loss;
import tornadovae.model.LossForm;
import tornadovae.model.Vae;

/** The loss terms of an epoch's steps, for all replicas. */
final class Terms {

    /** A term that is NaN or infinite, and the step of the epoch where that began. */
    record Bad(int stepOfEpoch, String term, float value) {}

    private final List<Tensor> terms;
    private final int steps;
    private final float[][] values; // [term][replicas · steps]

    Terms(LossForm form, int replicas, int steps) {
        this.terms = Loss.terms(form);
        this.steps = steps;
        this.values = new float[terms.size()][replicas * steps];
    }

    void readFrom(Session session) {
        for (int t = 0; t < values.length; t++) session.read(Vae.history(terms.get(t), steps), values[t]);
    }

    void writeTo(Session session) {
        for (int t = 0; t < values.length; t++) session.write(Vae.history(terms.get(t), steps), values[t]);
    }

    /** What the terms are called: {@code nll, kl, …, total}. */
    List<String> names() {
        return terms.stream().map(Tensor::name).toList();
    }

    /** The mean of each term over a whole epoch. */
    List<Double> means(int replica) {
        return Arrays.stream(values).map(term -> mean(term, replica)).toList();
    }

    private double mean(float[] term, int replica) {
        double sum = 0;
        for (int i = 0; i < steps; i++) sum += term[replica * steps + i];
        return sum / steps;
    }

    /** The earliest bad term among the epoch's first {@code count} steps. */
    Optional<Bad> firstBad(int replica, int count) {
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < values.length; t++) {
                float value = values[t][replica * steps + i];
                if (!Float.isFinite(value)) return Optional.of(new Bad(i, terms.get(t).name(), value));
            }
        }
        return Optional.empty();
    }

    /** Adds the first {@code count} steps to a checkpoint's tensors. */
    void putInto(Map<String, FloatTensor> tensors, int replica, int count) {
        if (count == 0) return;
        for (int t = 0; t < values.length; t++) {
            tensors.put(nameOf(t), FloatTensor.of(Arrays.copyOfRange(values[t], replica * steps, replica * steps + count)));
        }
    }

    void take(int replica, int count, Checkpoint checkpoint) {
        if (count == 0) return;
        for (int t = 0; t < values.length; t++) {
            System.arraycopy(checkpoint.values(nameOf(t), count), 0, values[t], replica * steps, count);
        }
    }

    private String nameOf(int term) {
        return "unfinished." + terms.get(term).name();
    }
}
