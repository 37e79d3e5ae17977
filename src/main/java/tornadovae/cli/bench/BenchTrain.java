package tornadovae.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.bench.Card;
import tornadovae.bench.Measured;
import tornadovae.bench.Prediction;
import tornadovae.bench.TrainingBenchmark;
import tornadovae.bench.Workload;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.choice.Engines;

@Command(name = "train",
        description = {"Measure training through TornadoVM beside the CPU engine: images/s by workload, batch and number of "
                + "models trained together. The engines take turns in short windows; figures are medians. With "
                + "--predict nothing is measured: images/s on an NVIDIA GPU follow from the machine code of the kernels "
                + "and the GPU's ceilings.", "Workloads: see 'bench cpu --help'."},
        footer = {"  ./run.sh bench train",
                "  ./run.sh bench train --workloads W1,W4 --replicas 1,16 --batches 100,1000 --device 0:0,0:1 --out figures",
                "  ./run.sh bench train --predict h200"})
final class BenchTrain extends TornadoBench {

    @Option(names = "--workloads", paramLabel = "LIST", split = ",",
            description = "Which ones (default: W1,W2,W4; with --predict all).")
    List<Workload> workloads;

    @Option(names = "--replicas", paramLabel = "LIST", split = ",",
            description = "Models trained together (default: 1,4,16,64; with --predict 1,16,64,256).")
    List<Integer> replicas;

    @Option(names = "--batches", paramLabel = "LIST", split = ",",
            description = "Images of a minibatch (default: the workload's own).")
    List<Integer> batches = List.of();

    @Mixin
    BenchWindows windows = new BenchWindows(9, 0.5);

    @Option(names = "--alone", description = "Leave the CPU engine out.")
    boolean alone;

    @Option(names = "--predict", paramLabel = "CARD",
            description = "Say what the training would reach there: ${COMPLETION-CANDIDATES}.")
    Card card;

    @Option(names = "--into", paramLabel = "FILE",
            description = "With --predict: also write the table into this page, between its two marks.")
    Path page;

    @Override
    public Integer call() {
        if (workloads == null) {
            workloads = card == null ? List.of(Workload.W1, Workload.W2, Workload.W4) : List.of(Workload.values());
        }
        if (replicas == null) replicas = card == null ? List.of(1, 4, 16, 64) : List.of(1, 16, 64, 256);
        if (card != null) return predict();
        if (page != null) throw new UserError("--into is for the table of --predict; omit it.");
        windows.check();
        for (int count : replicas) requireRange("--replicas", count, 1, 1024);
        for (int batch : batches) requireRange("--batches", batch, 1, 60_000);
        requireMeasurable();
        EngineRequest request = engine.request();
        var engines = new LinkedHashMap<String, Engine>();
        if (!alone) engines.put("cpu", Engines.choose("cpu", request.threads()).engine());
        if (request.devices().isEmpty()) engines.put("tornado", tornado(List.of(), OptionalInt.empty()));
        // each device that was named computes alone
        for (DeviceIndex device : request.devices()) {
            engines.put("tornado " + device, tornado(List.of(device), OptionalInt.empty()));
        }
        var rates = new ArrayList<Measured>();
        new TrainingBenchmark(engines, windows.count, windows.seconds, 4 * windows.seconds)
                .run(workloads, batches, replicas, results -> {
                    for (var result : results) {
                        figures.row("workload", result.workload(), "batch", result.batch(), "replicas", result.replicas(),
                                "engine", result.engine(), "images/s", result.imagesPerSecond().median(), "least",
                                result.imagesPerSecond().least(), "most", result.imagesPerSecond().most());
                        rates.add(result.imagesPerSecond());
                        say(String.format(Locale.ROOT, "%s, batch %d, %d × %s: %.0f images/s", result.workload(), result.batch(),
                                result.replicas(), result.engine(), result.imagesPerSecond().median()));
                    }
                    write(List.copyOf(engines.values()), Map.of());
                }, refused -> say("left out: " + refused));
        if (figures.empty()) {
            throw new UserError("No case could be measured: all are too large; give smaller --workloads, --batches "
                    + "or --replicas.");
        }
        out().print(figures.table());
        warn(windows, rates);
        return 0;
    }

    private int predict() {
        if (!batches.isEmpty()) {
            throw new UserError("--batches is for what is measured; --predict takes the workloads' own, omit --batches.");
        }
        for (int count : replicas) requireRange("--replicas", count, 1, 1024);
        figures.requireOut();
        var predicted = Prediction.all(card, workloads, replicas);
        for (Workload workload : workloads) {
            for (int count : replicas) {
                if (predicted.stream().noneMatch(each -> each.workload() == workload && each.replicas() == count)) {
                    say(workload + " × " + count + ": left out, the table of machine code does not have it");
                }
            }
        }
        if (predicted.isEmpty()) {
            throw new UserError("--predict knows the machine code of other workloads or numbers of replicas only; take some "
                    + "of 1, 16, 64 and 256 replicas.");
        }
        for (var result : predicted) {
            figures.row("workload", result.workload(), "replicas", result.replicas(), "kernels", result.launches(),
                    "µs in kernels", result.kernels(), "images/s, graphs", result.graph(), "% of fp32 ceiling",
                    100 * result.ofCeiling(),
                    "images/s, tasks", result.tasks(), "slowest", result.slowest());
        }
        out().print(figures.table());
        if (page != null) new MarkedPage(page).replace("bench train --predict " + card, figures.markdown());
        write(List.of(), Map.of("card", card.toString(), "device", "predicted, not run on a card"));
        return 0;
    }
}
