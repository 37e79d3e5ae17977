package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.data.IdxFiles;
import tornadovae.data.Listener;
import tornadovae.data.Mirror;
import tornadovae.file.Lease;

class DownloadTest {

    private static final Download LOOPBACK = new Download(uri -> "127.0.0.1".equals(uri.getHost()), Duration.ofMillis(400));
    private static final byte[] PLAIN = IdxFiles.images(200, 20, 20), ZIPPED = IdxFiles.gzip(PLAIN);

    @TempDir
    Path folder;
    private Mirror mirror;
    private Path target, part;
    private PublishedFile file;

    @BeforeEach
    void start() throws Exception {
        mirror = new Mirror();
        mirror.files.put("/a.gz", ZIPPED);
        target = folder.resolve("cache/a.gz");
        part = folder.resolve("cache/a.gz.127.0.0.1.part");
        Files.createDirectories(target.getParent());
        file = published("a", PLAIN);
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    static PublishedFile published(String name, byte[] plain) throws Exception {
        return new PublishedFile(name, plain.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain)));
    }

    private String fetch(String... paths) {
        return LOOPBACK.fetch(file, Stream.of(paths).map(mirror::at).toList(), target, Listener.SILENT);
    }

    private void assertFetched() throws IOException {
        assertArrayEquals(ZIPPED, Files.readAllBytes(target));
        assertFalse(Files.exists(part));
    }

    @Test
    void aGoodFileArrivesWholeAndIsNotAskedForAgain() throws IOException {
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertNull(fetch("/a.gz"));
        assertEquals(List.of("/a.gz"), mirror.asked);
    }

    @Test
    void progressCountsUpToTheLength() {
        List<Long> heard = new ArrayList<>();
        Listener listener = new Listener() {
            @Override
            public void progress(String what, long done, long total) {
                assertEquals(ZIPPED.length, total);
                heard.add(done);
            }
        };
        assertNull(LOOPBACK.fetch(file, List.of(mirror.at("/a.gz")), target, listener));
        assertEquals(ZIPPED.length, heard.getLast());
        assertEquals(heard.stream().sorted().toList(), heard);
    }

    @Test
    void aSecondTryGoesOnWhereTheFirstStopped() throws IOException {
        Files.write(part, Arrays.copyOf(ZIPPED, 100));
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertEquals(List.of("/a.gz bytes=100-"), mirror.asked);
    }

    @Test
    void aMirrorWithoutRangesSendsTheFileFromTheStart() throws IOException {
        mirror.understandsRanges = false;
        Files.write(part, Arrays.copyOf(ZIPPED, 100));
        assertNull(fetch("/a.gz"));
        assertFetched();
    }

    @Test
    void aWholePartNeedsNoMoreBytes() throws IOException {
        Files.write(part, ZIPPED);
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertEquals(1, mirror.asked.size());
    }

    @Test
    void aPartOfAnotherFileIsThrownAwayAndTheFileFetchedFromTheStart() throws IOException {
        Files.write(part, new byte[100]);
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertEquals(List.of("/a.gz bytes=100-", "/a.gz"), mirror.asked);
    }

    @Test
    void aConnectionThatBreaksLeavesAPartToGoOnFrom() throws IOException {
        mirror.answers.put("/a.gz", exchange -> {
            exchange.sendResponseHeaders(200, ZIPPED.length);
            exchange.getResponseBody().write(ZIPPED, 0, 150);
            exchange.getResponseBody().flush();
            while (!Files.exists(part) || Files.size(part) < 150) LockSupport.parkNanos(1_000_000);
        });
        String reason = fetch("/a.gz");
        assertTrue(reason.startsWith(mirror.at("/a.gz") + " broke off ("), reason);
        assertFalse(Files.exists(target));
        assertEquals(150, Files.size(part));
        mirror.answers.clear();
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertEquals("/a.gz bytes=150-", mirror.asked.getLast());
    }

    @Test
    void aWrongFileIsDeletedAndNamedAndTheNextMirrorAsked() throws IOException {
        mirror.files.put("/wrong.gz", IdxFiles.gzip(IdxFiles.images(200, 20, 19)));
        String reason = fetch("/wrong.gz");
        assertTrue(reason.matches(mirror.at("/wrong.gz")
                + " sent a wrong file, deleted again: it has contents with SHA-256 [0-9a-f]{12}…, the published a has "
                + "[0-9a-f]{12}…"), reason);
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertEquals(List.of(), left.map(path -> path.getFileName().toString()).toList());
        }
        assertNull(fetch("/wrong.gz", "/a.gz"));
        assertFetched();
    }

    @Test
    void aPageInPlaceOfTheFileIsAWrongFile() throws IOException {
        mirror.files.put("/a.gz", "<html>log in to this network</html>".getBytes());
        String reason = fetch("/a.gz");
        assertTrue(reason.contains("sent a wrong file, deleted again"), reason);
    }

    @Test
    void everyMirrorThatRefusesIsNamed() {
        assertEquals(mirror.at("/b.gz") + " answered with status 404, " + mirror.at("/c.gz") + " answered with status 404",
                fetch("/b.gz", "/c.gz"));
        assertFalse(Files.exists(part));
    }

    @Test
    void aMirrorThatIsNotThereIsNamed() throws IOException {
        URI gone;
        try (Mirror closed = new Mirror()) {
            gone = closed.at("/a.gz");
        }
        assertEquals(gone + " cannot be reached", LOOPBACK.fetch(file, List.of(gone), target, Listener.SILENT));
    }

    @Test
    void redirectsAreFollowedWhereTheyMayLead() throws IOException {
        mirror.answers.put("/here", Mirror.redirect(URI.create("/there")));
        mirror.answers.put("/there", Mirror.redirect(mirror.at("/a.gz")));
        assertNull(fetch("/here"));
        assertFetched();
    }

    @Test
    void aRedirectAwayFromHttpsIsNotFollowed() {
        mirror.answers.put("/here", Mirror.redirect(URI.create("http://localhost/a.gz")));
        assertEquals(mirror.at("/here") + " leads to http://localhost/a.gz, which is not https and is not asked", fetch("/here"));
        mirror.answers.put("/round", Mirror.redirect(mirror.at("/round")));
        assertEquals(mirror.at("/round") + " redirects more than 5 times", fetch("/round"));
    }

    @Test
    void onlyHttpsIsAskedByDefault() {
        String reason = Download.HTTPS.fetch(file, List.of(mirror.at("/a.gz")), target, Listener.SILENT);
        assertEquals(mirror.at("/a.gz") + " is not https and is not asked", reason);
        assertEquals(List.of(), mirror.asked);
    }

    @Test
    void aMirrorThatFallsSilentIsGivenUp() {
        CountDownLatch finished = new CountDownLatch(1);
        mirror.answers.put("/body", exchange -> {
            exchange.sendResponseHeaders(200, ZIPPED.length);
            exchange.getResponseBody().write(ZIPPED, 0, 10);
            exchange.getResponseBody().flush();
            await(finished);
        });
        mirror.answers.put("/head", _ -> await(finished));
        assertTrue(fetch("/body").startsWith(mirror.at("/body") + " broke off ("));
        assertEquals(mirror.at("/head") + " did not answer in time", fetch("/head"));
        finished.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aMirrorThatNeverStopsSendingIsStopped() throws IOException {
        mirror.answers.put("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte[] block = new byte[1 << 16];;) out.write(block);
            }
        });
        assertEquals(mirror.at("/endless") + " sends more than the file can have", fetch("/endless"));
        assertEquals(0, Files.size(part));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path occupied = folder.resolve("file");
        Files.writeString(occupied, "");
        String reason = LOOPBACK.fetch(file, List.of(mirror.at("/a.gz")), occupied.resolve("a.gz"), Listener.SILENT);
        assertTrue(reason.startsWith(occupied + " cannot be written ("), reason);
    }

    @Test
    void anotherPartThanWasAskedForIsNotAppended() throws IOException {
        Files.write(part, Arrays.copyOf(ZIPPED, 100));
        mirror.answers.put("/a.gz", exchange -> {
            boolean ranged = exchange.getRequestHeaders().containsKey("Range");
            if (ranged) {
                exchange.getResponseHeaders().add("Content-Range",
                        "bytes 0-" + (ZIPPED.length - 1) + "/" + ZIPPED.length);
            }
            Mirror.send(exchange, ranged ? 206 : 200, ZIPPED);
        });
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertEquals(List.of("/a.gz bytes=100-", "/a.gz"), mirror.asked);
    }

    @Test
    void aFileThatChangedBetweenTwoTriesIsFetchedFromTheStart() throws IOException {
        Files.write(part, Arrays.copyOf(IdxFiles.gzip(IdxFiles.images(199, 20, 20)), 150));
        assertNull(fetch("/a.gz"));
        assertFetched();
        assertEquals(2, mirror.asked.size());
    }

    @Test
    void everyHopOfAChainMustBeHttps() {
        var https = new Download(
                uri -> uri.getPort() == URI.create(mirror.at("/").toString()).getPort() && uri.getPath().startsWith("/safe"),
                Duration.ofMillis(400));
        mirror.answers.put("/safe/1", Mirror.redirect(URI.create("/safe/2")));
        mirror.answers.put("/safe/2", Mirror.redirect(URI.create("/plain")));
        mirror.answers.put("/plain", Mirror.redirect(URI.create("/safe/a.gz")));
        mirror.files.put("/safe/a.gz", ZIPPED);
        assertEquals(mirror.at("/safe/1") + " leads to " + mirror.at("/plain") + ", which is not https and is not asked",
                https.fetch(file, List.of(mirror.at("/safe/1")), target, Listener.SILENT));
        assertEquals(List.of("/safe/1", "/safe/2"), mirror.asked);
    }

    @Test
    void onlyHttpsWithAHostMayBeAsked() {
        for (String good : List.of("https://example.org/a.gz", "HTTPS://example.org/a.gz")) {
            assertTrue(Download.HTTPS.allowed().test(URI.create(good)), good);
        }
        for (String bad : List.of("http://example.org/a.gz", "ftp://example.org/a.gz", "file:///etc/passwd", "https:a.gz",
                "https:///a.gz", "/a.gz", "//example.org/a.gz", "jar:https://example.org/a.jar!/a.gz")) {
            assertFalse(Download.HTTPS.allowed().test(URI.create(bad)), bad);
        }
    }

    @Test
    void aRedirectToNoAddressIsNamed() {
        mirror.answers.put("/here", exchange -> {
            exchange.getResponseHeaders().add("Location", "https://exa mple.org/%zz");
            exchange.sendResponseHeaders(302, -1);
        });
        assertEquals(mirror.at("/here") + " leads to 'https://exa mple.org/%zz', which is no address", fetch("/here"));
    }

    @Test
    void aMirrorThatSendsAByteNowAndThenIsGivenUp() throws Exception {
        mirror.answers.put("/slow", exchange -> {
            exchange.sendResponseHeaders(200, ZIPPED.length);
            try {
                for (byte b : ZIPPED) {
                    exchange.getResponseBody().write(b);
                    exchange.getResponseBody().flush();
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(fetch("/slow").startsWith(mirror.at("/slow") + " broke off ("));
    }

    /** A full disk: /dev/full takes no byte. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNotTheMirrorsFault() throws IOException {
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        String reason = fetch("/a.gz", "/a.gz");
        assertEquals(target.getParent() + " cannot be written (the disk is full)", reason);
        assertEquals(List.of("/a.gz"), mirror.asked);
        assertFalse(Files.exists(target));
        Files.delete(part);
    }

    @Test
    void aWholeFileWithMoreBehindItIsAWrongFile() throws IOException {
        mirror.files.put("/a.gz", IdxFiles.gzip(Arrays.copyOf(PLAIN, PLAIN.length + 1)));
        assertTrue(fetch("/a.gz").contains("sent a wrong file, deleted again"));
        assertFalse(Files.exists(part) || Files.exists(target));
    }

    @Test
    void aSecondProcessWaitsAndFindsTheFile() throws Exception {
        String reason;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); Lease other = Lease.take(target.getParent())) {
            var waiting = threads.submit(() -> fetch("/a.gz"));
            assertThrows(TimeoutException.class, () -> waiting.get(500, TimeUnit.MILLISECONDS));
            Files.write(target, ZIPPED);
            other.closeForGood();
            reason = waiting.get();
        }
        assertNull(reason);
        assertEquals(List.of(), mirror.asked);
    }
}
