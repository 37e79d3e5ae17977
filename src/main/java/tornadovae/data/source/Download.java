package tornadovae.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tornadovae.UserError;
import tornadovae.data.Listener;
import tornadovae.file.Lease;

/**
 * Fetches published files. What has arrived lies in a {@code .part} file, one a mirror because mirrors may compress differently;
 * a second try goes on where the first stopped. A file gets its name only when its contents are the published ones.
 *
 * @param allowed which addresses may be asked, also after a redirect
 * @param stall how long a mirror may say nothing
 */
record Download(Predicate<URI> allowed, Duration stall) {

    /** Over https only. */
    static final Download HTTPS =
            new Download(uri -> "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null, Duration.ofSeconds(30));

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MAX_REDIRECTS = 5;
    /** How often a waiting process looks whether it may begin. */
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Bytes that must come while a mirror may say nothing: one now and then is no download. */
    private static final int LEAST = 1024;

    /** Why one mirror did not give the file: half a sentence. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Tries the sources in turn until one gives the file.
     *
     * @param target gets the file, whole or not at all
     * @return null, or why no source gave it
     */
    String fetch(PublishedFile file, List<URI> sources, Path target, Listener listener) {
        List<String> reasons = new ArrayList<>();
        try {
            Files.createDirectories(target.getParent());
            // a second process that wants the same file waits, and then finds it
            Lease lease = lease(target.getParent());
            try (HttpClient client =
                    HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build()) {
                if (Files.exists(target)) return null;
                for (URI source : sources) {
                    String reason = fetch(client, file, source, target, listener);
                    if (reason == null) return null;
                    reasons.add(source + " " + reason);
                }
            } finally {
                lease.closeForGood();
            }
        } catch (UncheckedIOException e) {
            reasons.add(target.getParent() + " cannot be written (" + UserError.reason(e.getCause()) + ")");
        } catch (IOException e) {
            reasons.add(target.getParent() + " cannot be written (" + UserError.reason(e) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reasons.add("the download was interrupted");
        }
        return String.join(", ", reasons);
    }

    private static Lease lease(Path folder) throws IOException, InterruptedException {
        while (true) {
            try {
                Optional<Lease> lease = Lease.tryTake(folder);
                if (lease.isPresent()) return lease.get();
            } catch (UserError e) {
                if (e.getCause() instanceof IOException cause) throw cause;   // what the sentence advises is for a sweep
                throw e;
            }
            Thread.sleep(LOOK);
        }
    }

    private String fetch(HttpClient client, PublishedFile file, URI source, Path target, Listener listener) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + "." + source.getHost() + ".part");
        boolean resumed = Files.exists(part) && Files.size(part) > 0;
        try {
            receive(client, file, source, part, listener);
        } catch (Refused e) {
            return e.getMessage();
        } catch (HttpTimeoutException e) {
            return "did not answer in time";
        } catch (ConnectException e) {
            return "cannot be reached";
        } catch (IOException e) {
            return "broke off (" + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        }
        String mismatch = file.mismatch(part);
        if (mismatch == null) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return null;
        }
        Files.delete(part);
        // the first half may be of another day; once more from the start
        return resumed ? fetch(client, file, source, target, listener) : "sent a wrong file, deleted again: it " + mismatch;
    }

    /** Appends what is missing to the part file, and forces it to the disk. */
    private void receive(HttpClient client, PublishedFile file, URI source, Path part, Listener listener)
            throws IOException, InterruptedException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpResponse<InputStream> response = ask(client, source, have);
        if (response.statusCode() == 416 && have > 0) {     // the part is already whole, or longer than the file
            response.body().close();
            return;
        }
        if (response.statusCode() == 206 && have > 0 && !continues(response, have)) {   // another part than was asked for
            response.body().close();
            Files.delete(part);
            receive(client, file, source, part, listener);
            return;
        }
        boolean append = response.statusCode() == 206 && have > 0;
        if (response.statusCode() != 200 && !append) {
            response.body().close();
            throw new Refused("answered with status " + response.statusCode());
        }
        long start = append ? have : 0, total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        try (InputStream in = response.body(); PartFile out = new PartFile(part, start)) {
            copy(in, out, file, total < 0 ? -1 : start + total, listener);
            out.force();
        }
        if (Files.size(part) == 0) throw new Refused("sent nothing");
    }

    private static boolean continues(HttpResponse<?> response, long have) {
        return response.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + have + "-");
    }

    private HttpResponse<InputStream> ask(HttpClient client, URI source, long have) throws IOException, InterruptedException {
        URI uri = source;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            if (!allowed.test(uri)) {
                throw new Refused(
                        (hop == 0 ? "" : "leads to " + uri + ", which ") + "is not https and is not asked");
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(stall);
            if (have > 0) request.header("Range", "bytes=" + have + "-");
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            String location = response.headers().firstValue("Location").orElse(null);
            if (response.statusCode() / 100 != 3 || location == null) return response;
            response.body().close();
            try {
                uri = uri.resolve(location);
            } catch (IllegalArgumentException e) {
                throw new Refused("leads to '" + location + "', which is no address");
            }
        }
        throw new Refused("redirects more than " + MAX_REDIRECTS + " times");
    }

    private void copy(InputStream in, PartFile out, PublishedFile file, long total, Listener listener) throws IOException {
        AtomicLong done = new AtomicLong(out.position());
        Thread watch = Thread.ofVirtual().start(() -> closeWhenStalled(in, done));
        try {
            byte[] buffer = new byte[1 << 16];
            for (int n; (n = in.read(buffer)) > 0; listener.progress(file.name(), done.addAndGet(n), total)) {
                if (done.get() + n > file.size() + (1 << 16)) {
                    out.clear();
                    throw new Refused("sends more than the file can have");
                }
                out.write(buffer, n);
            }
        } finally {
            watch.interrupt();
        }
    }

    /** The client has no time limit for a body, so a mirror that falls silent would be waited for for ever. */
    private void closeWhenStalled(InputStream in, AtomicLong done) {
        try {
            long seen;
            do {
                seen = done.get();
                Thread.sleep(stall);
            } while (done.get() - seen >= LEAST);
            in.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // the reader gets the same exception
        }
    }
}
