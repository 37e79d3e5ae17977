package tornadovae.math;

/**
 * The choice of one of several settings on seeds that are not compared afterwards. What is chosen and judged by the same numbers
 * looks better than it is, and choices that leave out one seed in
 * turn share their data, so that their differences scatter more than an interval knows: among equal objectives it excluded 0 in
 * 12 to 32 % of cases. With seeds of its own the choice is
 * over before the comparison begins, whose differences are then independent.
 */
public final class HeldOutChoice {

    /** Where there is nothing to choose from. */
    public static final int NONE = -1;

    private HeldOutChoice() {}

    /** How many seeds choose, the first: none where there is one setting, else a third, at least one. The others are compared. */
    public static int seeds(int seeds, int settings) {
        return settings == 1 ? 0 : Math.max(1, seeds / 3);
    }

    /**
     * Chooses, of the settings with the most values at the choosing seeds, the one whose mean there is best, so that a setting
     * that fails is worse than any that does not; of equal ones the first.
     *
     * @param values {@code [setting][seed]}; NaN where there is none
     * @param higher whether more is better
     * @param choosing how many of the seeds choose, the first
     * @return a setting, or {@link #NONE}; a single one needs no choice
     */
    public static int of(double[][] values, boolean higher, int choosing) {
        if (values.length == 1) return 0;
        int best = NONE, most = 0;
        double bestMean = Double.NaN;
        for (int setting = 0; setting < values.length; setting++) {
            int n = 0;
            double sum = 0;
            for (int seed = 0; seed < choosing; seed++) {
                if (!Double.isNaN(values[setting][seed])) {
                    n++;
                    sum += values[setting][seed];
                }
            }
            if (n == 0 || n < most) continue;
            double mean = sum / n;
            if (n > most || (higher ? mean > bestMean : mean < bestMean)) {
                best = setting;
                most = n;
                bestMean = mean;
            }
        }
        return best;
    }
}
