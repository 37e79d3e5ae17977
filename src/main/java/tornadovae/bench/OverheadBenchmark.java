package tornadovae.bench;

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
import tornadovae.model.LossForm;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

/** What a launch costs besides the kernel: a training step of a model so small that its kernels take next to nothing. */
public final class OverheadBenchmark {

    private static final int PIXELS = 16;
    private static final int IMAGES = 64;
    private static final int PROFILES = 15;

    /**
     * @param tasks launches a step
     * @param step microseconds of wall time a step: median, least and most over windows
     * @param kernels of them, in kernels, by the device's clock
     */
    public record Result(int tasks, double step, double least, double most, double kernels) {

        /** Microseconds of the host's time a task. */
        public double perTask() {
            return (step - kernels) / tasks;
        }
    }

    private OverheadBenchmark() {}

    /** @param steps of a window: a multiple of the steps that the engine runs as one graph, or these are not what is measured */
    public static Result run(Engine engine, int windows, int steps) {
        var vae = new Vae(new VaeSpec(PIXELS, List.of(16), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8));
        Program step = vae.trainStep(Optimiser.ADAM, LossForm.BETA_VAE, 8, IMAGES);
        try (Session session =
                engine.open(Memory.of(1, step), Map.of(Split.TRAIN, new Images(PIXELS, new byte[IMAGES][PIXELS])))) {
            TrainingCase.initialise(session, vae, step, Objective.VAE, 1);
            session.run(step, 10 * steps);
            TrainingCase.await(session, 1);
            double[] microseconds = new double[windows];
            for (int window = 0; window < windows; window++) {
                long begin = System.nanoTime();
                session.run(step, steps);
                TrainingCase.await(session, 1);
                microseconds[window] = (System.nanoTime() - begin) / 1e3 / steps;
            }
            double[] kernels = new double[PROFILES];
            int tasks = 0;
            for (int p = 0; p < PROFILES; p++) {
                List<Profiled.Kernel> profile = ((Profiled) session).profile(step);
                tasks = profile.size();
                kernels[p] = profile.stream().mapToLong(Profiled.Kernel::nanoseconds).sum() / 1e3;
            }
            Spread ofStep = Spread.of(microseconds);
            return new Result(tasks, ofStep.median(), ofStep.least(), ofStep.most(), Statistics.median(kernels));
        }
    }
}
