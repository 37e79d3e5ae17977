package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions on float vectors, to 3 units in the last place: NaN gives NaN, ±∞ the limit, and results that would be denormal (which slow every later
 * operation down) are 0. {@link ScalarMath} holds the same functions for single floats.
 *
 * <p>Everything here must be inlined, or vectors are boxed and the code is ten times slower. The JIT stops inlining when a method has grown too large while it is
 * read, and each call of the Vector API costs it hundreds of nodes: hence constants that are vectors already, and few operations.
 */
final class VectorMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    static final FloatVector ZERO = all(0);
    static final FloatVector ONE = all(1);
    static final FloatVector TWO = all(2);
    static final FloatVector HALF = all(0.5f);
    private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);

    private static final FloatVector LOG2_E = all(1.44269504f);
    /** −ln 2 = MINUS_LN2_HIGH + MINUS_LN2_LOW, with n·MINUS_LN2_HIGH exact for every exponent n. */
    private static final FloatVector MINUS_LN2_HIGH = all(-0.693359375f);
    private static final FloatVector MINUS_LN2_LOW = all(2.12194440e-4f);
    /** t + 1.5·2²³ holds round(t) in its low bits; with 126 more, these bits moved up by 23 are the float 2ⁿ⁻¹. */
    private static final FloatVector ROUND = all(0x1.8p23f + 126);
    private static final int MANTISSA_BITS = 23;
    private static final IntVector SIGN = all(-0f).reinterpretAsInts();

    /** e^LOWEST is the smallest result that is safely normal; beyond HIGHEST eˣ overflows. */
    private static final FloatVector LOWEST = all(-86.6f);
    private static final FloatVector HIGHEST = all(88.8f);

    /** (eʳ − 1 − r) / r², |r| ≤ ½ ln 2   (Cephes expf). */
    private static final FloatVector E2 = all(5.0000001201e-1f), E3 = all(1.6666665459e-1f), E4 = all(4.1665795894e-2f);
    private static final FloatVector E5 = all(8.3334519073e-3f), E6 = all(1.3981999507e-3f), E7 = all(1.9875691500e-4f);

    /** (log1p(e) − e) / e², 0 ≤ e ≤ 1, so that the relative error of log1p is 5·10⁻⁹ before rounding. */
    private static final FloatVector L2 = all(-0.499999017f), L3 = all(0.333299637f), L4 = all(-0.249541342f), L5 = all(0.196759388f), L6 = all(-0.153055906f);
    private static final FloatVector L7 = all(0.106036514f), L8 = all(-0.0569594987f), L9 = all(0.0198514443f), L10 = all(-0.00324402121f);

    private VectorMath() {}

    /** eˣ; 0 below −86.6. */
    static FloatVector exp(FloatVector x) {
        return expNonPositive(x).blend(INFINITY, x.compare(VectorOperators.GT, HIGHEST));
    }

    /** eˣ for x ≤ 88.8; 0 below −86.6. */
    static FloatVector expNonPositive(FloatVector x) {
        // eˣ = 2 · 2ⁿ⁻¹ · eʳ, n = round(x / ln 2), r = x − n ln 2; halving the power lets n reach 128
        FloatVector t = LOG2_E.fma(x, ROUND);
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        FloatVector half = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
        FloatVector y = half.fma(expm1Reduced(r), half);
        return y.add(y).blend(ZERO, x.compare(VectorOperators.LT, LOWEST));
    }

    /** eˣ − 1 for x ≤ 0, without cancellation near 0. */
    static FloatVector expm1NonPositive(FloatVector x) {
        FloatVector bounded = x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
        FloatVector t = LOG2_E.fma(bounded, ROUND);
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, bounded));
        FloatVector half = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
        // 2ⁿ (eʳ − 1) + (2ⁿ − 1)
        FloatVector power = half.add(half);
        return power.fma(expm1Reduced(r), power.sub(ONE));
    }

    /** tanh x = −u / (u + 2), u = e⁻²ˣ − 1, for x ≥ 0; odd. */
    static FloatVector tanh(FloatVector x) {
        IntVector sign = x.reinterpretAsInts().and(SIGN);
        FloatVector minusMagnitude = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
        FloatVector u = expm1NonPositive(minusMagnitude.add(minusMagnitude));
        // u ≤ 0: its sign bit is set (or it is +0), and must become that of x
        FloatVector y = u.div(u.add(TWO));
        return y.abs().reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** −|x|. */
    static FloatVector minusMagnitude(FloatVector x) {
        return x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
    }

    /** σ(x) = 1 / (1 + e⁻ˣ), or eˣ / (1 + eˣ) for x < 0; e = e^−|x|. */
    static FloatVector sigmoid(FloatVector x, FloatVector e) {
        return e.blend(ONE, x.compare(VectorOperators.GE, ZERO)).div(e.add(ONE));
    }

    /** softplus(x) = max(x, 0) + log1p(e); e = e^−|x|. */
    static FloatVector softplus(FloatVector x, FloatVector e) {
        FloatVector p = L10.fma(e, L9).fma(e, L8).fma(e, L7).fma(e, L6).fma(e, L5).fma(e, L4).fma(e, L3).fma(e, L2);
        FloatVector log1p = e.mul(e).fma(p, e);
        return x.blend(ZERO, x.compare(VectorOperators.LT, ZERO)).add(log1p);
    }

    /** eʳ − 1 = r + r² p(r), |r| ≤ ½ ln 2. */
    private static FloatVector expm1Reduced(FloatVector r) {
        FloatVector p = E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2);
        return r.mul(r).fma(p, r);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** Σ v, lane i with lane i + half until one is left. Not {@code reduceLanes}: its order changes when the JIT compiles it, and the last bit with it. */
    static float sum(FloatVector v) {
        if (LANES >= 32) v = v.add(v.slice(16));
        if (LANES >= 16) v = v.add(v.slice(8));
        if (LANES >= 8) v = v.add(v.slice(4));
        if (LANES >= 4) v = v.add(v.slice(2));
        return v.add(v.slice(1)).lane(0);
    }
}
