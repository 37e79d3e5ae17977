package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.IsotropicDraw;
import tornadovae.graph.IsotropicNll;
import tornadovae.graph.OptimalVariance;
import tornadovae.graph.SquaredError;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** A Gaussian decoder with one variance for all pixels, as plain loops. */
final class IsotropicLoops {

    /** Means or their gradient, images or noise, and a draw. */
    private static final int MEAN = 2, MEAN_PITCH = 3, X = 4, X_PITCH = 5, OUT = 6, OUT_PITCH = 7;
    /** Squared errors and losses of the rows, or their gradients. */
    private static final int SQUARES = 8, SQUARES_PITCH = 9, NLL = 10, NLL_PITCH = 11;
    /** log σ², its gradient or the running one; n; the step. */
    private static final int LOG_VAR = 12, RESULT = 13, PIXELS = 14, STEP = 15;
    private static final int SIZE = 16;

    private IsotropicLoops() {}

    static Task task(SquaredError o, Layout layout) {
        return Task.ofLoops(o, IsotropicLoops::squaredError,
                Table.shape(o.x(), layout, SIZE).put(MEAN, MEAN_PITCH, o.mean()).put(X, X_PITCH, o.x())
                        .put(SQUARES, SQUARES_PITCH, o.squares()),
                layout.count(o.squares()));
    }

    static Task task(SquaredError.Gradient o, Layout layout) {
        return Task.ofLoops(o, IsotropicLoops::squaredErrorGradient,
                Table.shape(o.x(), layout, SIZE).put(MEAN, MEAN_PITCH, o.mean()).put(X, X_PITCH, o.x())
                        .put(SQUARES, SQUARES_PITCH, o.dSquares()).put(OUT, OUT_PITCH, o.dMean()),
                layout.count(o.x()));
    }

