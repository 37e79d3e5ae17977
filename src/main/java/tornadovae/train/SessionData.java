package tornadovae.train;

import java.util.Map;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.model.Binarize;
import tornadovae.model.VaeSpec;

/** The images as a model sees them. */
final class SessionData {

    /** Static binarisation makes one data set for all replicas and all experiments, so its seed is fixed. */
    private static final int STATIC_SEED = 0;

    private SessionData() {}

    static Map<Split, Images> of(VaeSpec model, Dataset data) {
        if (data.columns() != model.pixels()) {
            throw new UserError("The model is for images of " + model.pixels() + " pixels, but those of " + data.name() + " have "
                    + data.columns() + " (" + data.width() + "×" + data.height() + ").");
        }
        Dataset seen = model.binarize() == Binarize.STATIC ? data.binarised(STATIC_SEED) : data;
        return Map.of(Split.TRAIN, seen.train().images(), Split.TEST, seen.test().images());
    }
}
