package tornadovae.figure;

/**
 * A mark on an axis.
 *
 * @param label empty for a small mark between two others
 */
record Tick(double value, String label) {

    boolean isLabelled() {
        return !label.isEmpty();
    }
}
