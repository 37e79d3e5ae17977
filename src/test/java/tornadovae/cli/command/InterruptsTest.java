package tornadovae.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a JVM of its own. */
class InterruptsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void checkpointIsLeftBeforeTheJvmEnds(String signal, int exitCode) throws Exception {
        assumeFalse(isIgnored(signal), "this JVM was started where SIG" + signal
                + " is ignored, as in the background of a script or by nohup; its children inherit that");
        var process = start(Worker.class);
        send(signal, process);
        assertEquals(exitCode, exitCode(process));
        assertEquals("step 3", Files.readString(folder.resolve("checkpoint")));
        assertTrue(process.errorReader().readAllAsString().contains("tornado-vae: Stopping; a checkpoint is being written."));
    }

    @Test
    void workThatDoesNotStopIsGivenUp() throws Exception {
        var process = start(StubbornWorker.class);
        send("TERM", process);
        assertEquals(143, exitCode(process));
        var said = process.errorReader().readAllAsString();
        assertTrue(said.contains("tornado-vae: No checkpoint within 0 seconds, giving up; the one before it is whole."));
    }

    @Test
    void finishedWorkLeavesNoHook() {
        var interrupts = Interrupts.install(new PrintWriter(System.err));
        interrupts.close();
        interrupts.close();
        assertFalse(interrupts.getAsBoolean());
    }

    private Process start(Class<?> main) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                main.getName(), folder.toString()).start();
        assertEquals("working", process.inputReader().readLine());
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        return process.waitFor();
    }

    /** Bit 1 of SigIgn stands for signal 2, SIGINT; false where the system does not tell. */
    private static boolean isIgnored(String signal) throws IOException {
        long bit = switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            default -> 0;
        };
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return false;
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & bit) != 0);
    }

    private static void send(String signal, Process process) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
    }

    /**
     * Works until it is asked to stop, takes a while for its checkpoint, and returns an exit code that does not matter any more.
     */
    static final class Worker {
        public static void main(String[] arguments) throws Exception {
            try (var interrupts = Interrupts.install(new PrintWriter(System.err))) {
                System.out.println("working");
                while (!interrupts.getAsBoolean()) {
                    Thread.sleep(1);
                }
                Thread.sleep(100);
                Files.writeString(Path.of(arguments[0], "checkpoint"), "step 3");
            }
            System.exit(0);
        }
    }

    static final class StubbornWorker {
        public static void main(String[] arguments) throws Exception {
            Interrupts.install(new PrintWriter(System.err), Duration.ofMillis(50));
            System.out.println("working");
            Thread.sleep(60_000);
        }
    }
}
