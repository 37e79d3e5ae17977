package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Likelihoods} a vector at a time; the mask of the last vector keeps padding out of the sums. */
final class VectorLikelihoods implements Likelihoods {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final float LOG_2_PI = 1.83787707f;

    @Override
    public void bernoulli(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns, float scale,
                          float[] nll, int nll0, int nllStride) {
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < columns; j += LANES) {
                FloatVector logit = FloatVector.fromArray(SPECIES, logits, i + j);
                FloatVector pixel = FloatVector.fromArray(SPECIES, x, k + j);
                FloatVector e = VectorMath.expNonPositive(logit.abs().neg());
                FloatVector loss = VectorMath.softplus(logit, e).sub(pixel.mul(logit));
                FloatVector gradient = VectorMath.sigmoid(logit, e).sub(pixel).mul(scale);
                VectorMask<Float> padding = padding(j, columns);
                sum = sum.add(loss.blend(0f, padding));
                gradient.blend(0f, padding).intoArray(logits, i + j);
            }
            nll[nll0 + r * nllStride] = sum.reduceLanes(VectorOperators.ADD);
        }
    }

    @Override
    public void gaussian(float[] out, int mean0, int logVar0, int outStride, float[] x, int x0, int xStride, int rows, int columns, float floor, float scale,
                         float[] nll, int nll0, int nllStride) {
        for (int r = 0; r < rows; r++) {
            int m = mean0 + r * outStride, v = logVar0 + r * outStride, k = x0 + r * xStride, j = 0;
            FloatVector sum = FloatVector.zero(SPECIES);
            for (; j <= columns - LANES; j += LANES) {
                FloatVector raw = FloatVector.fromArray(SPECIES, out, v + j);
                VectorMask<Float> clamped = raw.lt(floor);
                FloatVector s = raw.blend(floor, clamped);
                FloatVector difference = FloatVector.fromArray(SPECIES, out, m + j).sub(FloatVector.fromArray(SPECIES, x, k + j));
                FloatVector weighted = difference.mul(VectorMath.exp(s.neg()));
                FloatVector squared = weighted.mul(difference);
                sum = sum.add(squared.add(s).add(LOG_2_PI).mul(0.5f));
                weighted.mul(scale).intoArray(out, m + j);
                squared.neg().add(1f).mul(0.5f * scale).blend(0f, clamped).intoArray(out, v + j);
            }
            // a whole vector at the end of the means would reach into the log-variances
            double rest = ScalarLikelihoods.gaussian(out, m + j, v + j, x, k + j, columns - j, floor, scale);
            nll[nll0 + r * nllStride] = (float) (sum.reduceLanes(VectorOperators.ADD) + rest);
        }
    }

    private static VectorMask<Float> padding(int column, int columns) {
        return SPECIES.indexInRange(column, columns).not();
    }
}
