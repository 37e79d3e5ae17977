package tornadovae.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import tornadovae.UserError;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Engines;

/** A benchmark of TornadoVM's devices: which ones, and where the figures go. */
abstract class TornadoBench extends BaseCommand {

    @Mixin
    EngineOptions engine;

    @Mixin
    BenchFigures figures;

    /** What can be refused before anything is opened or measured. */
    final void requireMeasurable() {
        if (engine.engine == EngineOptions.Choice.CPU)
            throw new UserError("--engine cpu: bench " + spec.name() + " measures TornadoVM's devices; leave --engine away, or use 'bench cpu'.");
        engine.request();
        if (Engines.provider().isEmpty())
            throw new UserError(3, "bench " + spec.name() + " measures TornadoVM's devices, but this build has no TornadoVM engine; './run.sh doctor' says how to get it.", null);
        figures.requireOut();
    }

    /** @param devices as one engine; none: those of the settings, else the engine chooses one */
    final Engine tornado(List<DeviceIndex> devices, OptionalInt stepsPerGraph) {
        return Engines.choose(request(devices, stepsPerGraph)).engine();
    }

    final EngineRequest request(List<DeviceIndex> devices, OptionalInt stepsPerGraph) {
        EngineRequest request = engine.request();
        return new EngineRequest("tornado", request.threads(), devices, request.deviceMemory(), request.settings(),
                stepsPerGraph);
    }

    /** Writes what has been measured until now. */
    final void write(List<Engine> engines, Map<String, Object> facts) {
        figures.write(spec.name(), spec.root().commandLine().getParseResult().originalArgs(), engines, facts);
    }
}
