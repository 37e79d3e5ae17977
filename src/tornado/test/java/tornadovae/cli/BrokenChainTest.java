package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.engine.choice.Engines;

/** The program in JVMs that lack a link of what TornadoVM needs: a cause, an advice and an exit code, never a trace. */
@Tag("tornado")
class BrokenChainTest {

    private static final String TRAIN = "train --dataset digits --train 20 --test 10 --hidden 8 --batch 10 --epochs 1 --out ";

    @TempDir
    Path folder;

    private record Said(int exitCode, String out) {

        String last() {
            return out.lines().filter(line -> !line.isBlank()).toList().getLast().strip();
        }
    }

    @Test
    void wholeChainHolds() throws Exception {
        var doctor = run(flags(), Map.of(), "doctor");
        assertTrue(doctor.out.contains("a trial kernel computed what Java does"), doctor.out);
        assertEquals(0, doctor.exitCode, doctor.out);
    }

    @Test
    void withoutTheFlagsOfTheSdk() throws Exception {
        var doctor = run(List.of(), Map.of(), "doctor");
        assertEquals("Start with ./run.sh, which takes them from the SDK.", doctor.last());
        var train = run(List.of(), Map.of(), TRAIN + folder + " --engine tornado");
        assertEquals("tornado-vae: TornadoVM cannot run: Java was started without the JVM flags of the TornadoVM SDK; "
                + "start with ./run.sh, and './run.sh doctor' says what is missing.", train.last());
        assertEquals(3, train.exitCode);
        var automatic = run(List.of(), Map.of(), TRAIN + folder);
        assertEquals(0, automatic.exitCode, automatic.out);
        assertTrue(automatic.out.contains("since TornadoVM cannot run: Java was started without the JVM flags"), automatic.out);
    }

    @Test
    void withoutADriver() throws Exception {
        var backends = Engines.provider().orElseThrow().devices().values().stream().map(device -> device.facts().get("backend"));
        assumeTrue(backends.anyMatch("opencl"::equals), "only OpenCL's drivers can be hidden");
        var none = Map.of("OCL_ICD_VENDORS", folder.toString());
        var doctor = run(flags(), none, "doctor");
        assertTrue(doctor.last().startsWith(
                "The opencl backend of TornadoVM does not start (No OpenCL platforms found): install the OpenCL driver"),
                doctor.out);
        var train = run(flags(), none, TRAIN + folder + " --engine tornado");
        assertTrue(train.last().startsWith("tornado-vae: TornadoVM cannot run: The opencl backend of TornadoVM does not start"),
                train.out);
        assertEquals(3, train.exitCode);
    }

    @Test
    void withBailout() throws Exception {
        var flags = new ArrayList<>(flags());
        flags.add("-Dtornado.recover.bailout=True");
        var train = run(flags, Map.of(), TRAIN + folder + " --engine tornado");
        assertTrue(train.last().startsWith(
                "tornado-vae: TornadoVM cannot run: tornado.recover.bailout is True, with which a kernel"), train.out);
        assertEquals(3, train.exitCode);
    }

    @Test
    void withAnotherDevice() throws Exception {
        var train = run(flags(), Map.of(), TRAIN + folder + " --device 0:99");
        assertTrue(train.last().startsWith("tornado-vae: --device 0:99: there is no such device; there "), train.out);
        assertEquals(3, train.exitCode);
    }

    /** The flags of this JVM, which has those of the SDK. */
    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    private Said run(List<String> flags, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(flags);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "tornadovae.cli.Main"));
        words.addAll(List.of(command.split(" ")));
        Path log = folder.resolve("log");
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process child = builder.start();
        if (!child.waitFor(120, TimeUnit.SECONDS)) child.destroyForcibly();
        var said = new Said(child.waitFor(), Files.readString(log));
        assertTrue(said.out.lines().noneMatch(line -> line.startsWith("\tat ")), said.out);
        return said;
    }
}
