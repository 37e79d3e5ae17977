package tornadovae.train;

import tornadovae.UserError;
import tornadovae.model.Optimiser;
import tornadovae.model.VaeSpec;

/**
 * What replicas of one program share.
 *
 * @param batch               images a minibatch
 * @param epochs              passes over the training images; the last n mod batch images of every pass's order are left out
 * @param schedule            of the learning rates
 * @param decoderBiasFromData whether the decoder's last bias begins where the mean training image is, instead of at 0
 */
public record Recipe(VaeSpec model, Optimiser optimiser, int batch, int epochs, LearningRateSchedule schedule,
        boolean decoderBiasFromData) {

    public Recipe {
        if (batch < 1) throw new UserError("batch must be 1 or more, found " + batch + ".");
        if (epochs < 1) throw new UserError("epochs must be 1 or more, found " + epochs + ".");
    }
}
