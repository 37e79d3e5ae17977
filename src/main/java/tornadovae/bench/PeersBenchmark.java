package tornadovae.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.model.Objective;

/** Training throughput of the CPU engine beside other frameworks, which take turns in short windows of one run. */
public final class PeersBenchmark {

    /**
     * @param peers by the framework and how the training is written there
     * @param ratio of this engine's median to that of the fastest peer
     */
    public record Result(Workload workload, Measured engine, SequencedMap<String, Measured> peers, double ratio) {}

    private final List<Peer> peers;
    private final int threads;
    private final int windows;
    private final double windowSeconds;
    private final double warmUpSeconds;

    public PeersBenchmark(List<Peer> peers, int threads, int windows, double windowSeconds, double warmUpSeconds) {
        this.peers = peers;
        this.threads = threads;
        this.windows = windows;
        this.windowSeconds = windowSeconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /** @param measured gets each workload's figures as soon as they are there */
    public void run(List<Workload> workloads, Consumer<Result> measured) {
        Map<Split, Images> data = TrainingCase.data();
        for (Workload workload : workloads) measured.accept(together(workload, data));
    }

    private Result together(Workload workload, Map<Split, Images> data) {
        try (var turns = new Turns(windows, windowSeconds, warmUpSeconds, threads)) {
            var engine = turns.add(workload, Objective.VAE, workload.batch, 1, new CpuEngine(threads), data);
            var trainings = new LinkedHashMap<String, Repeated>();
            for (Peer peer : peers) {
                peer.open(workload, threads).forEach((how, training) -> {
                    turns.add(training).rate(warmUpSeconds);
                    trainings.put(peer.name() + " " + how, training);
                });
            }
            turns.measureClean();
            var figures = new LinkedHashMap<String, Measured>();
            trainings.forEach((name, training) -> figures.put(name, turns.measured(training)));
            Measured own = turns.measured(engine);
            double best = figures.values().stream().mapToDouble(Measured::median).max().orElse(Double.NaN);
            return new Result(workload, own, figures, own.median() / best);
        }
    }
}
