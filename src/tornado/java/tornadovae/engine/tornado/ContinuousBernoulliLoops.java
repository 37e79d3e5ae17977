package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.ContinuousBernoulliDraw;
import tornadovae.graph.ContinuousBernoulliMean;
import tornadovae.graph.ContinuousBernoulliNll;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The continuous Bernoulli distribution as plain loops; in single precision its series are taken where |ℓ| &lt; 1. */
final class ContinuousBernoulliLoops {

    /** Logits, images, the loss of each row and its gradient, and what is computed of each pixel. */
    private static final int LOGITS = 2, LOGITS_PITCH = 3, X = 4, X_PITCH = 5, NLL = 6, NLL_PITCH = 7, OUT = 8, OUT_PITCH = 9;
    /** Random numbers. */
    private static final int SEED = 10, CURSOR = 11, STREAM = 12;
    private static final int SIZE = 13;

    private ContinuousBernoulliLoops() {}

    static Task task(ContinuousBernoulliNll o, Layout layout) {
        return Task.ofLoops(o, ContinuousBernoulliLoops::nll,
                Table.shape(o.x(), layout, SIZE).put(LOGITS, LOGITS_PITCH, o.logits()).put(X, X_PITCH, o.x())
                        .put(NLL, NLL_PITCH, o.nll()),
                layout.count(o.nll()));
    }

    static Task task(ContinuousBernoulliNll.Gradient o, Layout layout) {
        return Task.ofLoops(o, ContinuousBernoulliLoops::gradient,
                Table.shape(o.x(), layout, SIZE).put(LOGITS, LOGITS_PITCH, o.logits()).put(X, X_PITCH, o.x())
                        .put(NLL, NLL_PITCH, o.dNll()).put(OUT, OUT_PITCH, o.dLogits()),
                layout.count(o.x()));
    }

    static Task task(ContinuousBernoulliMean o, Layout layout) {
        return Task.ofLoops(o, ContinuousBernoulliLoops::mean,
                Table.shape(o.mean(), layout, SIZE).put(LOGITS, LOGITS_PITCH, o.logits()).put(OUT, OUT_PITCH, o.mean()),
                layout.count(o.mean()));
    }

    static Task task(ContinuousBernoulliDraw o, Layout layout) {
        return Task.ofLoops(o, ContinuousBernoulliLoops::draw,
                Table.shape(o.sample(), layout, SIZE).put(LOGITS, LOGITS_PITCH, o.logits()).put(OUT, OUT_PITCH, o.sample())
                        .put(STREAM, o.stream().ordinal()).integer(SEED, o.seed()).integer(CURSOR, o.cursor()),
                layout.count(o.sample()));
    }

    /** nll[i] = Σ_j A(ℓ) − x ℓ, a row an iteration. */
    static void nll(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / rows * s.get(REPLICA), i = e % rows;
            int logits = base + s.get(table + LOGITS) + i * s.get(table + LOGITS_PITCH),
                    x = base + s.get(table + X) + i * s.get(table + X_PITCH);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float logit = f.get(logits + j);
                sum += logNormaliser(logit) - f.get(x + j) * logit;
            }
            f.set(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH), sum);
        }
    }

    /** ∂ℓ = ∂nll (A′(ℓ) − x). */
    static void gradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, at = base + e % columns;
            float upstream = f.get(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH)),
                    logit = f.get(at + s.get(table + LOGITS) + i * s.get(table + LOGITS_PITCH)),
                    x = f.get(at + s.get(table + X) + i * s.get(table + X_PITCH));
            f.set(at + s.get(table + OUT) + i * s.get(table + OUT_PITCH), upstream * (mean(logit) - x));
        }
    }

    /** mean = A′(ℓ). */
    static void mean(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int i = e / columns % rows, at = e / (rows * columns) * s.get(REPLICA) + e % columns;
            float logit = f.get(at + s.get(table + LOGITS) + i * s.get(table + LOGITS_PITCH));
            f.set(at + s.get(table + OUT) + i * s.get(table + OUT_PITCH), mean(logit));
        }
    }

    /** x = log(1 + u (e^ℓ − 1)) / ℓ. */
    static void draw(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), replica = e / (rows * columns),
                    i = e / columns % rows, j = e % columns;
            int at = replica * s.get(REPLICA) + j;
            float u = DeviceRandom.uniform(s.get(s.get(table + SEED) + replica), s.get(table + STREAM),
                    s.get(s.get(table + CURSOR) + replica), i * columns + j);
            float logit = f.get(at + s.get(table + LOGITS) + i * s.get(table + LOGITS_PITCH));
            f.set(at + s.get(table + OUT) + i * s.get(table + OUT_PITCH), quantile(logit, u));
        }
    }

    /** A(ℓ) = log((e^ℓ − 1)/ℓ). */
    static float logNormaliser(float logit) {
        float a = TornadoMath.abs(logit), q = logit * logit;
        if (a < 1) {
            return 0.5f * logit + q * (1 / 24f - q * (1 / 2880f - q * (1 / 181440f - q * (1 / 9676800f))));
        }
        return LikelihoodLoops.max(logit, 0f) + TornadoMath.log((1 - TornadoMath.exp(-a)) / a);
    }

    /** A′(ℓ) = 1/(1 − e^−ℓ) − 1/ℓ; of large |ℓ| without overflow. */
    static float mean(float logit) {
        float a = TornadoMath.abs(logit), q = logit * logit;
        if (a < 1) {
            return 0.5f + logit * (1 / 12f - q * (1 / 720f - q * (1 / 30240f - q * (1 / 1209600f - q * (1 / 47900160f)))));
        }
        float ofMagnitude = 1 / (1 - TornadoMath.exp(-a)) - 1 / a;
        return logit > 0 ? ofMagnitude : 1 - ofMagnitude;
    }

    /** The x below which a draw lies with probability u. */
    static float quantile(float logit, float u) {
        float a = TornadoMath.abs(logit), v = u * (1 - u);
        if (a < 0.0625f) return u + v * logit * 0.5f * (1 + logit / 3 * (1 - 2 * u + logit * 0.25f * (1 - 6 * v)));
        float w = logit > 0 ? u : 1 - u, x = 1 + TornadoMath.log(w + (1 - w) * TornadoMath.exp(-a)) / a;
        float ofMagnitude = TornadoMath.min(1f, TornadoMath.max(0f, x));
        return logit > 0 ? ofMagnitude : 1 - ofMagnitude;
    }
}
