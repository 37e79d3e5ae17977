package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Likelihoods} a vector at a time; the mask of the last vector keeps padding out of the sums. */
final class VectorLikelihoods implements Likelihoods {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final FloatVector LOG_2_PI = FloatVector.broadcast(SPECIES, 1.83787707f);

    @Override
    public void bernoulli(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns, float scale,
                          float[] nll, int nll0, int nllStride) {
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            FloatVector sum = VectorMath.ZERO;
            for (int j = 0; j < columns; j += LANES) {
                FloatVector logit = FloatVector.fromArray(SPECIES, logits, i + j);
                FloatVector pixel = FloatVector.fromArray(SPECIES, x, k + j);
                FloatVector e = VectorMath.expNonPositive(VectorMath.minusMagnitude(logit));
                FloatVector loss = VectorMath.softplus(logit, e).sub(pixel.mul(logit));
                FloatVector gradient = VectorMath.sigmoid(logit, e).sub(pixel).mul(scales);
                VectorMask<Float> padding = padding(j, columns);
                sum = sum.add(loss.blend(VectorMath.ZERO, padding));
                gradient.blend(VectorMath.ZERO, padding).intoArray(logits, i + j);
            }
            nll[nll0 + r * nllStride] = VectorMath.sum(sum);
        }
    }

    @Override
    public void gaussian(float[] out, int mean0, int logVar0, int outStride, float[] x, int x0, int xStride, int rows, int columns, float floor, float scale,
                         float[] nll, int nll0, int nllStride) {
        FloatVector lowest = FloatVector.broadcast(SPECIES, floor);
        FloatVector scales = FloatVector.broadcast(SPECIES, scale), halfScales = FloatVector.broadcast(SPECIES, 0.5f * scale);
        for (int r = 0; r < rows; r++) {
            int m = mean0 + r * outStride, v = logVar0 + r * outStride, k = x0 + r * xStride, j = 0;
            FloatVector sum = VectorMath.ZERO;
            for (; j <= columns - LANES; j += LANES) {
                FloatVector raw = FloatVector.fromArray(SPECIES, out, v + j);
                VectorMask<Float> clamped = raw.compare(VectorOperators.LT, lowest);
                FloatVector s = raw.blend(lowest, clamped);
                FloatVector difference = FloatVector.fromArray(SPECIES, out, m + j).sub(FloatVector.fromArray(SPECIES, x, k + j));
                FloatVector weighted = difference.mul(VectorMath.exp(VectorMath.ZERO.sub(s)));
                FloatVector squared = weighted.mul(difference);
                sum = sum.add(squared.add(s).add(LOG_2_PI));
                weighted.mul(scales).intoArray(out, m + j);
                VectorMath.ONE.sub(squared).mul(halfScales).blend(VectorMath.ZERO, clamped).intoArray(out, v + j);
            }
            // a whole vector at the end of the means would reach into the log-variances
            double rest = ScalarLikelihoods.gaussian(out, m + j, v + j, x, k + j, columns - j, floor, scale);
            nll[nll0 + r * nllStride] = (float) (0.5f * VectorMath.sum(sum) + rest);
        }
    }

    private static VectorMask<Float> padding(int column, int columns) {
        return SPECIES.indexInRange(column, columns).not();
    }
}
