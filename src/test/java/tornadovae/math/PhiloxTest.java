package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import tornadovae.math.Philox.Stream;

class PhiloxTest {

    private static final int N = 200_000;

    /** {@code philox4x32 10} of Random123's file kat_vectors. */
    @Test
    void thePublishedVectorsHold() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, words(0, 0, 0, 0, 0, 0));
        assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, words(-1, -1, -1, -1, -1, -1));
        assertArrayEquals(new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    private static int[] words(int c0, int c1, int c2, int c3, int k0, int k1) {
        return new int[] {Philox.word(c0, c1, c2, c3, k0, k1, 0), Philox.word(c0, c1, c2, c3, k0, k1, 1),
                Philox.word(c0, c1, c2, c3, k0, k1, 2), Philox.word(c0, c1, c2, c3, k0, k1, 3)};
    }

    @Test
    void seedStreamStepAndIndexTakeTheirPlacesInKeyAndCounter() {
        assertEquals(Philox.word(25, 0, 7, Stream.EPSILON.ordinal(), 42, 0, 3), Philox.word(42, Stream.EPSILON, 7, 103));
        assertEquals(Philox.word(0x3FFFFFFF, 0, 7, Stream.DATA.ordinal(), -1, 0, 3), Philox.word(-1, Stream.DATA, 7, -1));
    }

    @Test
    void uniformsAreInTheHalfOpenIntervalAndEven() {
        assertEquals(0f, Philox.toUnit(0));
        assertEquals(0f, Philox.toUnit(0xFF));
        assertEquals(1 - 0x1p-24f, Philox.toUnit(-1));
        assertEquals(0.5f, Philox.toUnit(0x80000000));
        int[] counts = new int[100];
        for (int i = 0; i < N; i++) counts[(int) (100 * Philox.uniform(1, Stream.BINARISATION, 0, i))]++;
        double chiSquare = 0;
        for (int count : counts) chiSquare += (count - N / 100.0) * (count - N / 100.0) / (N / 100.0);
        assertTrue(Math.abs(chiSquare - 99) < 5 * Math.sqrt(2 * 99), "chi-square " + chiSquare + " for 99 degrees of freedom");
    }

    /** Moments 0, 1, 0, 3 with standard errors 1, √2, √15, √96 over √N. */
    @Test
    void normalsHaveTheMomentsOfTheGaussian() {
        double error = 1 / Math.sqrt(N);
        assertEquals(0, average(i -> normal(i)), 4 * error);
        assertEquals(1, average(i -> Math.pow(normal(i), 2)), 4 * Math.sqrt(2) * error);
        assertEquals(0, average(i -> Math.pow(normal(i), 3)), 4 * Math.sqrt(15) * error);
        assertEquals(3, average(i -> Math.pow(normal(i), 4)), 4 * Math.sqrt(96) * error);
        for (double p : new double[] {0.001, 0.05, 0.5, 0.9, 0.999}) {
            double z = Normal.quantile(p);
            assertEquals(p, average(i -> normal(i) < z ? 1 : 0), 4 * Math.sqrt(p * (1 - p)) * error);
        }
    }

    @Test
    void theTwoNormalsOfAPairAreUncorrelatedAndShareTheirRadius() {
        assertEquals(0, average(i -> normal(2 * i) * normal(2 * i + 1)), 4 / Math.sqrt(N));
        for (int i = 0; i < 100; i += 2) {
            double u1 = Philox.uniform(5, Stream.EPSILON, 3, i) + 0x1p-24; // in (0, 1]
            double radiusSquared = -2 * Math.log(u1);
            assertEquals(radiusSquared, normal(i) * normal(i) + normal(i + 1) * normal(i + 1), 1e-5 * (1 + radiusSquared));
        }
    }

    @Test
    void boxMullerIsBounded() {
        assertEquals(Math.sqrt(48 * Math.log(2)), Philox.boxMuller(0, 0, 0), 1e-6);
        assertEquals(0f, Philox.boxMuller(0, 0, 1));
        assertEquals(0f, Philox.boxMuller(-1, 12345, 0), 0f); // −0 or 0
        assertEquals(-Math.sqrt(48 * Math.log(2)), Philox.boxMuller(0xFF, 0x80000000, 0), 1e-6);
        assertEquals(Math.sqrt(48 * Math.log(2)), Philox.boxMuller(0, 0x40000000, 1), 1e-6);
    }

    @Test
    void seedsStreamsStepsAndIndicesAreIndependent() {
        double limit = 4 / Math.sqrt(N);
        assertEquals(0, average(i -> normal(i) * Philox.normal(6, Stream.EPSILON, 3, i)), limit);
        assertEquals(0, average(i -> normal(i) * Philox.normal(5, Stream.PRIOR, 3, i)), limit);
        assertEquals(0, average(i -> normal(i) * Philox.normal(5, Stream.EPSILON, 4, i)), limit);
        assertEquals(0, average(i -> normal(i) * normal(i + 1)), limit);
        assertEquals(0, average(i -> normal(i) * normal(i + 4)), limit);

        var words = new HashSet<Integer>();
        for (int seed = 0; seed < 4; seed++) {
            for (Stream stream : Stream.values()) {
                for (int step = 0; step < 4; step++) {
                    for (int index = 0; index < 8; index++) words.add(Philox.word(seed, stream, step, index));
                }
            }
        }
        assertEquals(4 * Stream.values().length * 4 * 8, words.size());
    }

    private static double normal(int index) {
        return Philox.normal(5, Stream.EPSILON, 3, index);
    }

    private static double average(IntToDoubleFunction value) {
        double sum = 0;
        for (int i = 0; i < N; i++) sum += value.applyAsDouble(i);
        return sum / N;
    }
}
