package tornadovae.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.graph.Images;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

/** Models and images that train in milliseconds. */
final class Small {

    static final VaeSpec MODEL = new VaeSpec(9, List.of(5), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);
    static final VaeSpec GAUSSIAN = new VaeSpec(9, List.of(5, 4), 3, Activation.SOFTPLUS, Likelihood.GAUSSIAN, Binarize.NONE, -8);
    static final VaeSpec DYNAMIC = new VaeSpec(9, List.of(5), 2, Activation.RELU, Likelihood.BERNOULLI, Binarize.DYNAMIC, -8);

    private Small() {}

    /** The specification, and what users have. */
    static Stream<Engine> engines() {
        return Stream.of(new FloatEngine(), new CpuEngine(1), new CpuEngine(2));
    }

    static final Trainer.Observer SILENT = new Trainer.Observer() {
        @Override
        public void progress(long imagesDone, long imagesInAll) {}

        @Override
        public void epochDone(int epoch, List<EpochResult> perReplica) {}
    };

    /** 37 training images in minibatches of 5: 7 steps an epoch, and some images left out. */
    static Recipe recipe(VaeSpec model, Optimiser optimiser, int epochs) {
        return new Recipe(model, optimiser, 5, epochs, LearningRateSchedule.CONSTANT, false);
    }

    static Recipe recipe(int epochs) {
        return recipe(MODEL, Optimiser.ADAM, epochs);
    }

    static Replica replica(int seed) {
        return new Replica(seed, 0.01f, Objective.VAE, Schedule.CONSTANT);
    }

    static Dataset data() {
        return data(37, 13);
    }

    /** 3×3 images, each a grey bar and some noise. */
    static Dataset data(int train, int test) {
        return new Dataset("bars", 3, 3, part(train, 0), part(test, 1), List.of(), List.of());
    }

    private static Part part(int count, int step) {
        byte[][] pixels = new byte[count][9];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 9; c++) {
                pixels[i][c] = (byte) ((c / 3 == i % 3 ? 180 : 0) + 60 * Philox.uniform(7, Philox.Stream.DATA, step, 9 * i + c));
            }
        }
        return new Part(new Images(9, pixels), new int[0], new float[0][]);
    }

    /** Trains to the end and gives the checkpoint of every replica, null for those that diverged. */
    static List<Checkpoint> train(Engine engine, Recipe recipe, Replica... replicas) {
        try (var trainer = new Trainer(engine, recipe, List.of(replicas), data())) {
            trainer.train(SILENT, () -> false);
            var checkpoints = new ArrayList<Checkpoint>();
            for (int r = 0; r < replicas.length; r++) {
                checkpoints.add(trainer.divergence(r).isPresent() ? null : trainer.checkpoint(r, Map.of()));
            }
            return checkpoints;
        }
    }
}
