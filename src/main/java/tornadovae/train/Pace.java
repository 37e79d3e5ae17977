package tornadovae.train;

/** How many steps to run before the host looks up: about half a second of them. It decides when, never what is computed. */
final class Pace {

    private static final double SECONDS = 0.5;

    private int steps = 1;

    /** Steps to run next, at most {@code left}. */
    int next(int left) {
        return Math.min(steps, left);
    }

    /**
     * Says how long a number of steps took. Grows at most fourfold at a time, because first steps are slow and short measurements
     * uncertain.
     */
    void took(int stepsRun, double seconds) {
        double wanted = SECONDS * stepsRun / Math.max(seconds, 1e-9);
        steps = (int) Math.clamp(wanted, 1, Math.min(4.0 * steps, 1 << 20));
    }
}
