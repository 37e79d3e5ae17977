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

    /** Whether the interval, or the rank test after its correction, leaves out 0. */
    private boolean isShown() {
        return difference.excludesZero() || isConfirmed();
    }

    /** Whether the objective is better, as far as can be shown. */
    boolean isWon() {
        return isShown() && measure.better() == (difference.mean() > 0 ? Measure.Better.HIGHER : Measure.Better.LOWER);
    }

    /** Whether the objective is worse, as far as can be shown. */
    boolean isPaid() {
        return isShown() && measure.better() == (difference.mean() > 0 ? Measure.Better.LOWER : Measure.Better.HIGHER);
    }

    boolean isConfirmed() {
        return holmP <= LEVEL;
    }
}
