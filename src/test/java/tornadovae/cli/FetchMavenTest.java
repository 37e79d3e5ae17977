package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Maven is missing run.sh fetches it; here from a server on this machine. */
class FetchMavenTest {

    private static final String ARCHIVE = "/org/apache/maven/apache-maven/3.9.11/apache-maven-3.9.11-bin.tar.gz";
    private static final String INSTALL = "install it (for instance with 'apt-get install maven' or 'brew install maven')";

    @TempDir
    Path folder;
    private RunScript script;
    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private byte[] archive;

    @BeforeEach
    void aMachineWithoutMaven() throws Exception {
        Path system = folder.toRealPath();
        script = new RunScript(system);
        script.jdk("usr/lib/jvm/jdk-25", "25");
        for (String tool : List.of("curl", "tar", "gzip", "sha512sum", "shasum")) script.addTool(tool);
        Path program = system.resolve("apache-maven-3.9.11/bin/mvn");
        Files.createDirectories(program.getParent());
        Files.writeString(program, script.takeMavenAway());
        assertTrue(program.toFile().setExecutable(true));
        Path file = system.resolve("maven.tar.gz");
        var tar = new ProcessBuilder("tar", "-czf", file.toString(), "-C", system.toString(), "apache-maven-3.9.11").start();
        assertEquals(0, tar.waitFor());
        archive = Files.readAllBytes(file);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            try (exchange) {
                if (exchange.getRequestURI().getPath().endsWith(ARCHIVE)) {
                    exchange.sendResponseHeaders(200, archive.length);
                    exchange.getResponseBody().write(archive);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The sum in run.sh is that of the real Maven; here it becomes that of the stand-in. */
    private void pin(byte[] bytes) throws Exception {
        Path file = script.project.resolve("run.sh");
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes)), text = Files.readString(file);
        String pinned = text.replaceFirst("(?m)^maven_sha512=[0-9a-f]{128}$", "maven_sha512=" + sum);
        assertFalse(pinned.equals(text));
        Files.writeString(file, pinned);
    }

    private RunScript.Outcome run() throws Exception {
        return script.runWith(Map.of("MVNW_REPOURL", url("/mirror/")));
    }

    private void requireNothingLeft() throws IOException {
        try (var left = Files.list(script.project.resolve(".build"))) {
            assertEquals(List.of(), left.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("maven")).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void itIsFetchedOnceAndBuilds(String tool) throws Exception {
        pin(archive);
        script.removeTool("curl");
        script.addTool(tool);
        var first = run();
        if (first.err().contains("nor what fetches it")) return;   // this machine has no such tool
        assertEquals("tornado-vae: fetching Apache Maven, which is needed for building and was not found, from "
                + url("/mirror" + ARCHIVE) + " …\n", first.err());
        assertEquals(0, first.exitCode());
        assertEquals(1, script.builds());
        Files.writeString(script.project.resolve("src/main/B.java"), "");
        var second = run();
        assertEquals("", second.err());
        assertEquals(2, script.builds());
        assertEquals(List.of("/mirror" + ARCHIVE), asked);
        try (var left = Files.list(script.project.resolve(".build"))) {
            assertEquals(1, left.filter(file -> file.getFileName().toString().contains("maven")).count());
        }
    }

    @Test
    void anotherArchiveIsRefused() throws Exception {
        var outcome = run();
        assertEquals(1, outcome.exitCode());
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(archive));
        assertTrue(outcome.err().endsWith("\ntornado-vae: What came from " + url("/mirror" + ARCHIVE) + " is not Apache Maven "
                + "3.9.11, as its SHA-512 begins with " + sum.substring(0, 12) + ", not with bcfe4fe305c9: " + INSTALL
                + ", or set MVNW_REPOURL to a mirror of Maven Central.\n"), outcome.err());
        assertEquals(0, script.builds());
        requireNothingLeft();
    }

    @Test
    void aServerWithoutItIsSaidInOneSentence() throws Exception {
        server.removeContext("/");
        var outcome = run();
        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().endsWith("tornado-vae: Apache Maven could not be fetched from " + url("/mirror" + ARCHIVE) + ": "
                + INSTALL + ", or set MVNW_REPOURL to a mirror of Maven Central.\n"), outcome.err());
        requireNothingLeft();
    }

    @Test
    void theMirrorOfTheUsersSettingsIsTaken() throws Exception {
        pin(archive);
        Files.writeString(Files.createDirectories(script.home.resolve(".m2")).resolve("settings.xml"), """
                <settings><mirrors>
                  <!-- <mirror><mirrorOf>*</mirrorOf><url>%1$s</url></mirror>
                  -->
                  <mirror><mirrorOf>*,!central</mirrorOf><url>%2$s</url></mirror>
                  <mirror><id>blocked</id><mirrorOf>external:http:*</mirrorOf><url>%3$s</url></mirror>
                  <mirror>
                    <id>lab</id>
                    <mirrorOf>other, central</mirrorOf>
                    <url> %4$s </url>
                  </mirror>
                  <mirror><mirrorOf>*</mirrorOf><url>%5$s</url></mirror>
                </mirrors></settings>
                """.formatted(url("/comment"), url("/others"), url("/blocked"), url("/lab"), url("/late")));
        assertEquals(0, script.runWith(Map.of()).exitCode());
        assertEquals(List.of("/lab" + ARCHIVE), asked);
    }

    @Test
    void withoutToolsToFetchItThatIsSaidInOneSentence() throws Exception {
        script.removeTool("curl");
        assertEquals(new RunScript.Outcome(3, List.of(), "tornado-vae: Apache Maven is needed for building and was not found, "
                + "nor what fetches it (curl or wget, tar, sha512sum or shasum): " + INSTALL + ".\n"), script.run("doctor"));
    }
}