    static Task task(IsotropicNll o, Layout layout) {
        int table = Table.shape(o.nll(), layout, SIZE).put(SQUARES, SQUARES_PITCH, o.squares()).put(NLL, NLL_PITCH, o.nll())
                .put(LOG_VAR, o.logVar()).put(PIXELS, o.pixels()).write(), count = layout.count(o.nll());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, IsotropicLoops::nll, a.floats(), a.integers(), table, count, o.floor()));
    }

    static Task task(IsotropicNll.ErrorGradient o, Layout layout) {
        int table = Table.shape(o.dNll(), layout, SIZE).put(SQUARES, SQUARES_PITCH, o.dSquares()).put(NLL, NLL_PITCH, o.dNll())
                .put(LOG_VAR, o.logVar()).write(), count = layout.count(o.dNll());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, IsotropicLoops::errorGradient, a.floats(), a.integers(), table, count,
                        o.floor()));
    }

    static Task task(IsotropicNll.VarianceGradient o, Layout layout) {
        int table = Table.shape(o.dNll(), layout, SIZE).put(SQUARES, SQUARES_PITCH, o.squares()).put(NLL, NLL_PITCH, o.dNll())
                .put(LOG_VAR, o.logVar()).put(RESULT, o.dLogVar()).put(PIXELS, o.pixels()).write(), count = layout.replicas();
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, IsotropicLoops::varianceGradient, a.floats(), a.integers(), table, count,
                        o.floor()));
    }

    static Task task(OptimalVariance o, Layout layout) {
        int table = Table.shape(o.squares(), layout, SIZE).put(SQUARES, SQUARES_PITCH, o.squares()).put(LOG_VAR, o.logVar())
                .put(RESULT, o.running()).put(PIXELS, o.pixels()).integer(STEP, o.step()).write(), count = layout.replicas();
        float least = (float) Math.exp(o.floor());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, IsotropicLoops::optimalVariance, a.floats(), a.integers(), table,
                count, least));
    }

    static Task task(IsotropicDraw o, Layout layout) {
        int table = Table.shape(o.mean(), layout, SIZE).put(MEAN, MEAN_PITCH, o.mean()).put(X, X_PITCH, o.epsilon())
                .put(OUT, OUT_PITCH, o.sample()).put(LOG_VAR, o.logVar()).write(), count = layout.count(o.mean());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, IsotropicLoops::draw, a.floats(), a.integers(), table, count, o.floor()));
    }

    /** squares[i] = Σ_j (x − m)², a row an iteration. */
    static void squaredError(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), base = e / rows * s.get(REPLICA), i = e % rows;
            int mean = base + s.get(table + MEAN) + i * s.get(table + MEAN_PITCH),
                    x = base + s.get(table + X) + i * s.get(table + X_PITCH);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float difference = f.get(x + j) - f.get(mean + j);
                sum += difference * difference;
            }
            f.set(base + s.get(table + SQUARES) + i * s.get(table + SQUARES_PITCH), sum);
        }
    }

    /** ∂m = 2 ∂squares (m − x). */
    static void squaredErrorGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), base = e / (rows * columns) * s.get(REPLICA),
                    i = e / columns % rows, at = base + e % columns;
            float difference = f.get(at + s.get(table + MEAN) + i * s.get(table + MEAN_PITCH))
                    - f.get(at + s.get(table + X) + i * s.get(table + X_PITCH));
            float upstream = f.get(base + s.get(table + SQUARES) + i * s.get(table + SQUARES_PITCH));
            f.set(at + s.get(table + OUT) + i * s.get(table + OUT_PITCH), 2 * upstream * difference);
        }
    }

    /** nll[i] = ½ (n (log 2π + s) + squares e⁻ˢ). */
    static void nll(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e / rows * s.get(REPLICA), i = e % rows;
            float logVar = LikelihoodLoops.max(f.get(base + s.get(table + LOG_VAR)), floor);
            float squares = f.get(base + s.get(table + SQUARES) + i * s.get(table + SQUARES_PITCH));
            f.set(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH), 0.5f
                    * (s.get(table + PIXELS) * (LikelihoodLoops.LOG_TWO_PI + logVar) + squares * TornadoMath.exp(-logVar)));
        }
    }

    /** ∂squares = ½ ∂nll e⁻ˢ. */
    static void errorGradient(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e / rows * s.get(REPLICA), i = e % rows;
            float half = 0.5f * TornadoMath.exp(-LikelihoodLoops.max(f.get(base + s.get(table + LOG_VAR)), floor));
            f.set(base + s.get(table + SQUARES) + i * s.get(table + SQUARES_PITCH),
                    half * f.get(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH)));
        }
    }

    /** ∂log σ² = ½ Σ_i ∂nll (n − squares e⁻ˢ) above the floor, a replica an iteration. */
    static void varianceGradient(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e * s.get(REPLICA);
            float raw = f.get(base + s.get(table + LOG_VAR)), precision = TornadoMath.exp(-LikelihoodLoops.max(raw, floor));
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                float squares = f.get(base + s.get(table + SQUARES) + i * s.get(table + SQUARES_PITCH));
                sum += f.get(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH))
                        * (s.get(table + PIXELS) - squares * precision);
            }
            f.set(base + s.get(table + RESULT), raw < floor ? 0 : 0.5f * sum);
        }
    }

    /** log σ² of the minibatch and the running one, a replica an iteration. */
    static void optimalVariance(FloatArray f, IntArray s, int table, int count, float least) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e * s.get(REPLICA), running = base + s.get(table + RESULT);
            float sum = 0;
            for (int i = 0; i < rows; i++) sum += f.get(base + s.get(table + SQUARES) + i * s.get(table + SQUARES_PITCH));
            float v = LikelihoodLoops.max(sum / rows / s.get(table + PIXELS), least);
            float w = LikelihoodLoops.max(1f / (s.get(s.get(table + STEP) + e) + 1), OptimalVariance.NEWEST);
            f.set(base + s.get(table + LOG_VAR), TornadoMath.log(v));
            f.set(running, TornadoMath.log((1 - w) * TornadoMath.exp(f.get(running)) + w * v));
        }
    }

    /** x = m + σ ε. */
    static void draw(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), base = e / (rows * columns) * s.get(REPLICA),
                    i = e / columns % rows, at = base + e % columns;
            float sigma = TornadoMath.exp(0.5f * LikelihoodLoops.max(f.get(base + s.get(table + LOG_VAR)), floor));
            f.set(at + s.get(table + OUT) + i * s.get(table + OUT_PITCH),
                    f.get(at + s.get(table + MEAN) + i * s.get(table + MEAN_PITCH))
                            + sigma * f.get(at + s.get(table + X) + i * s.get(table + X_PITCH)));
        }
    }
}
