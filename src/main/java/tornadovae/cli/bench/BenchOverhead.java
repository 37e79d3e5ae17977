package tornadovae.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.bench.OverheadBenchmark;
import tornadovae.engine.Engine;

@Command(name = "overhead",
        description = "Measure what launching costs through TornadoVM: microseconds of the host's time for each task and "
                + "each step, with a model so small that its kernels take next to nothing. The setting steps.per.graph "
                + "decides how many steps are launched together.",
        footer = {"  ./run.sh bench overhead",
                "  ./run.sh bench overhead --steps-per-graph 1,4,16 --tornado-config my.properties"})
final class BenchOverhead extends TornadoBench {

    @Option(names = "--steps-per-graph", paramLabel = "LIST", split = ",", defaultValue = "1,8",
            description = "Steps that are launched together, instead of what the settings say (default: ${DEFAULT-VALUE}).")
    List<Integer> stepsPerGraph;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "31", description = "How many (default: ${DEFAULT-VALUE}).")
    int windows;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "48",
            description = "Steps of a window, rounded up to whole graphs (default: ${DEFAULT-VALUE}).")
    int steps;

    @Override
    public Integer call() {
        requireRange("--windows", windows, 1, 10_000);
        requireRange("--steps", steps, 1, 100_000);
        for (int together : stepsPerGraph) requireRange("--steps-per-graph", together, 1, 1000);
        requireMeasurable();
        var engines = new ArrayList<Engine>();
        for (int together : stepsPerGraph) {
            engines.add(tornado(engine.request().devices(), OptionalInt.of(together)));
            var result = OverheadBenchmark.run(engines.getLast(), windows, Math.ceilDiv(steps, together) * together);
            figures.row("steps a graph", together, "tasks a step", result.tasks(), "µs a step", result.step(), "least",
                    result.least(), "most", result.most(), "µs in kernels", result.kernels(), "µs of host a task",
                    result.perTask());
        }
        out().println(engines.getFirst().device());
        out().print(figures.table());
        write(engines.subList(0, 1), Map.of());
        return 0;
    }
}
