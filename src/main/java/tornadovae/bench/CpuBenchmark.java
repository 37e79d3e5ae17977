package tornadovae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tornadovae.engine.cpu.Ceiling;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.engine.cpu.Team;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.math.Statistics;
import tornadovae.model.Objective;

/**
 * Training throughput of the CPU engine. All cases and the machine's multiply-add ceiling take turns in short windows, so that a
 * busy moment of a shared machine hits all alike; figures are medians over windows.
 */
public final class CpuBenchmark {

    /**
     * @param imagesPerSecond summed over replicas: median, minimum and maximum over windows
     * @param firstSecond images/s in the first second after the session was opened, in a JVM as warm as the cases before have
     * made it
     * @param fractionOfCeiling product FLOP/s of the median over the median ceiling
     */
    public record Result(Workload workload, int replicas, double imagesPerSecond, double minimum, double maximum,
            double firstSecond, double fractionOfCeiling) {}

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
        var cases = new ArrayList<TrainingCase>();
        Map<Split, Images> data = TrainingCase.data();
        try (Team team = new Team(threads); var turns = new Turns(windows, windowSeconds, warmUpSeconds)) {
            for (Workload workload : workloads) {
                for (int replicas : replicaCounts) {
                    cases.add(turns.add(workload, Objective.VAE, workload.batch, replicas, new CpuEngine(threads), data));
                    log.accept(String.format(Locale.ROOT, "%s with %d replicas is warm: %.0f images/s in its first second",
                            workload, replicas, cases.getLast().firstSecond()));
                }
            }
            double[] ceiling = new double[windows];
            turns.measure(window -> ceiling[window] = Ceiling.gigaflops(team));
            double median = Statistics.median(ceiling);
            return new Report(threads, median, cases.stream().map(each -> result(each, median)).toList());
        }
    }

    private static Result result(TrainingCase each, double ceiling) {
        Spread rates = Spread.of(each.rates());
        double flopsPerImage = each.workload().productFlops() / (double) each.workload().batch;
        return new Result(each.workload(), each.replicas(), rates.median(), rates.least(), rates.most(), each.firstSecond(),
                rates.median() * flopsPerImage / (ceiling * 1e9));
    }
}
