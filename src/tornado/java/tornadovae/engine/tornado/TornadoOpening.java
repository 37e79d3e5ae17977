package tornadovae.engine.tornado;

import java.util.List;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.engine.EngineRequest;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** From a request to an engine, once TornadoVM runs: devices first, then the settings that suit them. */
final class TornadoOpening {

    private TornadoOpening() {}

    static TornadoEngine engine(EngineRequest request, Optional<TornadoSettings> given) {
        List<TornadoDevice> devices = TornadoDevices
                .select(request.devices().isEmpty() ? given.map(TornadoSettings::devices).orElse(List.of()) : request.devices());
        TornadoDevice first = devices.getFirst();
        String backend = TornadoDevices.backend(first);
        String kind = TornadoDevices.kind(first);
        for (TornadoDevice device : devices) {
            if (!TornadoDevices.backend(device).equals(backend) || !TornadoDevices.kind(device).equals(kind)) {
                throw new UserError("--device must name devices of one backend and one kind, found " + backend + " " + kind
                        + " and " + TornadoDevices.backend(device) + " " + TornadoDevices.kind(device) + ".");
            }
        }
        TornadoSettings settings =
                given.orElseGet(() -> TornadoSettings.suiting(backend, kind, first.getPlatformName())).overruledBy(request);
        settings.requireSuits(backend, first.getPhysicalDevice().getDeviceMaxWorkGroupSize()[0]);
        if (settings.products() == TornadoSettings.ProductKernels.CUBLAS) {
            for (TornadoDevice device : devices) {
                Cublas.missing(device, settings).ifPresent(reason -> {
                    throw new UserError(3, reason, null);
                });
            }
        }
        return new TornadoEngine(devices, settings);
    }
}
