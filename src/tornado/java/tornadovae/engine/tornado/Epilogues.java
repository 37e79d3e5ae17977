package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * What is done with sixteen neighbouring sums of a matrix product while they are near. Common arguments: the product's table;
 * {@code base}, where the replica begins; row i and column n of the first lane; the gap between groups of lanes; how many columns
 * there are from n on.
 */
final class Epilogues {

    private Epilogues() {}

    // y = act(x Wᵀ + b); padding becomes 0, whatever act(0) is
    static void layer(int activation, FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns,
            Float16 v) {
        Float16 a = Float16.add(v, Vectors.load(f, base + s.get(table + BIAS) + n, gap));
        Float16 y = Float16.mult(VectorFunctions.activate(activation, a), Vectors.load(f, s.get(table + MASK) + n, gap));
        Vectors.store(f, base + s.get(table + Y) + i * s.get(table + Y_PITCH) + n, gap, columns, y);
    }

    // ∂a = (∂a′ W) ⊙ act′(y)
    static void inputGradient(int activation, FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns,
            Float16 v) {
        int at = base + i * s.get(table + DX_PITCH) + n;
        Float16 da = activation == VectorFunctions.IDENTITY ? v
                : VectorFunctions.derivative(activation, Vectors.load(f, at + s.get(table + LAYER_BELOW), gap), v);
        Vectors.store(f, at + s.get(table + DX), gap, columns, da);
    }

    // −log p(x|z) = Σ softplus(ℓ) − x ℓ;   ∂ℓ = ∂nll (σ(ℓ) − x), where ∂nll = ∂mean / B is the same for all images
    static void bernoulli(FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns, Float16 v) {
        Float16 logit = Float16.add(v, Vectors.load(f, base + s.get(table + BIAS) + n, gap)),
                mask = Vectors.load(f, s.get(table + MASK) + n, gap);
        Float16 x = Vectors.load(f, base + s.get(table + X) + i * s.get(table + X_PITCH) + n, gap);
        Float16 tanhOfHalf = VectorFunctions.tanh(Float16.mult(logit, 0.5f));
        Float16 nll = Float16.sub(VectorFunctions.softplus(logit, tanhOfHalf), Float16.mult(x, logit));
        partial(f, s, table, base, i, n, gap, columns, Float16.mult(nll, mask));
        if (s.get(table + OUT_GRADIENT) > 0) {
            float upstream = f.get(base + s.get(table + MEAN_GRADIENT)) / s.get(table + BATCH);
            Float16 dLogit = Float16.mult(Float16.mult(Float16.sub(VectorFunctions.sigmoid(tanhOfHalf), x), upstream), mask);
            Vectors.store(f, base + s.get(table + OUT_GRADIENT) + i * s.get(table + OUT_GRADIENT_PITCH) + n, gap, columns,
                    dLogit);
        }
    }

    // −log p(x|z) = ½ Σ log 2π + s + (x − m)² e⁻ˢ, s = max(log σ², floor);
    // ∂m = ∂nll (m − x) e⁻ˢ;   ∂s = ½ ∂nll (1 − (x − m)² e⁻ˢ), 0 below the floor
    static void gaussian(FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns, Float16 first,
            Float16 second) {
        int head = s.get(table + HEAD);
        Float16 mean = Float16.add(first, Vectors.load(f, base + s.get(table + BIAS) + n, gap)),
                raw = Float16.add(second, Vectors.load(f, base + s.get(table + BIAS) + head + n, gap));
        Float16 mask = Vectors.load(f, s.get(table + MASK) + n, gap), floor = Vectors.splat(f.get(s.get(table + FLOOR)));
        Float16 logVar = Float16.add(Float16.max(raw, floor), Float16.mult(raw, 0f));
        Float16 difference = Float16.sub(Vectors.load(f, base + s.get(table + X) + i * s.get(table + X_PITCH) + n, gap), mean);
        Float16 precision = Vectors.exp(Float16.mult(logVar, -1f)),
                square = Float16.mult(Float16.mult(difference, difference), precision);
        Float16 nll = Float16.mult(Float16.add(Float16.add(logVar, square), LikelihoodLoops.LOG_TWO_PI), 0.5f);
        partial(f, s, table, base, i, n, gap, columns, Float16.mult(nll, mask));
        if (s.get(table + OUT_GRADIENT) > 0) {
            float upstream = f.get(base + s.get(table + MEAN_GRADIENT)) / s.get(table + BATCH);
            int at = base + s.get(table + OUT_GRADIENT) + i * s.get(table + OUT_GRADIENT_PITCH) + n;
            Vectors.store(f, at, gap, columns, Float16.mult(Float16.mult(Float16.mult(difference, precision), -upstream), mask));
            Float16 dLogVar = Float16.mult(Float16.mult(Float16.sub(Vectors.splat(1), square), 0.5f * upstream),
                    VectorFunctions.isAtLeast(raw, floor));
            Vectors.store(f, at + head, gap, columns, Float16.mult(dLogVar, mask));
        }
    }

