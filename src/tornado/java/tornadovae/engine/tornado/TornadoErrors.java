package tornadovae.engine.tornado;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.UserError;
import uk.ac.manchester.tornado.api.exceptions.TornadoMemoryException;
import uk.ac.manchester.tornado.api.exceptions.TornadoOutOfMemoryException;

/** What went wrong inside TornadoVM, as one sentence that names our flags. */
final class TornadoErrors {

    /** How a driver is asked whether it is well, by TornadoVM's name of the backend. */
    private static final Map<String, String> DRIVERS = Map.of(
            "opencl", "install the OpenCL driver of your device ('clinfo' lists what is there)",
            "cuda", "install NVIDIA's driver ('nvidia-smi' shows whether it runs)",
            "ptx", "install NVIDIA's driver ('nvidia-smi' shows whether it runs)",
            "spirv", "install the Level Zero or OpenCL driver of your device");

    /** What surrounds TornadoVM's words: colours, marks, stack traces, and advice about flags that are not ours. */
    private static final Pattern NOISE =
            Pattern.compile("\u001B\\[[\\d;]*m|\\[(ERROR|WARNING)]|(?s)Stacktrace:.*|(?s)To increase the maximum device "
                    + "memory.*|Bailout is disabled\\.\\s*Reason:|Deoptimizing to sequential execution\\.?");

    /** Drivers' compilers give their whole log, which may be pages long; its beginning names the kernel and the first error. */
    private static final int LONGEST_TEXT = 300;

    private TornadoErrors() {}

    /**
     * The exception to throw for one that left TornadoVM; any that is not TornadoVM's own is a bug, and comes back as it is.
     *
     * @param during what was being done, and on what, for the beginning of the sentence: {@code program trainStep on 0:0}
     */
    static RuntimeException explain(String during, Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            if (cause instanceof UserError mistake) return mistake;
            if (cause instanceof OutOfMemoryError heap) return UserError.of(heap);
            if (cause instanceof TornadoOutOfMemoryException || cause instanceof TornadoMemoryException) {
                return new UserError(1, during + ": the device's memory does not suffice (" + text(cause)
                        + "); './run.sh devices' shows what it has: raise --device-memory if that is more, or "
                        + "make the batch or the layers smaller.", thrown);
            }
        }
        Throwable first = causes.getLast();
        if (causes.stream().map(cause -> cause.getClass().getName())
                .noneMatch(name -> name.startsWith("uk.ac.manchester.tornado.") || name.startsWith("jdk.graal."))) {
            if (thrown instanceof Error error) throw error;
            return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(during, thrown);
        }
        String what = compiling(causes) ? "TornadoVM cannot compile it for this device" : "TornadoVM failed";
        return new UserError(1,
                during + ": " + what + " (" + text(first) + "); try another --device, another --tornado-config, or --engine cpu.",
                thrown);
    }

    /** Why the runtime did not start, a sentence with its full stop. */
    static String whyNotStarted(Throwable thrown) {
        Throwable first = causes(thrown).getLast();
        String backend = backend(thrown).orElse("");
        String advice = DRIVERS.getOrDefault(backend, "see whether the driver of your device is installed");
        return (backend.isEmpty() ? "TornadoVM" : "The " + backend + " backend of TornadoVM") + " does not start (" + text(first)
                + "): " + advice + ", or install an SDK without that backend.";
    }

    /** The backend in whose classes it happened. */
    private static Optional<String> backend(Throwable thrown) {
        return causes(thrown).reversed().stream().flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .flatMap(frame -> Pattern.compile("tornado\\.drivers\\.(\\w+)\\.").matcher(frame.getClassName()).results())
                .map(found -> found.group(1)).filter(name -> !name.equals("common")).findFirst();
    }

    /** From the exception itself to the first that was thrown. */
    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20).toList();
    }

    private static boolean compiling(List<Throwable> causes) {
        return causes.stream()
                .flatMap(cause -> Stream.concat(Stream.of(cause.getClass().getName(), text(cause)),
                        Arrays.stream(cause.getStackTrace()).map(StackTraceElement::getClassName)))
                .anyMatch(words -> words.toLowerCase(Locale.ROOT).contains("compil") || words.startsWith("jdk.graal.")
                        || words.contains("Sketch"));
    }

    /** TornadoVM's own words on one line, without colours and without its advice about its own flags. */
    private static String text(Throwable thrown) {
        String line = NOISE.matcher(thrown.getMessage() == null ? "" : thrown.getMessage()).replaceAll("")
                .replaceAll("\\s*The internal error is:", ":").replaceAll("\\s+", " ").strip().replaceAll("[.:;,]+$", "");
        if (line.length() > LONGEST_TEXT) line = line.substring(0, LONGEST_TEXT).replaceFirst("\\s+\\S*$", "") + " …";
        return line.isEmpty() ? thrown.getClass().getSimpleName() : line;
    }
}
