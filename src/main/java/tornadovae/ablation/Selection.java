package tornadovae.ablation;

import java.util.Arrays;
import tornadovae.math.Statistics;

/**
 * Leave-one-seed-out choice of a setting. A setting that is chosen and judged by the same numbers looks better than it is, by the more the more there are to choose from;
 * here the seed that judges has no say in the choice.
 */
final class Selection {

    /** Where there is nothing to choose from. */
    static final int NONE = -1;

    private Selection() {}

    /**
     * The setting for every seed: of those with the most values at the other seeds the one whose mean there is best, so that a setting that fails is worse than any that
     * does not; of equal ones the first. A single setting needs no choice.
     *
     * @param values [setting, seed]; NaN where there is none
     * @return an index of a setting for every seed, or {@link #NONE}
     */
    static int[] choose(double[][] values, Measure.Better better) {
        if (better == Measure.Better.NEITHER) throw new IllegalArgumentException("a criterion must have a better side");
        int[] chosen = new int[values[0].length];
        for (int seed = 0; seed < chosen.length; seed++) chosen[seed] = values.length == 1 ? 0 : choose(values, better, seed);
        return chosen;
    }

    private static int choose(double[][] values, Measure.Better better, int seed) {
        int best = NONE, most = 0;
        double bestMean = Double.NaN;
        for (int setting = 0; setting < values.length; setting++) {
            double[] others = others(values[setting], seed);
            if (others.length == 0 || others.length < most) continue;
            double mean = Statistics.mean(others);
            boolean improves = better == Measure.Better.HIGHER ? mean > bestMean : mean < bestMean;
            if (others.length > most || improves) {
                best = setting;
                most = others.length;
                bestMean = mean;
            }
        }
        return best;
    }

    private static double[] others(double[] values, int seed) {
        double[] others = values.clone();
        others[seed] = Double.NaN;
        return Arrays.stream(others).filter(value -> !Double.isNaN(value)).toArray();
    }
}
