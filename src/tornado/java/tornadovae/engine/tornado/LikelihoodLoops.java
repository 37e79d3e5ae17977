package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.CategoricalNll;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.Sigmoid;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.BernoulliNll}, {@link tornadovae.graph.GaussianNll} and {@link tornadovae.graph.CategoricalNll} with
 * their adjoints as plain loops.
 */
final class LikelihoodLoops {

    /** log 2π. */
    static final float LOG_TWO_PI = 1.8378770664093453f;

    /** What a decoder or classifier gives, and how far log σ² is from the mean. */
    private static final int OUT = 2, OUT_PITCH = 3, HEAD = 4;
    /** Images or targets. */
    private static final int X = 5, X_PITCH = 6;
    /** The loss of each row and its gradient, with one pitch; the output's gradient. */
    private static final int NLL = 7, DNLL = 8, NLL_PITCH = 9, DOUT = 10, DOUT_PITCH = 11;
    /** Probabilities, laid out as the logits: columns of a head, and columns of padding between heads. */
    private static final int P = 12, HEAD_COLUMNS = 13, HEAD_GAP = 14;
    private static final int SIZE = 15;

    private LikelihoodLoops() {}

    static Task task(BernoulliNll o, Layout layout) {
        return Task.ofLoops(o, LikelihoodLoops::bernoulli, images(o.x(), o.logits(), layout).put(NLL, NLL_PITCH, o.nll()),
                layout.count(o.nll()));
    }

    static Task task(BernoulliNll.Gradient o, Layout layout) {
        return Task.ofLoops(o, LikelihoodLoops::bernoulliGradient,
                images(o.x(), o.logits(), layout).put(DOUT, o.dLogits()).put(DNLL, NLL_PITCH, o.dNll()), layout.count(o.x()));
    }

