package tornadovae.engine.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tornadovae.engine.Check;
import tornadovae.engine.DeviceIndex;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** The chain from the JVM's flags over driver and device to a kernel that computes, each link tried until one does not hold. */
final class TornadoChecks {

    private TornadoChecks() {}

    static List<Check> all() {
        var checks = new ArrayList<Check>();
        if (!TornadoStart.hasFlags()) {
            checks.add(new Check("JVM flags", "Java was started without those of the SDK.",
                    "Start with ./run.sh, which takes them from the SDK."));
            return checks;
        }
        checks.add(Check.holds("JVM flags", "those of the SDK are set"));
        Optional<String> missing = TornadoStart.missing();
        if (missing.isPresent()) {
            checks.add(new Check("Driver", "TornadoVM does not start.", missing.get()));
            return checks;
        }
        checks.add(Check.holds("Driver",
                TornadoDevices.all().values().stream()
                        .map(device -> TornadoDevices.backend(device) + ": " + device.getPlatformName().strip()).distinct()
                        .collect(Collectors.joining(", "))));
        for (Map.Entry<DeviceIndex, TornadoDevice> entry : TornadoDevices.all().entrySet()) {
            checks.add(device(entry.getKey(), entry.getValue()));
            if (!checks.getLast().holds()) break;
        }
        return checks;
    }

    private static Check device(DeviceIndex index, TornadoDevice device) {
        String subject = "Device " + index;
        String name = TornadoDevices.describe(device).name();
        if (TornadoDevices.kind(device).equals("accelerator")) {
            return Check.holds(subject,
                    name + "; no kernel was tried, since compiling for an FPGA takes hours");
        }
        try {
            long wrong = TrialKernel.wrong(device);
            if (wrong == 0) return Check.holds(subject, name + "; a trial kernel computed what Java does");
            return new Check(subject, name + "; " + wrong + " results of a trial kernel are not Java's.",
                    "Update the device's driver, or use another device.");
        } catch (Exception | Error e) {
            return new Check(subject, TornadoErrors.explain("the trial kernel on " + name, e).getMessage(),
                    "Update the device's driver, or use another device.");
        }
    }
}
