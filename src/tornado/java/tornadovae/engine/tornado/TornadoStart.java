package tornadovae.engine.tornado;

import java.util.Map;
import java.util.Optional;
import tornadovae.UserError;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * Starts TornadoVM, once in the life of a JVM: without a driver or without the SDK's flags its classes die while they initialise,
 * and then for ever. What TornadoVM takes from system properties it reads at that moment, so they are set here and nowhere else.
 */
final class TornadoStart {

    private static final String BAILOUT = "tornado.recover.bailout";

    /** Why it did not start; null before it was tried. */
    private static Optional<String> missing;

    private TornadoStart() {}

    /** Whether TornadoVM's modules are in this JVM, which the SDK's flags put there. */
    static boolean hasFlags() {
        return ModuleLayer.boot().findModule("tornado.api").isPresent();
    }

    /** Why it cannot compute here, a sentence with its full stop; empty where it can. */
    static Optional<String> missing() {
        return missing(Map.of());
    }

    /** @param properties of TornadoVM, for its start; a second start with others is refused */
    static synchronized Optional<String> missing(Map<String, String> properties) {
        if (missing == null) missing = start(properties);
        else {
            properties.forEach((key, value) -> {
                if (!value.equals(System.getProperty(key))) {
                    throw new UserError(
                            key + " cannot become " + value + ", since TornadoVM is running already; start anew.");
                }
            });
        }
        return missing;
    }

    private static Optional<String> start(Map<String, String> properties) {
        if (!hasFlags()) {
            return Optional
                    .of("Java was started without the JVM flags of the TornadoVM SDK; start with ./run.sh, and './run.sh "
                            + "doctor' says what is missing.");
        }
        // A kernel that does not compile must not run as Java instead, with other results or none.
        System.getProperties().putIfAbsent(BAILOUT, "False");
        String bailout = System.getProperty(BAILOUT);
        if (!bailout.equalsIgnoreCase("false")) {
            return Optional.of(BAILOUT + " is " + bailout
                    + ", with which a kernel that does not compile gives wrong results without a word; omit that flag.");
        }
        // TornadoVM allows itself 4 GB, whatever the device has, and reads this before it looks at a device. The limit that
        // counts is ours: --device-memory.
        System.getProperties().putIfAbsent("tornado.device.memory", Long.toString(Long.MAX_VALUE));
        // Room for the bytecode of a task graph: by default some forty tasks.
        System.getProperties().putIfAbsent("tornado.tvm.maxbytecodesize", Integer.toString(1 << 20));
        // Events that a task may wait for. TornadoVM clears such a list for every task of a graph before every execution, and by
        // default lists are of 128 KiB.
        System.getProperties().putIfAbsent("tornado.max.events", "256");
        properties.forEach(System::setProperty);
        try {
            TornadoRuntimeProvider.getTornadoRuntime();
            return TornadoDevices.all().isEmpty() ? Optional.of("The drivers of this machine show TornadoVM no device.")
                    : Optional.empty();
        } catch (Throwable e) { // mostly Errors of class initialisation
            return Optional.of(TornadoErrors.whyNotStarted(e));
        }
    }
}
