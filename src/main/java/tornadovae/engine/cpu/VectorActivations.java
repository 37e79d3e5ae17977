package tornadovae.engine.cpu;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Activations} a vector at a time. */
final class VectorActivations implements Activations {
    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;

    @Override
    public void identity(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = FloatVector.fromArray(SPECIES, c, i + j).add(FloatVector.fromArray(SPECIES, bias, bias0 + j));
                x.intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void tanh(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = FloatVector.fromArray(SPECIES, c, i + j).add(FloatVector.fromArray(SPECIES, bias, bias0 + j));
                VectorMath.tanh(x).intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void relu(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = FloatVector.fromArray(SPECIES, c, i + j).add(FloatVector.fromArray(SPECIES, bias, bias0 + j));
                x.blend(VectorMath.ZERO, VectorMath.negative(x)).intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void softplus(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = FloatVector.fromArray(SPECIES, c, i + j).add(FloatVector.fromArray(SPECIES, bias, bias0 + j));
                VectorMath.softplus(x, VectorMath.expNonPositive(VectorMath.minusMagnitude(x)), VectorMath.negative(x))
                        .intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void sigmoid(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = FloatVector.fromArray(SPECIES, c, i + j).add(FloatVector.fromArray(SPECIES, bias, bias0 + j));
                VectorMath.sigmoid(VectorMath.expNonPositive(VectorMath.minusMagnitude(x)), VectorMath.negative(x)).intoArray(c,
                        i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void tanhGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0, i = c0, k = y0; r < rows; r++, i += cStride, k += yStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector dy = FloatVector.fromArray(SPECIES, c, i + j);
                FloatVector out = FloatVector.fromArray(SPECIES, y, k + j);
                dy.mul(VectorMath.ONE.sub(out.mul(out))).intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void reluGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0, i = c0, k = y0; r < rows; r++, i += cStride, k += yStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector dy = FloatVector.fromArray(SPECIES, c, i + j);
                FloatVector out = FloatVector.fromArray(SPECIES, y, k + j);
                dy.blend(VectorMath.ZERO, out.compare(VectorOperators.LE, VectorMath.ZERO)).intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void softplusGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0, i = c0, k = y0; r < rows; r++, i += cStride, k += yStride) {
            for (int j = 0; j < columns; j += LANES) {
                FloatVector dy = FloatVector.fromArray(SPECIES, c, i + j);
                FloatVector out = FloatVector.fromArray(SPECIES, y, k + j);
                VectorMath.ZERO.sub(dy).mul(VectorMath.expm1NonPositive(VectorMath.minusMagnitude(out))).intoArray(c, i + j);
            }
            clearTail(c, i, columns);
        }
    }

    /** Zeros from the last column to the end of its sixteen lanes. */
    private static void clearTail(float[] c, int row, int columns) {
        int end = Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES;
        if (end > columns) {
            Arrays.fill(c, row + columns, row + end, 0f);
        }
    }
}
