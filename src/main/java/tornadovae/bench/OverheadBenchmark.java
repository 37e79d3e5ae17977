package tornadovae.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Profiled;
import tornadovae.engine.Session;
import tornadovae.graph.Activation;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.math.Statistics;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

/** What a launch costs besides the kernel: a training step of a model so small that its kernels take next to nothing. */
public final class OverheadBenchmark {

    private static final int PIXELS = 16;
    private static final int IMAGES = 64;
    private static final int STEPS = 50;

    /** @param step microseconds of wall time: median, least and most over windows; {@code kernels}: of them, in kernels, by the device's clock */
    public record Result(int tasks, double step, double least, double most, double kernels) {

        /** Microseconds of the host's time a task. */
        public double perTask() {
            return (step - kernels) / tasks;
        }
    }

    private OverheadBenchmark() {}

    public static Result run(Engine engine, int windows) {
        var vae = new Vae(new VaeSpec(PIXELS, List.of(16), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8));
        Program step = vae.trainStep(Optimiser.ADAM, 8, IMAGES);
        try (Session session = engine.open(Memory.of(1, step), Map.of(Split.TRAIN, new Images(PIXELS, new byte[IMAGES][PIXELS])))) {
            TrainingCase.initialise(session, vae, 1);
            session.run(step, 10 * STEPS);
            double[] microseconds = new double[windows];
            for (int window = 0; window < windows; window++) {
                long begin = System.nanoTime();
                session.run(step, STEPS);
                microseconds[window] = (System.nanoTime() - begin) / 1e3 / STEPS;
            }
            List<Profiled.Kernel> kernels = ((Profiled) session).profile(step);
            return new Result(kernels.size(), Statistics.median(microseconds), Arrays.stream(microseconds).min().orElseThrow(), Arrays.stream(microseconds).max().orElseThrow(),
                    kernels.stream().mapToLong(Profiled.Kernel::nanoseconds).sum() / 1e3);
        }
    }
}
