package tornadovae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.cpu.Ceiling;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.engine.cpu.Team;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.Statistics;
import tornadovae.model.Initialisation;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;

/**
 * Training throughput of the CPU engine. All cases and the machine's multiply-add ceiling take turns in short windows, so that a busy moment of a shared machine hits all alike;
 * figures are medians over windows.
 */
public final class CpuBenchmark {

    /**
     * @param imagesPerSecond  summed over replicas: median, minimum and maximum over windows
     * @param firstSecond      images/s in the first second after the session was opened, in a JVM as warm as the cases before have made it
     * @param fractionOfCeiling product FLOP/s of the median over the median ceiling
     */
    public record Result(Workload workload, int replicas, double imagesPerSecond, double minimum, double maximum, double firstSecond, double fractionOfCeiling) {}

    /** @param ceiling GFLOP/s of all threads together: median over windows */
    public record Report(int threads, double ceiling, List<Result> results) {}

    private final int threads;
    private final int windows;
    private final double windowSeconds;
    private final double warmUpSeconds;

    public CpuBenchmark(int threads, int windows, double windowSeconds, double warmUpSeconds) {
        this.threads = threads;
        this.windows = windows;
        this.windowSeconds = windowSeconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /** @param log gets a line as each case has warmed up */
    public Report run(List<Workload> workloads, List<Integer> replicaCounts, Consumer<String> log) {
        var cases = new ArrayList<Case>();
        Map<Split, Images> data = data();
        try (Team team = new Team(threads)) {
            for (Workload workload : workloads)
                for (int replicas : replicaCounts) {
                    Case added = new Case(workload, replicas, new CpuEngine(threads), data);
                    added.warmUp();
                    log.accept(String.format(Locale.ROOT, "%s with %d replicas is warm: %.0f images/s in its first second", workload, replicas, added.firstSecond));
                    cases.add(added);
                }
            double[] ceiling = new double[windows];
            for (int window = 0; window < windows; window++) {
                ceiling[window] = Ceiling.gigaflops(team);
                for (Case each : cases) each.rates[window] = each.rate(windowSeconds);
            }
            double median = Statistics.median(ceiling);
            return new Report(threads, median, cases.stream().map(each -> each.result(median)).toList());
        } finally {
            cases.forEach(each -> each.session.close());
        }
    }

    private static Map<Split, Images> data() {
        byte[][] pixels = new byte[Workload.IMAGES][Workload.PIXELS];
        for (int i = 0; i < pixels.length; i++)
            for (int j = 0; j < Workload.PIXELS; j++) pixels[i][j] = (byte) (i * 31 + j * 17 + (i * j >> 5));
        return new EnumMap<>(Map.of(Split.TRAIN, new Images(Workload.PIXELS, pixels)));
    }

    /** One workload with a number of replicas, in a session that stays open. */
    private final class Case {

        private final Workload workload;
        private final int replicas;
        private final Session session;
        private final Program step;
        private final double[] rates = new double[windows];
        private double firstSecond;

        Case(Workload workload, int replicas, Engine engine, Map<Split, Images> data) {
            this.workload = workload;
            this.replicas = replicas;
            step = workload.trainStep();
            session = engine.open(Memory.of(replicas, step), data);
            float[] rate = new float[replicas], beta = new float[replicas];
            Arrays.fill(rate, 1e-3f);
            Arrays.fill(beta, 1);
            session.write(Vae.LEARNING_RATE, rate);
            session.write(Vae.BETA, beta);
            int[] seeds = new int[replicas];
            Arrays.setAll(seeds, r -> r);
            session.writeIntegers(Vae.SEED, seeds);
            for (Tensor tensor : workload.vae.parameterTensors()) {
                float[] values = new float[replicas * tensor.size()];
                for (int r = 0; r < replicas; r++)
                    for (Parameter p : workload.vae.parameters())
                        if (p.tensor().equals(tensor)) Initialisation.glorot(p, 0, r, values, r * tensor.size());
                session.write(tensor, values);
            }
        }

        void warmUp() {
            firstSecond = rate(1);
            rate(warmUpSeconds);
        }

        /** Images/s over about this long. */
        double rate(double seconds) {
            long begin = System.nanoTime(), elapsed;
            int steps = 0, chunk = 1;
            do {
                session.run(step, chunk);
                steps += chunk;
                elapsed = System.nanoTime() - begin;
                chunk = (int) Math.max(1, Math.min(steps, (seconds * 1e9 - elapsed) / (elapsed / (double) steps)));
            } while (elapsed < seconds * 1e9);
            return steps * (double) workload.batch * replicas / (elapsed / 1e9);
        }

        Result result(double ceiling) {
            double median = Statistics.median(rates), flopsPerImage = workload.productFlops() / (double) workload.batch;
            return new Result(workload, replicas, median, Arrays.stream(rates).min().orElseThrow(), Arrays.stream(rates).max().orElseThrow(), firstSecond,
                    median * flopsPerImage / (ceiling * 1e9));
        }
    }
}
