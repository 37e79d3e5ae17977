package tornadovae.verdict;

import java.util.Arrays;
import tornadovae.train.Codes;
import tornadovae.train.TrainedModel;

/** How many pixels of a Gaussian decoder have the least variance that is allowed. */
final class Clamp {

    private static final int MOST_IMAGES = 1_000;

    private Clamp() {}

    /** The share of pixels at the codes' means, with its interval over images. */
    static Estimate share(TrainedModel model, Codes codes) {
        float[][] mu = Arrays.copyOf(codes.mu(), Math.min(codes.mu().length, MOST_IMAGES));
        float least = model.spec().minLogVar();
        return Estimate.mean(Arrays.stream(model.decodeLogVariance(mu)).mapToDouble(logVar -> share(logVar, least)).toArray());
    }

    private static double share(float[] logVar, float least) {
        int on = 0;
        for (float value : logVar) {
            if (value <= least) on++;
        }
        return on / (double) logVar.length;
    }
}
