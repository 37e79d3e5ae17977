package tornadovae.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.bench.ObjectiveBenchmark;
import tornadovae.bench.Workload;

@Command(name = "objectives", description = {"Measure what each objective's extra terms cost: images/s, and the time of a training step in units of the vanilla VAE's. All objectives take turns in "
        + "short windows; images/s is a median over windows, cost the median of their ratios. Where least and most lie on both sides of 1, the machine was too busy to tell.", "Workloads: see 'bench cpu --help'."}, footer = {
        "  ./run.sh bench objectives",
        "  ./run.sh bench objectives --workloads W1,W3 --replicas 1,16 --out figures"})
final class BenchObjectives extends BaseCommand {

    /** A median of fewer ratios is one of them or between two. */
    private static final int FEW = 5;
    /** Below this no quiet machine has measured anything. */
    private static final double FASTEST = 0.9;

    @Mixin
    EngineOptions engine;

    @Mixin
    BenchFigures figures;

    @Option(names = "--workloads", paramLabel = "LIST", split = ",", defaultValue = "W1", description = "Which ones (default: ${DEFAULT-VALUE}).")
    List<Workload> workloads;

    @Option(names = "--replicas", paramLabel = "LIST", split = ",", defaultValue = "1", description = "Models trained together (default: ${DEFAULT-VALUE}).")
    List<Integer> replicas;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "9", description = "Windows of 0.3 s for each objective (default: ${DEFAULT-VALUE}).")
    int windows;

    @Override
    public Integer call() {
        requireRange("--windows", windows, 1, 10_000);
        for (int count : replicas) requireRange("--replicas", count, 1, 1024);
        figures.requireOut();
        var choice = engine.choose();
        say(choice.reason());
        var tooFast = new LinkedHashSet<String>();
        for (Workload workload : workloads)
            for (int count : replicas) {
                for (var result : new ObjectiveBenchmark(choice.engine(), windows, 0.3, 1).run(workload, count)) {
                    figures.row("workload", workload, "replicas", count, "objective", result.objective(), "images/s", result.imagesPerSecond(), "cost", result.cost(),
                            "least", result.least(), "most", result.most());
                    if (result.cost() < FASTEST) tooFast.add(result.objective());
                    say(String.format(Locale.ROOT, "%s, %d × %s: %.2f of the vanilla VAE's time", workload, count, result.objective(), result.cost()));
                }
                figures.write(spec.name(), spec.root().commandLine().getParseResult().originalArgs(), List.of(choice.engine()), Map.of());
            }
        out().print(figures.table());
        if (windows < FEW) say("With " + windows + (windows == 1 ? " window" : " windows")
                + " a busy moment cannot be told from a cost; take --windows " + FEW + " or more.");
        if (!tooFast.isEmpty()) say("Measured as faster than the vanilla VAE, of whose work they do all and more: "
                + String.join(", ", tooFast)
                + ". The machine was busy; these figures are worth nothing, so measure again when it is not.");
        return 0;
    }
}
