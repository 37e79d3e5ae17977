package tornadovae.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.bench.EngineCheck;
import tornadovae.engine.Engine;
import tornadovae.engine.choice.Engines;

@Command(name = "check",
        description = "Check that TornadoVM computes on a device what the CPU engine computes: losses, gradients "
                + "and short trainings of several models, with 1 replica and with 5, and that a replica does not depend on its "
                + "neighbours, bit for bit. A slice of the tests, for machines that have this program and nothing else.",
        footer = {
                "  ./run.sh bench check",
                "  ./run.sh bench check --models 2 --device 0:1 --out figures"})
final class BenchCheck extends TornadoBench {

    @Option(names = "--models", paramLabel = "N", description = "How many of the five models, the first ones (default: all).")
    int models = EngineCheck.models();

    @Override
    public Integer call() {
        requireRange("--models", models, 1, EngineCheck.models());
        requireMeasurable();
        Engine tornado = tornado(engine.request().devices(), OptionalInt.empty()),
                cpu = Engines.choose("cpu", engine.request().threads()).engine();
        boolean[] failed = new boolean[1];
        new EngineCheck(tornado, cpu).run(models, results -> {
            for (var result : results) {
                failed[0] |= !result.passed();
                figures.row("model", result.model(), "what", result.what(), "replicas", result.replicas(),
                        "difference", exact(result.worst()), "allowed", exact(result.allowed()), "in", result.where(),
                        "verdict", result.passed() ? "agrees" : "DIFFERS");
            }
            say(results.getFirst().model() + ": "
                    + (results.stream().allMatch(EngineCheck.Result::passed) ? "agrees" : "DIFFERS"));
            write(List.of(tornado, cpu), Map.of());
        });
        out().println(tornado.device());
        out().print(figures.table());
        return failed[0] ? 1 : 0;
    }

    private static String exact(double difference) {
        return difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
    }
}
