package tornadovae.report.explorer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.manifold.Picture;

/** The server as a socket meets it. */
class ExplorerServerTest {

    @TempDir
    static Path folder;

    private static Explorer explorer;
    private static ExplorerServer server;
    private static String path;

    @BeforeAll
    static void start() throws Exception {
        explorer = ExplorerModels.served(Cells.train(folder, "sweep: {model.latent: [2, 3]}\n"),
                spec -> Optional.of(Cells.load(spec)), Cells.ENGINE, _ -> "./run.sh explore results", _ -> {});
        server = new ExplorerServer("a title", explorer, Cells.ENGINE, 0);
        path = URI.create(server.url()).getPath();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Answer(int status, String head, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static Answer ask(String requestLine, List<String> head, byte[] body) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            var out = new ByteArrayOutputStream();
            out.writeBytes((requestLine + " HTTP/1.1\r\n" + String.join("", head.stream().map(line -> line + "\r\n").toList())
                    + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(body);
            socket.getOutputStream().write(out.toByteArray());
            var in = socket.getInputStream();
            var answered = new StringBuilder();
            while (answered.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) throw new IOException("the connection ended after '" + answered + "'");
                answered.append((char) next);
            }
            var length = Pattern.compile("(?i)\r\ncontent-length: (\\d+)").matcher(answered);
            return new Answer(Integer.parseInt(answered.substring(9, 12)), answered.toString(),
                    length.find() && !requestLine.startsWith("HEAD") ? in.readNBytes(Integer.parseInt(length.group(1)))
                            : new byte[0]);
        }
    }

    private static String host() {
        return "Host: 127.0.0.1:" + server.port();
    }

    private static Answer get(String path, String... more) throws IOException {
        return ask("GET " + path, Stream.concat(Stream.of(host()), Arrays.stream(more)).toList(), new byte[0]);
    }

    private static Answer decode(byte[] body, String... more) throws IOException {
        return ask("POST " + path + "decode",
                Stream.concat(Stream.of(host(), "Content-Length: " + body.length), Arrays.stream(more)).toList(), body);
    }

    private static byte[] request(int model, int show, float... codes) {
        ByteBuffer body =
                ByteBuffer.allocate(12 + 4 * codes.length).order(ByteOrder.LITTLE_ENDIAN).putInt(model).putInt(show).putInt(5);
        for (float z : codes) body.putFloat(z);
        return body.array();
    }

    @Test
    void thePageIsThereForThoseWhoKnowItsAddress() throws Exception {
        Answer answer = get(path);
        assertEquals(200, answer.status, answer.head);
        assertTrue(answer.text().contains("explorer.mount("));
        assertTrue(answer.text().trim().endsWith("</html>"));
    }

    /** What stood in the arguments of the program that opened a browser is of no use to those who read it there. */
    @Test
    void theAddressForABrowserLeadsToThePageOnce() throws Exception {
        String before = pathOf(server.urlForOnce()), once = pathOf(server.urlForOnce());
        assertEquals(404, get(before).status);
        assertEquals(404, get(once + "x").status);
        Answer answer = get(once);
        assertEquals(303, answer.status, answer.head);
        assertTrue(answer.head.contains("Location: " + path), answer.head);
        assertEquals(404, get(once).status);
        assertFalse(once.contains(path.replace("/", "")));
    }

    private static String pathOf(String url) {
        return java.net.URI.create(url).getPath();
    }

    @Test
    void nothingIsStoredEmbeddedOrRunThatIsNotItsOwn() throws Exception {
        String head = get(path).head.toLowerCase();
        assertTrue(head.contains("cache-control: no-store"), head);
        assertTrue(head.contains("x-content-type-options: nosniff"), head);
        assertTrue(head.contains("referrer-policy: no-referrer"), head);
        assertTrue(head.matches("(?s).*content-security-policy: default-src 'none'; script-src 'sha256-[^']*'; style-src "
                + "'sha256-[^']*'; img-src data:; connect-src 'self'.*"), head);
        assertFalse(head.contains("access-control"), head);
        assertFalse(head.contains("unsafe"), head);
    }

    @Test
    void pixelsAreThoseOfTheEngine() throws Exception {
        float[][] codes = {{0.5f, -1}, {2, 0.25f}, {0, 0}};
        Answer answer = decode(request(0, 0, 0.5f, -1, 2, 0.25f, 0, 0));
        assertEquals(200, answer.status, answer.head);
        assertEquals(3 * 784, answer.body.length);
        try (var model = explorer.cell(0).open(Cells.ENGINE, null)) {
            float[][] images = model.decode(codes);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(Picture.grey(28, 28, images[i], 0).pixels(),
                        Arrays.copyOfRange(answer.body, 784 * i, 784 * (i + 1)));
            }
        }
    }