    // z = μ + e^{½ log σ²} ε;   KL = −½ (1 + log σ² − μ² − σ²)
    static void latent(FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns, Float16 first,
            Float16 second) {
        int code = base + s.get(table + CODE) + i * s.get(table + CODE_PITCH) + n, head = s.get(table + HEAD),
                at = base + i * s.get(table + EPSILON_PITCH) + n;
        Float16 mu = Float16.add(first, Vectors.load(f, base + s.get(table + BIAS) + n, gap)),
                logVar = Float16.add(second, Vectors.load(f, base + s.get(table + BIAS) + head + n, gap));
        Float16 sigma = Vectors.exp(Float16.mult(logVar, 0.5f));
        Vectors.store(f, code, gap, columns, mu);
        Vectors.store(f, code + head, gap, columns, logVar);
        Vectors.store(f, at + s.get(table + Z), gap, columns,
                Float16.add(mu, Float16.mult(sigma, Vectors.load(f, at + s.get(table + EPSILON), gap))));
        if (s.get(table + KL) > 0) {
            Float16 squares = Float16.add(Float16.mult(mu, mu), Float16.mult(sigma, sigma));
            Vectors.store(f, at + s.get(table + KL), gap, columns,
                    Float16.mult(Float16.sub(Float16.sub(squares, logVar), Vectors.splat(1)), 0.5f));
        }
    }

    // ∂μ = ∂z + ∂KL μ;   ∂log σ² = ½ (∂z ε σ + ∂KL (σ² − 1)), where ∂KL = ∂mean / B is the same for all images and dimensions
    static void latentGradient(FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns, Float16 dz) {
        int row = base + i * s.get(table + CODE_PITCH) + n, code = row + s.get(table + CODE),
                dCode = row + s.get(table + CODE_GRADIENT), head = s.get(table + HEAD);
        Float16 mu = Vectors.load(f, code, gap), sigma = Vectors.exp(Float16.mult(Vectors.load(f, code + head, gap), 0.5f));
        Float16 epsilon = Vectors.load(f, base + s.get(table + EPSILON) + i * s.get(table + EPSILON_PITCH) + n, gap);
        float dKl = s.get(table + MEAN_GRADIENT) > 0 ? f.get(base + s.get(table + MEAN_GRADIENT)) / s.get(table + BATCH) : 0;
        Vectors.store(f, dCode, gap, columns, Vectors.multiplyAdd(dz, mu, dKl));
        Float16 variance = Float16.sub(Float16.mult(sigma, sigma), Vectors.splat(1));
        Float16 dLogVar = Vectors.multiplyAdd(Float16.mult(Float16.mult(dz, epsilon), sigma), variance, dKl);
        Vectors.store(f, dCode + head, gap, columns, Float16.mult(dLogVar, 0.5f));
    }

    /** The sum over the item's columns; {@link Scalars} or {@link ScalarLoops} add those of a row. */
    private static void partial(FloatArray f, IntArray s, int table, int base, int i, int n, int gap, int columns, Float16 v) {
        int tile = n / (Vectors.LANES / Vectors.TOGETHER * gap) * (gap / Vectors.TOGETHER) + n % gap / Vectors.TOGETHER;
        f.set(base + s.get(table + PARTIAL) + i * s.get(table + PARTIAL_PITCH) + tile, Vectors.sum(v, gap, columns));
    }
}
