package tornadovae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in docs/library.md run. */
class LibraryPageTest {

    @TempDir
    Path folder;

    @Test
    void exampleTrainsAndDraws() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("docs/library.md"));
        int begin = page.indexOf("```java\n") + 8;
        String example = page.substring(begin, page.indexOf("```", begin));
        assertTrue(example.contains("10_000, 1_000"), "the example's sizes, made small here");
        Files.writeString(folder.resolve("Example.java"), example.replace("10_000, 1_000", "200, 20"));
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "-cp", System.getProperty("java.class.path"), "Example.java")).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the example does not end");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
        assertTrue(Files.size(folder.resolve("manifold-0.png")) > 1000 && Files.size(folder.resolve("manifold-1.png")) > 1000);
    }
}
