package tornadovae.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tornadovae.UserError;
import tornadovae.engine.Engine;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.model.Objective;

/**
 * Training throughput of several engines beside each other. For one workload, batch and number of replicas, the engines take
 * turns in short windows, so that a busy moment of a shared machine hits all alike.
 */
public final class TrainingBenchmark {

    /** @param imagesPerSecond summed over replicas */
    public record Result(String engine, Workload workload, int batch, int replicas, Measured imagesPerSecond) {}

    private final SequencedMap<String, Engine> engines;
    private final int windows;
    private final double windowSeconds;
    private final double warmUpSeconds;

    /** @param engines by the name that results give them */
    public TrainingBenchmark(SequencedMap<String, Engine> engines, int windows, double windowSeconds, double warmUpSeconds) {
        this.engines = engines;
        this.windows = windows;
        this.windowSeconds = windowSeconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /**
     * @param batches instead of the workloads' own; empty: theirs
     * @param measured gets the engines' results of each case as soon as it is measured
     * @param refused  gets a sentence for each case that an engine refuses, since it is too large for it
     */
    public void run(List<Workload> workloads, List<Integer> batches, List<Integer> replicaCounts, Consumer<List<Result>> measured,
            Consumer<String> refused) {
        Map<Split, Images> data = TrainingCase.data();
        for (Workload workload : workloads) {
            for (int batch : batches.isEmpty() ? List.of(workload.batch) : batches) {
                for (int replicas : replicaCounts) {
                    try {
                        measured.accept(together(workload, batch, replicas, data));
                    } catch (UserError e) {
                        if (e.exitCode != 2) throw e;
                        refused.accept(workload + ", batch " + batch + ", × " + replicas + ": " + e.getMessage());
                    }
                }
            }
        }
    }

    private List<Result> together(Workload workload, int batch, int replicas, Map<Split, Images> data) {
        try (var turns = new Turns(windows, windowSeconds, warmUpSeconds, Runtime.getRuntime().availableProcessors())) {
            var cases = new LinkedHashMap<String, TrainingCase>();
            engines.forEach((name, engine) -> cases.put(name, turns.add(workload, Objective.VAE, batch, replicas, engine, data)));
            turns.measure();
            var results = new ArrayList<Result>();
            cases.forEach((name, each) -> results.add(new Result(name, workload, batch, replicas, turns.measured(each))));
            return results;
        }
    }
}
