package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions on float vectors, to 3 units in the last place: NaN gives NaN, ±∞ the limit, and results that would be
 * denormal (which slow every later operation down) are 0. {@link ScalarMath} holds the same functions for single floats.
 *
 * <p>Everything here must be inlined, or vectors are boxed and the code is ten times slower. The JIT stops inlining when a method
 * has grown too large while it is read, and each call of the Vector API costs it hundreds of nodes: hence constants that are
 * vectors already, and few operations. Such a constant is read from memory at each iteration of a loop that stores, a broadcast
 * float stays in a register: the longest polynomial has floats.
 */
final class VectorMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    static final FloatVector ZERO = all(0);
    static final FloatVector ONE = all(1);
    static final FloatVector TWO = all(2);
    private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);

    private static final FloatVector LOG2_E = all(1.44269504f);
    /** −ln 2 = MINUS_LN2_HIGH + MINUS_LN2_LOW, with n·MINUS_LN2_HIGH exact for every exponent n. */
    private static final FloatVector MINUS_LN2_HIGH = all(-0.693359375f);
    private static final FloatVector MINUS_LN2_LOW = all(2.12194440e-4f);
    /** t + 1.5·2²³ holds round(t) in its low bits; with 127 more, these bits moved up by 23 are the float 2ⁿ. */
    private static final FloatVector ROUND = all(0x1.8p23f + 127);
    private static final int MANTISSA_BITS = 23;
    private static final IntVector SIGN = all(-0f).reinterpretAsInts();

    /** e^LOWEST is the smallest result that is safely normal; beyond HIGHEST 2ⁿ has no exponent left. */
    private static final FloatVector LOWEST = all(-86.6f);
    private static final FloatVector HIGHEST = all(88f);

    /** (eʳ − 1 − r) / r², |r| ≤ ½ ln 2   (Cephes expf). */
    private static final FloatVector E2 = all(5.0000001201e-1f), E3 = all(1.6666665459e-1f), E4 = all(4.1665795894e-2f);
    private static final FloatVector E5 = all(8.3334519073e-3f), E6 = all(1.3981999507e-3f), E7 = all(1.9875691500e-4f);

    /** log1p(e) / e = 1 + L2 e + L3 e² …, 0 ≤ e ≤ 1, minimax so that the relative error of log1p is 5·10⁻⁹ before rounding. */
    private static final float L2 = -0.499999017f, L3 = 0.333299637f, L4 = -0.249541342f, L5 = 0.196759388f, L6 = -0.153055906f;
    private static final float L7 = 0.106036514f, L8 = -0.0569594987f, L9 = 0.0198514443f, L10 = -0.00324402121f;

    private VectorMath() {}

    /** eˣ; 0 below −86.6, ∞ above 88. */
    static FloatVector exp(FloatVector x) {
        return expNonPositive(x).blend(INFINITY, x.compare(VectorOperators.GT, HIGHEST));
    }

    /** eˣ for x ≤ 88; 0 below −86.6. */
    static FloatVector expNonPositive(FloatVector x) {
        // eˣ = 2ⁿ eʳ, n = round(x / ln 2), r = x − n ln 2
        FloatVector t = LOG2_E.fma(x, ROUND);
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        FloatVector power = power(t);
        return power.fma(expm1Reduced(r), power).blend(ZERO, x.compare(VectorOperators.LT, LOWEST));
    }

    /** eˣ − 1 for x ≤ 0, without cancellation near 0. */
    static FloatVector expm1NonPositive(FloatVector x) {
        FloatVector bounded = x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
        FloatVector t = LOG2_E.fma(bounded, ROUND);
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, bounded));
        // 2ⁿ (eʳ − 1) + (2ⁿ − 1)
        FloatVector power = power(t);
        return power.fma(expm1Reduced(r), power.sub(ONE));
    }

    /** tanh x = −u / (u + 2), u = e⁻²ˣ − 1, for x ≥ 0; odd. */
    static FloatVector tanh(FloatVector x) {
        FloatVector minusMagnitude = minusMagnitude(x);
        FloatVector u = expm1NonPositive(minusMagnitude.add(minusMagnitude));
        FloatVector magnitude = u.div(u.add(TWO)).abs();
        return x.reinterpretAsInts().and(SIGN).or(magnitude.reinterpretAsInts()).reinterpretAsFloats();
    }

    /** −|x|. */
    static FloatVector minusMagnitude(FloatVector x) {
        return x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
    }

    /** σ(x) = 1 / (1 + e⁻ˣ), or eˣ / (1 + eˣ) for x &lt; 0; e = e^−|x|. */
    static FloatVector sigmoid(FloatVector e, VectorMask<Float> negative) {
        return ONE.blend(e, negative).div(e.add(ONE));
    }

    /** softplus(x) = max(x, 0) + log1p(e); e = e^−|x|. */
    static FloatVector softplus(FloatVector x, FloatVector e, VectorMask<Float> negative) {
        FloatVector p = all(L10).fma(e, all(L9)).fma(e, all(L8)).fma(e, all(L7)).fma(e, all(L6));
        p = p.fma(e, all(L5)).fma(e, all(L4)).fma(e, all(L3)).fma(e, all(L2)).fma(e, ONE);
        return e.fma(p, x.blend(ZERO, negative));
    }

    static VectorMask<Float> negative(FloatVector x) {
        return x.compare(VectorOperators.LT, ZERO);
    }

    private static FloatVector power(FloatVector t) {
        return t.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    }

    /** eʳ − 1 = r + r² p(r), |r| ≤ ½ ln 2. */
    private static FloatVector expm1Reduced(FloatVector r) {
        FloatVector square = r.mul(r);
        FloatVector p = E7.fma(r, E6).fma(square, E5.fma(r, E4)).fma(square, E3.fma(r, E2));
        return square.fma(p, r);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** Σ of {@link Lanes#LANES} numbers, number i with number i + half until one is left, whatever the width of a vector. */
    static float sum(float[] lanes) {
        FloatVector v = FloatVector.fromArray(SPECIES, lanes, 0);
        if (LANES == 8) v = v.add(FloatVector.fromArray(SPECIES, lanes, 8));
        if (LANES == 4) {
            FloatVector middle = FloatVector.fromArray(SPECIES, lanes, 4).add(FloatVector.fromArray(SPECIES, lanes, 12));
            v = v.add(FloatVector.fromArray(SPECIES, lanes, 8)).add(middle);
        }
        return sum(v);
    }

    /**
     * Σ v, lane i with lane i + half until one is left. Not {@code reduceLanes}: its order changes when the JIT compiles it, and
     * the last bit with it.
     */
    private static float sum(FloatVector v) {
        if (LANES >= 16) v = v.add(v.slice(8));
        if (LANES >= 8) v = v.add(v.slice(4));
        if (LANES >= 4) v = v.add(v.slice(2));
        return v.add(v.slice(1)).lane(0);
    }
}
