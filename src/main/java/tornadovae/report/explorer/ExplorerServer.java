package tornadovae.report.explorer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import tornadovae.UserError;
import tornadovae.engine.Engine;

/**
 * Serves one page, and decodes codes for it, to this machine alone. It listens on 127.0.0.1 only, and answers to those who know
 * its token, 128 random bits in the path of its address. A page of another site does not know the token; should it learn it, its
 * requests are refused by their Origin, and those that reach this address under another name (DNS rebinding) by their Host. No
 * request names a file.
 */
public final class ExplorerServer implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final ServedModels models;
    private final byte[] page;
    private final String policy = ExplorerPage.policyOfServed();
    private final String token = HexFormat.of().formatHex(bits());
    private final AtomicReference<String> ticket = new AtomicReference<>();

    /**
     * @param explorer made by {@link ExplorerModels#served}
     * @param port     0 for any that is free
     * @throws UserError where the port cannot be had
     */
    public ExplorerServer(String title, Explorer explorer, Engine engine, int port) {
        page = ExplorerPage.served(title, explorer).getBytes(StandardCharsets.UTF_8);
        models = new ServedModels(explorer, engine);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (IOException e) {
            throw new UserError(1, "Cannot listen on port " + port + ": " + UserError.reason(e)
                    + "; give another one with --port, or 0 for any that is free.", e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(requests);
        server.start();
    }

    private static byte[] bits() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return bits;
    }

    /** What to open in a browser. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/" + token + "/";
    }

    /**
     * An address that leads to {@link #url} once, for the arguments of a program, which others on this machine can read as long
     * as it runs. A new one makes the one before it void.
     */
    public String urlForOnce() {
        String path = "/" + HexFormat.of().formatHex(bits()) + "/";
        ticket.set(path);
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers head = exchange.getResponseHeaders();
            head.set("Cache-Control", "no-store");
            head.set("X-Content-Type-Options", "nosniff");
            head.set("Referrer-Policy", "no-referrer");
            head.set("Cross-Origin-Resource-Policy", "same-origin");
            head.set("Cross-Origin-Opener-Policy", "same-origin");
            head.set("Content-Security-Policy", policy);
            if (!isOurs(exchange.getRequestHeaders())) {
                refuse(exchange, 403, "This server answers to pages of its own address only.");
                return;
            }
            if (isTicket(exchange)) {
                head.set("Location", "/" + token + "/");
                send(exchange, 303, "text/plain; charset=utf-8", new byte[0]);
                return;
            }
            switch (place(exchange.getRequestURI().getRawPath())) {
                case "" -> page(exchange);
                case "decode" -> decode(exchange);
                default -> refuse(exchange, 404, "There is nothing here.");
            }
        }
    }

    /**
     * The part of a path behind the token; "/", which no place is called, for paths without it. The comparison takes as long for
     * one wrong token as for another.
     */
    private String place(String path) {
        if (path == null) return "/";   // an address such as mailto:x has none
        byte[] given = path.getBytes(StandardCharsets.UTF_8), wanted = ("/" + token + "/").getBytes(StandardCharsets.UTF_8);
        byte[] start = new byte[wanted.length];
        System.arraycopy(given, 0, start, 0, Math.min(given.length, start.length));
        return MessageDigest.isEqual(start, wanted) ? path.substring(wanted.length) : "/";
    }

    /** Whether a request comes by {@link #urlForOnce}, which is void from then on. */
    private boolean isTicket(HttpExchange exchange) {
        String valid = ticket.get(), path = exchange.getRequestURI().getRawPath();
        return valid != null && path != null && exchange.getRequestMethod().equals("GET")
                && MessageDigest.isEqual(path.getBytes(StandardCharsets.UTF_8), valid.getBytes(StandardCharsets.UTF_8))
                && ticket.compareAndSet(valid, null);
    }

    private boolean isOurs(Headers head) {
        List<String> hosts = List.of("127.0.0.1:" + port(), "localhost:" + port());
        List<String> host = head.getOrDefault("Host", List.of()), origin = head.getOrDefault("Origin", List.of());
        return host.size() == 1 && hosts.contains(host.getFirst())
                && origin.stream().allMatch(("http://" + host.getFirst())::equals);
    }

    private void page(HttpExchange exchange) throws IOException {
        if (isMethod("GET", exchange)) send(exchange, 200, "text/html; charset=utf-8", page);
    }

    private void decode(HttpExchange exchange) throws IOException {
        if (!isMethod("POST", exchange)) return;
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = tooLarge(exchange.getRequestHeaders()) ? null : in.readNBytes(ServedModels.mostBytes() + 1);
            if (body == null || body.length > ServedModels.mostBytes()) {
                refuse(exchange, 413, "A request has at most " + ServedModels.mostBytes() + " bytes.");
                return;
            }
        }
        try {
            send(exchange, 200, "application/octet-stream", models.decode(body));
        } catch (ServedModels.BadRequest e) {
            refuse(exchange, 400, e.getMessage());
        } catch (RuntimeException e) {
            refuse(exchange, 500, e instanceof UserError ? e.getMessage() : e.toString());
        }
    }

    private static boolean tooLarge(Headers head) {
        String length = head.getFirst("Content-Length");
        return length != null && (length.length() > 9 || Long.parseLong(length) > ServedModels.mostBytes());
    }

    private boolean isMethod(String method, HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals(method)) return true;
        exchange.getResponseHeaders().set("Allow", method);
        refuse(exchange, 405, "Here is only " + method + ".");
        return false;
    }

    /** The connection ends with it, so that nobody has to read what else was sent. */
    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        exchange.getResponseHeaders().set("Connection", "close");
        send(exchange, status, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (head) return;
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();   // closing would first wait for what a refused request still has to send
    }

    /** Stops listening; a request that is being answered gets no answer. */
    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
        models.close();
    }
}
