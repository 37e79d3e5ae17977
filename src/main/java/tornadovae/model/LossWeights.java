package tornadovae.model;

import tornadovae.graph.Ramp;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/** The numbers of an objective that a replica has for itself, as tensors of a program. */
public final class LossWeights {

    /** A replica's own weights, [1, 1] each; {@link Objective} says what they mean. */
    public static final Tensor BETA = weight("beta");
    /** 1 − β of {@link Draws.Use#COMBINED}. */
    public static final Tensor BOUND_SHARE = weight("boundShare");
    public static final Tensor FREE_NATS = weight("freeNats");
    public static final Tensor CAPACITY = weight("capacity");
    public static final Tensor PENALTY_WEIGHT = weight("penaltyWeight");
    public static final Tensor OFF_DIAGONAL = weight("lambdaOffDiagonal");
    public static final Tensor DIAGONAL = weight("lambdaDiagonal");
    /** Step size of the {@link Penalty#FACTOR}'s discriminator. */
    public static final Tensor DISCRIMINATOR_RATE = weight("discriminatorRate");
    /** Schedules, in optimiser steps, [1, 1] each: {@link Ramp}. */
    public static final Tensor RISE_STEPS = Tensor.scalar("riseSteps", Role.INTEGER);
    public static final Tensor PERIOD_STEPS = Tensor.scalar("periodSteps", Role.INTEGER);
    public static final Tensor CAPACITY_STEPS = Tensor.scalar("capacitySteps", Role.INTEGER);

    /** Nobody writes these, so they are 0. */
    static final Tensor ZERO = weight("zero"), NEVER = Tensor.scalar("never", Role.INTEGER);

    private LossWeights() {}

    private static Tensor weight(String name) {
        return Tensor.scalar(name, Role.HYPERPARAMETER);
    }
}
