package tornadovae.ablation;

import tornadovae.math.MeanInterval;
import tornadovae.math.SampleSize;
import tornadovae.results.Numbers;

/** How numbers are shown in the tables of an ablation. */
final class TableText {

    private static final String NONE = "—";

    private TableText() {}

    /** 101.89 ± 0.13, with the number of values where some of {@code seeds} are missing. */
    static String mean(MeanInterval interval, int decimals, int seeds) {
        return withWidth(Numbers.fixed(interval.mean(), decimals), interval, decimals, seeds);
    }

    /** As {@link #mean}, with a sign. */
    static String difference(MeanInterval interval, int decimals, int seeds) {
        return withWidth(Numbers.signed(interval.mean(), decimals), interval, decimals, seeds);
    }

    private static String withWidth(String mean, MeanInterval interval, int decimals, int seeds) {
        if (interval.n() == 0) return NONE;
        String width = Double.isNaN(interval.halfWidth()) ? "" : " ± " + Numbers.fixed(interval.halfWidth(), decimals);
        return mean + width + (interval.n() == seeds ? "" : " (n = " + interval.n() + ")");
    }

    /** +1.23, or &gt; 99.99 where hardly any spread is left to measure by. */
    static String effect(double g) {
        if (Double.isInfinite(g) || Math.abs(g) <= 99.99 || Double.isNaN(g)) return Numbers.signed(g, 2);
        return g > 0 ? "> 99.99" : "< −99.99";
    }

    /** 12; nothing where no number is known. */
    static String needed(int seeds) {
        return SampleSize.isKnown(seeds) ? String.valueOf(seeds) : "";
    }

    /** 0.0625, &lt; 0.0001. */
    static String p(double p) {
        return p < 0.0001 ? "< 0.0001" : Numbers.fixed(p, 4);
    }
}
