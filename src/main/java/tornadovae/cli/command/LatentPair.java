package tornadovae.cli.command;

import tornadovae.UserError;
import tornadovae.experiment.store.TrainedCell;

/**
 * The value of {@code --pair}: the latent dimensions that span a plane, counted from 0.
 *
 * @param across the one that grows to the right
 * @param up     the one that grows upwards
 */
public record LatentPair(int across, int up) {

    private static final LatentPair FIRST = new LatentPair(0, 1);

    public static LatentPair parse(String option) {
        if (!option.matches("\\d{1,6},\\d{1,6}")) {
            throw new UserError(
                    "--pair must be two latent dimensions such as 0,1, not '" + option + "'.");
        }
        int comma = option.indexOf(',');
        return new LatentPair(Integer.parseInt(option.substring(0, comma)), Integer.parseInt(option.substring(comma + 1)));
    }

    public boolean isFirst() {
        return equals(FIRST);
    }

    /** Whether a model of so many latent dimensions has such a plane. */
    public boolean fits(int latent) {
        return across < latent && up < latent && across != up;
    }

    /** Refuses a model that has no such plane. */
    public void requireIn(TrainedCell cell) {
        int latent = cell.latent();
        if (!fits(latent)) {
            throw new UserError("--pair must be two different latent dimensions of " + cell.folder().path() + ", "
                    + (latent == 1 ? "which has only one, so leave it out" : "which are 0 to " + (latent - 1)) + "; not " + this
                    + ".");
        }
    }

    /** For a file's name; empty for the first two dimensions. */
    public String suffix() {
        return isFirst() ? "" : "-d" + across + "-d" + up;
    }

    @Override
    public String toString() {
        return across + "," + up;
    }
}
