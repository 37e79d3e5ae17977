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
 * @param clipNorm  the norm over all parameters that a gradient is shortened to where it is longer; 0 for none
 */
public record Replica(int seed, float learningRate, Objective objective, Schedule schedule, float clipNorm) {

    public Replica {
        if (!(learningRate > 0 && learningRate < Float.POSITIVE_INFINITY)) {
            throw new UserError("The learning rate must be above 0, found " + learningRate + ".");
        }
        if (!(clipNorm >= 0 && clipNorm < Float.POSITIVE_INFINITY)) {
            throw new UserError(
                    "The gradient's norm is clipped at a number of at least 0, where 0 means not at all; found " + clipNorm
                            + ".");
        }
    }

    /** A replica whose gradients are not clipped. */
    public Replica(int seed, float learningRate, Objective objective, Schedule schedule) {
        this(seed, learningRate, objective, schedule, 0);
    }

    /** This replica with another objective. */
    public Replica with(Objective other) {
        return new Replica(seed, learningRate, other, schedule, clipNorm);
    }

    /** Whether its gradients are clipped. */
    boolean clips() {
        return clipNorm > 0;
    }

    /** Part of a checkpoint ({@link Checkpoint#TRAINING}): where nothing is clipped, as before there was clipping. */
    @Override
    public String toString() {
        return "Replica[seed=" + seed + ", learningRate=" + learningRate + ", objective=" + objective + ", schedule=" + schedule
                + (clips() ? ", clipNorm=" + clipNorm : "") + "]";
    }
}
