package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Doctor.Verdict;
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
    void vectorUnitsAreNamedByTheirWidth() {
        assertEquals("AVX-512, 16 lanes", VectorUnit.description("amd64", 16));
        assertEquals("AVX2, 8 lanes", VectorUnit.description("amd64", 8));
        assertEquals("NEON, 4 lanes", VectorUnit.description("aarch64", 4));
    }
}
