package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100, 255, 256, 257, 1000, 60_000, 65_536, 65_537, 737_280})
    void everyNumberComesOnce(int n) {
        for (int epoch = 0; epoch < 3; epoch++) {
            var seen = new BitSet(n);
            var permutation = new Permutation(n, 42, epoch);
            for (int position = 0; position < n; position++) seen.set(permutation.at(position));
            assertEquals(n, seen.cardinality());
            assertEquals(n, seen.length());
        }
    }

    @Test
    void theLargestSizesWork() {
        for (int n : new int[] {Integer.MAX_VALUE, 1 << 30, (1 << 30) + 1}) {
            var permutation = new Permutation(n, 1, 2);
            int[] positions = {0, 1, n / 2, n - 2, n - 1};
            int[] numbers = IntStream.of(positions).map(permutation::at).toArray();
            assertEquals(positions.length, IntStream.of(numbers).filter(number -> number >= 0 && number < n).distinct().count());
        }
    }

    @Test
    void askingForOnePositionGivesTheSameNumber() {
        for (int n : new int[] {1, 2, 3, 257, 60_000}) {
            var permutation = new Permutation(n, -7, 12);
            for (int position = 0; position < n; position += 1 + n / 100) {
                assertEquals(permutation.at(position), Permutation.at(position, n, -7, 12));
            }
        }
    }

    @Test
    void epochsAndSeedsGiveDifferentOrders() {
        int n = 60_000;
        var first = new Permutation(n, 0, 0);
        for (int[] key : new int[][] {{0, 1}, {1, 0}, {0, 1000}, {-1, 0}}) {
            var other = new Permutation(n, key[0], key[1]);
            // a random order agrees with another in Poisson(1) places
            long agreements = IntStream.range(0, n).filter(position -> first.at(position) == other.at(position)).count();
            assertTrue(agreements < 10, agreements + " numbers stand where they stood");
        }
        assertNotEquals(first.at(0), new Permutation(n, 0, 1).at(0));
    }

    @Test
    void allSixOrdersOfThreeNumbersAreEquallyLikely() {
        assertChiSquare(6, 6000, epoch -> {
            var permutation = new Permutation(3, 3, epoch);
            return 2 * permutation.at(0) + (permutation.at(1) < permutation.at(2) ? 0 : 1);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 16, 31, 33, 100})
    void allPairsOfNumbersAreEquallyLikelyAtTheFirstTwoPositions(int n) {
        assertChiSquare(n * (n - 1), 50 * n * (n - 1), epoch -> {
            var permutation = new Permutation(n, 3, epoch);
            int first = permutation.at(0);
            int second = permutation.at(1);
            return first * (n - 1) + (second < first ? second : second - 1);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 31, 100, 257})
    void everyNumberIsEquallyLikelyAtEachPosition(int n) {
        for (int position : new int[] {0, 1, n - 1}) {
            assertChiSquare(n, 200 * n, seed -> Permutation.at(position, n, seed, 5));
            assertChiSquare(n, 200 * n, epoch -> Permutation.at(position, n, 5, epoch));
        }
    }

    @Test
    void aBatchHoldsEveryPartOfTheDataEqually() {
        // which tenth of 60 000 sorted images the members of the first minibatch come from
        assertChiSquare(10, 100_000, i -> new Permutation(60_000, 9, i / 100).at(i % 100) / 6000);
    }

    /** The correlation of neighbours in a random order of n is −1/n ± 1/√n. */
    @Test
    void neighboursAreUncorrelated() {
        int n = 60_000;
        for (int lag : new int[] {1, 2, 100, 256}) {
            var permutation = new Permutation(n, 11, lag);
            double mean = (n - 1) / 2.0;
            double covariance = 0;
            for (int i = 0; i + lag < n; i++) covariance += (permutation.at(i) - mean) * (permutation.at(i + lag) - mean);
            double correlation = covariance / (n - lag) / ((double) n * n / 12);
            assertTrue(Math.abs(correlation) < 4 / Math.sqrt(n), "lag " + lag + ": " + correlation);
        }
    }

    @Test
    void theDifferencesOfNeighboursAreSpread() {
        // (p(i+1) − p(i)) mod n is uniform over 1 … n−1 for a random order; a weak network prefers some
        int n = 4096;
        var permutation = new Permutation[1];
        assertChiSquare(n, 100 * (n - 1), i -> {
            int position = i % (n - 1);
            if (position == 0) permutation[0] = new Permutation(n, 17, i / (n - 1));
            return Math.floorMod(permutation[0].at(position + 1) - permutation[0].at(position), n);
        }, 1);
    }

    @Test
    void anEmptyPermutationAndAForeignPositionAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Permutation(0, 1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> new Permutation(5, 1, 1).at(5));
        assertThrows(IndexOutOfBoundsException.class, () -> new Permutation(5, 1, 1).at(-1));
    }

    private static void assertChiSquare(int cells, int draws, IntUnaryOperator draw) {
        assertChiSquare(cells, draws, draw, 0);
    }

    /**
     * χ² within five standard deviations √(2k) of its mean k = cells − 1, on both sides: neither biased nor too even; the first
     * cells may be impossible.
     */
    private static void assertChiSquare(int cells, int draws, IntUnaryOperator draw, int impossible) {
        int[] counts = new int[cells];
        for (int i = 0; i < draws; i++) counts[draw.applyAsInt(i)]++;
        double expected = draws / (double) (cells - impossible);
        double chiSquare = 0;
        for (int cell = impossible; cell < cells; cell++) {
            chiSquare += (counts[cell] - expected) * (counts[cell] - expected) / expected;
        }
        for (int cell = 0; cell < impossible; cell++) assertEquals(0, counts[cell]);
        int freedom = cells - impossible - 1;
        double limit = 5 * Math.sqrt(2.0 * freedom) + 5;
        assertTrue(Math.abs(chiSquare - freedom) < limit, "chi-square " + chiSquare + " for " + freedom + " degrees of freedom");
    }
}
