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
 */
public record DataSpec(String name, int train, int test, int seed, boolean transpose) {

    /** Images as they are stored. */
    public DataSpec(String name, int train, int test, int seed) {
        this(name, train, test, seed, false);
    }

    public DataSpec {
        if (name == null || name.isBlank()) throw new UserError("The data set has no name; 'data list' shows what there is.");
        if (train < 0) throw new UserError("The number of training images is " + train + "; it must be 0 (all) or more.");
        if (test < 0) throw new UserError("The number of test images is " + test + "; it must be 0 (all) or more.");
        if (transpose && name.indexOf(':') < 0) {
            throw new UserError("The images of " + name + " stand upright already; transpose is for your own files, such "
                    + "as idx:DIR, so leave it out.");
        }
    }

    /** All images of a set, with seed 0. */
    public static DataSpec of(String name) {
        return new DataSpec(name, 0, 0, 1);
    }

    /** With another number of test images. */
    public DataSpec withTest(int images) {
        return new DataSpec(name, train, images, seed, transpose);
    }
}
