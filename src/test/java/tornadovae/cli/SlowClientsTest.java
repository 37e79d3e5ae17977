package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explore} in a process of its own, because the JDK's server reads its limits once. */
class SlowClientsTest {

    @TempDir
    Path folder;

    @Test
    void requestsThatDoNotArriveAreCutOffAndOthersAnswered() throws Exception {
        String yaml = "dataset: {name: digits, train: 20, test: 20}\nmodel: {hidden: [4]}\ntraining: {epochs: 1, batch: "
                + "20}\npictures: {grid: 2}\n";
        Path results = folder.resolve("results");
        assertEquals(0, Said.run("sweep", Files.writeString(folder.resolve("small.yaml"), yaml).toString(), "--out",
                results.toString(), "--threads", "1").exitCode());
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(
                a -> a.equals("--add-modules=jdk.incubator.vector") || a.startsWith("-Djdk.") || a.startsWith("-Djava.awt."))
                .forEach(command::add);
        command.addAll(List.of("-Dsun.net.httpserver.maxReqTime=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "explore", results.toString(), "--no-browser", "--seconds", "100", "--threads", "1"));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            URI url = URI.create(process.inputReader().readLine());
            String host = "\r\nHost: 127.0.0.1:" + url.getPort() + "\r\n";
            for (String begun : List.of("GET " + url.getPath(), "GET " + url.getPath() + " HTTP/1.1" + host + "X-Slow: ",
                    "POST " + url.getPath() + "decode HTTP/1.1" + host + "Content-Length: 1000\r\n\r\nx",
                    "POST " + url.getPath() + "decode HTTP/1.1" + host + "Transfer-Encoding: chunked\r\n\r\n10\r\nx")) {
                assertTrue(isCutOff(url, begun), begun);
            }
            try (var socket = open(url, "GET " + url.getPath() + " HTTP/1.1" + host + "Connection: close\r\n\r\n")) {
                assertTrue(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).startsWith("HTTP/1.1 200"));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Socket open(URI url, String said) throws IOException {
        var socket = new Socket("127.0.0.1", url.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static boolean isCutOff(URI url, String begun) throws IOException {
        try (var socket = open(url, begun)) {
            return !new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).startsWith("HTTP/1.1 200");
        } catch (SocketException reset) {
            return true;
        }
    }
}
