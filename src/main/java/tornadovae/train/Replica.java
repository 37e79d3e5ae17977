package tornadovae.train;

import tornadovae.UserError;

/**
 * What a replica has of its own.
 *
 * @param seed         of its first parameters, its order of images and all its noise
 * @param beta         weight of the KL term once the warm-up is over
 * @param warmupEpochs epochs over which the weight rises linearly from 0; 0 for none
 */
public record Replica(int seed, float learningRate, float beta, int warmupEpochs) {

    public Replica {
        if (!(learningRate > 0 && learningRate < Float.POSITIVE_INFINITY))
            throw new UserError("The learning rate must be above 0, found " + learningRate + ".");
        if (!(beta >= 0 && beta < Float.POSITIVE_INFINITY)) throw new UserError("beta must be 0 or more, found " + beta + ".");
        if (warmupEpochs < 0) throw new UserError("The warm-up must be 0 epochs or more, found " + warmupEpochs + ".");
    }
}
