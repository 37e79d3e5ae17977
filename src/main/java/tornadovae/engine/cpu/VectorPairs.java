package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Pairs} a vector at a time, in sums of sixteen lanes ({@link Lanes}); images that do not fill these are left to the
 * scalar kernels.
 */
final class VectorPairs implements Pairs {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final ScalarPairs TAIL = new ScalarPairs();

    @Override
    public void addSquares(float value, float[] points, int at, float[] sum, int from, int to) {
        int whole = whole(from, to);
        FloatVector values = FloatVector.broadcast(SPECIES, value);
        for (int j = from; j < whole; j += LANES) {
            FloatVector difference = values.sub(FloatVector.fromArray(SPECIES, points, at + j));
            difference.fma(difference, FloatVector.fromArray(SPECIES, sum, j)).intoArray(sum, j);
        }
        TAIL.addSquares(value, points, at, sum, whole, to);
    }

    @Override
    public float imq(float[] distance, float[] constants, int from, int to) {
        int whole = whole(from, to);
        float[] sums = new float[Lanes.LANES];
        for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = from + lane; j < whole; j += Lanes.LANES) {
                FloatVector d = FloatVector.fromArray(SPECIES, distance, j);
                for (int s = 0; s < constants.length; s++) {
                    FloatVector c = FloatVector.broadcast(SPECIES, constants[s]);
                    sum = sum.add(c.div(c.add(d)));
                }
            }
            sum.intoArray(sums, lane);
        }
        return VectorMath.sum(sums) + TAIL.imq(distance, constants, whole, to);
    }

    @Override
    public void imqSlope(float[] distance, float[] constants, float[] scale, int from, int to) {
        int whole = whole(from, to);
        for (int j = from; j < whole; j += LANES) {
            FloatVector d = FloatVector.fromArray(SPECIES, distance, j), slope = FloatVector.zero(SPECIES);
            for (int s = 0; s < constants.length; s++) {
                FloatVector c = FloatVector.broadcast(SPECIES, constants[s]), sum = c.add(d);
                slope = slope.sub(c.div(sum.mul(sum)));
            }
            slope.mul(FloatVector.fromArray(SPECIES, scale, j)).intoArray(distance, j);
        }
        TAIL.imqSlope(distance, constants, scale, whole, to);
    }

    @Override
    public float rbf(float[] distance, float width, int from, int to) {
        int whole = whole(from, to);
        FloatVector inverse = FloatVector.broadcast(SPECIES, -1 / width);
        float[] sums = new float[Lanes.LANES];
        for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = from + lane; j < whole; j += Lanes.LANES) {
                sum = sum.add(VectorMath.expNonPositive(FloatVector.fromArray(SPECIES, distance, j).mul(inverse)));
            }
            sum.intoArray(sums, lane);
        }
        return VectorMath.sum(sums) + TAIL.rbf(distance, width, whole, to);
    }

    @Override
    public void rbfSlope(float[] distance, float width, float[] scale, int from, int to) {
        int whole = whole(from, to);
        FloatVector inverse = FloatVector.broadcast(SPECIES, -1 / width);
        for (int j = from; j < whole; j += LANES) {
            FloatVector value = VectorMath.expNonPositive(FloatVector.fromArray(SPECIES, distance, j).mul(inverse));
            value.mul(inverse).mul(FloatVector.fromArray(SPECIES, scale, j)).intoArray(distance, j);
        }
        TAIL.rbfSlope(distance, width, scale, whole, to);
    }

    @Override
    public float pull(float value, float[] points, int at, float[] weight, int from, int to) {
        int whole = whole(from, to);
        FloatVector values = FloatVector.broadcast(SPECIES, value);
        float[] sums = new float[Lanes.LANES];
        for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = from + lane; j < whole; j += Lanes.LANES) {
                sum = values.sub(FloatVector.fromArray(SPECIES, points, at + j))
                        .fma(FloatVector.fromArray(SPECIES, weight, j), sum);
            }
            sum.intoArray(sums, lane);
        }
        return VectorMath.sum(sums) + TAIL.pull(value, points, at, weight, whole, to);
    }

    @Override
    public void logNormals(float value, float[] mean, float[] precision, float[] offset, int at, float[] logQ, int q0,
            float[] joint, int from, int to) {
        int whole = whole(from, to);
        FloatVector values = FloatVector.broadcast(SPECIES, value), minusHalf = FloatVector.broadcast(SPECIES, -0.5f);
        for (int j = from; j < whole; j += LANES) {
            FloatVector difference = values.sub(FloatVector.fromArray(SPECIES, mean, at + j));
            FloatVector square = difference.mul(difference).mul(FloatVector.fromArray(SPECIES, precision, at + j));
            FloatVector log = square.fma(minusHalf, FloatVector.fromArray(SPECIES, offset, at + j));
            log.intoArray(logQ, q0 + j);
            log.add(FloatVector.fromArray(SPECIES, joint, j)).intoArray(joint, j);
        }
        TAIL.logNormals(value, mean, precision, offset, at, logQ, q0, joint, whole, to);
    }

    @Override
    public void logNormal(float mean, float precision, float offset, float[] points, int at, float[] logQ, int q0, float[] joint,
            int from, int to) {
        int whole = whole(from, to);
        FloatVector means = FloatVector.broadcast(SPECIES, mean), scale = FloatVector.broadcast(SPECIES, -0.5f * precision),
                offsets = FloatVector.broadcast(SPECIES, offset);
        for (int j = from; j < whole; j += LANES) {
            FloatVector difference = FloatVector.fromArray(SPECIES, points, at + j).sub(means);
            FloatVector log = difference.mul(difference).fma(scale, offsets);
            log.intoArray(logQ, q0 + j);
            log.add(FloatVector.fromArray(SPECIES, joint, j)).intoArray(joint, j);
        }
        TAIL.logNormal(mean, precision, offset, points, at, logQ, q0, joint, whole, to);
    }

    @Override
    public float max(float[] x, int x0, float[] y, int from, int to) {
        int whole = whole(from, to);
        float max = TAIL.max(x, x0, y, whole, to);
        if (whole == from) return max;
        FloatVector most = FloatVector.fromArray(SPECIES, x, x0 + from).add(FloatVector.fromArray(SPECIES, y, from));
        for (int j = from + LANES; j < whole; j += LANES) {
            most = most.max(FloatVector.fromArray(SPECIES, x, x0 + j).add(FloatVector.fromArray(SPECIES, y, j)));
        }
        for (int lane = 0; lane < LANES; lane++) max = Math.max(max, most.lane(lane));
        return max;
    }

    @Override
    public float sumOfExponentials(float[] x, int x0, float[] y, float shift, int from, int to) {
        int whole = whole(from, to);
        FloatVector shifts = FloatVector.broadcast(SPECIES, shift);
        float[] sums = new float[Lanes.LANES];
        for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = from + lane; j < whole; j += Lanes.LANES) {
                sum = sum.add(VectorMath.expNonPositive(FloatVector.fromArray(SPECIES, x, x0 + j)
                        .add(FloatVector.fromArray(SPECIES, y, j)).sub(shifts)));
            }
            sum.intoArray(sums, lane);
        }
        return VectorMath.sum(sums) + TAIL.sumOfExponentials(x, x0, y, shift, whole, to);
    }

    @Override
    public void exponentials(float[] x, float[] y, float[] shift, int at, int from, int to) {
        int whole = whole(from, to);
        for (int j = from; j < whole; j += LANES) {
            FloatVector log = FloatVector.fromArray(SPECIES, x, j).add(FloatVector.fromArray(SPECIES, y, j))
                    .sub(FloatVector.fromArray(SPECIES, shift, at + j));
            VectorMath.expNonPositive(log).intoArray(x, j);
        }
        TAIL.exponentials(x, y, shift, at, whole, to);
    }

    @Override
    public float pullOfDraw(float value, float[] mean, float[] precision, int at, float[] joint, float[] logQ, int q0,
            float[] logWeight, float shift, int from, int to) {
        int whole = whole(from, to);
        FloatVector values = FloatVector.broadcast(SPECIES, value), shifts = FloatVector.broadcast(SPECIES, shift);
        float[] sums = new float[Lanes.LANES];
        for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = from + lane; j < whole; j += Lanes.LANES) {
                FloatVector log = FloatVector.fromArray(SPECIES, logQ, q0 + j).add(FloatVector.fromArray(SPECIES, logWeight, j))
                        .sub(shifts);
                FloatVector g = FloatVector.fromArray(SPECIES, joint, j).sub(VectorMath.expNonPositive(log))
                        .mul(FloatVector.fromArray(SPECIES, precision, at + j));
                sum = values.sub(FloatVector.fromArray(SPECIES, mean, at + j)).fma(g, sum);
            }
            sum.intoArray(sums, lane);
        }
        return VectorMath.sum(sums) + TAIL.pullOfDraw(value, mean, precision, at, joint, logQ, q0, logWeight, shift, whole, to);
    }

    @Override
    public void pullOfCode(float mean, float precision, float[] points, float[] shift, int at, float[] joint, float[] logQ,
            int q0, float[] logWeight, float[] upstream, float[] sums, int from, int to) {
        int whole = whole(from, to);
        FloatVector means = FloatVector.broadcast(SPECIES, mean), precisions = FloatVector.broadcast(SPECIES, precision);
        float[] firsts = new float[Lanes.LANES], seconds = new float[Lanes.LANES];
        for (int lane = 0; lane < Lanes.LANES; lane += LANES) {
            FloatVector first = FloatVector.zero(SPECIES), second = FloatVector.zero(SPECIES);
            for (int j = from + lane; j < whole; j += Lanes.LANES) {
                FloatVector log = FloatVector.fromArray(SPECIES, logQ, q0 + j).add(FloatVector.fromArray(SPECIES, logWeight, j))
                        .sub(FloatVector.fromArray(SPECIES, shift, at + j));
                FloatVector g = FloatVector.fromArray(SPECIES, joint, j).sub(VectorMath.expNonPositive(log))
                        .mul(FloatVector.fromArray(SPECIES, upstream, j));
                FloatVector difference = FloatVector.fromArray(SPECIES, points, at + j).sub(means),
                        scaled = difference.mul(precisions);
                first = scaled.fma(g, first);
                second = scaled.mul(difference).sub(VectorMath.ONE).fma(g, second);
            }
            first.intoArray(firsts, lane);
            second.intoArray(seconds, lane);
        }
        TAIL.pullOfCode(mean, precision, points, shift, at, joint, logQ, q0, logWeight, upstream, sums, whole, to);
        sums[0] += VectorMath.sum(firsts);
        sums[1] += 0.5f * VectorMath.sum(seconds);
    }

    /** The end of the last sixteen lanes. */
    private static int whole(int from, int to) {
        return from + (to - from) / Lanes.LANES * Lanes.LANES;
    }
}
