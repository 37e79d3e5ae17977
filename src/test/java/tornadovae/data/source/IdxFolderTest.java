package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tornadovae.data.IdxFiles.bytes;
import static tornadovae.data.IdxFiles.gzip;
import static tornadovae.data.IdxFiles.images;
import static tornadovae.data.IdxFiles.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.IdxFiles;

class IdxFolderTest {

    @TempDir
    Path folder;

    private Dataset load(int train, int test) {
        return IdxFolder.load(new DataSpec("idx:" + folder, train, test, 0), folder);
    }

    @Test
    void plainAndGzippedFilesGiveTheirPixelsAndLabels() throws IOException {
        IdxFiles.writeAll(folder);
        Dataset data = load(0, 0);
        assertEquals(3, data.width());
        assertEquals(2, data.height());
        assertEquals(6, data.train().count());
        assertEquals(4, data.test().count());
        assertArrayEquals(new byte[] {6, 7, 8, 9, 10, 11}, data.train().images().pixels()[1]);
        assertArrayEquals(new byte[] {18, 19, 20, 21, 22, 23}, data.test().images().pixels()[3]);
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2}, data.train().labels());
        assertEquals(List.of("0", "1", "2"), data.classNames());
    }

    @Test
    void limitsTakeTheFirstImages() throws IOException {
        IdxFiles.writeAll(folder);
        Dataset all = load(0, 0), some = load(4, 99);
        assertEquals(4, some.train().count());
        assertEquals(4, some.test().count());
        assertArrayEquals(all.train().images().pixels()[3], some.train().images().pixels()[3]);
        assertArrayEquals(Arrays.copyOf(all.train().labels(), 4), some.train().labels());
    }

    @Test
    void labelsMayBeMissing() throws IOException {
        IdxFiles.writeAll(folder);
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        Dataset data = load(0, 0);
        assertFalse(data.train().hasLabels());
        assertEquals(List.of(), data.classNames());
    }

    @Test
    void thePlainFileIsTakenBesideItsGzippedCopy() throws IOException {
        IdxFiles.writeAll(folder);
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(3, 3, 2)));
        assertEquals(4, load(0, 0).test().count());
    }

    /** What stands in train-images, and the sentence about it. */
    static Stream<Arguments> badImageFiles() {
        byte[] flipped = gzip(images(6, 3, 2));
        flipped[flipped.length - 6] ^= 1;
        return Stream.of(
                Arguments.of(labels(6),
                        "FILE starts with 0x00000801 where an IDX image file has 0x00000803: it is an IDX "
                                + "label file, put the right one there."),
                Arguments.of(bytes(36, 0x0D03, 6, 2, 3),
                        "FILE starts with 0x00000D03 where an IDX image file has 0x00000803: it is no IDX "
                                + "file of bytes, or damaged; get it again."),
                Arguments.of("<html>not found</html>".getBytes(),
                        "FILE starts with 0x3C68746D where an IDX image file has 0x00000803: it is no IDX "
                                + "file of bytes, or damaged; get it again."),
                Arguments.of(new byte[0], "FILE ends too early: it is truncated; get it again."),
                Arguments.of(bytes(0, 0x0803, 6), "FILE ends too early: it is truncated; get it again."),
                Arguments.of(bytes(35, 0x0803, 6, 2, 3),
                        "FILE says it has 6 images of 6 bytes each, but 35 bytes follow; it is damaged or "
                                + "truncated, get it again."),
                Arguments.of(bytes(37, 0x0803, 6, 2, 3),
                        "FILE says it has 6 images of 6 bytes each, but 37 bytes follow; it is damaged or "
                                + "truncated, get it again."),
                Arguments.of(gzip(bytes(35, 0x0803, 6, 2, 3)), "FILE ends after 5 of 6 images: it is truncated; get it again."),
                Arguments.of(gzip(bytes(37, 0x0803, 6, 2, 3)), "FILE goes on after its last image: it is damaged; get it again."),
                Arguments.of(Arrays.copyOf(gzip(images(6, 3, 2)), 40), "FILE ends too early: it is truncated; get it again."),
                Arguments.of(flipped, "FILE is a damaged gzip file (Corrupt GZIP trailer); get it again."),
                Arguments.of(bytes(36, 0x0803, Integer.MAX_VALUE, 4096, 4096),
                        "FILE says it has 2147483647 images of 16777216 bytes each, but 36 bytes follow; it "
                                + "is damaged or truncated, get it again."),
                Arguments.of(bytes(36, 0x0803, -1, 2, 3),
                        "FILE says it has 4294967295 images of 6 bytes each, but 36 bytes follow; it is "
                                + "damaged or truncated, get it again."),
                Arguments.of(bytes(36, 0x0803, 1, 0, 3),
                        "FILE says its images are 3×0 pixels, but 1×1 to 4096×4096 are allowed: it is damaged; get it again."),
                Arguments.of(bytes(36, 0x0803, 1, 2, -3),
                        "FILE says its images are 4294967293×2 pixels, but 1×1 to 4096×4096 are allowed: it "
                                + "is damaged; get it again."),
                Arguments.of(bytes(36, 0x0803, 1, 100_000, 100_000),
                        "FILE says its images are 100000×100000 pixels, but 1×1 to 4096×4096 are allowed: it "
                                + "is damaged; get it again."),
                Arguments.of(images(0, 3, 2), "FILE has no images; at least one is needed."),
                Arguments.of(images(5, 3, 2),
                        "DIR/train-labels-idx1-ubyte has 6 labels, but FILE has 5 images; the two files do not belong together."),
                Arguments.of(images(6, 2, 3),
                        "FILE has images of 2×3 pixels, but DIR/t10k-images-idx3-ubyte of 3×2; both must have one size."));
    }

    @ParameterizedTest
    @MethodSource("badImageFiles")
    void aBadImageFileGivesOneSentence(byte[] contents, String sentence) throws IOException {
        IdxFiles.writeAll(folder);
        Files.delete(folder.resolve("train-images-idx3-ubyte.gz"));
        Path file = folder.resolve("train-images-idx3-ubyte");
        Files.write(file, contents);
        assertSentence(sentence, file);
    }

    /** What stands in train-labels, and the sentence about it. */
    static Stream<Arguments> badLabelFiles() {
        return Stream.of(
                Arguments.of(images(6, 1, 1),
                        "FILE starts with 0x00000803 where an IDX label file has 0x00000801: it is an IDX "
                                + "image file, put the right one there."),
                Arguments.of(bytes(5, 0x0801, 6),
                        "FILE says it has 6 labels of 1 bytes each, but 5 bytes follow; it is damaged or "
                                + "truncated, get it again."),
                Arguments.of(bytes(6, 0x0801, Integer.MAX_VALUE),
                        "FILE says it has 2147483647 labels of 1 bytes each, but 6 bytes follow; it is "
                                + "damaged or truncated, get it again."),
                Arguments.of(gzip(bytes(5, 0x0801, 6)), "FILE ends after 5 of 6 labels: it is truncated; get it again."),
                Arguments.of(gzip(bytes(7, 0x0801, 6)), "FILE goes on after its last label: it is damaged; get it again."),
                Arguments.of(labels(7),
                        "FILE has 7 labels, but DIR/train-images-idx3-ubyte.gz has 6 images; the two files do "
                                + "not belong together."));
    }

    @ParameterizedTest
    @MethodSource("badLabelFiles")
    void aBadLabelFileGivesOneSentence(byte[] contents, String sentence) throws IOException {
        IdxFiles.writeAll(folder);
        Path file = folder.resolve("train-labels-idx1-ubyte");
        Files.write(file, contents);
        assertSentence(sentence, file);
    }

    /** A header that promises far more than its 80 compressed bytes can hold must not be believed. */
    @Test
    void aGzippedFileCannotPromiseMoreThanItsLengthCanHold() throws IOException {
        IdxFiles.writeAll(folder);
        Path file = folder.resolve("train-images-idx3-ubyte.gz");
        Files.write(file, gzip(bytes(36, 0x0803, Integer.MAX_VALUE, 4096, 4096)));
        assertSentence("FILE says it has 2147483647 images of 16777216 bytes each, but at most " + 1032 * Files.size(file)
                + " bytes follow; it is damaged or truncated, get it again.", file);
    }

    @Test
    void aFolderInPlaceOfAFileGivesOneSentence() throws IOException {
        IdxFiles.writeAll(folder);
        Path file = folder.resolve("t10k-images-idx3-ubyte");
        Files.delete(file);
        Files.createDirectory(file);
        assertSentence("Cannot read FILE: it is a folder; put an IDX file there.", file);
    }

    @Test
    void missingAndAmbiguousFilesGiveOneSentence() throws IOException {
        IdxFiles.writeAll(folder);
        Path second = folder.resolve("train-images-letters");
        Files.write(second, images(1, 3, 2));
        assertSentence("DIR has more than one file train-images…: train-images-idx3-ubyte.gz and train-images-letters; keep "
                + "one.", second);
        Files.delete(second);
        Files.delete(folder.resolve("t10k-images-idx3-ubyte"));
        assertSentence("DIR has no file whose name starts with t10k-images; call it t10k-images-idx3-ubyte or "
                + "t10k-images-idx3-ubyte.gz.",
                second);
    }

    @Test
    void aMissingFolderGivesOneSentence() {
        Path missing = folder.resolve("missing");
        UserError error = assertThrows(UserError.class, () -> IdxFolder.load(DataSpec.of("idx:" + missing), missing));
        assertEquals(missing + " does not exist; idx:" + missing + " must name a folder with IDX files.", error.getMessage());
    }

    private void assertSentence(String sentence, Path file) {
        UserError error = assertThrows(UserError.class, () -> load(0, 0));
        assertEquals(sentence.replace("FILE", file.toString()).replace("DIR", folder.toString()), error.getMessage());
        assertEquals(2, error.exitCode);
    }

    /** Reading one would wait for a writer for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNoIdxFile() throws Exception {
        IdxFiles.writeAll(folder);
        Path pipe = folder.resolve("t10k-images-idx3-ubyte");
        Files.delete(pipe);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("Cannot read " + pipe + ": it is a pipe, a device or the like, not a regular file; put an IDX file there.",
                assertThrows(UserError.class, () -> IdxFolder.load(DataSpec.of("idx:" + folder), folder)).getMessage());
    }
}
