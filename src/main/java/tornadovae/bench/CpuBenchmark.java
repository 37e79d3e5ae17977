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
import tornadovae.model.Objective;

/**
 * Training throughput of the CPU engine. All cases, the matrix products of each and the machine's multiply-add ceiling take turns
 * in short windows, so that a busy moment of a shared machine hits all alike; only windows count that others did not disturb,
 * where there are enough.
 */
public final class CpuBenchmark {

    /**
     * @param imagesPerSecond of whole steps, summed over replicas
     * @param firstSecond images/s in the first second after the session was opened, in a JVM as warm as the cases before have
     * made it
     * @param step the products' FLOP/s in whole steps, as a fraction of the ceiling
     * @param products the same in steps of nothing but the products
     */
    public record Result(Workload workload, int batch, int replicas, Measured imagesPerSecond, double firstSecond, double step,
            double products) {}

    /** @param ceiling GFLOP/s of all threads together */
    public record Report(int threads, Measured ceiling, List<Result> results) {

        /** All that was measured. */
        public List<Measured> measured() {
            var all = new ArrayList<>(List.of(ceiling));
            results.forEach(result -> all.add(result.imagesPerSecond));
            return all;
        }
    }

    /** The ceiling, as a case that takes turns with the others. */
    private record Roof(Team team) implements Repeated {

        @Override
        public double rate(double seconds) {
            return Ceiling.gigaflops(team);
        }

        @Override
        public void close() {
            team.close();
        }
    }

    private static final double PRODUCTS_WARM_UP = 0.5;

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
        var products = new ArrayList<TrainingCase>();
        Map<Split, Images> data = TrainingCase.data();
        try (var turns = new Turns(windows, windowSeconds, warmUpSeconds, threads)) {
            Roof roof = turns.add(new Roof(new Team(threads)));
            for (Workload workload : workloads) {
                for (int replicas : replicaCounts) {
                    var engine = new CpuEngine(threads);
                    cases.add(turns.add(workload, Objective.VAE, workload.batch, replicas, engine, data));
                    products.add(turns.add(TrainingCase.products(workload, workload.batch, replicas, engine)));
                    products.getLast().rate(PRODUCTS_WARM_UP);
                    log.accept(String.format(Locale.ROOT, "%s with %d replicas is warm: %.0f images/s in its first second",
                            workload, replicas, cases.getLast().firstSecond()));
                }
            }
            turns.measureClean();
            Measured ceiling = turns.measured(roof);
            var results = new ArrayList<Result>();
            for (int i = 0; i < cases.size(); i++) {
                TrainingCase each = cases.get(i);
                Measured rate = turns.measured(each);
                results.add(new Result(each.workload(), each.batch(), each.replicas(), rate, each.firstSecond(),
                        rate.median() * flopsPerImage(each.workload()) / ceiling.median(),
                        turns.measured(products.get(i)).median() * flopsPerImage(each.workload()) / ceiling.median()));
            }
            return new Report(threads, ceiling, results);
        }
    }

    /** GFLOP. */
    private static double flopsPerImage(Workload workload) {
        return workload.productFlops() / 1e9 / workload.batch;
    }
}
