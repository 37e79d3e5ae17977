package tornadovae.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.UserError;
import tornadovae.bench.CpuBenchmark;
import tornadovae.bench.Workload;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.VectorUnit;
import tornadovae.engine.cpu.CpuEngine;

@Command(name = "cpu",
        description = {"Measure training on the CPU engine: images/s of several workloads, and the fraction of the machine's "
                + "multiply-add ceiling that their matrix products alone account for. All cases and the ceiling take "
                + "turns in short windows; figures are medians over windows.",
                "W1: 784-500-20, Bernoulli, batch 100.  W2: 784-512-256-10, batch 256.  W3: W1 with batch 1000.  "
                        + "W4: 784-500-2, Gaussian, batch 128.",
                "W5: 784-1024-1024-32, Bernoulli, batch 512."},
        footer = {
                "  ./run.sh bench cpu",
                "  ./run.sh bench cpu --workloads W1,W3 --replicas 1,16 --windows 31"})
final class BenchCpu extends Benchmark {

    @Mixin
    BenchCases cases = new BenchCases(List.of(Workload.W1, Workload.W2, Workload.W3, Workload.W4), List.of(1, 4, 16));

    @Mixin
    BenchWindows windows = new BenchWindows(15, 0.3);

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
        figures.requireOut();
        int threads = engine.threads().orElse(Runtime.getRuntime().availableProcessors());
        var report = new CpuBenchmark(threads, windows.count, windows.seconds, 2).run(cases.workloads, cases.replicas, this::say);
        for (CpuBenchmark.Result result : report.results()) {
            figures.row("workload", result.workload(), "replicas", result.replicas(), "images/s", result.imagesPerSecond(),
                    "least", result.minimum(), "most", result.maximum(),
                    "% of ceiling", 100 * result.fractionOfCeiling(), "first second", result.firstSecond());
        }
        out().printf(Locale.ROOT, "%s, %s%n", Machine.processor(), VectorUnit.description());
        out().printf(Locale.ROOT, "multiply-add ceiling of %d thread%s: %.0f GFLOP/s%n%n", report.threads(),
                report.threads() == 1 ? "" : "s", report.ceiling());
        out().print(figures.table());
        write(List.of(new CpuEngine(threads)), Map.of("ceilingGflops", report.ceiling()));
        if (!windows.warning().isEmpty()) say(windows.warning());
        return 0;
    }
}
