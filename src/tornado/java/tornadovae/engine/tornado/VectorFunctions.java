package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Nonlinearities of sixteen numbers at once, made of what TornadoVM's vectors can do: +, −, ·, /, min, max. Drivers for CPUs do
 * not vectorise scalar functions, and a scalar tanh costs as much as a hundred multiplications there. NaN stays NaN, and ±∞
 * becomes NaN, so that a diverged replica is seen.
 */
final class VectorFunctions {

    /** Kinds of nonlinearity, by {@link tornadovae.graph.Activation#ordinal()}. */
    static final int IDENTITY = 0, TANH = 1, RELU = 2, SOFTPLUS = 3;

    /** Beyond it, tanh is 1 in float. */
    private static final float TANH_BOUND = 7.9f;

    private VectorFunctions() {}

    static Float16 activate(int activation, Float16 a) {
        if (activation == TANH) return tanh(a);
        if (activation == RELU) return Float16.add(Float16.max(a, Vectors.splat(0)), Float16.mult(a, 0f));
        if (activation == SOFTPLUS) return softplus(a, tanh(Float16.mult(a, 0.5f)));
        return a;
    }

    /** dy · act′ in terms of y: tanh′ = 1 − y², relu′ = [y &gt; 0], softplus′ = 1 − e⁻ʸ. */
    static Float16 derivative(int activation, Float16 y, Float16 dy) {
        if (activation == TANH) return Float16.sub(dy, Float16.mult(dy, Float16.mult(y, y)));
        if (activation == RELU) return Float16.mult(dy, isPositive(y));
        if (activation == SOFTPLUS) return Float16.sub(dy, Float16.mult(dy, Vectors.exp(Float16.mult(y, -1f))));
        return dy;
    }

    /** 1 where y &gt; 0, else 0: the smallest normal number is made large before it is cut off at 1. */
    private static Float16 isPositive(Float16 y) {
        Float16 large = Float16.mult(Float16.mult(y, 0x1p100f), 0x1p100f);
        return Float16.min(Float16.max(large, Vectors.splat(0)), Vectors.splat(1));
    }

    /** 1 where a ≥ b, else 0. */
    static Float16 isAtLeast(Float16 a, Float16 b) {
        return Float16.sub(Vectors.splat(1), isPositive(Float16.sub(b, a)));
    }

    /** tanh a as a rational function of degree 13 over 6 (the coefficients of Eigen's ptanh); errors below 4·10⁻⁷. */
    static Float16 tanh(Float16 a) {
        Float16 x = Float16.max(Float16.min(a, Vectors.splat(TANH_BOUND)), Vectors.splat(-TANH_BOUND));
        Float16 q = Float16.mult(x, x);
        Float16 p = Float16.add(Float16.mult(q, -2.76076847742355e-16f), 2.00018790482477e-13f);
        p = Float16.add(Float16.mult(p, q), -8.60467152213735e-11f);
        p = Float16.add(Float16.mult(p, q), 5.12229709037114e-08f);
        p = Float16.add(Float16.mult(p, q), 1.48572235717979e-05f);
        p = Float16.add(Float16.mult(p, q), 6.37261928875436e-04f);
        p = Float16.add(Float16.mult(p, q), 4.89352455891786e-03f);
        Float16 d = Float16.add(Float16.mult(q, 1.19825839466702e-06f), 1.18534705686654e-04f);
        d = Float16.add(Float16.mult(d, q), 2.26843463243900e-03f);
        d = Float16.add(Float16.mult(d, q), 4.89352518554385e-03f);
        return Float16.add(Float16.div(Float16.mult(x, p), d), Float16.mult(a, 0f));
    }

    /** σ(a) = ½ + ½ tanh ½a. */
    static Float16 sigmoid(Float16 tanhOfHalf) {
        return Float16.add(Float16.mult(tanhOfHalf, 0.5f), 0.5f);
    }

    /**
     * log(1 + eᵃ) = max(a, 0) − log s, with s = σ(|a|) ∈ [½, 1) and −log s = 2 artanh u = 2 (u + u³/3 + u⁵/5 + …), u = (1 − s)/(1
     * + s) ≤ ⅓.
     *
     * @param tanhOfHalf tanh ½a
     */
    static Float16 softplus(Float16 a, Float16 tanhOfHalf) {
        Float16 s = sigmoid(Vectors.abs(tanhOfHalf));
        Float16 u = Float16.div(Float16.sub(Vectors.splat(1), s), Float16.add(s, 1f));
        Float16 q = Float16.mult(u, u);
        Float16 series = Float16.add(Float16.mult(q, 1f / 13), 1f / 11);
        series = Float16.add(Float16.mult(series, q), 1f / 9);
        series = Float16.add(Float16.mult(series, q), 1f / 7);
        series = Float16.add(Float16.mult(series, q), 1f / 5);
        series = Float16.add(Float16.mult(series, q), 1f / 3);
        series = Float16.add(Float16.mult(series, q), 1f);
        return Float16.add(Float16.max(a, Vectors.splat(0)), Float16.mult(Float16.mult(series, u), 2f));
    }
}