    @Test
    void drawsAreBlackOrWhiteAndTheSameForTheSameSeed() throws Exception {
        byte[] first = decode(request(1, 1, 0.1f, 0.2f, 0.3f)).body, second = decode(request(1, 1, 0.1f, 0.2f, 0.3f)).body;
        assertArrayEquals(first, second);
        int white = 0;
        for (byte pixel : first) {
            assertTrue(pixel == 0 || pixel == -1);
            if (pixel == -1) white++;
        }
        assertTrue(white > 0 && white < 784, "white pixels " + white);
    }

    static Stream<String> otherPaths() {
        String wrong = "/" + "0".repeat(32) + "/";
        return Stream.of("/", "/decode", wrong, wrong + "decode", "/favicon.ico", path.substring(0, path.length() - 1),
                path.substring(0, 20), path + "other", path + "../../etc/passwd", path + "..%2f..%2fetc%2fpasswd",
                path + "%2e%2e/%2e%2e/etc/passwd", "/../" + path, "//etc/passwd", path.toUpperCase(), "/etc/passwd",
                path + "%252e%252e%252fetc%252fpasswd", path + "..%5c..%5cetc%5cpasswd", path + "%00", path + "decode%00",
                path + "decode/", path + "decode%2f", path + "./", path + "%2e/decode", "/%2e%2e" + path, path + "//etc/passwd",
                path + "file:///etc/passwd", path + "%c0%ae%c0%ae/etc/passwd", path.replace("/", "%2f"),
                "/%2f" + path.substring(1), path + "decode;x", "http://127.0.0.1/etc/passwd");
    }

