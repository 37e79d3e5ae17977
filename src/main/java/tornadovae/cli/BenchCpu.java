package tornadovae.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.bench.CpuBenchmark;
import tornadovae.bench.Workload;

@Command(name = "cpu", description =
        {"Measure training on the CPU engine: images/s of several workloads, and the fraction of the machine's "
        + "multiply-add ceiling that their matrix "
        + "products alone account for. All cases and the ceiling take turns in short windows; figures are medians over windows.",
        "W1: 784-500-20, Bernoulli, batch 100.  W2: 784-512-256-10, batch 256.  W3: W1 with batch 1000.  "
        + "W4: 784-500-2, Gaussian, batch 128.",
        "W5: 784-1024-1024-32, Bernoulli, batch 512."}, footer = {
        "  ./run.sh bench cpu",
        "  ./run.sh bench cpu --workloads W1,W3 --replicas 1,16 --windows 31"})
final class BenchCpu extends BaseCommand {

    @Mixin
    EngineOptions engine;

    @Option(names = "--workloads", paramLabel = "LIST", split = ",", defaultValue = "W1,W2,W3,W4", description = "Which ones (default: ${DEFAULT-VALUE}).")
    List<Workload> workloads;

    @Option(names = "--replicas", paramLabel = "LIST", split = ",", defaultValue = "1,4,16", description = "Models trained together (default: ${DEFAULT-VALUE}).")
    List<Integer> replicas;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "15", description = "Windows of 0.3 s for each case (default: ${DEFAULT-VALUE}).")
    int windows;

    @Override
    public Integer call() {
        requireRange("--windows", windows, 1, 10_000);
        for (int count : replicas) requireRange("--replicas", count, 1, 1024);
        if (engine.engine == EngineOptions.Choice.TORNADO) throw new UserError("--engine tornado: bench cpu measures the CPU engine; leave --engine away.");
        engine.request().tornadoFlag().ifPresent(flag -> {
            throw new UserError(flag + ": bench cpu measures the CPU engine; leave " + flag + " away.");
        });
        int threads = engine.threads().orElse(Runtime.getRuntime().availableProcessors());
        var report = new CpuBenchmark(threads, windows, 0.3, 2).run(workloads, replicas, this::say);
        out().printf(Locale.ROOT, "%s, %s%n", Machine.processor(), VectorUnit.description());
        out().printf(Locale.ROOT, "multiply-add ceiling of %d thread%s: %.0f GFLOP/s%n%n", report.threads(), report.threads() == 1 ? "" : "s", report.ceiling());
        out().printf(Locale.ROOT, "%-10s%9s%12s%22s%14s%18s%n", "workload", "replicas", "images/s", "least … most", "of ceiling", "first second");
        for (CpuBenchmark.Result result : report.results())
            out().printf(Locale.ROOT, "%-10s%9d%12.0f%22s%13.0f%%%18.0f%n", result.workload(), result.replicas(), result.imagesPerSecond(),
                    String.format(Locale.ROOT, "%.0f … %.0f", result.minimum(), result.maximum()), 100 * result.fractionOfCeiling(), result.firstSecond());
        return 0;
    }
}
