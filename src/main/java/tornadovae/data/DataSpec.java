package tornadovae.data;

import tornadovae.UserError;
import tornadovae.data.source.Datasets;

/**
 * Which images an experiment is about. Two equal specifications give the same images, bit for bit, on every machine.
 *
 * @param name  a name of {@link Datasets#names()}, or a user's own, such as {@code images:DIR} or {@code npz:FILE}
 * @param train how many training images, the first of the set; 0 takes all there are, or the default number of a procedural set
 * @param test  how many test images, likewise
 * @param seed  seed of procedural sets; others do not depend on it
 * @param transpose whether rows and columns of a user's own images change places; EMNIST stores its images so
 * @param colour whether a user's own pictures keep their colours; they are grey otherwise
 * @param width  pixels a row that a user's own pictures get; 0 leaves them as they are
 * @param height rows that they get; 0 is as many as pixels a row
 */
public record DataSpec(String name, int train, int test, int seed, boolean transpose, boolean colour, int width, int height) {

    private static final int MOST = 4096;

    /** Images as they are stored. */
    public DataSpec(String name, int train, int test, int seed) {
        this(name, train, test, seed, false);
    }

    /** Images of the size that they have. */
    public DataSpec(String name, int train, int test, int seed, boolean transpose) {
        this(name, train, test, seed, transpose, false, 0, 0);
    }

    public DataSpec {
        if (name == null || name.isBlank()) throw new UserError("The data set has no name; 'data list' shows what there is.");
        if (train < 0) throw new UserError("The number of training images is " + train + "; it must be 0 (all) or more.");
        if (test < 0) throw new UserError("The number of test images is " + test + "; it must be 0 (all) or more.");
        if (transpose && name.indexOf(':') < 0) {
            throw new UserError("The images of " + name + " stand upright already; transpose is for your own files, such "
                    + "as idx:DIR, so leave it out.");
        }
        if ((colour || width != 0 || height != 0) && !name.startsWith("images:")) {
            throw new UserError("colour, width and height are for pictures, images:DIR, and " + name + " has what its file says; "
                    + "leave them out.");
        }
        if (width < 0 || width > MOST || height < 0 || height > MOST) {
            throw new UserError("Pictures of %d×%d pixels are wanted; at most %d×%d are allowed, and 0 leaves them as they are."
                    .formatted(width, height, MOST, MOST));
        }
        if (height != 0 && width == 0) {
            throw new UserError("The pictures get a height of " + height + ", but no width; give both.");
        }
    }

    /** All images of a set, with seed 0. */
    public static DataSpec of(String name) {
        return new DataSpec(name, 0, 0, 1);
    }

    /** With another number of test images. */
    public DataSpec withTest(int images) {
        return new DataSpec(name, train, images, seed, transpose, colour, width, height);
    }
}
