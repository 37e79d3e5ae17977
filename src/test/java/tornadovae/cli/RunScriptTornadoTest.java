package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** run.sh and the TornadoVM SDK, with stand-ins for Maven, the JDK and the SDK. */
class RunScriptTornadoTest {

    @TempDir
    Path folder;
    private RunScript script;

    @BeforeEach
    void copy() throws IOException {
        script = new RunScript(folder.toRealPath());
        script.jdk("usr/lib/jvm/jdk-25", "25.0.3");
    }

    @Test
    void sdksFlagsComeFirst() throws Exception {
        var sdk = script.sdk("sdk", "9.1.0-jdk25");
        var lines = run(sdk, "sweep", "x.yaml").out();
        assertTrue(lines.get(3).matches("@.*/tornado-argfile"), lines::toString);
        assertTrue(lines.containsAll(List.of("-Dx=1", "-Dtornadovae.tornadovm=" + sdk)), lines::toString);
        assertFalse(lines.contains("-XX:+UseX"), "the SDK names a collector");
    }

    @Test
    void flagsNameTheSdksFolderAndNotTheCallers() throws Exception {
        var sdk = script.sdk("my \"own\" \\ & sdk", "9.1.0-jdk25");
        var argfile = Path.of(run(sdk, "sweep").out().get(3).substring(1));
        var quoted = sdk.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        assertEquals(List.of("\"-XX:+UseY\"", "\"-Dlibrary=" + quoted + "/lib\"", "\"--module-path\"",
                "\"" + quoted + "/a:" + quoted + "/b\"", "-Dbail=No", "-Dz=1"), Files.readAllLines(argfile));
    }

    @Test
    void driversThatTheSdkForgetsMayCallNativeCode() throws Exception {
        var sdk = script.sdk("sdk", "9.1.0-jdk25");
        Files.writeString(sdk.resolve("tornado-argfile.template"), """
                --add-modules ALL-SYSTEM,tornado.drivers.common,tornado.drivers.opencl,tornado.drivers.cuda
                --enable-native-access=tornado.drivers.opencl
                """);
        assertEquals(List.of("\"--add-modules\"",
                "\"ALL-SYSTEM,tornado.drivers.common,tornado.drivers.opencl,tornado.drivers.cuda\"",
                "\"--enable-native-access=tornado.drivers.opencl\"", "\"--enable-native-access=tornado.drivers.cuda\"",
                "-Dbail=No", "-Dz=1"),
                Files.readAllLines(Path.of(run(sdk, "sweep").out().get(3).substring(1))));
    }

    @Test
    void anSdkForLaterJdksTooIsTaken() throws Exception {
        var sdk = script.sdk("sdk", "9.1.0-jdk22plus-cuda");
        assertTrue(run(sdk, "sweep").out().contains("-Dtornadovae.tornadovm=" + sdk));
        assertTrue(run(sdk, "sweep").out().get(3).matches("@.*/tornado-argfile"));
        var later = script.sdk("later", "9.1.0-jdk27plus-cuda");
        assertFalse(run(later, "sweep").out().get(3).matches("@.*/tornado-argfile"));
    }

