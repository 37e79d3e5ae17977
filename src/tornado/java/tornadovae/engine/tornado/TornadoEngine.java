package tornadovae.engine.tornado;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        return TornadoDevices.describe(devices, settings);
    }

    /** @throws tornadovae.UserError where a device has too little memory, or does not allow the settings' work-groups */
    @Override
    public Session open(Memory memory, Map<Split, Images> data) {
        return new TornadoSession(devices, settings, memory, data);
    }

    /** @param sources where TornadoVM was told to write them */
    Translator translator(Path sources) {
        return new Sources(devices.getFirst(), settings, sources);
    }
}
