package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** What goes wrong inside TornadoVM becomes one sentence that says what to do. */
@Tag("tornado")
class TornadoErrorsTest {

    private static TornadoDevice device;

    @BeforeAll
    static void start() {
        assertTrue(TornadoStart.missing().isEmpty(), TornadoStart.missing().toString());
        device = TornadoDevices.all().firstEntry().getValue();
    }

    static void copy(FloatArray x, FloatArray y) {
        for (@Parallel
        int i = 0; i < x.getSize(); i++) {
            y.set(i, x.get(i));
        }
    }

    // TornadoVM compiles no println
    static void printing(FloatArray x, FloatArray y) {
        for (@Parallel
        int i = 0; i < x.getSize(); i++) {
            System.out.println(i);
            y.set(i, x.get(i));
        }
    }

    /** TornadoVM lets parameters keep their names, and in C this one is no name. */
    static void misnamed(FloatArray unsigned, FloatArray y) {
        for (@Parallel
        int i = 0; i < unsigned.getSize(); i++) {
            y.set(i, unsigned.get(i));
        }
    }

    @Test
    void aKernelThatTornadoVmCannotCompile() {
        assertCompiling(assertThrows(Throwable.class, () -> run(TornadoErrorsTest::printing, 64, "1GB")));
    }

    /** Were bailout on, the kernel would run as Java, and nothing would be thrown. */
    @Test
    void aKernelThatTheDriverCannotCompile() {
        assertCompiling(assertThrows(Throwable.class, () -> run(TornadoErrorsTest::misnamed, 64, "1GB")));
    }

    private static void assertCompiling(Throwable thrown) {
        String sentence = sentence(thrown);
        assertTrue(sentence.startsWith("program test: TornadoVM cannot compile it for this device ("), sentence);
        assertTrue(sentence.endsWith("); try another --device, another --tornado-config, or --engine cpu."), sentence);
        assertTrue(sentence.length() < 500 && sentence.lines().count() == 1 && sentence.indexOf('\u001B') < 0, sentence);
    }

    @Test
    void memoryThatDoesNotSuffice() {
        String sentence = sentence(assertThrows(Throwable.class, () -> run(TornadoErrorsTest::copy, 1 << 20, "1MB")));
        assertTrue(sentence.startsWith("program test: the device's memory does not suffice ("), sentence);
        assertTrue(sentence.contains("raise --device-memory"), sentence);
    }

    /**
     * All of TornadoVM dies with the first backend that lacks its driver. The error is made up after its sources: no SDK of
     * several backends was tried.
     */
    @Test
    void theBackendWhoseDriverIsMissingIsNamed() {
        var first = new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
        first.setStackTrace(new StackTraceElement[] {
                new StackTraceElement("java.lang.System", "loadLibrary", "System.java", 1),
                new StackTraceElement("uk.ac.manchester.tornado.drivers.ptx.PTX", "<clinit>", "PTX.java", 1),
                new StackTraceElement("uk.ac.manchester.tornado.runtime.TornadoCoreRuntime", "loadBackends",
                        "TornadoCoreRuntime.java", 1)});
        assertEquals(
                "The ptx backend of TornadoVM does not start (libcuda.so.1: cannot open shared object file): install "
                        + "NVIDIA's driver ('nvidia-smi' shows whether it runs), or install an SDK without that backend.",
                TornadoErrors.whyNotStarted(new ExceptionInInitializerError(first)));
    }

    @Test
    void tornadoVmsOwnLimitOfMemoryIsLifted() {
        assertEquals(Long.MAX_VALUE, device.getMemoryProvider().getHeapSize());
    }

    @Test
    void whatIsNotTornadoVmsStaysAsItIs() {
        var bug = new IllegalStateException("row 3");
        assertSame(bug, TornadoErrors.explain("program test", bug));
        var mistake = new UserError("--latent …");
        assertSame(mistake, TornadoErrors.explain("program test", new RuntimeException(mistake)));
        assertEquals(1, assertInstanceOf(UserError.class,
                TornadoErrors.explain("program test", new OutOfMemoryError("Java heap space"))).exitCode);
    }

    private static String sentence(Throwable thrown) {
        var error = assertInstanceOf(UserError.class, TornadoErrors.explain("program test", thrown));
        assertEquals(1, error.exitCode);
        return error.getMessage();
    }

    private static void run(Task2<FloatArray, FloatArray> kernel, int size, String memory) throws Exception {
        var x = new FloatArray(size);
        var y = new FloatArray(size);
        var graph = new TaskGraph("test").transferToDevice(DataTransferMode.FIRST_EXECUTION, x).task("kernel", kernel, x, y)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, y);
        try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withMemoryLimit(memory).execute();
        }
    }
}
