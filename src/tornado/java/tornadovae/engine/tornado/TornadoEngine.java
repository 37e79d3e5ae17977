package tornadovae.engine.tornado;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.Translator;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** Programs as task graphs of TornadoVM. On several devices, each trains a share of the replicas. */
final class TornadoEngine implements Engine {

    private final List<TornadoDevice> devices;
    private final TornadoSettings settings;
    /** The tiles of all sessions so far, for provenance: results do not depend on them, speed does. */
    private final Map<String, String> tiles = new ConcurrentSkipListMap<>();

    TornadoEngine(List<TornadoDevice> devices, TornadoSettings settings) {
        this.devices = List.copyOf(devices);
        this.settings = settings;
    }

    @Override
    public String name() {
        return "tornado";
    }

    @Override
    public Device device() {
        return TornadoDevices.describe(devices, settings, tiles);
    }

    /** @throws tornadovae.UserError where a device has too little memory, or does not allow the settings' work-groups */
    @Override
    public Session open(Memory memory, Map<Split, Images> data) {
        var session = new TornadoSession(devices, settings, memory, data);
        for (DeviceSession each : session.sessions()) {
            each.tiles()
                    .forEach((product, tile) -> tiles.put(product.toString(), tile.toString()));
        }
        return session;
    }

    /** @param sources where TornadoVM was told to write them */
    Translator translator(Path sources) {
        return new Sources(devices.getFirst(), settings, sources);
    }
}
