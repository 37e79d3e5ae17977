package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Likelihoods} a vector at a time, in sums of sixteen lanes ({@link Lanes}); columns that do not fill these are left to
 * the scalar kernels. The Bernoulli loss and its gradient are apart although both need e^−|ℓ|: in one loop they are more than the
 * JIT will inline, and without stores the constants of the loss stay in registers. A sum begins with {@code FloatVector.zero}:
 * begun with a vector from a static field it would be boxed at every iteration.
 */
final class VectorLikelihoods implements Likelihoods {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final ScalarLikelihoods TAIL = new ScalarLikelihoods();
    private static final FloatVector LOG_2_PI = FloatVector.broadcast(SPECIES, 1.83787707f);

    @Override
    public void bernoulli(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns,
            float[] nll, int nll0, int nllStride) {
        int whole = columns / Lanes.LANES * Lanes.LANES;
        TAIL.bernoulli(logits, logits0 + whole, logitsStride, x, x0 + whole, xStride, rows, columns - whole, nll, nll0,
                nllStride);
        float[] sums = new float[Lanes.LANES];
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int j = lane; j < whole; j += Lanes.LANES) {
                    FloatVector logit = FloatVector.fromArray(SPECIES, logits, i + j);
                    FloatVector e = VectorMath.expNonPositive(VectorMath.minusMagnitude(logit));
                    FloatVector softplus = VectorMath.softplus(logit, e, VectorMath.negative(logit));
                    sum = sum.add(softplus.sub(FloatVector.fromArray(SPECIES, x, k + j).mul(logit)));
                }
                sum.intoArray(sums, lane);
            }
            nll[nll0 + r * nllStride] += VectorMath.sum(sums);
        }
    }

    @Override
    public void bernoulliGradient(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows,
            int columns, float scale) {
        int whole = columns / Lanes.LANES * Lanes.LANES;
        TAIL.bernoulliGradient(logits, logits0 + whole, logitsStride, x, x0 + whole, xStride, rows, columns - whole, scale);
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            for (int j = 0; j < whole; j += LANES) {
                FloatVector logit = FloatVector.fromArray(SPECIES, logits, i + j);
                FloatVector e = VectorMath.expNonPositive(VectorMath.minusMagnitude(logit));
                FloatVector p = VectorMath.sigmoid(e, VectorMath.negative(logit));
                p.sub(FloatVector.fromArray(SPECIES, x, k + j)).mul(scales).intoArray(logits, i + j);
            }
        }
    }

    @Override
    public void gaussian(float[] out, int mean0, int logVar0, int outStride, float[] x, int x0, int xStride, int rows,
            int columns, float floor, float scale, float[] nll, int nll0, int nllStride) {
        int whole = columns / Lanes.LANES * Lanes.LANES;
        TAIL.gaussian(out, mean0 + whole, logVar0 + whole, outStride, x, x0 + whole, xStride, rows, columns - whole, floor, scale,
                nll, nll0, nllStride);
        FloatVector lowest = FloatVector.broadcast(SPECIES, floor);
        FloatVector scales = FloatVector.broadcast(SPECIES, scale), halfScales = FloatVector.broadcast(SPECIES, 0.5f * scale);
        float[] sums = new float[Lanes.LANES];
        for (int r = 0; r < rows; r++) {
            int m = mean0 + r * outStride, v = logVar0 + r * outStride, k = x0 + r * xStride;
            for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int j = lane; j < whole; j += Lanes.LANES) {
                    FloatVector raw = FloatVector.fromArray(SPECIES, out, v + j);
                    VectorMask<Float> clamped = raw.compare(VectorOperators.LT, lowest);
                    FloatVector s = raw.blend(lowest, clamped);
                    FloatVector difference = FloatVector.fromArray(SPECIES, out, m + j)
                            .sub(FloatVector.fromArray(SPECIES, x, k + j));
                    FloatVector weighted = difference.mul(VectorMath.exp(VectorMath.ZERO.sub(s)));
                    FloatVector squared = weighted.mul(difference);
                    sum = sum.add(squared.add(s).add(LOG_2_PI));
                    weighted.mul(scales).intoArray(out, m + j);
                    VectorMath.ONE.sub(squared).mul(halfScales).blend(VectorMath.ZERO, clamped).intoArray(out, v + j);
                }
                sum.intoArray(sums, lane);
            }
            nll[nll0 + r * nllStride] += 0.5f * VectorMath.sum(sums);
        }
    }
}
