package tornadovae.ablation;

import tornadovae.math.EffectSize;
import tornadovae.math.MeanInterval;
import tornadovae.math.SignedRankTest;

/**
 * Paired differences of one objective to the vanilla VAE: the same data set, the same seeds.
 *
 * @param difference   mean difference, objective − VAE, with its interval
 * @param effect       {@link EffectSize#hedges}
 * @param rankBiserial {@link SignedRankTest#rankBiserial}
 * @param p            of the exact signed-rank test
 * @param holmP        corrected for the objectives that this data set and measure compare
 */
public record Comparison(String objective, Measure measure, MeanInterval difference, double effect, double rankBiserial, double p, double holmP) {

    /** The level of intervals and tests. */
    static final double LEVEL = 0.05;

    /** @param differences without NaN */
    static Comparison of(String objective, Measure measure, double[] differences) {
        var test = SignedRankTest.of(differences);
        return new Comparison(objective, measure, MeanInterval.of(differences), EffectSize.hedges(differences), test.rankBiserial(), test.p(), Double.NaN);
    }

    Comparison corrected(double holmP) {
        return new Comparison(objective, measure, difference, effect, rankBiserial, p, holmP);
    }

    /**
     * 1 where the objective's values are shown to be higher, −1 where lower: by an interval that leaves out 0, or by the rank test after its correction. 0 where neither shows it,
     * or where they point apart, as one far value among many near ones can make them.
     */
    private double shown() {
        double byInterval = difference.excludesZero() ? Math.signum(difference.mean()) : 0, byRanks = isConfirmed() ? Math.signum(rankBiserial) : 0;
        return Math.signum(byInterval + byRanks);
    }

    /** Whether the objective is better, as far as can be shown. */
    boolean isWon() {
        return shown() == 1 && measure.better() == Measure.Better.HIGHER || shown() == -1 && measure.better() == Measure.Better.LOWER;
    }

    /** Whether the objective is worse, as far as can be shown. */
    boolean isPaid() {
        return shown() == 1 && measure.better() == Measure.Better.LOWER || shown() == -1 && measure.better() == Measure.Better.HIGHER;
    }

    boolean isConfirmed() {
        return holmP <= LEVEL;
    }
}
