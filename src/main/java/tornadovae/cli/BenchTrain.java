package tornadovae.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.bench.TrainingBenchmark;
import tornadovae.bench.Workload;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Engines;

@Command(name = "train", description = {"Measure training through TornadoVM beside the CPU engine: images/s by workload, batch and number of models trained together. The engines take turns in "
        + "short windows; figures are medians.", "Workloads: see 'bench cpu --help'."}, footer = {
        "  ./run.sh bench train",
        "  ./run.sh bench train --workloads W1,W4 --replicas 1,16 --batches 100,1000 --device 0:0,0:1 --out figures"})
final class BenchTrain extends TornadoBench {

    @Option(names = "--workloads", paramLabel = "LIST", split = ",", defaultValue = "W1,W2,W4", description = "Which ones (default: ${DEFAULT-VALUE}).")
    List<Workload> workloads;

    @Option(names = "--replicas", paramLabel = "LIST", split = ",", defaultValue = "1,4,16,64", description = "Models trained together (default: ${DEFAULT-VALUE}).")
    List<Integer> replicas;

    @Option(names = "--batches", paramLabel = "LIST", split = ",", description = "Images of a minibatch (default: the workload's own).")
    List<Integer> batches = List.of();

    @Option(names = "--windows", paramLabel = "N", defaultValue = "9", description = "Windows of 0.5 s for each case and engine (default: ${DEFAULT-VALUE}).")
    int windows;

    @Override
    public Integer call() {
        requireRange("--windows", windows, 1, 10_000);
        for (int count : replicas) requireRange("--replicas", count, 1, 1024);
        for (int batch : batches) requireRange("--batches", batch, 1, 60_000);
        requireMeasurable();
        EngineRequest request = engine.request();
        var engines = new LinkedHashMap<String, Engine>();
        engines.put("cpu", Engines.choose("cpu", request.threads()).engine());
        if (request.devices().isEmpty()) engines.put("tornado", tornado(List.of(), OptionalInt.empty()));
        // each device that was named computes alone
        for (DeviceIndex device : request.devices()) engines.put("tornado " + device, tornado(List.of(device), OptionalInt.empty()));
        new TrainingBenchmark(engines, windows, 0.5, 2).run(workloads, batches, replicas, results -> {
            for (var result : results) {
                figures.row("workload", result.workload(), "batch", result.batch(), "replicas", result.replicas(), "engine", result.engine(), "images/s", result.imagesPerSecond(),
                        "least", result.least(), "most", result.most());
                say(String.format(Locale.ROOT, "%s, batch %d, %d × %s: %.0f images/s", result.workload(), result.batch(), result.replicas(), result.engine(), result.imagesPerSecond()));
            }
            write(List.copyOf(engines.values()), Map.of()); // a long run that is stopped leaves what it has
        });
        out().print(figures.table());
        return 0;
    }
}
