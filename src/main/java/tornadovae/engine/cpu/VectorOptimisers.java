package tornadovae.engine.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Optimisers} a vector at a time. */
final class VectorOptimisers implements Optimisers {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SPECIES.vectorShape());
    /** As many floats as {@link #DOUBLES} has doubles. */
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
    private static final FloatVector MINUS_NEGLIGIBLE = FloatVector.broadcast(SPECIES, -NEGLIGIBLE);
    private static final FloatVector NEGLIGIBLES = FloatVector.broadcast(SPECIES, NEGLIGIBLE);

    @Override
    public void adam(float[] w, float[] m, float[] v, int w0, float[] g, int g0, int count, float rate, double beta1,
            double beta2, float rootCorrection, float epsilon) {
        FloatVector decay1 = FloatVector.broadcast(SPECIES, (float) beta1),
                gain1 = FloatVector.broadcast(SPECIES, (float) (1 - beta1));
        FloatVector decay2 = FloatVector.broadcast(SPECIES, (float) beta2),
                gain2 = FloatVector.broadcast(SPECIES, (float) (1 - beta2));
        FloatVector root = FloatVector.broadcast(SPECIES, rootCorrection), floor = FloatVector.broadcast(SPECIES, epsilon);
        FloatVector step = FloatVector.broadcast(SPECIES, -rate);
        for (int i = 0; i < count; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, g0 + i);
            FloatVector mean = FloatVector.fromArray(SPECIES, m, w0 + i).fma(decay1, gradient.mul(gain1));
            // gain2 · g first: g² alone could be denormal
            FloatVector square = FloatVector.fromArray(SPECIES, v, w0 + i).mul(decay2);
            square = gradient.mul(gain2).fma(gradient, square);
            mean = mean.blend(VectorMath.ZERO, VectorMath.minusMagnitude(mean).compare(VectorOperators.GT, MINUS_NEGLIGIBLE));
            square = square.blend(VectorMath.ZERO, square.compare(VectorOperators.LT, NEGLIGIBLES));
            mean.intoArray(m, w0 + i);
            square.intoArray(v, w0 + i);
            FloatVector direction = mean.div(square.sqrt().fma(root, floor));
            direction.fma(step, FloatVector.fromArray(SPECIES, w, w0 + i)).intoArray(w, w0 + i);
        }
    }

    @Override
    public void addSquares(float[] g, int g0, int columns, double[] sums) {
        for (int q = 0; q < Lanes.PANEL; q += DOUBLES.length()) {
            DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, q);
            for (int k = 0, at = g0 + q; k < columns; k++, at += Lanes.PANEL) {
                DoubleVector gradient =
                        (DoubleVector) FloatVector.fromArray(HALF, g, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
                sum = gradient.fma(gradient, sum);
            }
            sum.intoArray(sums, q);
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
