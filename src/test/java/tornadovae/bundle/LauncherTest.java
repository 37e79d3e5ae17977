package tornadovae.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a bundle, with a stand-in for Java that prints its environment and its arguments. */
class LauncherTest {

    private static final Path SDK = Path.of("/opt/my $sdk");
    private static final Launcher LAUNCHER =
            new Launcher(List.of("-Da=\"x\\y", "--path=" + SDK + "/a:" + SDK + "/`b", "-Db=1"), Optional.of(SDK));

    @TempDir
    Path folder;
    private Path bundle;

    @BeforeEach
    void write() throws IOException {
        bundle = Files.createDirectories(folder.toRealPath().resolve("a user's \"bundle\""));
        Files.createDirectories(bundle.resolve("java/bin"));
        executable(bundle.resolve("java/bin/java"), """
                #!/bin/sh
                echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
                echo 'from the JVM' >&2
                printf '%s\\n' "$$" "$TORNADOVM_HOME" "$LD_LIBRARY_PATH" "$@"
                exit 7
                """);
        executable(bundle.resolve("run.sh"), LAUNCHER.script());
    }

    @Test
    void flagsWithoutTheSdksFolderAreAnArgumentFileOfJava() {
        assertEquals("\"-Da=\\\"x\\\\y\"\n\"-Db=1\"\n", LAUNCHER.flagsFile());
    }

    @Test
    void flagsWithTheSdksFolderNameTheBundles() throws Exception {
        var lines = run(Map.of(), bundle.resolve("run.sh").toString(), "train", "two words", "", "$HOME", "*");
        assertEquals(List.of(bundle + "/tornadovm", bundle + "/tornadovm/lib", "@" + bundle + "/flags",
                "--path=" + bundle + "/tornadovm/a:" + bundle + "/tornadovm/`b", "-Dtornadovae.stderr=3", "-jar",
                bundle + "/app/tornado-vae.jar", "train", "two words", "", "$HOME", "*"), lines.subList(1, lines.size()));
    }

    @Test
    void movedBundleRunsAndSoDoesALinkToIt() throws Exception {
        var moved = Files.move(bundle, folder.toRealPath().resolve("moved"));
        var link = Files.createSymbolicLink(folder.toRealPath().resolve("first"), Path.of("moved/run.sh"));
        var second = Files.createSymbolicLink(Files.createDirectories(folder.toRealPath().resolve("x")).resolve("second"),
                Path.of("../" + link.getFileName()));
        assertTrue(run(Map.of(), second.toString()).contains("@" + moved + "/flags"));
        assertTrue(run(Map.of(), "sh", "-c", "cd '" + moved + "' && sh run.sh").contains("@" + moved + "/flags"));
    }

    @Test
    void usersFlagsAndLibrariesAreKept() throws Exception {
        var lines = run(Map.of("TORNADO_VAE_JAVA_OPTS", " -Xmx8g  -Dy=* ", "LD_LIBRARY_PATH", "/mine"),
                bundle.resolve("run.sh").toString());
        assertEquals("/mine:" + bundle + "/tornadovm/lib", lines.get(2));
        assertEquals(List.of("-Xmx8g", "-Dy=*", "-jar"), lines.subList(lines.indexOf("-Xmx8g"), lines.indexOf("-jar") + 1));
    }

    @Test
    void withoutSdkNothingNamesOne() throws Exception {
        executable(bundle.resolve("run.sh"), new Launcher(List.of("-Da=1"), Optional.empty()).script());
        var lines = run(Map.of(), bundle.resolve("run.sh").toString());
        assertEquals(List.of("", ""), lines.subList(1, 3));
        assertFalse(lines.stream().anyMatch(line -> line.contains("tornadovm")), lines::toString);
    }

    /**
     * In that environment and no other; Java takes the script's place, its exit code is the script's, and the announcement of
     * incubator modules is left out.
     */
    private List<String> run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
        builder.environment().clear();
        builder.environment().putAll(environment);
        // a file, because Java stops reading a pipe when the process ends, and the filter may be a moment later
        var errors = Files.createTempFile(folder, "stderr", "");
        var process = builder.redirectError(errors.toFile()).start();
        var lines = process.inputReader().readAllAsString().lines().toList();
        assertEquals(7, process.waitFor());
        for (var patience = 0; Files.size(errors) == 0 && patience < 1000; patience++) Thread.sleep(10);
        assertEquals("from the JVM\n", Files.readString(errors));
        if (command[0].endsWith("run.sh")) assertEquals(Long.toString(process.pid()), lines.getFirst());
        return lines;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
