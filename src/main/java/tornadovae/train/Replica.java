package tornadovae.train;

import tornadovae.UserError;
import tornadovae.model.Objective;
import tornadovae.model.Schedule;

/**
 * What a replica has of its own.
 *
 * @param seed      of its first parameters, its order of images and all its noise
 * @param objective what it minimises
 * @param schedule  of the objective's β
 */
public record Replica(int seed, float learningRate, Objective objective, Schedule schedule) {

    public Replica {
        if (!(learningRate > 0 && learningRate < Float.POSITIVE_INFINITY))
            throw new UserError("The learning rate must be above 0, found " + learningRate + ".");
    }
}
