package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.IdxFiles;
import tornadovae.data.Listener;
import tornadovae.data.Mirror;
import tornadovae.data.Places;

class PublishedSetTest {

    private static final Download LOOPBACK = new Download(uri -> "127.0.0.1".equals(uri.getHost()), Duration.ofSeconds(5));
    private static final List<String> NAMES =
            List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    private static final Map<String, byte[]> CONTENTS = Map.of(
            "train-images-idx3-ubyte", IdxFiles.images(6, 3, 2), "train-labels-idx1-ubyte", IdxFiles.labels(6),
            "t10k-images-idx3-ubyte", IdxFiles.images(4, 3, 2), "t10k-labels-idx1-ubyte", IdxFiles.labels(4));

    @TempDir
    Path home;
    private Path dataDir;
    private Mirror mirror;
    private PublishedSet set;
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws Exception {
        dataDir = Files.createDirectories(home.resolve("data"));
        mirror = new Mirror();
        List<PublishedFile> files = new ArrayList<>();
        for (String name : NAMES) {
            files.add(DownloadTest.published(name, CONTENTS.get(name)));
            mirror.files.put("/tiny/" + name + ".gz", IdxFiles.gzip(CONTENTS.get(name)));
        }
        set = new PublishedSet("tiny", "Tiny", "a tiny set", List.of("a", "b", "c"), List.of(mirror.at("/tiny/")), null, files);
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    private Dataset load(boolean download) {
        Listener listener = new Listener() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Places places = new Places(dataDir, home.resolve("cache"), home.resolve("system"), download);
        return set.load(DataSpec.of("tiny"), places, LOOPBACK, listener);
    }

    @Test
    void placesAreLookedAtInOrder() throws IOException {
        for (String place : List.of("system/tiny", "cache/tiny", "data", "data/tiny")) {
            IdxFiles.writeAll(home.resolve(place));
            notes.clear();
            assertEquals(List.of("a", "b", "c"), load(false).classNames());
            assertEquals(List.of("Tiny is read from " + home.resolve(place) + "."), notes);
        }
    }

    @Test
    void whatIsNowhereIsDownloadedOnce() {
        assertEquals(6, load(true).train().count());
        assertEquals(4, load(true).test().count());
        assertEquals(4, mirror.asked.size());
    }

    @Test
    void threadsThatWantTheSameSetDownloadItOnce() {
        IntStream.range(0, 4).parallel().forEach(_ -> assertEquals(6, load(true).train().count()));
        assertEquals(4, mirror.asked.size());
    }

    @Test
    void aDownloadThatStoppedBetweenFilesFetchesTheRest() throws IOException {
        load(true);
        Files.delete(home.resolve("cache/tiny/t10k-images-idx3-ubyte.gz"));
        load(true);
        assertEquals("/tiny/t10k-images-idx3-ubyte.gz", mirror.asked.getLast());
        assertEquals(5, mirror.asked.size());
    }

    /** MNIST and Fashion-MNIST have the same file names: one --data-dir must serve a sweep over both. */
    @Test
    void aFolderWithAnotherSetOfTheSameFileNamesIsPassedBy() throws IOException {
        IdxFiles.writeAll(dataDir);
        Files.write(dataDir.resolve("t10k-labels-idx1-ubyte.gz"), IdxFiles.gzip(IdxFiles.bytes(4, 0x0801, 4)));
        IdxFiles.writeAll(home.resolve("cache/tiny"));
        load(false);
        assertEquals(List.of("Tiny is read from " + home.resolve("cache/tiny") + "."), notes);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        IdxFiles.writeAll(dataDir);
        byte[] images = IdxFiles.images(6, 3, 2);
        images[20] ^= 1;
        Path file = dataDir.resolve("train-images-idx3-ubyte.gz");
        Files.write(file, IdxFiles.gzip(images));
        String message = assertThrows(UserError.class, () -> load(false)).getMessage();
        assertTrue(message.matches(
                file + " has contents with SHA-256 [0-9a-f]{12}…, the published train-images-idx3-ubyte has [0-9a-f]{12}…; "
                        + "delete it and run again, or read your own with idx:DIR\\."),
                message);
    }

    @Test
    void whatIsNowhereAndCannotBeFetchedGivesOneSentenceWithEveryPlace() throws IOException {
        mirror.files.clear();
        Files.createDirectories(home.resolve("cache/tiny"));
        assertSentence(true, mirror.at("/tiny/train-images-idx3-ubyte.gz") + " answered with status 404");
        assertSentence(false, "downloading is switched off");
    }

    private void assertSentence(boolean download, String reason) {
        String sentence =
                """
                        Tiny was not found in HOME/data/tiny (no such folder), HOME/data (no train-images-idx3-ubyte), \
                        HOME/cache/tiny (no train-images-idx3-ubyte), HOME/system/tiny (no such folder), and could not be fetched: REASON; \
                        put train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (plain or .gz) \
                        into a folder and name it with --data-dir.""";
        UserError error = assertThrows(UserError.class, () -> load(download));
        assertEquals(sentence.replace("HOME", home.toString()).replace("REASON", reason), error.getMessage());
    }

    @Test
    void aDataDirThatIsNotThereIsNamed() {
        Path missing = home.resolve("missing");
        assertEquals(missing + " does not exist; --data-dir must name a folder with IDX files.",
                assertThrows(UserError.class, () -> new Places(missing, home, home, false)).getMessage());
    }

    /** Where apt-get is, it does not know the package; elsewhere it is not there. Nothing is left behind either way. */
    @Test
    void aPackageThatCannotBeHadLeavesNothing() throws IOException {
        Path unpacked = home.resolve("unpacked");
        IOException error =
                assertThrows(IOException.class, () -> DebianPackage.unpack("tornado-vae-no-such-package", "usr/share", unpacked));
        assertTrue(error.getMessage().matches("apt-get (said: .*|is not on this machine)"), error.getMessage());
        try (Stream<Path> left = Files.list(unpacked)) {
            assertFalse(left.findAny().isPresent());
        }
    }

    @Test
    void linksInADebianPackageAreNotTaken() throws Exception {
        Path tree = home.resolve("tree"), target = Files.createDirectories(home.resolve("target")),
                outside = Files.createDirectories(home.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "mine");
        Files.createDirectories(tree.resolve("usr/share/set"));
        Files.writeString(tree.resolve("usr/share/set/good"), "good");
        Files.createSymbolicLink(tree.resolve("usr/share/set/bad"), outside.resolve("secret"));
        Files.createSymbolicLink(tree.resolve("usr/share/linked"), outside);
        DebianPackage.take(tree, "usr/share/set", target);
        assertEquals("its folder usr/share/linked is a link",
                assertThrows(IOException.class, () -> DebianPackage.take(tree, "usr/share/linked", target)).getMessage());
        try (var files = Files.list(target)) {
            assertEquals(List.of(target.resolve("good")), files.toList());
        }
        assertEquals("mine", Files.readString(outside.resolve("secret")));
    }
}
