package tornadovae.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.bench.CpuBenchmark;
import tornadovae.bench.GrowthBenchmark;
import tornadovae.bench.Measured;
import tornadovae.bench.Workload;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.VectorUnit;
import tornadovae.engine.cpu.CpuEngine;

@Command(name = "cpu",
        description = {"Measure training on the CPU engine: images/s of several workloads, and the fraction of the machine's "
                + "multiply-add ceiling that the matrix products reach, in whole steps and alone. All cases and the ceiling take "
                + "turns in short windows. A window counts if our threads waited for a core, and the host took cores away, for "
                + "less than 1.5 %% of the time; the others are measured again, three times at most. Figures are medians.",
                "W1: 784-500-20, Bernoulli, batch 100.  W2: 784-512-256-10, batch 256.  W3: W1 with batch 1000.  "
                        + "W4: 784-500-2, Gaussian, batch 128.",
                "W5: 784-1024-1024-32, Bernoulli, batch 512."},
        footer = {
                "  ./run.sh bench cpu",
                "  ./run.sh bench cpu --workloads W1,W3 --replicas 1,16 --windows 31",
                "  ./run.sh bench cpu --growth hidden,batch"})
final class BenchCpu extends Benchmark {

    @Mixin
    BenchCases cases = new BenchCases(List.of(Workload.values()), List.of(1, 4, 16));

    @Mixin
    BenchWindows windows = new BenchWindows(15, 0.3);

    @Option(names = "--growth", paramLabel = "LIST", split = ",",
            description = "Measure W1 instead as one of these grows by factors of two, and name points below half of their "
                    + "neighbours' geometric mean: hidden (64 … 4096), batch (1 … 4096), replicas (1 … 256).")
    List<GrowthBenchmark.Axis> growth;

    @Override
    public Integer call() {
        windows.check();
        cases.check();
        if (engine.engine == EngineOptions.Choice.TORNADO) {
            throw new UserError("--engine tornado: bench cpu measures the CPU engine; omit --engine.");
        }
        engine.request().tornadoFlag().ifPresent(flag -> {
            throw new UserError(flag + ": bench cpu measures the CPU engine; omit " + flag + ".");
        });
        if (growth != null) {
            for (String flag : List.of("--workloads", "--replicas")) {
                if (spec.commandLine().getParseResult().hasMatchedOption(flag)) {
                    throw new UserError(flag + ": --growth measures W1 along each of its lists; omit " + flag + ".");
                }
            }
        }
        figures.requireOut();
        int threads = engine.threads().orElse(Runtime.getRuntime().availableProcessors());
        return growth == null ? workloads(threads) : growth(threads);
    }

    private int workloads(int threads) {
        var report = new CpuBenchmark(threads, windows.count, windows.seconds, 2).run(cases.workloads, cases.replicas, this::say);
        for (CpuBenchmark.Result result : report.results()) {
            Measured rate = result.imagesPerSecond();
            figures.row("workload", result.workload(), "replicas", result.replicas(), "images/s", rate.median(),
                    "least", rate.least(), "most", rate.most(), "clean windows", clean(rate),
                    "% of ceiling", 100 * result.step(), "products alone, %", 100 * result.products(),
                    "first second", result.firstSecond());
        }
        out().printf(Locale.ROOT, "%s, %s%n", Machine.processor(), VectorUnit.description());
        out().printf(Locale.ROOT, "multiply-add ceiling of %d thread%s: %.0f GFLOP/s%n%n", report.threads(),
                report.threads() == 1 ? "" : "s", report.ceiling().median());
        out().print(figures.table());
        write(List.of(new CpuEngine(threads)), Map.of("ceilingGflops", report.ceiling().median()));
        warn(windows, report.measured());
        return 0;
    }

    private int growth(int threads) {
        var rates = new ArrayList<Measured>();
        var holes = new ArrayList<String>();
        for (GrowthBenchmark.Axis axis : growth) {
            for (var point : new GrowthBenchmark(threads, windows.count, windows.seconds).run(axis, this::say)) {
                Measured rate = point.imagesPerSecond();
                rates.add(rate);
                if (point.hole()) holes.add(axis + " " + point.value());
                figures.row("grows", axis, "value", point.value(), "images/s", rate.median(), "least", rate.least(), "most",
                        rate.most(), "clean windows", clean(rate), "GFLOP/s", point.gigaflops(), "hole",
                        point.hole() ? "yes" : "");
            }
            write(List.of(new CpuEngine(threads)), Map.of());
        }
        out().printf(Locale.ROOT, "%s, %s, %d threads%n%n", Machine.processor(), VectorUnit.description(), threads);
        out().print(figures.table());
        out().println(holes.isEmpty() ? "No point lies below half of its neighbours' geometric mean."
                : "Below half of their neighbours' geometric mean: " + String.join(", ", holes) + ".");
        warn(windows, rates);
        return 0;
    }

    /** Such as {@code 15 of 17}. */
    static String clean(Measured rate) {
        return rate.state() == Measured.State.UNKNOWN ? "unknown" : rate.clean() + " of " + rate.windows();
    }
}
