package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions on float vectors, to 3 units in the last place: NaN gives NaN, ±∞ the limit, and results that would be denormal (which slow every later
 * operation down) are 0. {@link ScalarMath} holds the same functions for single floats. Each method is small enough for the JIT to inline, so that vectors stay in registers.
 */
final class VectorMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final float LOG2_E = 1.44269504f;
    /** ln 2 = LN2_HIGH + LN2_LOW, with n·LN2_HIGH exact for every exponent n. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** t + 1.5·2²³ holds round(t) in its low bits; with 126 more, these bits moved up by 23 are the float 2ⁿ⁻¹. */
    private static final float ROUND = 0x1.8p23f + 126;
    private static final int MANTISSA_BITS = 23;
    private static final int SIGN = 0x80000000;

    /** e^LOWEST is the smallest result that is safely normal; beyond HIGHEST eˣ overflows. */
    private static final float LOWEST = -86.6f;
    private static final float HIGHEST = 88.8f;

    private VectorMath() {}

    /** eˣ; 0 below −86.6. */
    static FloatVector exp(FloatVector x) {
        // eˣ = 2 · 2ⁿ⁻¹ · eʳ, n = round(x / ln 2), r = x − n ln 2; halving the power lets n reach 128
        FloatVector t = scaled(x);
        FloatVector half = power(t);
        FloatVector y = half.fma(expm1Reduced(x, t), half);
        y = y.add(y).blend(0f, x.lt(LOWEST));
        return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, HIGHEST));
    }

    /** eˣ for x ≤ 0; 0 below −86.6. */
    static FloatVector expNonPositive(FloatVector x) {
        FloatVector t = scaled(x);
        FloatVector half = power(t);
        FloatVector y = half.fma(expm1Reduced(x, t), half);
        return y.add(y).blend(0f, x.lt(LOWEST));
    }

    /** eˣ − 1 for x ≤ 0, without cancellation near 0. */
    static FloatVector expm1NonPositive(FloatVector x) {
        FloatVector bounded = x.blend(LOWEST, x.lt(LOWEST));
        FloatVector t = scaled(bounded);
        FloatVector half = power(t);
        // 2ⁿ (eʳ − 1) + (2ⁿ − 1)
        FloatVector whole = half.add(half);
        return whole.fma(expm1Reduced(bounded, t), whole.sub(1f));
    }

    /** tanh x = −u / (u + 2) for x ≥ 0, u = e⁻²ˣ − 1; odd. */
    static FloatVector tanh(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector u = expm1NonPositive(magnitude.mul(-2f));
        FloatVector y = u.div(u.add(2f));
        return y.abs().reinterpretAsInts().or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
    }

    /** σ(x) = 1 / (1 + e⁻ˣ), or eˣ / (1 + eˣ) for x < 0. */
    static FloatVector sigmoid(FloatVector x) {
        return sigmoid(x, expNonPositive(x.abs().neg()));
    }

    /** softplus(x) = max(x, 0) + log1p(e^−|x|). */
    static FloatVector softplus(FloatVector x) {
        return softplus(x, expNonPositive(x.abs().neg()));
    }

    /** σ(x), given e = e^−|x|. */
    static FloatVector sigmoid(FloatVector x, FloatVector e) {
        return e.blend(1f, x.compare(VectorOperators.GE, 0f)).div(e.add(1f));
    }

    /** softplus(x), given e = e^−|x|. */
    static FloatVector softplus(FloatVector x, FloatVector e) {
        return x.blend(0f, x.lt(0f)).add(log1pOfUnit(e));
    }

    /** ln x; NaN for x < 0, −∞ at ±0; denormal numbers are taken at their value. */
    static FloatVector log(FloatVector x) {
        // x = 2ᵉ (1 + f), √½ ≤ 1 + f < √2;  ln x = e ln 2 + f − ½ f² + f³ p(f)   (Cephes logf)
        VectorMask<Float> tiny = x.lt(Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(0x1p23f), tiny).reinterpretAsInts();
        IntVector exponent = bits.sub(0x3F3504F3).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1f);
        FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        e = e.blend(e.sub(MANTISSA_BITS), tiny);
        FloatVector p = f.mul(7.0376836292e-2f).add(-1.1514610310e-1f);
        p = fma(p, f, 1.1676998740e-1f);
        p = fma(p, f, -1.2420140846e-1f);
        p = fma(p, f, 1.4249322787e-1f);
        p = fma(p, f, -1.6668057665e-1f);
        p = fma(p, f, 2.0000714765e-1f);
        p = fma(p, f, -2.4999993993e-1f);
        p = fma(p, f, 3.3333331174e-1f);
        FloatVector square = f.mul(f);
        FloatVector low = p.mul(f).mul(square).add(e.mul(LN2_LOW)).sub(square.mul(0.5f));
        FloatVector y = f.add(low).add(e.mul(LN2_HIGH));
        y = y.blend(Float.NEGATIVE_INFINITY, x.eq(0f)).blend(Float.NaN, x.lt(0f));
        return x.blend(y, x.lt(Float.POSITIVE_INFINITY));
    }

    /** log1p(e) for 0 ≤ e ≤ 1: minimax polynomial of degree 10, relative error 5·10⁻⁹ before rounding. */
    private static FloatVector log1pOfUnit(FloatVector e) {
        FloatVector p = e.mul(-0.00324402121f).add(0.0198514443f);
        p = fma(p, e, -0.0569594987f);
        p = fma(p, e, 0.106036514f);
        p = fma(p, e, -0.153055906f);
        p = fma(p, e, 0.196759388f);
        p = fma(p, e, -0.249541342f);
        p = fma(p, e, 0.333299637f);
        p = fma(p, e, -0.499999017f);
        return fma(p, e, 1f).mul(e);
    }

    private static FloatVector scaled(FloatVector x) {
        return x.mul(LOG2_E).add(ROUND);
    }

    private static FloatVector power(FloatVector t) {
        return t.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    }

    /** eʳ − 1, r = x − n ln 2, |r| ≤ ½ ln 2, where t carries n   (Cephes expf). */
    private static FloatVector expm1Reduced(FloatVector x, FloatVector t) {
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x));
        FloatVector p = r.mul(1.9875691500e-4f).add(1.3981999507e-3f);
        p = fma(p, r, 8.3334519073e-3f);
        p = fma(p, r, 4.1665795894e-2f);
        p = fma(p, r, 1.6666665459e-1f);
        p = fma(p, r, 5.0000001201e-1f);
        return r.mul(r).fma(p, r);
    }

    private static FloatVector fma(FloatVector a, FloatVector b, float c) {
        return a.fma(b, FloatVector.broadcast(SPECIES, c));
    }
}