    @Test
    void argfileIsEnoughWhereThereIsNoTemplate() throws Exception {
        var sdk = script.sdk("sdk", "9.1.0-jdk25");
        Files.delete(sdk.resolve("tornado-argfile.template"));
        Files.writeString(sdk.resolve("tornado-argfile"), "-Dy=1");
        assertEquals(List.of("\"-Dy=1\"", "-Dbail=No", "-Dz=1"),
                Files.readAllLines(Path.of(run(sdk, "sweep").out().get(3).substring(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "--version", "help sweep", "sweep --help", "sweep -h", "data list", "-q data list",
            "sweep x.yaml --engine cpu", "sweep --engine=CPU x.yaml"})
    void whatNeverComputesOnTornadoVmStartsWithoutItsFlags(String arguments) throws Exception {
        var lines = run(script.sdk("sdk", "9.1.0-jdk25"), arguments.isEmpty() ? new String[0] : arguments.split(" ")).out();
        assertEquals("-XX:+UseX", lines.get(3));
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("@") || line.startsWith("-Dtornado.")), lines::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweep x.yaml", "-q sweep x.yaml", "train --engine tornado", "traverse data", "devices", "doctor",
            "bench kernels", "sweep --out cpu --engine auto"})
    void whatMayComputeOnTornadoVmStartsWithItsFlags(String arguments) throws Exception {
        var lines = run(script.sdk("sdk", "9.1.0-jdk25"), arguments.split(" ")).out();
        assertTrue(lines.get(3).startsWith("@"), lines::toString);
    }

    @Test
    void everyChangeOfSdkIsANewBuild() throws Exception {
        var one = script.sdk("one", "9.1.0-jdk25");
        var two = script.sdk("two", "9.2.0-jdk25");
        run(null, "doctor");
        run(one, "doctor");
        run(one, "doctor");
        run(two, "doctor");
        run(one, "doctor");
        run(null, "doctor");
        run(null, "doctor");
        assertEquals(List.of("no SDK", one.toString(), two.toString(), one.toString(), "no SDK"), script.sdksOfBuilds());
    }

    @Test
    void sdkThatWasReplacedInItsFolderIsAnotherOne() throws Exception {
        var sdk = script.sdk("sdk", "9.1.0-jdk25");
        run(sdk, "doctor");
        Files.writeString(sdk.resolve("share/java/tornado/api.jar"), "longer than it was");
        run(sdk, "doctor");
        assertEquals(2, script.builds());
    }

    @Test
    void sourcesOfTheTornadoVmEngineCountWhereThereIsAnSdk() throws Exception {
        var sdk = script.sdk("sdk", "9.1.0-jdk-25");
        run(null, "doctor");
        Files.writeString(script.project.resolve("src/tornado/B.java"), "");
        run(null, "doctor");
        assertEquals(1, script.builds());
        run(sdk, "doctor");
        Files.writeString(script.project.resolve("tornado-config/gpu.properties"), "");
        run(sdk, "doctor");
        assertEquals(3, script.builds());
    }

    @Test
    void sdkmansCurrentSdkIsTakenUnlessTornadoVmHomeSaysOtherwise() throws Exception {
        var one = script.sdk("one", "9.1.0-jdk25");
        var two = script.sdk("two", "9.2.0-jdk25");
        var current = Files.createDirectories(script.home.resolve(".sdkman/candidates/tornadovm")).resolve("current");
        Files.createSymbolicLink(current, one);
        assertTrue(script.run("doctor").out().contains("-Dtornadovae.tornadovm=" + one));
        Files.delete(current);
        Files.createSymbolicLink(current, two);
        assertTrue(script.run("doctor").out().contains("-Dtornadovae.tornadovm=" + two));
        assertTrue(run(one, "doctor").out().contains("-Dtornadovae.tornadovm=" + one));
        assertTrue(script.runWith(Map.of("TORNADOVM_HOME", "")).out().stream()
                .noneMatch(line -> line.startsWith("-Dtornadovae.tornadovm=")));
        assertEquals(List.of(one.toString(), two.toString(), one.toString(), "no SDK"), script.sdksOfBuilds());
    }

    @Test
    void sdkmansFolderWithoutAnSdkIsPassedOver() throws Exception {
        var current = Files.createDirectories(script.home.resolve(".sdkman/candidates/tornadovm/current"));
        assertEquals(0, script.run("doctor").exitCode());
        assertEquals(List.of("no SDK"), script.sdksOfBuilds());
        assertNotTested(Map.of(),
                "There is no TornadoVM SDK in " + current + ", where SDKMAN puts it, and TORNADOVM_HOME names no other.");
    }

    @Test
    void tornadoVmHomeThatNamesNoSdkIsSaidInOneSentence() throws Exception {
        assertRefused(folder.resolve("nowhere"), "etc/tornado.backend");
        var sdk = Files.createDirectories(folder.resolve("half an sdk"));
        assertRefused(sdk, "etc/tornado.backend");
        Files.createFile(Files.createDirectories(sdk.resolve("etc")).resolve("tornado.backend"));
        assertRefused(sdk, "share/java/tornado");
        Files.createDirectories(sdk.resolve("share/java/tornado"));
        assertRefused(sdk, "tornado-argfile.template");
        assertEquals(0, script.builds());
    }

    @Test
    void jdkThatTheSdkWasBuiltForIsPreferred() throws Exception {
        var jdk26 = script.jdk("usr/lib/jvm/jdk-26", "26.0.1");
        var lines = run(script.sdk("sdk", "9.1.0-jdk26"), "doctor").out();
        assertEquals(jdk26.resolve("bin/java").toString(), lines.getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 27})
    void withoutThatJdkTheProgramRunsAsWithoutAnSdk(int other) throws Exception {
        if (other < 25) {
            script.jdk("usr/lib/jvm/jdk-21", "21.0.1");
        }
        var sdk = script.sdk("sdk", "9.1.0-jdk" + other);
        var lines = run(sdk, "sweep").out();
        assertEquals("-XX:+UseX", lines.get(3));
        assertTrue(lines.contains("-Dtornadovae.tornadovm=" + sdk), "for doctor, which says why");
        assertEquals(List.of("no SDK"), script.sdksOfBuilds());
        assertNotTested(Map.of("TORNADOVM_HOME", sdk.toString()),
                "The TornadoVM SDK in " + sdk + " was built for JDK " + other + ", but JDK 25 is used here.");
    }

    @Test
    void testsAreBuiltInAFolderForEachSdk() throws Exception {
        var one = run(script.sdk("one", "9.1.0-jdk25"), "test", "-q").out();
        var two = run(script.sdk("two", "9.2.0-jdk25"), "test").out();
        assertTrue(one.get(5).startsWith("-Dbuild.folder=" + script.project + "/target/tornado-"), one::toString);
        assertEquals("-q", one.getLast());
        assertTrue(
                two.get(5).startsWith("-Dbuild.folder=" + script.project + "/target/tornado-") && !two.get(5).equals(one.get(5)),
                two::toString);
        assertTrue(Files.exists(Path.of(one.get(6).replace("-Dtornado.argfile=", ""))), one::toString);
    }

    @Test
    void withoutSdkTheTestsSayInOneLineWhatWasNotRun() throws Exception {
        assertNotTested(Map.of("TORNADOVM_HOME", ""), "TORNADOVM_HOME is set to nothing.");
    }

    private void assertNotTested(Map<String, String> environment, String why) throws Exception {
        assertEquals(new RunScript.Outcome(0, List.of("-B", "-C", "-f", script.project + "/pom.xml", "test"),
                "tornado-vae: The tests of the TornadoVM engine were not run. " + why + "\n"),
                script.runIn(script.home, script.project.resolve("run.sh"), environment, "test"));
    }

    private void assertRefused(Path sdk, String lacks) throws Exception {
        assertEquals(
                new RunScript.Outcome(3, List.of(),
                        "tornado-vae: TORNADOVM_HOME is " + sdk + ", which is not a whole TornadoVM SDK because it has no "
                                + lacks + ": set it to the folder of an SDK, or to nothing to do without.\n"),
                run(sdk, "doctor"));
    }

    /** With {@code TORNADOVM_HOME}, or without where {@code sdk} is null. */
    private RunScript.Outcome run(Path sdk, String... arguments) throws Exception {
        return script.runIn(script.home, script.project.resolve("run.sh"),
                sdk == null ? Map.of() : Map.of("TORNADOVM_HOME", sdk.toString()), arguments);
    }
}
