package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tornadovae.ablation.Measure.Better;
import tornadovae.math.Philox;
import tornadovae.math.Statistics;

class SelectionTest {

    private static final double NAN = Double.NaN;

    private static double[][] noise(int draw, int settings, int seeds) {
        double[][] values = new double[settings][seeds];
        for (int k = 0; k < settings; k++)
            for (int s = 0; s < seeds; s++) values[k][s] = Philox.uniform(1, Philox.Stream.DATA, draw, k * seeds + s) - 0.5;
        return values;
    }

    @Test
    void theSettingIsTheBestOnTheOtherSeeds() {
        double[][] values = {{9, 1, 1}, {0, 2, 2}};
        assertArrayEquals(new int[] {1, 0, 0}, Selection.choose(values, Better.HIGHER));
        assertArrayEquals(new int[] {0, 1, 1}, Selection.choose(values, Better.LOWER));
    }

    @Test
    void theSeedThatJudgesHasNoSay() {
        for (int draw = 0; draw < 200; draw++) {
            double[][] values = noise(draw, 3, 5);
            int[] before = Selection.choose(values, Better.HIGHER);
            for (int s = 0; s < 5; s++) {
                double[][] changed = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
                for (int k = 0; k < 3; k++) changed[k][s] = 100 * (k - 1) * (draw % 2 == 0 ? 1 : -1);
                assertEquals(before[s], Selection.choose(changed, Better.HIGHER)[s]);
            }
        }
    }

    /** Settings that do not differ: what is chosen must be worth 0 on average. Taking the best mean over all seeds is worth 0.846 standard errors of a mean too much. */
    @Test
    void amongSettingsOfEqualWorthChoosingIsUnbiased() {
        int draws = 4000;
        double[] fair = new double[draws], naive = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            double[][] values = noise(draw, 3, 5);
            int[] chosen = Selection.choose(values, Better.HIGHER);
            for (int s = 0; s < 5; s++) fair[draw] += values[chosen[s]][s] / 5;
            naive[draw] = Arrays.stream(values).mapToDouble(Statistics::mean).max().orElseThrow();
        }
        assertTrue(Math.abs(Statistics.mean(fair)) < 3 * Statistics.standardError(fair), "" + Statistics.mean(fair));
        assertEquals(0.846 * Math.sqrt(1 / 12.0 / 5), Statistics.mean(naive), 0.006);
    }

    @Test
    void aSettingThatFailedIsWorseThanAnyThatDidNot() {
        assertArrayEquals(new int[] {1, 1, 1}, Selection.choose(new double[][] {{9, NAN, NAN}, {1, 1, 1}}, Better.HIGHER));
        assertArrayEquals(new int[] {1, 1, 0}, Selection.choose(new double[][] {{9, 9, NAN}, {1, 1, 1}}, Better.HIGHER), "without the failed seed both have two values");
    }

    @Test
    void ofEqualSettingsTheFirstIsTaken() {
        assertArrayEquals(new int[] {0, 0}, Selection.choose(new double[][] {{1, 1}, {1, 1}}, Better.LOWER));
    }

    @Test
    void aSingleSettingNeedsNoChoice() {
        assertArrayEquals(new int[] {0}, Selection.choose(new double[][] {{3}}, Better.HIGHER));
        assertArrayEquals(new int[] {0, 0}, Selection.choose(new double[][] {{NAN, NAN}}, Better.HIGHER));
    }

    @Test
    void withoutValuesNothingIsChosen() {
        assertArrayEquals(new int[] {-1, -1}, Selection.choose(new double[][] {{NAN, NAN}, {NAN, NAN}}, Better.HIGHER));
        assertArrayEquals(new int[] {-1, 0}, Selection.choose(new double[][] {{1, NAN}, {NAN, NAN}}, Better.HIGHER));
    }

    @Test
    void aMeasureWithoutABetterSideIsNoCriterion() {
        assertThrows(IllegalArgumentException.class, () -> Selection.choose(new double[][] {{1}}, Better.NEITHER));
    }
}
