package tornadovae.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.bench.OverheadBenchmark;
import tornadovae.engine.Engine;

@Command(name = "overhead", description = "Measure what launching costs through TornadoVM: microseconds of the host's time for each task and each step, with a model so small that its kernels take "
        + "next to nothing. The setting steps.per.graph unrolls steps.", footer = {
        "  ./run.sh bench overhead",
        "  ./run.sh bench overhead --tornado-config my.properties"})
final class BenchOverhead extends BaseCommand {

    @Mixin
    EngineOptions engine;

    @Mixin
    BenchFigures figures;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "31", description = "Windows of 50 steps (default: ${DEFAULT-VALUE}).")
    int windows;

    @Override
    public Integer call() {
        requireRange("--windows", windows, 1, 10_000);
        Engine tornado = BenchTrain.tornado(engine.request(), engine.request().devices());
        var result = OverheadBenchmark.run(tornado, windows);
        figures.row("tasks", result.tasks(), "µs a step", result.step(), "least", result.least(), "most", result.most(), "of them in kernels", result.kernels(), "µs of host a task", result.perTask());
        out().println(tornado.device());
        out().print(figures.table());
        figures.write("overhead", spec.commandLine().getParent().getParent().getParseResult().originalArgs(), List.of(tornado), Map.of());
        return 0;
    }
}
