package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link tornadovae.graph.BernoulliNll}, {@link tornadovae.graph.GaussianNll} and {@link tornadovae.graph.CategoricalNll} with their adjoints as plain loops. */
final class LikelihoodLoops {

    /** log 2π. */
    static final float LOG_TWO_PI = 1.8378770664093453f;

    private LikelihoodLoops() {}

    /** nll[i] = Σ_j softplus(ℓ) − x ℓ, a row an iteration. Table: rows, columns, ℓ, x, pitch, nll, nll pitch. */
    static void bernoulli(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / rows * s.get(0), i = e % rows, row = base + i * s.get(table + 4);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float logit = f.get(row + s.get(table + 2) + j);
                sum += softplus(logit) - f.get(row + s.get(table + 3) + j) * logit;
            }
            f.set(base + s.get(table + 5) + i * s.get(table + 6), sum);
        }
    }

    /** ∂ℓ = ∂nll (σ(ℓ) − x). Table: rows, columns, ℓ, x, ∂ℓ, pitch, ∂nll, ∂nll pitch. */
    static void bernoulliGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / (rows * columns) * s.get(0), i = e / columns % rows, at = base + i * s.get(table + 5) + e % columns;
            float upstream = f.get(base + s.get(table + 6) + i * s.get(table + 7));
            f.set(at + s.get(table + 4), upstream * (sigmoid(f.get(at + s.get(table + 2))) - f.get(at + s.get(table + 3))));
        }
    }

    /** nll[i] = ½ Σ_j log 2π + s + (x − m)² e⁻ˢ, a row an iteration. Table: rows, columns, out, out pitch, head, x, x pitch, nll, nll pitch. */
    static void gaussian(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / rows * s.get(0), i = e % rows;
            int out = base + s.get(table + 2) + i * s.get(table + 3), x = base + s.get(table + 5) + i * s.get(table + 6);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float logVar = max(f.get(out + s.get(table + 4) + j), floor), difference = f.get(x + j) - f.get(out + j);
                sum += 0.5f * (LOG_TWO_PI + logVar + difference * difference * TornadoMath.exp(-logVar));
            }
            f.set(base + s.get(table + 7) + i * s.get(table + 8), sum);
        }
    }

    /** ∂m = ∂nll (m − x) e⁻ˢ; ∂s = ½ ∂nll (1 − (x − m)² e⁻ˢ) above the floor. Table: rows, columns, out, out pitch, head, x, x pitch, ∂out, ∂nll, ∂nll pitch. */
    static void gaussianGradient(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / (rows * columns) * s.get(0), i = e / columns % rows, j = e % columns, head = s.get(table + 4);
            int at = base + i * s.get(table + 3) + j, out = at + s.get(table + 2), dOut = at + s.get(table + 7);
            float upstream = f.get(base + s.get(table + 8) + i * s.get(table + 9));
            float raw = f.get(out + head), precision = TornadoMath.exp(-max(raw, floor));
            float difference = f.get(base + s.get(table + 5) + i * s.get(table + 6) + j) - f.get(out);
            float dLogVar = 0.5f * upstream * (1 - difference * difference * precision);
            f.set(dOut, -upstream * difference * precision);
            f.set(dOut + head, raw >= floor ? dLogVar : 0);
        }
    }

    /** nll[i] = Σ_j t (L − ℓ) with L = log Σ_j e^ℓ, a row an iteration. Table: rows, columns, ℓ, ℓ pitch, t, t pitch, nll, nll pitch. */
    static void categorical(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / rows * s.get(0), i = e % rows;
            int logits = base + s.get(table + 2) + i * s.get(table + 3), target = base + s.get(table + 4) + i * s.get(table + 5);
            float largest = f.get(logits);
            for (int j = 1; j < columns; j++) largest = max(largest, f.get(logits + j));
            float total = 0;
            for (int j = 0; j < columns; j++) total += TornadoMath.exp(f.get(logits + j) - largest);
            float whole = largest + TornadoMath.log(total), sum = 0;
            for (int j = 0; j < columns; j++) sum += f.get(target + j) * (whole - f.get(logits + j));
            f.set(base + s.get(table + 6) + i * s.get(table + 7), sum);
        }
    }

    /** ∂ℓ = ∂nll (e^(ℓ − L) Σ_k t − t), a row an iteration. Table: rows, columns, ℓ, ℓ pitch, t, t pitch, ∂nll, ∂nll pitch, ∂ℓ, ∂ℓ pitch. */
    static void categoricalGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / rows * s.get(0), i = e % rows;
            int logits = base + s.get(table + 2) + i * s.get(table + 3), target = base + s.get(table + 4) + i * s.get(table + 5), gradient = base + s.get(table + 8) + i * s.get(table + 9);
            float upstream = f.get(base + s.get(table + 6) + i * s.get(table + 7)), largest = f.get(logits);
            for (int j = 1; j < columns; j++) largest = max(largest, f.get(logits + j));
            float total = 0, weight = 0;
            for (int j = 0; j < columns; j++) {
                total += TornadoMath.exp(f.get(logits + j) - largest);
                weight += f.get(target + j);
            }
            for (int j = 0; j < columns; j++)
                f.set(gradient + j, upstream * (TornadoMath.exp(f.get(logits + j) - largest) / total * weight - f.get(target + j)));
        }
    }

    /** p = σ(ℓ). Table: rows, columns, pitch, ℓ, p, columns of a head, gap between heads. */
    static void sigmoid(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int logical = e % columns, j = logical < s.get(table + 5) ? logical : logical + s.get(table + 6);
            int at = e / (rows * columns) * s.get(0) + e / columns % rows * s.get(table + 2) + j;
            f.set(at + s.get(table + 4), sigmoid(f.get(at + s.get(table + 3))));
        }
    }

    /** log(1 + eᵃ) = max(a, 0) + log(1 + e^−|a|). */
    static float softplus(float a) {
        return TornadoMath.max(a, 0f) + TornadoMath.log(1 + TornadoMath.exp(-TornadoMath.abs(a)));
    }

    /** The larger one, but NaN where {@code a} is: a device's own function returns the other number then, and a diverged replica would not be seen. */
    static float max(float a, float b) {
        return a >= b ? a : b + 0 * a;
    }

    static float sigmoid(float a) {
        return 1 / (1 + TornadoMath.exp(-a));
    }
}
