package tornadovae.model;

import tornadovae.UserError;

/**
 * How β rises: linearly over some epochs, from 1/n of it in the first of n steps to all of it in the last, once or at the
 * beginning of every cycle   ({@link tornadovae.graph.Ramp}).
 *
 * @param warmupEpochs epochs of the rise; 0 for none
 * @param cycleEpochs  epochs from the beginning of one rise to the next; 0 for a single one
 */
public record Schedule(int warmupEpochs, int cycleEpochs) {

    public static final Schedule CONSTANT = new Schedule(0, 0);

    public Schedule {
        if (warmupEpochs < 0) throw new UserError("The warm-up must be 0 epochs or more, found " + warmupEpochs + ".");
        if (cycleEpochs < 0) throw new UserError("A cycle must be 0 epochs or more, found " + cycleEpochs + ".");
        if (cycleEpochs > 0 && (warmupEpochs == 0 || warmupEpochs > cycleEpochs)) {
            throw new UserError("cycleEpochs is " + cycleEpochs + ", so warmupEpochs must lie between 1 and " + cycleEpochs
                    + ", found " + warmupEpochs + ": β rises over warmupEpochs at the beginning of each cycle.");
        }
    }

    public static Schedule warmup(int epochs) {
        return new Schedule(epochs, 0);
    }

    public static Schedule cyclic(int warmupEpochs, int cycleEpochs) {
        return new Schedule(warmupEpochs, cycleEpochs);
    }
}
