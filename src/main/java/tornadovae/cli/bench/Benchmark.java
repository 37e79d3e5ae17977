package tornadovae.cli.bench;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import tornadovae.bench.Measured;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.EngineOptions;
import tornadovae.engine.Engine;

/** A benchmark: which engine it measures, and where the figures go. */
abstract class Benchmark extends BaseCommand {

    @Mixin
    EngineOptions engine;

    @Mixin
    BenchFigures figures;

    /** Writes what has been measured until now, where that was asked for: a long run that is stopped leaves what it has. */
    final void write(List<Engine> engines, Map<String, Object> facts) {
        figures.write(spec.name(), spec.root().commandLine().getParseResult().originalArgs(), engines, facts);
    }

    /** Says, each in a line, what to think of figures from few windows, or from some in which others took the cores. */
    final void warn(BenchWindows windows, List<Measured> rates) {
        for (String warning : List.of(windows.warning(), Measured.warning(rates))) {
            if (!warning.isEmpty()) err().println(warning);
        }
    }
}
