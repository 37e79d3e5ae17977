package tornadovae.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.bench.Measured;
import tornadovae.bench.ObjectiveBenchmark;
import tornadovae.bench.Workload;

@Command(name = "objectives",
        description = {"Measure what each objective's extra terms cost, and each likelihood: images/s, and the time of a step in "
                + "units of the vanilla VAE's. All objectives take turns in short windows; images/s is a median over windows, "
                + "cost the median of their ratios. Where least and most lie on both sides of 1, the machine was too "
                + "busy to tell.", "Workloads: see 'bench cpu --help'."},
        footer = {"  ./run.sh bench objectives", "  ./run.sh bench objectives --workloads W1,W3 --replicas 1,16 --out figures"})
final class BenchObjectives extends Benchmark {

    /** Below this no quiet machine has measured anything. */
    private static final double FASTEST = 0.9;

    @Mixin
    BenchCases cases = new BenchCases(List.of(Workload.W1), List.of(1));

    @Mixin
    BenchWindows windows = new BenchWindows(9, 0.3);

    @Override
    public Integer call() {
        windows.check();
        cases.check();
        figures.requireOut();
        var choice = engine.choose();
        say(choice.reason());
        var rates = new ArrayList<Measured>();
        var tooFast = new LinkedHashSet<String>();
        for (Workload workload : cases.workloads) {
            for (int count : cases.replicas) {
                for (var result : new ObjectiveBenchmark(choice.engine(), windows.count, windows.seconds, 1)
                        .run(workload, count)) {
                    figures.row("workload", workload, "replicas", count, "objective", result.objective(), "images/s",
                            result.imagesPerSecond().median(), "cost", result.cost(), "least", result.least(), "most",
                            result.most());
                    rates.add(result.imagesPerSecond());
                    if (result.cost() < FASTEST && ObjectiveBenchmark.addsTerms(result.objective())) {
                        tooFast.add(result.objective());
                    }
                    say(String.format(Locale.ROOT, "%s, %d × %s: %.2f of the vanilla VAE's time", workload, count,
                            result.objective(), result.cost()));
                }
                write(List.of(choice.engine()), Map.of());
            }
        }
        out().print(figures.table());
        warn(windows, rates);
        if (!tooFast.isEmpty()) {
            say("Measured as faster than the vanilla VAE, of whose work they do all and more: "
                    + String.join(", ", tooFast)
                    + ". The machine was busy; these figures are worth nothing, so measure again when it is not.");
        }
        return 0;
    }
}
