package tornadovae.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.bench.KernelBenchmark;
import tornadovae.bench.Workload;
import tornadovae.engine.Engine;

@Command(name = "kernels",
        description = {
                "Measure the kernels of a training step through TornadoVM, and the three matrix products alone, by "
                        + "the device's own clock: GFLOP/s, GB/s and what fraction that is of the device's ceilings, measured "
                        + "in the same run. With kernels = loop in the settings each op is a kernel.",
                "Workloads: see 'bench cpu --help'."},
        footer = {"  ./run.sh bench kernels",
                "  ./run.sh bench kernels --workloads W1 --replicas 16 --tornado-config opencl-gpu --out figures"})
final class BenchKernels extends TornadoBench {

    @Option(names = "--workloads", paramLabel = "LIST", split = ",", defaultValue = "W1",
            description = "Which ones (default: ${DEFAULT-VALUE}).")
    List<Workload> workloads;

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "16",
            description = "Models trained together (default: ${DEFAULT-VALUE}).")
    int replicas;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "15",
            description = "Launches of each kernel (default: ${DEFAULT-VALUE}).")
    int runs;

    @Override
    public Integer call() {
        requireRange("--replicas", replicas, 1, 1024);
        requireRange("--runs", runs, 1, 10_000);
        requireMeasurable();
        Engine tornado = tornado(engine.request().devices(), OptionalInt.empty());
        var report = new KernelBenchmark(tornado, replicas, runs).run(workloads);
        for (var result : report.results()) {
            figures.row("program", result.program(), "kernel", result.kernel(), "µs", result.microseconds(), "least",
                    result.least(), "most", result.most(), "GFLOP/s", result.gflops(), "% of ceiling",
                    100 * result.gflops() / report.gflops(), "GB/s", result.gigabytes(), "% of copying",
                    100 * result.gigabytes() / report.gigabytes(), "ops", result.ops());
        }
        out().println(tornado.device());
        out().printf(Locale.ROOT, "ceilings: %.0f GFLOP/s of multiply-adds on registers, %.1f GB/s of copying%n%n",
                report.gflops(), report.gigabytes());
        out().print(figures.table());
        write(List.of(tornado), Map.of("ceilingGflops", report.gflops(), "ceilingGigabytes", report.gigabytes()));
        return 0;
    }
}