    @ParameterizedTest
    @MethodSource("otherPaths")
    void atEveryOtherPathThereIsNothing(String other) throws Exception {
        Answer answer = get(other);
        assertEquals(404, answer.status, other);
        assertEquals("There is nothing here.\n", answer.text());
        assertFalse(answer.head.contains(path.substring(1, 33)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com:80", "127.0.0.1", "0.0.0.0:{port}", "[::1]:{port}",
            "127.0.0.1.example.com:{port}", ""})
    void aPageThatCameHereUnderAnotherNameIsRefused(String name) throws Exception {
        assertEquals(403, ask("GET " + path, List.of("Host: " + name.replace("{port}", "" + server.port())), new byte[0]).status);
    }

    @Test
    void aRequestWithoutHostOrWithTwoIsRefused() throws Exception {
        assertTrue(List.of(400, 403).contains(ask("GET " + path, List.of(), new byte[0]).status));
        assertTrue(List.of(400, 403).contains(ask("GET " + path, List.of(host(), "Host: example.com"), new byte[0]).status));
    }

    @Test
    void otherSitesPagesAreRefused() throws Exception {
        byte[] body = request(0, 0, 0, 0);
        assertEquals(200, decode(body, "Origin: http://127.0.0.1:" + server.port()).status);
        for (String origin : List.of("http://example.com", "null", "https://127.0.0.1:" + server.port(), "http://127.0.0.1")) {
            assertEquals(403, decode(body, "Origin: " + origin).status, origin);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"})
    void thePageIsOnlyForReading(String method) throws Exception {
        Answer answer = ask(method + " " + path, List.of(host()), new byte[0]);
        assertEquals(405, answer.status, answer.head);
        assertTrue(answer.head.contains("Allow: GET"), answer.head);
    }

    @Test
    void decodingIsOnlyForPosts() throws Exception {
        Answer answer = get(path + "decode");
        assertEquals(405, answer.status);
        assertTrue(answer.head.contains("Allow: POST"), answer.head);
    }

    @Test
    void requestsThatMakeNoSenseAreRefused() throws Exception {
        float[] many = new float[2 * 1025];
        for (byte[] body : List.of(new byte[0], new byte[11], request(0, 0), request(2, 0, 0, 0), request(-1, 0, 0, 0),
                request(0, 2, 0, 0), request(0, 0, 0, 0, 0), request(0, 0, Float.NaN, 0),
                request(0, 0, 0, Float.POSITIVE_INFINITY), request(0, 0, many))) {
            assertEquals(400, decode(body).status);
        }
        assertEquals(200, decode(request(0, 0, 0, 0)).status);
    }

    @Test
    void aRequestThatAnnouncesTooMuchIsRefusedUnread() throws Exception {
        for (String length : List.of("100000000", "9999999999999")) {
            assertEquals(413, ask("POST " + path + "decode", List.of(host(), "Content-Length: " + length), new byte[0]).status);
        }
    }

    @Test
    void aRequestThatNeverEndsIsCutOff() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(("POST " + path + "decode HTTP/1.1\r\n" + host() + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
            int sent = 0;
            try {
                for (; sent < 1000; sent++) out.write(chunk);
            } catch (SocketException cutOff) {
                // by the server, which is what is claimed
            }
            assertTrue(sent < 1000, "65 MB were taken");
        }
        assertEquals(200, get(path).status);
    }

    @Test
    void onlyThisMachineReachesIt() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).toList();
        assumeTrue(!others.isEmpty(), "this machine has no other address than that of itself");
        for (InetAddress other : others) {
            assertThrows(ConnectException.class, () -> new Socket(other, server.port()).close(), other.toString());
        }
    }

    @Test
    void everyServerHasATokenOfItsOwn() {
        try (var other = new ExplorerServer("another", explorer, Cells.ENGINE, 0)) {
            String token = URI.create(other.url()).getPath();
            assertTrue(token.matches("/[0-9a-f]{32}/"), token);
            assertNotEquals(path, token);
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentence() {
        var refused = assertThrows(UserError.class, () -> new ExplorerServer("another", explorer, Cells.ENGINE, server.port()));
        assertTrue(
                refused.getMessage()
                        .matches("Cannot listen on port \\d+: .*; give another one with --port, or 0 for any that is free\\."),
                refused.getMessage());
    }

    /** Whether a request got no answer, or one that refuses it. */
    private static boolean isRefused(String requestLine, List<String> head, byte[] body) {
        try {
            return ask(requestLine, head, body).status >= 400;
        } catch (IOException e) {
            return true;   // the connection was closed
        }
    }

    @Test
    void addressesThatAreNoneAreRefused() throws Exception {
        for (String address : List.of("mailto:x", "foo:bar", "*", "", "\0", path + "\0", path + "\\..\\", path + "%",
                path + "%zz", "http://", "http://[::1", "/\u00e9/", "//")) {
            assertTrue(isRefused("GET " + address, List.of(host()), new byte[0]), address);
        }
        assertEquals(200, get(path).status);
    }

    @Test
    void anAddressOrAHeadWithoutEndIsCutOff() throws Exception {
        String much = "x".repeat(1 << 20);
        assertTrue(isRefused("GET " + path + much, List.of(host()), new byte[0]));
        assertTrue(isRefused("GET " + path, List.of(host(), "X-Much: " + much), new byte[0]));
        assertTrue(isRefused("GET " + path,
                Stream.concat(Stream.of(host()), IntStream.range(0, 5000).mapToObj(i -> "X-" + i + ": y")).toList(),
                new byte[0]));
        assertEquals(200, get(path).status);
    }

    @Test
    void lengthsThatContradictEachOtherAreRefused() throws Exception {
        byte[] body = request(0, 0, 0, 0);
        for (List<String> lengths : List.of(List.of("Content-Length: -1"), List.of("Content-Length: x"),
                List.of("Content-Length: 20", "Content-Length: 20"), List.of("Content-Length: 20", "Transfer-Encoding: chunked"),
                List.of("Transfer-Encoding: gzip"), List.of("Content-Length: 99999999999999999999"),
                List.of("Content-Length: 0x14"), List.of("Content-Length: "))) {
            assertTrue(isRefused("POST " + path + "decode", Stream.concat(Stream.of(host()), lengths.stream()).toList(), body),
                    lengths.toString());
        }
        assertEquals(200, decode(body).status);
    }

    @Test
    void aBodyThatIsShorterThanAnnouncedIsNotDecoded() throws Exception {
        byte[] body = request(0, 0, 0, 0);
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(
                    ("POST " + path + "decode HTTP/1.1\r\n" + host() + "\r\nContent-Length: " + (body.length + 8) + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            assertFalse(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200"));
        }
        assertEquals(200, decode(body).status);
    }

    @Test
    void connectionsThatSayLittleOrNothingKeepNobodyOut() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 400; i++) {
                var socket = new Socket("127.0.0.1", server.port());
                idle.add(socket);
                String begun = switch (i % 4) {
                    case 0 -> "";
                    case 1 -> "GET " + path;
                    case 2 -> "GET " + path + " HTTP/1.1\r\n" + host() + "\r\n";
                    default -> "POST " + path + "decode HTTP/1.1\r\n" + host() + "\r\nContent-Length: 1000\r\n\r\nx";
                };
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));
            }
            assertEquals(200, get(path).status);
            assertEquals(200, decode(request(0, 0, 0, 0)).status);
        } finally {
            for (Socket socket : idle) socket.close();
        }
    }

    @Test
    void noAnswerLetsOtherSitesReadIt() throws Exception {
        for (String method : List.of("GET", "OPTIONS", "HEAD")) {
            for (String place : List.of(path, path + "decode", "/")) {
                for (String origin : List.of("http://example.com", "http://127.0.0.1:" + server.port())) {
                    String head =
                            ask(method + " " + place, List.of(host(), "Origin: " + origin, "Access-Control-Request-Method: POST",
                                    "Access-Control-Request-Private-Network: true"), new byte[0]).head.toLowerCase();
                    assertFalse(head.contains("access-control"), head);
                    assertTrue(head.contains("cross-origin-resource-policy: same-origin"), head);
                }
            }
        }
    }
}
