package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldOutChoiceTest {

    private static final double NAN = Double.NaN;
    private static final int DRAWS = 8_000;

    @Test
    void theFirstSeedsChooseAndTheOthersHaveNoSay() {
        double[][] values = {{1, 2, 90}, {2, 3, 0}};
        assertEquals(1, HeldOutChoice.of(values, true, 2));
        assertEquals(0, HeldOutChoice.of(values, false, 2));
        assertEquals(0, HeldOutChoice.of(values, true, 3));
    }

    @Test
    void aThirdOfTheSeedsChoosesAndNoneWhereThereIsNoChoice() {
        assertEquals(0, HeldOutChoice.seeds(9, 1));
        assertEquals(1, HeldOutChoice.seeds(2, 3));
        assertEquals(1, HeldOutChoice.seeds(5, 3));
        assertEquals(6, HeldOutChoice.seeds(20, 3));
    }

    @Test
    void aSettingThatFailedIsWorseThanAnyThatDidNot() {
        assertEquals(1, HeldOutChoice.of(new double[][] {{9, NAN}, {1, 1}}, true, 2));
        assertEquals(0, HeldOutChoice.of(new double[][] {{9, NAN}, {1, 1}}, true, 1), "what did not choose is not looked at");
    }

    @Test
    void ofEqualSettingsTheFirstIsTakenAndASingleOneNeedsNoChoice() {
        assertEquals(0, HeldOutChoice.of(new double[][] {{1, 1}, {1, 1}}, false, 2));
        assertEquals(0, HeldOutChoice.of(new double[][] {{NAN, NAN}}, true, 0));
        assertEquals(HeldOutChoice.NONE, HeldOutChoice.of(new double[][] {{NAN, NAN}, {NAN, NAN}}, true, 2));
    }

    /**
     * All objectives and settings are equal, so an interval that leaves out 0 is an error, of which there should be 5 %. Choices
     * that leave
     * out one seed in turn, which this program used to make, gave 12, 15, 23 and 32 %.
     */
    @ParameterizedTest
    @CsvSource({"5, 3", "8, 3", "20, 3", "20, 10"})
    void amongEqualObjectivesTheIntervalErrsInOneCaseOfTwenty(int seeds, int settings) {
        int choosing = HeldOutChoice.seeds(seeds, settings);
        long errors = IntStream.range(0, DRAWS).parallel().filter(draw -> {
            double[] difference = new double[seeds - choosing];
            for (int arm = 0; arm < 2; arm++) {
                double[][] values = new double[settings][seeds];
                for (int k = 0; k < settings; k++) {
                    for (int s = 0; s < seeds; s++) {
                        values[k][s] = Philox.normal(settings, Philox.Stream.DATA, draw, (arm * settings + k) * seeds + s);
                    }
                }
                int chosen = HeldOutChoice.of(values, true, choosing);
                for (int s = choosing; s < seeds; s++) {
                    difference[s - choosing] += arm == 0 ? values[chosen][s]
                            : -values[chosen][s];
                }
            }
            return !Claim.ofSeeds(MeanInterval.of(difference)).isOpen();
        }).count();
        assertEquals(0.05, errors / (double) DRAWS, 0.01, seeds + " seeds, " + settings + " settings");
    }

    /** The number of seeds that a pilot is told shows a difference of that size in four cases of five. */
    @ParameterizedTest
    @CsvSource({"0.5", "1", "2"})
    void asManySeedsAsAreSaidToBeNeededShowTheDifference(double size) {
        int n = SampleSize.paired(size, 1);
        long shown = IntStream.range(0, DRAWS).parallel().filter(draw -> Claim.ofSeeds(MeanInterval.of(IntStream.range(0, n)
                .mapToDouble(s -> size + Philox.normal(7, Philox.Stream.DATA, draw, s)).toArray())).isMore()).count();
        double power = shown / (double) DRAWS;
        assertTrue(power > SampleSize.POWER - 0.02 && power < (n < 10 ? 0.95 : SampleSize.POWER + 0.05), n + " seeds show it in "
                + power);
        assertEquals(false, SampleSize.isKnown(SampleSize.paired(0, 1)));
        assertEquals(false, SampleSize.isKnown(SampleSize.paired(NAN, NAN)));
    }
}