    static Task task(GaussianNll o, Layout layout) {
        int table = images(o.x(), o.out(), layout).put(NLL, NLL_PITCH, o.nll()).write(), count = layout.count(o.nll());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, LikelihoodLoops::gaussian, a.floats(), a.integers(), table, count, o.floor()));
    }

    static Task task(GaussianNll.Gradient o, Layout layout) {
        int table = images(o.x(), o.out(), layout).put(DOUT, o.dOut()).put(DNLL, NLL_PITCH, o.dNll()).write(),
                count = layout.count(o.x());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, LikelihoodLoops::gaussianGradient, a.floats(), a.integers(),
                table, count, o.floor()));
    }

    static Task task(CategoricalNll o, Layout layout) {
        return Task.ofLoops(o, LikelihoodLoops::categorical, images(o.target(), o.logits(), layout).put(NLL, NLL_PITCH, o.nll()),
                layout.count(o.nll()));
    }

    static Task task(CategoricalNll.Gradient o, Layout layout) {
        return Task.ofLoops(o, LikelihoodLoops::categoricalGradient,
                images(o.target(), o.logits(), layout).put(DNLL, NLL_PITCH, o.dNll()).put(DOUT, DOUT_PITCH, o.dLogits()),
                layout.count(o.dNll()));
    }

    static Task task(Sigmoid o, Layout layout) {
        return Task.ofLoops(o, LikelihoodLoops::sigmoid,
                Table.shape(o.p(), layout, SIZE).put(OUT, OUT_PITCH, o.logits()).put(P, o.p())
                        .put(HEAD_COLUMNS, layout.block(o.logits()).headColumns())
                        .put(HEAD_GAP, layout.block(o.logits()).headGap()),
                layout.count(o.p()));
    }

    /** A Gaussian decoder's output is two heads. */
    private static Table images(Tensor x, Tensor out, Layout layout) {
        Block block = layout.block(out);
        return Table.shape(x, layout, SIZE).put(X, X_PITCH, x).put(OUT, block.offset()).put(OUT_PITCH, block.pitch())
                .put(HEAD, block.columnHead());
    }

    /** nll[i] = Σ_j softplus(ℓ) − x ℓ, a row an iteration. */
    static void bernoulli(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / rows * s.get(REPLICA), i = e % rows, row = base + i * s.get(table + X_PITCH);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float logit = f.get(row + s.get(table + OUT) + j);
                sum += softplus(logit) - f.get(row + s.get(table + X) + j) * logit;
            }
            f.set(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH), sum);
        }
    }

    /** ∂ℓ = ∂nll (σ(ℓ) − x). */
    static void bernoulliGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows,
                    at = base + i * s.get(table + X_PITCH) + e % columns;
            float upstream = f.get(base + s.get(table + DNLL) + i * s.get(table + NLL_PITCH));
            f.set(at + s.get(table + DOUT), upstream * (sigmoid(f.get(at + s.get(table + OUT))) - f.get(at + s.get(table + X))));
        }
    }

    /** nll[i] = ½ Σ_j log 2π + s + (x − m)² e⁻ˢ, a row an iteration. */
    static void gaussian(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / rows * s.get(REPLICA), i = e % rows;
            int out = base + s.get(table + OUT) + i * s.get(table + OUT_PITCH),
                    x = base + s.get(table + X) + i * s.get(table + X_PITCH);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float logVar = max(f.get(out + s.get(table + HEAD) + j), floor), difference = f.get(x + j) - f.get(out + j);
                sum += 0.5f * (LOG_TWO_PI + logVar + difference * difference * TornadoMath.exp(-logVar));
            }
            f.set(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH), sum);
        }
    }

    /** ∂m = ∂nll (m − x) e⁻ˢ; ∂s = ½ ∂nll (1 − (x − m)² e⁻ˢ) above the floor. */
    static void gaussianGradient(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns, head = s.get(table + HEAD);
            int at = base + i * s.get(table + OUT_PITCH) + j, out = at + s.get(table + OUT), dOut = at + s.get(table + DOUT);
            float upstream = f.get(base + s.get(table + DNLL) + i * s.get(table + NLL_PITCH));
            float raw = f.get(out + head), precision = TornadoMath.exp(-max(raw, floor));
            float difference = f.get(base + s.get(table + X) + i * s.get(table + X_PITCH) + j) - f.get(out);
            float dLogVar = 0.5f * upstream * (1 - difference * difference * precision);
            f.set(dOut, -upstream * difference * precision);
            f.set(dOut + head, raw >= floor ? dLogVar : 0);
        }
    }

    /** nll[i] = Σ_j t (L − ℓ) with L = log Σ_j e^ℓ, a row an iteration. */
    static void categorical(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / rows * s.get(REPLICA), i = e % rows;
            int logits = base + s.get(table + OUT) + i * s.get(table + OUT_PITCH),
                    target = base + s.get(table + X) + i * s.get(table + X_PITCH);
            float largest = f.get(logits);
            for (int j = 1; j < columns; j++) largest = max(largest, f.get(logits + j));
            float total = 0;
            for (int j = 0; j < columns; j++) total += TornadoMath.exp(f.get(logits + j) - largest);
            float whole = largest + TornadoMath.log(total), sum = 0;
            for (int j = 0; j < columns; j++) sum += f.get(target + j) * (whole - f.get(logits + j));
            f.set(base + s.get(table + NLL) + i * s.get(table + NLL_PITCH), sum);
        }
    }

    /** ∂ℓ = ∂nll (e^(ℓ − L) Σ_k t − t), a row an iteration. */
    static void categoricalGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / rows * s.get(REPLICA), i = e % rows;
            int logits = base + s.get(table + OUT) + i * s.get(table + OUT_PITCH),
                    target = base + s.get(table + X) + i * s.get(table + X_PITCH),
                    gradient = base + s.get(table + DOUT) + i * s.get(table + DOUT_PITCH);
            float upstream = f.get(base + s.get(table + DNLL) + i * s.get(table + NLL_PITCH)), largest = f.get(logits);
            for (int j = 1; j < columns; j++) largest = max(largest, f.get(logits + j));
            float total = 0, weight = 0;
            for (int j = 0; j < columns; j++) {
                total += TornadoMath.exp(f.get(logits + j) - largest);
                weight += f.get(target + j);
            }
            for (int j = 0; j < columns; j++) {
                f.set(gradient + j,
                        upstream * (TornadoMath.exp(f.get(logits + j) - largest) / total * weight - f.get(target + j)));
            }
        }
    }

    /** p = σ(ℓ). */
    static void sigmoid(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int logical = e % columns, j = logical < s.get(table + HEAD_COLUMNS) ? logical : logical + s.get(table + HEAD_GAP);
            int at = e / (rows * columns) * s.get(REPLICA) + e / columns % rows * s.get(table + OUT_PITCH) + j;
            f.set(at + s.get(table + P), sigmoid(f.get(at + s.get(table + OUT))));
        }
    }

    /** log(1 + eᵃ) = max(a, 0) + log(1 + e^−|a|). */
    static float softplus(float a) {
        return TornadoMath.max(a, 0f) + TornadoMath.log(1 + TornadoMath.exp(-TornadoMath.abs(a)));
    }

    /**
     * The larger one, but NaN where {@code a} is: a device's own function returns the other number then, and a diverged replica
     * would not be seen.
     */
    static float max(float a, float b) {
        return a >= b ? a : b + 0 * a;
    }

    static float sigmoid(float a) {
        return 1 / (1 + TornadoMath.exp(-a));
    }
}
