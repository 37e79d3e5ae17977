package tornadovae.train;

/**
 * What one epoch gave, in nats per image.
 *
 * @param epoch      from 1
 * @param step       optimiser steps done at its end
 * @param trainNll   −log p(x|z), mean over the epoch's minibatches as they were met
 * @param trainKl    KL(q‖p), likewise
 * @param trainTotal the objective that was minimised, with its β and schedule
 * @param testNll    −log p(x|z) with one draw of z an image, mean over the test images at the epoch's end
 * @param testKl     KL(q‖p), likewise
 * @param testTotal  −ELBO = NLL + KL, whatever β was trained with
 */
public record HistoryRow(int epoch, int step, double trainNll, double trainKl, double trainTotal,
                         double testNll, double testKl, double testTotal) implements EpochResult {}
