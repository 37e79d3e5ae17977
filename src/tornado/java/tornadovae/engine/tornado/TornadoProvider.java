package tornadovae.engine.tornado;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tornadovae.UserError;
import tornadovae.engine.Check;
import tornadovae.engine.Device;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Translator;
import tornadovae.engine.choice.Engines;

/**
 * Announces the engine that computes through TornadoVM. It can be asked in a JVM that has nothing of TornadoVM, so it names none
 * of its classes.
 */
public final class TornadoProvider implements Engines.Provider {

    @Override
    public Optional<String> missing() {
        return TornadoStart.missing();
    }

    @Override
    public SequencedMap<DeviceIndex, Device> devices() {
        var devices = new LinkedHashMap<DeviceIndex, Device>();
        if (missing()
                .isEmpty()) {
            TornadoDevices.all().forEach((index, device) -> devices.put(index, TornadoDevices.describe(device)));
        }
        return devices;
    }

    @Override
    public List<Check> checks() {
        return TornadoChecks.all();
    }

    @Override
    public Engine open(EngineRequest request) {
        return open(request, Map.of());
    }

    @Override
    public Translator translator(EngineRequest request) {
        Path sources = Sources.newFile();
        return open(request, Map.of(Sources.PLACE, sources.toString())).translator(sources);
    }

    private static TornadoEngine open(EngineRequest request, Map<String, String> further) {
        // A file is read first: TornadoVM takes some of its values while it starts.
        Optional<TornadoSettings> given = request.settings().map(TornadoSettings::named);
        var properties = new HashMap<>(further);
        given.ifPresent(settings -> properties.putAll(settings.properties()));
        TornadoStart.missing(properties).ifPresent(reason -> {
            throw new UserError(3, "TornadoVM cannot run: " + reason, null);
        });
        return TornadoOpening.engine(request, given);
    }
}
