package tornadovae.codes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.UserError;

class InterpolationTest {

    private static final float[] A = {3, 0.5f, -2}, B = {-1, 2.5f, 0.25f};

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void aWayBeginsAndEndsAtItsEnds(Interpolation way) {
        float[][] codes = way.between(A, B, 7);
        assertEquals(7, codes.length);
        assertArrayEquals(A, codes[0]);
        assertArrayEquals(B, codes[6]);
        float[][] back = way.between(B, A, 7);
        for (int i = 0; i < 7; i++) assertArrayEquals(codes[i], back[6 - i], 1e-6f, "the same way back");
        for (float[] code : way.between(A, A, 5)) assertArrayEquals(A, code, 1e-6f);
    }

    @Test
    void halfOfALineIsTheMean() {
        assertArrayEquals(new float[] {1, 1.5f, -0.875f}, Interpolation.LINEAR.between(A, B, 3)[1]);
    }

    @Test
    void aSphericalWayTurnsByEqualAngles() {
        float[][] codes = Interpolation.SPHERICAL.between(new float[] {2, 0}, new float[] {0, 2}, 4);
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(new float[] {(float) (2 * Math.cos(i * Math.PI / 6)), (float) (2 * Math.sin(i * Math.PI / 6))},
                    codes[i], 1e-6f);
        }
        float[] middle = Interpolation.SPHERICAL.between(new float[] {1e-20f, 0}, new float[] {0, 1e20f}, 3)[1];
        assertTrue(Float.isFinite(middle[0]) && middle[1] > 0);
    }

    @Test
    void equalStepsOfMassAreQuantiles() {
        // Φ⁻¹ of 1/4, 1/2 and 3/4 between the quantiles of 0.05 and 0.95: SciPy's norm.ppf of 0.05, 0.275, 0.5, 0.725, 0.95
        float[][] codes = Interpolation.MASS.between(new float[] {-1.6448536f}, new float[] {1.6448536f}, 5);
        double[] expected = {-1.6448536, -0.5977601, 0, 0.5977601, 1.6448536};
        for (int i = 0; i < 5; i++) assertEquals(expected[i], codes[i][0], 1e-6);
    }

    @Test
    void farFromThePriorNothingBecomesInfinite() {
        for (float[] ends : new float[][] {{9, 12}, {-12, -9}, {60, 80}, {-80, 80}, {0, 50}}) {
            for (float[] code : Interpolation.MASS.between(new float[] {ends[0]}, new float[] {ends[1]}, 9)) {
                assertTrue(code[0] >= ends[0] && code[0] <= ends[1], ends[0] + " to " + ends[1] + ": " + code[0]);
            }
        }
    }

    @Test
    void onASphereThereIsNoWayFromTheOriginOrToTheOppositeSide() {
        assertThrows(UserError.class, () -> Interpolation.SPHERICAL.between(new float[2], new float[] {1, 0}, 3));
        assertThrows(UserError.class,
                () -> Interpolation.SPHERICAL.between(new float[] {1, 2}, new float[] {-2, -4}, 3));
    }
}
