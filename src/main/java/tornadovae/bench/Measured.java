package tornadovae.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the windows of one case gave. Where enough of them were clean, the others do not count.
 *
 * @param median  of the windows that count, as are least and most
 * @param clean   windows in which others took next to none of the threads' time ({@link Disturbance}); 0 where nobody knows
 * @param windows how many there were
 * @param state   whether the figures can be trusted
 */
public record Measured(double median, double least, double most, int clean, int windows, State state) {

    /** Whether others disturbed the measuring. */
    public enum State {
        /** Enough windows were clean, and only they count. */
        CLEAN,
        /** Too few windows were clean; all count. */
        DISTURBED,
        /** This system does not tell; all count. */
        UNKNOWN
    }

    /** So many clean windows are enough for a median, if more were not asked for. */
    private static final int ENOUGH = 5;

    /** Windows as they are measured. */
    static final class Windows {

        private final List<Double> rates = new ArrayList<>();
        private final List<Double> taken = new ArrayList<>();

        /** @param share of the threads' time that others took; NaN where nobody knows */
        void add(double rate, double share) {
            rates.add(rate);
            taken.add(share);
        }

        /** One a window, disturbed or not. */
        double[] rates() {
            return rates.stream().mapToDouble(Double::doubleValue).toArray();
        }

        boolean clean(int window) {
            return taken.get(window) <= Disturbance.ALLOWED; // not where it is NaN
        }

        /** Clean ones. */
        int count() {
            return (int) taken.stream().filter(share -> share <= Disturbance.ALLOWED).count();
        }

        /** @param asked how many windows were asked for */
        Measured measured(int asked) {
            int clean = count();
            State state = taken.stream().anyMatch(share -> share.isNaN()) ? State.UNKNOWN
                    : clean >= Math.min(ENOUGH, asked) ? State.CLEAN : State.DISTURBED;
            var counted = new ArrayList<Double>();
            for (int window = 0; window < rates.size(); window++) {
                if (state != State.CLEAN || clean(window)) counted.add(rates.get(window));
            }
            Spread spread = Spread.of(counted.stream().mapToDouble(Double::doubleValue).toArray());
            return new Measured(spread.median(), spread.least(), spread.most(), clean, rates.size(), state);
        }
    }

    /**
     * What to say of figures that others may have disturbed, in a line; empty where they did not.
     *
     * @param cases of one run
     */
    public static String warning(List<Measured> cases) {
        if (cases.stream().anyMatch(each -> each.state == State.UNKNOWN)) {
            return "This system does not say how long threads waited for a core (there is no /proc/self/task/N/schedstat), so "
                    + "nobody knows whether others disturbed these figures.";
        }
        long disturbed = cases.stream().filter(each -> each.state == State.DISTURBED).count();
        if (disturbed == 0) return "";
        return "Others disturbed " + (cases.size() == 1 ? "the measuring" : disturbed + " of " + cases.size() + " cases")
                + ": too few windows were clean, so these medians are of all windows and too low; measure again on a quieter "
                + "machine.";
    }
}
