package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * What {@link TileProducts} do with a sum while it is in a register: the formulas of {@link Epilogues}, one number at a time.
 * Indices are those of the number itself.
 */
final class TileEpilogues {

    private TileEpilogues() {}

    /**
     * @param dLogit where ∂ℓ = ∂nll (σ(ℓ) − x) goes if {@code backward}; ∂nll = ∂mean / B is the same for all images
     * @return −log p(x|z) = softplus(ℓ) − x ℓ
     */
    static float bernoulli(FloatArray f, int dLogit, boolean backward, float upstream, float logit, float x, float mask) {
        float e = TornadoMath.exp(-TornadoMath.abs(logit)), t = 1 / (1 + e), sigmoid = logit >= 0 ? t : e * t;
        if (backward) f.set(dLogit, (sigmoid - x) * upstream * mask);
        return (TornadoMath.max(logit, 0f) + TornadoMath.log(1 + e) - x * logit) * mask;
    }

    /**
     * @param dOut where ∂m = ∂nll (m − x) e⁻ˢ goes if {@code backward}, and a head further ∂log σ² = ½ ∂nll (1 − (x − m)² e⁻ˢ), 0
     * below the floor
     * @param raw  log σ²
     * @return −log p(x|z) = ½ (log 2π + s + (x − m)² e⁻ˢ), s = max(log σ², floor)
     */
    static float gaussian(FloatArray f, int dOut, int head, boolean backward, float upstream, float floor, float mean, float raw,
            float x, float mask) {
        float s = LikelihoodLoops.max(raw, floor), precision = TornadoMath.exp(-s), difference = x - mean,
                square = difference * difference * precision;
        if (backward) {
            float dLogVar = 0.5f * upstream * (1 - square) * mask;
            f.set(dOut, -upstream * difference * precision * mask);
            f.set(dOut + head, raw >= floor ? dLogVar : 0 * raw);
        }
        return 0.5f * (LikelihoodLoops.LOG_TWO_PI + s + square) * mask;
    }

    // ∂μ = ∂z + ∂KL μ;   ∂log σ² = ½ (∂z ε σ + ∂KL (σ² − 1)), where ∂KL = ∂mean / B is the same for all images and dimensions
    static void latentGradient(FloatArray f, int code, int dCode, int head, float epsilon, float dKl, float dz) {
        float sigma = TornadoMath.exp(0.5f * f.get(code + head)), dMu = dz + dKl * f.get(code);
        f.set(dCode, dMu);
        f.set(dCode + head, 0.5f * (dz * epsilon * sigma + dKl * (sigma * sigma - 1)));
    }
}
