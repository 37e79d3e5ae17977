package tornadovae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.model.Objective;

/**
 * Whether the CPU engine's speed has holes: W1 as its hidden layer, its batch or the number of replicas grows by factors of two.
 * Wider layers need more work an image, so what is compared is the products' GFLOP/s.
 */
public final class GrowthBenchmark {

    /** What grows, from where to where, while all else stays as in {@link Workload#W1}. */
    public enum Axis {
        HIDDEN(64, 4096), BATCH(1, 4096), REPLICAS(1, 256);

        private final int first;
        private final int last;

        Axis(int first, int last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Powers of two. */
        public List<Integer> steps() {
            var values = new ArrayList<Integer>();
            for (int value = first; value <= last; value *= 2) values.add(value);
            return values;
        }
    }

    /** @param gigaflops of the products alone, in whole steps; @param hole whether it is a {@link #holes hole} */
    public record Point(Axis axis, int value, Measured imagesPerSecond, double gigaflops, boolean hole) {}

    private final int threads;
    private final int windows;
    private final double windowSeconds;

    public GrowthBenchmark(int threads, int windows, double windowSeconds) {
        this.threads = threads;
        this.windows = windows;
        this.windowSeconds = windowSeconds;
    }

    /** One axis; points are measured one after the other, as together they would not fit into memory. */
    public List<Point> run(Axis axis, Consumer<String> log) {
        Map<Split, Images> data = TrainingCase.data();
        var measured = new ArrayList<Measured>();
        var gigaflops = new ArrayList<Double>();
        for (int value : axis.steps()) {
            int batch = axis == Axis.BATCH ? value : Workload.W1.batch, replicas = axis == Axis.REPLICAS ? value : 1;
            var vae = axis == Axis.HIDDEN ? Workload.vae(List.of(value), 20) : Workload.W1.vae;
            var step = Workload.trainStep(vae, Objective.VAE.form(), batch);
            try (var turns = new Turns(windows, windowSeconds, 4 * windowSeconds, threads)) {
                var training = turns.add(TrainingCase.training(Workload.W1, vae, step, Objective.VAE, batch, replicas,
                        new CpuEngine(threads), data));
                training.warmUp(4 * windowSeconds);
                turns.measureClean();
                measured.add(turns.measured(training));
            }
            gigaflops.add(measured.getLast().median() * Workload.productFlops(step) / 1e9 / batch);
            log.accept(String.format(Locale.ROOT, "%s %d: %.0f images/s", axis, value, measured.getLast().median()));
        }
        var holes = holes(gigaflops);
        var points = new ArrayList<Point>();
        for (int i = 0; i < measured.size(); i++) {
            points.add(new Point(axis, axis.steps().get(i), measured.get(i), gigaflops.get(i), holes.get(i)));
        }
        return points;
    }

    /** Which values lie below half of their two neighbours' geometric mean; the first and the last have one neighbour only. */
    static List<Boolean> holes(List<Double> values) {
        var holes = new ArrayList<Boolean>();
        for (int i = 0; i < values.size(); i++) {
            holes.add(i > 0 && i < values.size() - 1 && values.get(i) < 0.5 * Math.sqrt(values.get(i - 1) * values.get(i + 1)));
        }
        return holes;
    }
}
