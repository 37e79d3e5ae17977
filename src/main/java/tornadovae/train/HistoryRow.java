package tornadovae.train;

import java.util.List;

/**
 * What one epoch gave, in nats per image.
 *
 * @param epoch from 1
 * @param step optimiser steps done at its end
 * @param train {@link tornadovae.model.Loss#terms}, means over the epoch's minibatches as they were met: −log p(x|z), KL(q‖p),
 * the objective's penalty if it has one, and what was minimised, with its weights and schedule
 * @param testNll −log p(x|z) with one draw of z an image, mean over the test images at the epoch's end
 * @param testKl KL(q‖p), likewise
 * @param testTotal −ELBO = NLL + KL, whatever was minimised
 */
public record HistoryRow(int epoch, int step, List<Double> train, double testNll, double testKl, double testTotal)
        implements EpochResult {

    public HistoryRow {
        train = List.copyOf(train);
    }

    public double trainNll() {
        return train.get(0);
    }

    public double trainKl() {
        return train.get(1);
    }

    /** The minimised total, the last of the terms. */
    public double trainTotal() {
        return train.getLast();
    }
}
