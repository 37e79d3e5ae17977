package tornadovae.manifold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;

class LatentGridTest {

    private static final double Z_025 = 1.959963984540054; // Φ⁻¹(0.975)
    private static final double Z_250 = 0.6744897501960817; // Φ⁻¹(0.75)

    @Test
    void cornersAndCentreAreKnownExactly() {
        double[] twenty = LatentGrid.quantiles(20);
        assertEquals(-Z_025, twenty[0], 4e-16);
        assertEquals(Z_025, twenty[19], 4e-16);
        assertArrayEquals(new double[] {0}, LatentGrid.quantiles(1), 0);
        assertArrayEquals(new double[] {-Z_250, Z_250}, LatentGrid.quantiles(2), 1e-16);
        assertEquals(0, LatentGrid.quantiles(31)[15], 0);

        float[] codes = flat(LatentGrid.square(20, 0, 1, new float[2]));
        float z = (float) Z_025;
        assertCode(codes, 2, 0, -z, z);
        assertCode(codes, 2, 19, z, z);
        assertCode(codes, 2, 380, -z, -z);
        assertCode(codes, 2, 399, z, -z);
    }

    @Test
    void theAxisIsOddToTheLastBit() {
        for (int n : new int[] {1, 2, 3, 20, 31, 257}) {
            double[] z = LatentGrid.quantiles(n);
            for (int i = 0; i < n; i++) assertEquals(0, z[i] + z[n - 1 - i], 0);
            for (int i = 1; i < n; i++) assertEquals(1, Double.compare(z[i], z[i - 1]));
        }
    }

    @Test
    void firstCoordinateGrowsToTheRightAndSecondUpwards() {
        float z = (float) Z_250;
        assertArrayEquals(new float[] {-z, z, z, z, -z, -z, z, -z}, flat(LatentGrid.square(2, 0, 1, new float[2])));
        assertArrayEquals(new float[] {0, 0}, flat(LatentGrid.square(1, 0, 1, new float[2])));
    }

    @Test
    void anyPairCanBeReadWithTheOthersAtACode() {
        float z = (float) Z_250;
        assertArrayEquals(new float[] {
                z, 7, -z, 9,
                z, 7, z, 9,
                -z, 7, -z, 9,
                -z, 7, z, 9}, flat(LatentGrid.square(2, 2, 0, new float[] {6, 7, 8, 9})));
    }

    @Test
    void aTraversalMovesOneDimensionARow() {
        assertArrayEquals(new float[] {
                -3, 5, /**/ 0, 5, /**/ 3, 5,
                4, -3, /**/ 4, 0, /**/ 4, 3}, flat(LatentGrid.traversal(3, new float[] {4, 5})));
        assertArrayEquals(new float[] {0, 5, 4, 0}, flat(LatentGrid.traversal(1, new float[] {4, 5})));
        assertArrayEquals(new float[] {-3, -1, 1, 3}, flat(LatentGrid.traversal(4, new float[1])));
    }

    @Test
    void aPairThatIsNotThereIsOneSentence() {
        assertEquals("The grid's pair 0,2 names a latent dimension that is not there; allowed are 0 to 1.", message(20, 0, 2, 2));
        assertEquals("The grid's pair -1,0 names a latent dimension that is not there; allowed are 0 to 1.",
                message(20, -1, 0, 2));
        assertEquals("The grid's pair 1,1 names one dimension twice; choose two different ones.", message(20, 1, 1, 2));
        assertEquals("A grid needs two latent dimensions, the model has 1; draw a traversal instead.", message(20, 0, 1, 1));
        assertEquals("The grid has from 1 to 1000 steps, found 0.", message(0, 0, 1, 2));
        assertEquals("The grid has from 1 to 1000 steps, found 1001.", message(1001, 0, 1, 2));
        assertEquals("A traversal has from 1 to 1000 steps, found 0.",
                assertThrows(UserError.class, () -> LatentGrid.traversal(0, new float[2])).getMessage());
    }

    private static String message(int n, int across, int up, int latent) {
        return assertThrows(UserError.class, () -> LatentGrid.square(n, across, up, new float[latent])).getMessage();
    }

    private static void assertCode(float[] codes, int latent, int index, float... code) {
        assertArrayEquals(code, Arrays.copyOfRange(codes, index * latent, (index + 1) * latent));
    }

    private static float[] flat(float[][] codes) {
        float[] flat = new float[codes.length * codes[0].length];
        for (int i = 0; i < codes.length; i++) System.arraycopy(codes[i], 0, flat, i * codes[0].length, codes[0].length);
        return flat;
    }
}
