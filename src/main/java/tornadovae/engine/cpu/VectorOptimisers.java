package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Optimisers} a vector at a time. Adam goes in three passes over a chunk that stays in the first-level cache: in a single loop it is at the edge of what the JIT will
 * inline, and in some runs it boxed its vectors.
 */
final class VectorOptimisers implements Optimisers {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final int CHUNK = 1024;
    private static final FloatVector MINUS_NEGLIGIBLE = FloatVector.broadcast(SPECIES, -NEGLIGIBLE);
    private static final FloatVector NEGLIGIBLES = FloatVector.broadcast(SPECIES, NEGLIGIBLE);

    @Override
    public void adam(float[] w, float[] m, float[] v, int w0, float[] g, int g0, int count, float rate, double beta1, double beta2,
                     float rootCorrection, float epsilon) {
        for (int i = 0; i < count; i += CHUNK) {
            int n = Math.min(CHUNK, count - i);
            mean(m, w0 + i, g, g0 + i, n, (float) beta1, (float) (1 - beta1));
            square(v, w0 + i, g, g0 + i, n, (float) beta2, (float) (1 - beta2));
            step(w, m, v, w0 + i, n, rate, rootCorrection, epsilon);
        }
    }

    /** m ← β₁ m + (1 − β₁) g. */
    private static void mean(float[] m, int m0, float[] g, int g0, int count, float decay, float gain) {
        FloatVector decays = FloatVector.broadcast(SPECIES, decay), gains = FloatVector.broadcast(SPECIES, gain);
        for (int i = 0; i < count; i += LANES) {
            FloatVector mean = FloatVector.fromArray(SPECIES, m, m0 + i).fma(decays, FloatVector.fromArray(SPECIES, g, g0 + i).mul(gains));
            mean.blend(VectorMath.ZERO, VectorMath.minusMagnitude(mean).compare(VectorOperators.GT, MINUS_NEGLIGIBLE)).intoArray(m, m0 + i);
        }
    }

    /** v ← β₂ v + (1 − β₂) g². */
    private static void square(float[] v, int v0, float[] g, int g0, int count, float decay, float gain) {
        FloatVector decays = FloatVector.broadcast(SPECIES, decay), gains = FloatVector.broadcast(SPECIES, gain);
        for (int i = 0; i < count; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, g0 + i);
            // (1 − β₂) g first: g² alone could be denormal
            FloatVector square = gradient.mul(gains).fma(gradient, FloatVector.fromArray(SPECIES, v, v0 + i).mul(decays));
            square.blend(VectorMath.ZERO, square.compare(VectorOperators.LT, NEGLIGIBLES)).intoArray(v, v0 + i);
        }
    }

    /** w ← w − rate · m / (√v · rootCorrection + ε). */
    private static void step(float[] w, float[] m, float[] v, int w0, int count, float rate, float rootCorrection, float epsilon) {
        FloatVector root = FloatVector.broadcast(SPECIES, rootCorrection), floor = FloatVector.broadcast(SPECIES, epsilon);
        FloatVector minusRate = FloatVector.broadcast(SPECIES, -rate);
        for (int i = w0; i < w0 + count; i += LANES) {
            FloatVector direction = FloatVector.fromArray(SPECIES, m, i).div(FloatVector.fromArray(SPECIES, v, i).sqrt().fma(root, floor));
            direction.fma(minusRate, FloatVector.fromArray(SPECIES, w, i)).intoArray(w, i);
        }
    }

    @Override
    public void adagrad(float[] w, float[] h, int w0, float[] g, int g0, int count, float rate, float epsilon) {
        FloatVector step = FloatVector.broadcast(SPECIES, -rate), floor = FloatVector.broadcast(SPECIES, epsilon);
        for (int i = 0; i < count; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, g0 + i);
            FloatVector history = gradient.fma(gradient, FloatVector.fromArray(SPECIES, h, w0 + i));
            history.intoArray(h, w0 + i);
            FloatVector direction = gradient.div(history.sqrt().add(floor));
            direction.fma(step, FloatVector.fromArray(SPECIES, w, w0 + i)).intoArray(w, w0 + i);
        }
    }
}
