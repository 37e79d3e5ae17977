package tornadovae.data;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A web server on this machine that has some files, and writes down what it was asked for. */
public final class Mirror implements AutoCloseable {

    /** How to answer one path in place of the file. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public final Map<String, byte[]> files = new HashMap<>();
    public final Map<String, Answer> answers = new HashMap<>();
    /** "path" or "path range" of every request, in order. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    public boolean understandsRanges = true;
    private final HttpServer server;

    public Mirror() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath(), range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(range == null ? path : path + " " + range);
        try (exchange) {
            if (answers.containsKey(path)) {
                answers.get(path).to(exchange);
            } else if (!files.containsKey(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (range != null
                    && understandsRanges) {
                        sendRest(exchange, files.get(path), Integer.parseInt(range.replaceAll("\\D", "")));
                    } else {
                        send(exchange, 200, files.get(path));
                    }
        }
    }

    private static void sendRest(HttpExchange exchange, byte[] file, int from) throws IOException {
        if (from >= file.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        send(exchange, 206, Arrays.copyOfRange(file, from, file.length));
    }

    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    public static Answer redirect(URI to) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", to.toString());
            exchange.sendResponseHeaders(302, -1);
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
