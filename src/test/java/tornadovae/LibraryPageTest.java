package tornadovae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in docs/library.md are programs that run. */
class LibraryPageTest {

    @TempDir
    Path folder;

    @Test
    void ownImagesAreTrainedOnEncodedAndDecoded() throws IOException, InterruptedException {
        String said = run(0, "2_000", "300");
        assertTrue(Pattern.compile("epoch 5: −ELBO \\d+\\.\\d+").matcher(said).find(), said);
        assertTrue(said.contains("→ 64 pixels"), said);
    }

    @Test
    void twoModelsTrainTogetherAndAreDrawn() throws IOException, InterruptedException {
        run(1, "10_000, 1_000", "200, 20");
        assertTrue(Files.size(folder.resolve("manifold-0.png")) > 1000 && Files.size(folder.resolve("manifold-1.png")) > 1000);
    }

    /** Runs an example with other sizes, and gives what it said. */
    private String run(int number, String sizes, String smaller) throws IOException, InterruptedException {
        var examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("docs/library.md")));
        for (int i = 0; i <= number; i++) assertTrue(examples.find());
        String example = examples.group(1);
        assertTrue(example.contains(sizes), "the example's sizes, made small here");
        Files.writeString(folder.resolve("Example.java"), example.replace(sizes, smaller));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-Dstdout.encoding=UTF-8", "-cp", System.getProperty("java.class.path"),
                "Example.java")).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the example does not end");
        assertEquals(0, process.exitValue(), Files.readString(log));
        return Files.readString(log);
    }
}
