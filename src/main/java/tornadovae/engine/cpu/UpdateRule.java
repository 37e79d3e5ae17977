package tornadovae.engine.cpu;

import tornadovae.graph.Adagrad;
import tornadovae.graph.Adam;
import tornadovae.graph.OptimiserStep;

/** An optimiser's step on a run of floats of one tensor and its state, which lie side by side. */
sealed interface UpdateRule {

    static UpdateRule of(OptimiserStep step, Storage storage) {
        return switch (step) {
            case Adam adam -> new AdamRule(adam, storage.of(adam.w()), storage.of(adam.m()), storage.of(adam.v()),
                    storage.of(adam.step()), storage.of(adam.learningRate()),
                    new float[storage.replicas()], new float[storage.replicas()]);
            case Adagrad adagrad -> new AdagradRule(adagrad, storage.of(adagrad.w()), storage.of(adagrad.s()),
                    storage.of(adagrad.learningRate()));
        };
    }

    Buffer w();

    /** Prepares what depends on the step alone; to be called before {@link #apply} by every part that applies it. */
    void begin(int replica);

    /**
     * Takes {@code count} gradients from {@code g0} on to the parameters from {@code w0} on; {@code count} is a multiple of the
     * vector length.
     */
    void apply(int replica, int w0, float[] g, int g0, int count);

    record AdamRule(Adam op, Buffer w, Buffer m, Buffer v, Buffer step, Buffer learningRate, float[] rate,
            float[] rootCorrection) implements UpdateRule {
        @Override
        public void begin(int replica) {
            // several threads may do this at once: they write the same numbers
            int t = step.integers[replica][0] + 1;
            rate[replica] = (float) (learningRate.values[replica][0] / (1 - Math.pow(op.beta1(), t)));
            rootCorrection[replica] = (float) (1 / Math.sqrt(1 - Math.pow(op.beta2(), t)));
        }

        @Override
        public void apply(int replica, int w0, float[] g, int g0, int count) {
            Kernels.OPTIMISERS.adam(w.values[replica], m.values[replica], v.values[replica], w0, g, g0, count, rate[replica],
                    op.beta1(), op.beta2(), rootCorrection[replica], (float) op.epsilon());
        }
    }

    record AdagradRule(Adagrad op, Buffer w, Buffer s, Buffer learningRate) implements UpdateRule {
        @Override
        public void begin(int replica) {}

        @Override
        public void apply(int replica, int w0, float[] g, int g0, int count) {
            Kernels.OPTIMISERS.adagrad(w.values[replica], s.values[replica], w0, g, g0, count, learningRate.values[replica][0],
                    (float) op.epsilon());
        }
    }
}
