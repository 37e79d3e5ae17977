package tornadovae.cli.command;

import java.util.regex.Pattern;
import tornadovae.UserError;
import tornadovae.experiment.store.TrainedCell;

/**
 * The value of {@code --pair}: the latent dimensions that span a plane. Users name them as pictures and reports do, z1 for the
 * first; {@code 1,2} and {@code z1,z2} are the same plane.
 *
 * @param across index, from 0, of the one that grows to the right
 * @param up     index, from 0, of the one that grows upwards
 */
public record LatentPair(int across, int up) {

    /** The plane that is shown where none is asked for. */
    public static final String DEFAULT = "z1,z2";

    private static final LatentPair FIRST = new LatentPair(0, 1);
    private static final Pattern OPTION = Pattern.compile("z?([1-9]\\d{0,5}),z?([1-9]\\d{0,5})");

    /** @throws UserError where it names no two dimensions */
    public static LatentPair parse(String option) {
        var dimensions = OPTION.matcher(option);
        if (!dimensions.matches()) {
            throw new UserError("--pair must be two latent dimensions, counted from 1 as in pictures, such as " + DEFAULT + "; "
                    + "not '" + option + "'.");
        }
        return new LatentPair(Integer.parseInt(dimensions.group(1)) - 1, Integer.parseInt(dimensions.group(2)) - 1);
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
                    + (latent == 1 ? "which has only one, so leave it out" : "which are z1 to z" + latent) + "; not " + this
                    + ".");
        }
    }

    /** For a file's name; empty for the first two dimensions. */
    public String suffix() {
        return isFirst() ? "" : "-z" + (across + 1) + "-z" + (up + 1);
    }

    @Override
    public String toString() {
        return "z" + (across + 1) + ",z" + (up + 1);
    }
}
