package tornadovae.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import tornadovae.math.Claim;
import tornadovae.math.Interval;
import tornadovae.math.LineFit;
import tornadovae.math.MeanInterval;
import tornadovae.math.Statistics;
import tornadovae.results.CellResult;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * Whether the trainings of a setting had come to rest when they ended, by the trend of the test −ELBO over their last epochs,
 * each against its own scatter about that trend. That they have
 * settled is a claim of equivalence: the change is shown to be below a bound, which is never so because it scatters much.
 *
 * @param state  what is shown
 * @param change of −ELBO in a {@link #span}, nats, with its 95 % interval
 * @param span   the last fifth of the epochs, at least one
 * @param epochs that the trend was taken over
 * @param bound  nats; a smaller change is none
 * @param lowest the epoch with the lowest mean, from 1
 * @param above  by how much the end lies above that
 */
record Convergence(State state, Claim change, int span, int epochs, double bound, double end, int lowest, double above) {

    enum State { SETTLED, FALLING, IMPROVING, PAST_ITS_BEST, UNKNOWN }

    /** Changes of −ELBO smaller than this share of it, or than this many nats, are none: a loss of densities may be near 0. */
    private static final double LEAST_SHARE = 0.002, LEAST_NATS = 0.1;
    /** Epochs that a trend is taken over, where there are so many. */
    private static final int TREND = 5;

    /** Changes smaller than this, nats, are none. */
    static double bound(double loss) {
        return Math.max(LEAST_NATS, LEAST_SHARE * Math.abs(loss));
    }

    /** Empty where no training has two epochs. */
    static Optional<Convergence> of(Variant setting) {
        List<double[]> curves = setting.finished().stream().map(cell -> cell.curve().column(Study.LOSS))
                .filter(curve -> curve.length > 0).toList();
        int n = curves.stream().mapToInt(curve -> curve.length).min().orElse(0);
        if (n < 2 || curves.stream().flatMapToDouble(Arrays::stream)
                .anyMatch(value -> !Double.isFinite(value))) {
            return Optional.empty();
        }
        double[] mean = IntStream.range(0, n).mapToDouble(epoch -> Statistics.mean(curves.stream()
                .mapToDouble(curve -> curve[epoch]).toArray())).toArray();
        int span = Math.max(1, n / 5), epochs = Math.min(n, Math.max(TREND, span + 1)), lowest = IntStream.range(0, n).boxed()
                .min((a, b) -> Double.compare(mean[a], mean[b])).orElseThrow();
        List<LineFit> lines = curves.stream().map(curve -> LineFit.of(Arrays.copyOfRange(curve, n - epochs, n))).toList();
        boolean byTrend = epochs > 2;
        MeanInterval slope = byTrend ? LineFit.mean(lines) : MeanInterval.of(lines.stream().mapToDouble(LineFit::slope)
                .toArray());
        var interval = new Interval(span * (slope.mean() - slope.halfWidth()), span * (slope.mean() + slope.halfWidth()));
        var change = new Claim(span * slope.mean(), interval, byTrend ? epochs : curves.size(), byTrend ? Claim.Source.EPOCHS
                : Claim.Source.SEEDS);
        double end = mean[n - 1], bound = bound(end), above = end - mean[lowest];
        State state = above > bound && risen(curves, lines, lowest, n, epochs) ? State.PAST_ITS_BEST
                : change.isWithin(bound) ? State.SETTLED : change.isLess() ? State.IMPROVING : change.isMore()
                        ? State.PAST_ITS_BEST : State.UNKNOWN;
        List<Boolean> verdicts = setting.finished().stream().map(CellResult::isStillImproving).flatMap(Optional::stream).toList();
        return Optional.of(new Convergence(judged(state, verdicts), change, span, epochs, bound, end, lowest + 1, above));
    }

    /**
     * Whether a training was still improving is what its verdict says; without verdicts, whether the trend is shown to fall.
     * Where a trend falls and no verdict finds that more epochs would pay, the training had only not settled.
     */
    static State judged(State byTrend, List<Boolean> verdicts) {
        if (verdicts.isEmpty()) return byTrend;
        if (verdicts.contains(true)) return State.IMPROVING;
        return byTrend == State.IMPROVING ? State.FALLING : byTrend;
    }

    /**
     * Whether the end lies above the lowest epoch by more than the scatter of all n that were looked at (Bonferroni); the scatter
     * is that about the last trend.
     */
    private static boolean risen(List<double[]> curves, List<LineFit> lines, int lowest, int n, int epochs) {
        if (epochs < 3) { // two epochs leave no scatter about a trend; then seeds decide
            return Claim.ofSeeds(MeanInterval.of(curves.stream().mapToDouble(curve -> curve[n - 1] - curve[lowest]).toArray()))
                    .isMore();
        }
        double steps = epochs * (epochs * (double) epochs - 1) / 12, variance = 0, rise = 0;
        int freedom = 0;
        for (int k = 0; k < lines.size(); k++) {
            variance += 2 * lines.get(k).standardError() * lines.get(k).standardError() * steps;
            freedom += lines.get(k).freedom();
            rise += curves.get(k)[n - 1] - curves.get(k)[lowest];
        }
        return rise > Interval.studentQuantile(freedom, n) * Math.sqrt(variance);
    }

    /** What is shown of a setting, with numbers. */
    String sentence(String who) {
        String within = span == 1 ? "an epoch" : span + " epochs", trend = change.source() == Claim.Source.EPOCHS
                ? ", by the trend of the last " + epochs + " epochs" : "";
        return switch (state) {
            case PAST_ITS_BEST -> who + " was at its best after epoch " + lowest + " with " + Numbers.shown(end - above)
                    + " nats, and ended " + Numbers.shown(above) + " above";
            case IMPROVING, FALLING -> who + (state == State.FALLING ? " had not settled" : " was still improving")
                    + (!change.isLess() ? " by its verdict, and ended at " + Numbers.shown(end)
                            : ": −ELBO fell by " + Numbers.shown(-change.estimate()) + " nats in " + within + " (95 % interval "
                                    + range(-change.interval().high(), -change.interval().low()) + trend + "), to "
                                    + Numbers.shown(end));
            case SETTLED -> who + " has settled: −ELBO changes by less than " + Numbers.shown(bound) + " nats in " + within
                    + " (95 % interval " + range(change.interval().low(), change.interval().high())
                    + trend + "), and ended at " + Numbers.shown(end);
            case UNKNOWN -> "Whether " + (who.startsWith("The ") ? who.substring(0, 1).toLowerCase(Locale.ROOT) + who.substring(1)
                    : who) + " has settled " + change.open() + ": −ELBO changed by "
                    + Numbers.shown(change.estimate()) + " nats in " + within + ", to " + Numbers.shown(end);
        };
    }

    private static String range(double low, double high) {
        return Numbers.range(new MeanInterval(2, (low + high) / 2, (high - low) / 2));
    }

    /**
     * What stands before a comparison of trainings that had not all come to rest; empty where they had, or where there are no
     * curves.
     */
    static String caveat(List<Variant> compared) {
        List<State> states = compared.stream().map(Convergence::of).flatMap(Optional::stream).map(Convergence::state).toList();
        long improving = states.stream().filter(state -> state == State.IMPROVING).count(), unknown = states.stream()
                .filter(state -> state == State.UNKNOWN || state == State.FALLING).count();
        if (improving > 0) return subject(improving, compared.size()) + " still improving when training ended";
        if (unknown > 0) {
            return "It is not shown that training had settled"
                    + (compared.size() == 1 ? "" : " for " + unknown + " of " + compared.size() + " settings");
        }
        return "";
    }

    private static String subject(long some, int all) {
        return (some == all ? all == 1 ? "The model" : "All " + all + " settings" : some + " of " + all + " settings")
                + (some == 1 ? " was" : " were");
    }
}
