package tornadovae.data.source;

import tornadovae.UserError;

/**
 * The memory that images take, asked for before it is allocated, so that too many of them are a sentence and not an
 * OutOfMemoryError.
 */
final class ImageMemory {

    /** Object headers of one image, its row of factors and the references to both. */
    private static final int OVERHEAD = 48;

    private ImageMemory() {}

    /**
     * @param what start of the sentence: the set's name or the file
     * @throws UserError where the images would take more than 80 % of the memory Java may use
     */
    static void check(String what, long images, long columns, int factors) {
        double bytes = images * (columns + 4.0 * factors + OVERHEAD);
        double allowed = 0.8 * Runtime.getRuntime().maxMemory();
        if (bytes > allowed) {
            throw new UserError(("%s: %d images of %d pixels need %.0f MB, but Java may use %.0f MB; ask for fewer images, or "
                    + "raise the limit with TORNADO_VAE_JAVA_OPTS=-Xmx….")
                    .formatted(what, images, columns, bytes / 0x1p20, allowed / 0x1p20));
        }
    }
}
