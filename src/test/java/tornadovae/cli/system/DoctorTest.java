package tornadovae.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.command.VectorUnit;
import tornadovae.cli.system.Doctor.Verdict;
import tornadovae.data.Places;

class DoctorTest {

    @TempDir
    Path folder;

    @Test
    void oldJdkIsMissing() {
        assertEquals(Verdict.OK, Doctor.jdk(25).verdict());
        assertEquals(Verdict.MISSING, Doctor.jdk(24).verdict());
    }

    @Test
    void withoutVectorsTheProgramStillWorks() {
        assertEquals(Verdict.NOTE, Doctor.vectors(false).verdict());
    }

    @Test
    void writingLeavesNothingBehind() throws IOException {
        assertEquals(Verdict.OK, Doctor.writing(folder).verdict());
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
        assertEquals(Verdict.MISSING, Doctor.writing(folder.resolve("nowhere")).verdict());
    }

    @Test
    void absentDataSetsAreNotedWithWhatToDo() {
        var checks = Doctor.dataSets(new Places(null, folder.resolve("cache"), folder.resolve("system"), false));
        var mnist = checks.stream().filter(check -> check.subject().equals("mnist")).findFirst().orElseThrow();
        assertEquals(Verdict.NOTE, mnist.verdict());
        assertEquals("To have it now: ./run.sh data fetch mnist", mnist.advice());
        assertTrue(checks.stream().anyMatch(check -> check.subject().equals("digits") && check.verdict() == Verdict.OK));
    }

    @Test
    void withoutAnSdkItIsSaidHowToGetOneAndNothingIsMissing() {
        var checks = Doctor.tornadoVm(TornadoVm.checks(Optional.empty(), 25, Optional.empty()), false);
        assertEquals(List.of("TornadoVM SDK"), checks.stream().map(Doctor.Check::subject).toList());
        assertEquals(Verdict.NOTE, checks.getFirst().verdict());
        assertTrue(checks.getFirst().advice().contains("'sdk install tornadovm'"), checks.getFirst().advice());
    }

    @Test
    void aFolderThatIsNoSdkIsNamed() {
        var check = lastCheck(25);
        assertEquals(folder + " is not a whole SDK: etc/tornado.backend cannot be read there.", check.found());
    }

    @Test
    void anSdkForAnotherJdkIsRefused() throws IOException {
        sdk("version=9.1.0-jdk21");
        assertEquals("The SDK is made for JDK 21, but this is JDK 25.", lastCheck(25).found());
        assertEquals("Install the SDK for JDK 25 ('sdk list tornadovm' shows them).", lastCheck(25).advice());
        sdk("version=9.1.0-jdk25");
        assertTrue(lastCheck(26).advice().endsWith(", or set JAVA_HOME to a JDK 25."), lastCheck(26).advice());
    }

    @Test
    void anSdkThatFitsAndThisBuildHasNothingOfIsBuiltFor() throws IOException {
        for (String release : List.of("version=9.1.0-jdk25", "version=9.1.0", "branch=master")) {
            sdk(release);
            assertEquals("This build was made without the SDK.", lastCheck(25).found());
        }
    }

    @Test
    void anSdkForLaterJdksTooIsNotRefused() throws IOException {
        sdk("version=6.0.0-jdk22plus-cuda");
        assertEquals("TornadoVM build", lastCheck(25).subject());
        sdk("version=9.0.0-jdk27plus");
        assertEquals("The SDK is made for JDK 27 or later, but this is JDK 25.", lastCheck(25).found());
    }

    @Test
    void whatIsKnownOfAReleaseIsSaid() throws IOException {
        sdk("version=5.2.0-jdk25");
        var found = TornadoVm.checks(Optional.of(folder), 25, Optional.empty()).getFirst().found();
        assertEquals("5.2.0-jdk25 (tested with this program) in " + folder, found);
        assertEquals("not tested with this program, which was with 5.2.0; docs/tornadovm.md says what changed",
                TornadoVm.known("8.2.0-jdk22plus-cuda"));
        assertEquals("not tested with this program, which was with 5.2.0", TornadoVm.known("5.1.0-jdk25"));
        assertEquals("not tested with this program, which was with 5.2.0", TornadoVm.known("UNKNOWN"));
    }

    private tornadovae.engine.Check lastCheck(int jdk) {
        var checks = TornadoVm.checks(Optional.of(folder), jdk, Optional.empty());
        assertTrue(checks.reversed().stream().skip(1).allMatch(tornadovae.engine.Check::holds));
        return checks.getLast();
    }

    private void sdk(String release) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc").resolve("tornado.backend"), "tornado.backends=opencl-backend");
        Files.writeString(folder.resolve("etc").resolve("tornado.release"), release + "\n");
    }

    @Test
    void vectorUnitsAreNamedByTheirWidth() {
        assertEquals("AVX-512, 16 lanes", VectorUnit.description("amd64", 16));
        assertEquals("AVX2, 8 lanes", VectorUnit.description("amd64", 8));
        assertEquals("NEON, 4 lanes", VectorUnit.description("aarch64", 4));
    }
}
