package tornadovae.verdict;

import java.util.HashMap;
import java.util.Map;
import tornadovae.graph.Images;
import tornadovae.model.Likelihood;
import tornadovae.model.Variance;
import tornadovae.model.VaeSpec;

/**
 * What models of one data set are compared with, each computed once, when it is first asked for. It belongs to one thread at a
 * time.
 */
final class Baselines {

    /** Test images that PCA is compared on. */
    static final int MOST_IMAGES = 2_000;
    /** The most dimensions of PCA. With more the comparison would cost more than it says. */
    static final int MOST_WIDTH = 64;

    private record Frame(Likelihood likelihood, Variance variance, float minLogVar) {}

    private record Line(int width, float minLogVar) {}

    private final Images train;
    private final Images test;
    private final Map<Frame, MeanImage> meanImages = new HashMap<>();
    private final Map<Frame, double[]> losses = new HashMap<>();
    private final Map<Integer, PrincipalComponents> components = new HashMap<>();
    private final Map<Line, LinearModel> lines = new HashMap<>();

    /** @param train as a model sees them, like {@code test} */
    Baselines(Images train, Images test) {
        this.train = train;
        this.test = test;
    }

    MeanImage meanImage(VaeSpec spec) {
        return meanImage(frame(spec));
    }

    private MeanImage meanImage(Frame frame) {
        return meanImages.computeIfAbsent(frame, f -> MeanImage.of(train, f.likelihood, f.variance, f.minLogVar));
    }

    private static Frame frame(VaeSpec spec) {
        return new Frame(spec.likelihood(), spec.variance(), spec.minLogVar());
    }

    /** The mean image's loss of every test image, nats. */
    double[] meanImageLosses(VaeSpec spec) {
        return losses.computeIfAbsent(frame(spec), frame -> meanImage(frame).losses(test));
    }

    /** The principal components of the training images. */
    PrincipalComponents components(int width) {
        return components.computeIfAbsent(width, k -> PrincipalComponents.of(train, k));
    }

    /** The linear model, measured on the first {@link #MOST_IMAGES} test images. */
    LinearModel linearModel(int width, float minLogVar) {
        return lines.computeIfAbsent(new Line(width, minLogVar), line -> LinearModel.of(components(width),
                meanImage(new Frame(Likelihood.GAUSSIAN, Variance.PIXEL, minLogVar)), Math.exp(minLogVar), test, MOST_IMAGES));
    }
}
