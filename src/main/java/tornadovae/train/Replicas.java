package tornadovae.train;

import java.util.List;
import java.util.function.ToIntFunction;
import tornadovae.UserError;
import tornadovae.engine.Session;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.model.LossWeights;
import tornadovae.model.Vae;

/** Every replica's own numbers, on their way to a session. */
final class Replicas {

    private Replicas() {}

    /** Writes the numbers that the program asks for. */
    static void write(List<Replica> replicas, Program program, int stepsPerEpoch, int step, Session session) {
        writeIntegers(Vae.SEED, replicas, program, session, Replica::seed);
        writeIntegers(Vae.OTHER_SEED, replicas, program, session, replica -> Vae.otherSeed(replica.seed()));
        writeIntegers(Vae.STEP, replicas, program, session, _ -> step);
        writeIntegers(LossWeights.RISE_STEPS, replicas, program, session,
                replica -> steps("A warm-up", replica.schedule().warmupEpochs(), stepsPerEpoch));
        writeIntegers(LossWeights.PERIOD_STEPS, replicas, program, session,
                replica -> steps("A cycle", replica.schedule().cycleEpochs(), stepsPerEpoch));
        writeIntegers(LossWeights.CAPACITY_STEPS, replicas, program, session, replica -> replica.objective().capacitySteps());
        if (program.tensors().contains(Vae.CLIP_NORM)) {
            float[] norms = new float[replicas.size()];
            for (int r = 0; r < norms.length; r++) norms[r] = replicas.get(r).clipNorm();
            session.write(Vae.CLIP_NORM, norms);
        }
        for (Tensor weight : replicas.getFirst().objective().weights().keySet()) {
            if (!program.tensors().contains(weight)) continue;
            float[] values = new float[replicas.size()];
            for (int r = 0; r < values.length; r++) values[r] = replicas.get(r).objective().weights().get(weight);
            session.write(weight, values);
        }
    }

    private static void writeIntegers(Tensor tensor, List<Replica> replicas, Program program, Session session,
            ToIntFunction<Replica> value) {
        if (program.tensors().contains(tensor)) session.writeIntegers(tensor, replicas.stream().mapToInt(value).toArray());
    }

    private static int steps(String what, int epochs, int stepsPerEpoch) {
        if ((long) epochs * stepsPerEpoch > Integer.MAX_VALUE) {
            throw new UserError(what + " of " + epochs + " epochs of " + stepsPerEpoch
                    + " steps is more than 2147483647 steps; choose fewer epochs.");
        }
        return epochs * stepsPerEpoch;
    }

    /** The learning rates of an epoch, counted from 0; a replay stays within one. */
    static void writeLearningRates(List<Replica> replicas, LearningRateSchedule schedule, int epoch, Session session) {
        float[] learningRate = new float[replicas.size()];
        for (int r = 0; r < learningRate.length; r++) learningRate[r] = replicas.get(r).learningRate() * schedule.factor(epoch);
        session.write(Vae.LEARNING_RATE, learningRate);
    }
}
