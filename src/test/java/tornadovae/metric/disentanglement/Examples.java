package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;
import tornadovae.math.Philox;
import tornadovae.math.Philox.Stream;

/** Points whose factors are uniform and independent, under codes of which the measures are known. */
final class Examples {

    static final int[] VALUES = {3, 4, 5};

    private Examples() {}

    /** {@code [points][factors]}; different parts have different points. */
    static int[][] factors(int points, int part, int... values) {
        return IntStream.range(0, points).mapToObj(i -> IntStream.range(0, values.length)
                .map(f -> (int) (Philox.uniform(1, Stream.DATA, 2 * i + part, f) * values[f])).toArray()).toArray(int[][]::new);
    }

    /** Code d is factor d. */
    static Encoded identity(int points, int part) {
        int[][] factors = factors(points, part, VALUES);
        return with(factors,
                Arrays.stream(factors).map(row -> Arrays.stream(row).asDoubleStream().toArray()).toArray(double[][]::new));
    }

    /** The factors twice. */
    static Encoded duplicated(int points, int part) {
        int[][] factors = factors(points, part, VALUES);
        return with(factors, Arrays.stream(factors).map(row -> IntStream.range(0, 6).mapToDouble(d -> row[d % 3]).toArray())
                .toArray(double[][]::new));
    }

    /** Three codes that have nothing to do with the factors. */
    static Encoded noise(int points, int part) {
        double[][] mu = IntStream.range(0, points).mapToObj(i -> IntStream.range(0, 3)
                .mapToDouble(d -> Philox.normal(2, Stream.DATA, 2 * i + part, d)).toArray()).toArray(double[][]::new);
        return with(factors(points, part, VALUES), mu);
    }

    /** Three codes that are the same for all points. */
    static Encoded constant(int points, int part) {
        return with(factors(points, part, VALUES), new double[points][3]);
    }

    /** The identity where every factor has the same value at all points. */
    static Encoded oneClass(int points, int part) {
        Encoded identity = identity(points, part);
        return new Encoded(identity.mu(), identity.logVar(), new int[points][3], VALUES);
    }

    /** Codes of three dimensions or more for factors of {@link #VALUES}, with σ = 0.05. */
    static Encoded with(int[][] factors, double[][] mu) {
        double[][] logVar = new double[mu.length][mu[0].length];
        for (double[] row : logVar) Arrays.fill(row, 2 * Math.log(0.05));
        return new Encoded(mu, logVar, factors, VALUES);
    }
}
