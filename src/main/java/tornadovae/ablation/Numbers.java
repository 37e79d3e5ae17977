package tornadovae.ablation;

import java.util.Locale;
import tornadovae.math.MeanInterval;
import tornadovae.math.SampleSize;

/** How numbers are shown: with a true minus sign, and a dash where there is none. */
final class Numbers {

    private static final String NONE = "—";

    private Numbers() {}

    /** 0.12, −0.12; never −0.00. */
    static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return NONE;
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
        return value < 0 && text.matches(".*[1-9].*") ? "−" + text : text;
    }

    /** +0.12, −0.12. */
    static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 && text.matches(".*[1-9∞].*") ? "+" + text : text;
    }

    /** 101.89 ± 0.13, with the number of values where some of {@code seeds} are missing. */
    static String mean(MeanInterval interval, int decimals, int seeds) {
        return withWidth(fixed(interval.mean(), decimals), interval, decimals, seeds);
    }

    /** As {@link #mean}, with a sign. */
    static String difference(MeanInterval interval, int decimals, int seeds) {
        return withWidth(signed(interval.mean(), decimals), interval, decimals, seeds);
    }

    private static String withWidth(String mean, MeanInterval interval, int decimals, int seeds) {
        if (interval.n() == 0) return NONE;
        String width = Double.isNaN(interval.halfWidth()) ? "" : " ± " + fixed(interval.halfWidth(), decimals);
        return mean + width + (interval.n() == seeds ? "" : " (n = " + interval.n() + ")");
    }

    /** +1.23, or > 99.99 where hardly any spread is left to measure by. */
    static String effect(double g) {
        if (Double.isInfinite(g) || Math.abs(g) <= 99.99 || Double.isNaN(g)) return signed(g, 2);
        return g > 0 ? "> 99.99" : "< −99.99";
    }

    /** 12; nothing where no number is known. */
    static String needed(int seeds) {
        return SampleSize.isKnown(seeds) ? String.valueOf(seeds) : "";
    }

    /** 0.0625, < 0.0001. */
    static String p(double p) {
        return p < 0.0001 ? "< 0.0001" : fixed(p, 4);
    }
}
