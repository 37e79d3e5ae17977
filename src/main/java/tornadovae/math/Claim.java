package tornadovae.math;

/**
 * What a sample shows of a quantity: the one place that decides whether a sentence of the report, the atlas or an ablation may be
 * said. A claim is made when the 95 % interval excludes
 * its alternative; otherwise the sentence is that it {@link #open cannot be said}.
 *
 * @param estimate of the quantity
 * @param interval 95 %; NaN at both ends where the spread is unknown, and then nothing is shown
 * @param n        how many seeds, images or epochs it rests on
 * @param source   which of these
 */
public record Claim(double estimate, Interval interval, int n, Source source) {

    /** Where a p-value lies at or below it, chance is ruled out. */
    public static final double LEVEL = 0.05;

    /** Whether a p-value rules chance out; NaN, where there is none, does not. */
    public static boolean isBeyondChance(double p) {
        return p <= LEVEL;
    }

    /** What an estimate is taken over. */
    public enum Source {
        SEEDS("seed"), IMAGES("image"), EPOCHS("epoch");

        private final String noun;

        Source(String noun) {
            this.noun = noun;
        }
    }

    /** What is shown of a quantity beside an alternative. */
    public enum Shown { MORE, LESS, OPEN }

    /** A mean over seeds, such as one of paired differences. */
    public static Claim ofSeeds(MeanInterval mean) {
        return new Claim(mean.mean(), new Interval(mean.mean() - mean.halfWidth(), mean.mean() + mean.halfWidth()), mean.n(),
                Source.SEEDS);
    }

    /** An estimate from images. */
    public static Claim ofImages(double estimate, Interval interval, int images) {
        return new Claim(estimate, interval, images, Source.IMAGES);
    }

    /** Whether the interval lies above a value, or below it. */
    public Shown beside(double alternative) {
        return interval.low() > alternative ? Shown.MORE : interval.high() < alternative ? Shown.LESS : Shown.OPEN;
    }

    /** Shown to be above 0. */
    public boolean isMore() {
        return beside(0) == Shown.MORE;
    }

    /** Shown to be below 0. */
    public boolean isLess() {
        return beside(0) == Shown.LESS;
    }

    /** Neither above nor below 0, as far as can be shown. */
    public boolean isOpen() {
        return beside(0) == Shown.OPEN;
    }

    /**
     * Equivalence with 0: shown to be nearer to it than a bound, which a wide interval never does. (With a 95 % interval this is
     * stricter than two one-sided tests at 5 %, Schuirmann 1987.)
     */
    public boolean isWithin(double bound) {
        return interval.low() > -bound && interval.high() < bound;
    }

    /** {@code cannot be said from 3 seeds}. */
    public String open() {
        return "cannot be said from " + (n == 0 ? "no " + source.noun + " in common" : n + " " + source.noun
                + (n == 1 ? "" : "s"));
    }
}
