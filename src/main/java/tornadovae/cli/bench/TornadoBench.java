package tornadovae.cli.bench;

import java.util.List;
import java.util.OptionalInt;
import tornadovae.UserError;
import tornadovae.cli.command.EngineOptions;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.choice.Engines;

/** A benchmark of TornadoVM's devices. */
abstract class TornadoBench extends Benchmark {

    /** What can be refused before anything is opened or measured. */
    final void requireMeasurable() {
        if (engine.engine == EngineOptions.Choice.CPU) {
            throw new UserError("--engine cpu: bench " + spec.name()
                    + " measures TornadoVM's devices; omit --engine, or use 'bench cpu'.");
        }
        engine.request();
        if (Engines.provider().isEmpty()) {
            throw new UserError(3,
                    "bench " + spec.name()
                            + " measures TornadoVM's devices, but this build has no TornadoVM engine; './run.sh doctor' says "
                            + "how to get it.",
                    null);
        }
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
}
