package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorMathTest {

    private static final double ACCURACY = 4e-7;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @Test
    void expIsAccurateFromTheSmallestToTheLargestNormalResult() {
        accurate(VectorMath::exp, Math::exp, -86.5f, 88f);
        limits(VectorMath::exp, 0, INFINITY);
        assertEquals(1, at(VectorMath::exp, 0f));
        assertEquals(0, at(VectorMath::exp, -1000f));
        assertEquals(INFINITY, at(VectorMath::exp, 89f));
        assertEquals(INFINITY, at(VectorMath::exp, 3e38f));
    }

    @Test
    void tanhIsAccurateEverywhereAndNeverBeyondOne() {
        accurate(VectorMath::tanh, Math::tanh, -20, 20);
        limits(VectorMath::tanh, -1, 1);
        assertEquals(-0f, at(VectorMath::tanh, -0f));
        for (float x = 5; x < 20; x += 0.01f) {
            assertTrue(at(VectorMath::tanh, x) <= 1);
        }
    }

    @Test
    void sigmoidIsAccurateInBothTails() {
        accurate(VectorMathTest::sigmoid, x -> 1 / (1 + Math.exp(-x)), -86, 100);
        limits(VectorMathTest::sigmoid, 0, 1);
    }

    @Test
    void softplusIsAccurateInBothTails() {
        accurate(VectorMathTest::softplus, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), -86, 100);
        limits(VectorMathTest::softplus, 0, INFINITY);
        assertEquals(3e38f, at(VectorMathTest::softplus, 3e38f));
    }

    @Test
    void expm1OfNonPositiveIsAccurateNearZeroToo() {
        accurate(x -> VectorMath.expm1NonPositive(x.abs().neg()), x -> Math.expm1(-Math.abs(x)), -100, 100);
    }

    @Test
    void anyNaNStaysNaN() {
        for (int payload : new int[] {0x7FC00000, 0x7FC00001, 0x7FFFFFFF, 0xFFC00155}) {
            float nan = Float.intBitsToFloat(payload);
            assertTrue(Float.isNaN(at(VectorMath::exp, nan)));
            assertTrue(Float.isNaN(at(VectorMath::expNonPositive, nan)));
            assertTrue(Float.isNaN(at(VectorMath::expm1NonPositive, nan)));
            assertTrue(Float.isNaN(at(VectorMath::tanh, nan)));
            assertTrue(Float.isNaN(at(VectorMathTest::sigmoid, nan)));
            assertTrue(Float.isNaN(at(VectorMathTest::softplus, nan)));
        }
    }

    @Test
    void scalarFunctionsAgree() {
        for (float x = -80; x < 80; x += 0.37f) {
            close(ScalarMath.exp(x), at(VectorMath::exp, x), x);
            close(ScalarMath.tanh(x), at(VectorMath::tanh, x), x);
            close(ScalarMath.sigmoid(x), at(VectorMathTest::sigmoid, x), x);
            close(ScalarMath.softplus(x), at(VectorMathTest::softplus, x), x);
        }
        assertTrue(Float.isNaN(ScalarMath.softplus(Float.NaN)));
        assertEquals(INFINITY, ScalarMath.softplus(INFINITY));
        assertEquals(0, ScalarMath.softplus(-INFINITY));
    }

    /** An even sweep of the range, and magnitudes down to 1e-30 of both signs. */
    private static void accurate(UnaryOperator<FloatVector> function, DoubleUnaryOperator exact, float low, float high) {
        int points = 20_000;
        for (int i = 1; i < points; i++) {
            check(function, exact, low + (high - low) * i / points);
        }
        for (float x = 1; x > 1e-30f; x *= 0.83f) {
            check(function, exact, x);
            check(function, exact, -x);
        }
    }

    private static void check(UnaryOperator<FloatVector> function, DoubleUnaryOperator exact, float x) {
        close(exact.applyAsDouble(x), at(function, x), x);
    }

    private static void close(double expected, float found, float x) {
        assertEquals(expected, found, ACCURACY * Math.abs(expected) + 1e-37, "at " + x);
    }

    private static void limits(UnaryOperator<FloatVector> function, float below, float above) {
        assertEquals(below, at(function, -INFINITY));
        assertEquals(above, at(function, INFINITY));
    }

    /** The value in the last lane, with other numbers in the lanes before. */
    private static float at(UnaryOperator<FloatVector> function, float x) {
        FloatVector lanes = FloatVector.broadcast(VectorMath.SPECIES, 0.5f).withLane(VectorMath.LANES - 1, x);
        return function.apply(lanes).lane(VectorMath.LANES - 1);
    }

    private static FloatVector sigmoid(FloatVector x) {
        return VectorMath.sigmoid(VectorMath.expNonPositive(VectorMath.minusMagnitude(x)), VectorMath.negative(x));
    }

    private static FloatVector softplus(FloatVector x) {
        return VectorMath.softplus(x, VectorMath.expNonPositive(VectorMath.minusMagnitude(x)), VectorMath.negative(x));
    }
}
