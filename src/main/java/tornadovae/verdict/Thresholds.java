package tornadovae.verdict;

/**
 * Where the rules draw their lines, each with its reason. All of them are about ends of 95 % intervals unless it says otherwise.
 */
final class Thresholds {

    private Thresholds() {}

    /** With fewer test images the t interval of a loss with a long tail is too narrow, and one odd image decides. */
    static final int FEWEST_IMAGES = 20;

    /**
     * A difference that matters, as a share of what the biases of the decoder alone can learn: the mean image's gain over a
     * decoder that knows nothing. A collapsed model is within a few per cent of the mean image, since its biases are never quite
     * settled.
     */
    static final double MARGIN = 0.05;

    /**
     * The same where biases have nothing to learn, as in black and white noise: a share of the loss of a decoder that knows
     * nothing.
     */
    static final double LEAST_MARGIN = 0.005;

    /**
     * A loss so many times that of a decoder that knows nothing is worse than any first weights give, which lie within half of
     * it.
     */
    static final double WORSE_THAN_NOTHING = 1.5;

    /**
     * An image whose loss is so many times that of a decoder that knows nothing: a number that left the range, not a bad picture.
     */
    static final double FAR = 100;

    /** Nats that the code tells of an image: a tenth is one bit for every seventh image, which no picture shows. */
    static final double TOLD = 0.1;

    /**
     * Share of a code's variance that comes from the image; with a unit prior that is Var_x(μ) &gt; 0.01 of Burda et al. 2016.
     */
    static final double USED = 0.01;

    /**
     * A quarter of the dimensions or fewer in use: more were asked for than the objective pays for. Some unused ones are usual.
     */
    static final double FEW_USED = 0.25;

    /** Where so much of the pixels' variance lies along as many principal components as are used, the data ask for no more. */
    static final double ENOUGH = 0.9;

    /**
     * Nats from the aggregate posterior to the prior. Codes that fill a share f of the prior's mass are −log f away, so at 3 nats
     * 19 draws of 20 fall where hardly any code is.
     */
    static final double UNMET = 3;

    /**
     * Share of the gain over the mean image that is lost from training to test images. Below it, more training usually still
     * pays.
     */
    static final double OVERFIT = 0.15;

    /** As {@link #OVERFIT}, where the test loss has risen by a tenth of it since its best epoch. */
    static final double OVERFIT_AND_RISING = 0.07;

    /** Share of pixels on the clamp: with half of them one more nat of room moves the bound by a quarter nat a pixel. */
    static final double CLAMPED = 0.5;

    /** Share of the gain over the mean image that as many epochs again would add: more than is seen from one seed to the next. */
    static final double IMPROVING = 0.05;

    /** As {@link #IMPROVING}, where the training has hardly begun: what else is wrong may go away by itself. */
    static final double EARLY = 0.25;

    /**
     * Nats for each number of the mean image, over the training images, that its loss parts by through estimation alone, and as
     * much again.
     */
    static final double ESTIMATED = 2;
}
