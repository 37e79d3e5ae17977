package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;

class SubmissionTest {

    private static final Submission SUBMISSION =
            new Submission("small-0123abcd", "maxwell", "101", Optional.of("102"), 3, 5, "2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void theFileSaysWhatWasSubmitted() {
        Path file = folder.resolve("jobs.json");
        assertEquals(Optional.empty(), Submission.read(file));
        SUBMISSION.write(file);
        assertEquals(Optional.of(SUBMISSION), Submission.read(file));
        var alone = new Submission("small-0123abcd", "maxwell", "101", Optional.empty(), 3, 5, "2026-01-02T03:04:05Z");
        alone.write(file);
        assertEquals(Optional.of(alone), Submission.read(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"102\" | 102", "\"102\" | [\"102\"]", "\"101\" | 101",
            "\"tasks\" : 3 | \"tasks\" : \"3\"", "\"tasks\" : | \"task\" :"})
    void aDamagedFileIsNamed(String is, String becomes) throws Exception {
        Path file = folder.resolve("jobs.json");
        SUBMISSION.write(file);
        String damaged = Files.readString(file).replace(is, becomes);
        assertNotEquals(damaged, Files.readString(file));
        Files.writeString(file, damaged);
        assertEquals(file + " does not say what was submitted: it is damaged; cancel its jobs with scancel and delete it.",
                assertThrows(UserError.class, () -> Submission.read(file)).getMessage());
    }
}
