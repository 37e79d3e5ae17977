package tornadovae.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class BenchTrain extends BaseCommand {

    @Mixin
    EngineOptions engine;

    @Mixin
    BenchFigures figures;

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
        EngineRequest request = engine.request();
        var engines = new LinkedHashMap<String, Engine>();
        engines.put("cpu", Engines.choose("cpu", request.threads()).engine());
        if (request.devices().isEmpty()) engines.put("tornado", tornado(request, List.of()));
        // each device that was named computes alone
        for (DeviceIndex device : request.devices()) engines.put("tornado " + device.backend() + ":" + device.device(), tornado(request, List.of(device)));
        for (var result : new TrainingBenchmark(engines, windows, 0.5, 2).run(workloads, batches, replicas, this::say))
            figures.row("workload", result.workload(), "batch", result.batch(), "replicas", result.replicas(), "engine", result.engine(), "images/s", result.imagesPerSecond(),
                    "least", result.least(), "most", result.most());
        out().print(figures.table());
        figures.write("train", spec.commandLine().getParent().getParent().getParseResult().originalArgs(), new ArrayList<>(engines.values()), Map.of());
        return 0;
    }

    static Engine tornado(EngineRequest request, List<DeviceIndex> devices) {
        return Engines.choose(new EngineRequest("tornado", request.threads(), devices, request.deviceMemory(), request.settings())).engine();
    }
}
