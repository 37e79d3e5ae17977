package tornadovae.train;

import java.util.List;
import tornadovae.UserError;
import tornadovae.engine.Session;
import tornadovae.model.Vae;

/** Every replica's own numbers, on their way to a session. */
final class Replicas {

    private Replicas() {}

    static void write(List<Replica> replicas, int stepsPerEpoch, int step, Session session) {
        int n = replicas.size();
        int[] seed = new int[n];
        int[] warmupSteps = new int[n];
        int[] steps = new int[n];
        float[] beta = new float[n];
        for (int r = 0; r < n; r++) {
            Replica replica = replicas.get(r);
            seed[r] = replica.seed();
            if ((long) replica.warmupEpochs() * stepsPerEpoch > Integer.MAX_VALUE)
                throw new UserError("A warm-up of " + replica.warmupEpochs() + " epochs of " + stepsPerEpoch
                        + " steps is more than 2147483647 steps; choose fewer epochs.");
            warmupSteps[r] = replica.warmupEpochs() * stepsPerEpoch;
            steps[r] = step;
            beta[r] = replica.beta();
        }
        session.writeIntegers(Vae.SEED, seed);
        session.writeIntegers(Vae.WARMUP_STEPS, warmupSteps);
        session.writeIntegers(Vae.STEP, steps);
        session.write(Vae.BETA, beta);
    }

    /** The learning rates of an epoch, counted from 0; a replay stays within one. */
    static void writeLearningRates(List<Replica> replicas, LearningRateSchedule schedule, int epoch, Session session) {
        float[] learningRate = new float[replicas.size()];
        for (int r = 0; r < learningRate.length; r++) learningRate[r] = replicas.get(r).learningRate() * schedule.factor(epoch);
        session.write(Vae.LEARNING_RATE, learningRate);
    }
}
