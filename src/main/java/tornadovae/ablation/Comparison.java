package tornadovae.ablation;

import tornadovae.math.Claim;
import tornadovae.math.EffectSize;
import tornadovae.math.MeanInterval;
import tornadovae.math.SampleSize;
import tornadovae.math.SignedRankTest;
import tornadovae.math.Statistics;
import tornadovae.metric.Measure;

/**
 * Paired differences of one objective to the vanilla VAE: the same data set, the same seeds.
 *
 * @param difference   mean difference, objective − VAE, with its interval
 * @param effect       {@link EffectSize#hedges}
 * @param rankBiserial {@link SignedRankTest#rankBiserial}
 * @param p            of the exact signed-rank test
 * @param holmP        corrected for the objectives that this data set and measure compare
 * @param seedsNeeded  to show a difference of this size, at this spread, with a probability of 80 % ({@link SampleSize})
 */
public record Comparison(String objective, Measure measure, MeanInterval difference, double effect, double rankBiserial, double p,
        double holmP, int seedsNeeded) {

    /** @param differences without NaN */
    static Comparison of(String objective, Measure measure, double[] differences) {
        var test = SignedRankTest.of(differences);
        double mean = differences.length == 0 ? Double.NaN : Statistics.mean(differences);
        double spread = differences.length < 2 ? Double.NaN : Statistics.standardDeviation(differences);
        return new Comparison(objective, measure, MeanInterval.of(differences), EffectSize.hedges(differences),
                test.rankBiserial(),
                test.p(), Double.NaN, SampleSize.paired(mean, spread));
    }

    Comparison corrected(double holmP) {
        return new Comparison(objective, measure, difference, effect, rankBiserial, p, holmP, seedsNeeded);
    }

    /**
     * What the interval shows. A rank test that is confirmed and points the other way, as one far value among many near ones can
     * make it, leaves it open.
     */
    private Claim.Shown shown() {
        var shown = Claim.ofSeeds(difference).beside(0);
        boolean apart = isConfirmed() && Math.signum(rankBiserial) != Math.signum(difference.mean());
        return apart ? Claim.Shown.OPEN : shown;
    }

    /** Whether the objective is better, as far as can be shown. */
    boolean isWon() {
        return shown() == Claim.Shown.MORE && measure.better() == Measure.Better.HIGHER
                || shown() == Claim.Shown.LESS && measure.better() == Measure.Better.LOWER;
    }

    /** Whether the objective is worse, as far as can be shown. */
    boolean isPaid() {
        return shown() == Claim.Shown.MORE && measure.better() == Measure.Better.LOWER
                || shown() == Claim.Shown.LESS && measure.better() == Measure.Better.HIGHER;
    }

    boolean isConfirmed() {
        return Claim.isBeyondChance(holmP);
    }
}
