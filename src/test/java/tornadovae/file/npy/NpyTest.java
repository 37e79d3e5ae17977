package tornadovae.file.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;

/** Arrays that NumPy wrote ({@code src/test/resources/formats/npy/make.py}), and ours, which must be the same bytes. */
class NpyTest {

    private static final Path FILES = Path.of("src/test/resources/formats/npy");
    private static final double[] NUMBERS = {0, 1, 2, 100, 127, 3};

    @TempDir
    Path folder;

    private static double[] all(NpyReader reader) {
        double[] values = new double[(int) reader.header().count()];
        reader.read(values);
        return values;
    }

    private static double[] all(String name) {
        try (var reader = NpyReader.open(FILES.resolve(name + ".npy"))) {
            return all(reader);
        }
    }

    private static Path file(NpyType type) {
        return FILES.resolve(type.name().toLowerCase(Locale.ROOT) + ".npy");
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsReadAsNumPyWroteIt(NpyType type) {
        try (var reader = NpyReader.open(file(type))) {
            assertEquals(type, reader.header().type());
            assertEquals(List.of(2, 3), reader.header().shape());
            assertEquals(2, reader.header().rows());
            assertEquals(3, reader.header().rowLength());
            assertArrayEquals(type == NpyType.BOOL ? new double[] {0, 1, 1, 1, 1, 1} : NUMBERS, all(reader));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsWrittenAsNumPyWritesIt(NpyType type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new NpyWriter(bytes, type, 2, 3)) {
            writer.write(NUMBERS);
        }
        assertArrayEquals(Files.readAllBytes(file(type)), bytes.toByteArray());
    }

    @Test
    void valuesKeepTheirSignsAndFractions() {
        assertArrayEquals(NUMBERS, all("big-endian"));
        assertArrayEquals(NUMBERS, all("version2"));
        assertArrayEquals(new double[] {0.1f, -2.5f, 1e-40f}, all("fractions"));
        assertArrayEquals(new double[] {0x1p64, 0x1p63, 0}, all("extremes"));
        assertArrayEquals(new double[] {-1, -128, 127}, all("negative"));
        assertArrayEquals(new double[] {0, 1, 2, 3, 4}, all("vector"));
        assertArrayEquals(new double[] {2.5}, all("scalar"));
        assertArrayEquals(new double[0], all("empty"));
    }

    @Test
    void numbersAreLeftOutAcrossChunks() throws IOException {
        Path file = folder.resolve("long.npy");
        try (var out = Files.newOutputStream(file); var writer = new NpyWriter(out, NpyType.INT32, 100_000)) {
            for (int i = 0; i < 100_000; i++) writer.write(i);
        }
        try (var reader = NpyReader.open(file)) {
            assertEquals(0, reader.next());
            reader.skip(70_000);
            assertEquals(70_001, reader.next());
            reader.skip(29_998);
            assertThrows(IllegalStateException.class, reader::next);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void archivesOfNumPyAreRead(String name) {
        try (var npz = NpzFile.open(FILES.resolve(name))) {
            assertEquals(List.of("a", "b"), npz.names());
            assertTrue(npz.has("a"));
            assertFalse(npz.has("c"));
            try (var a = npz.array("a")) {
                byte[] row = new byte[3];
                a.skip(3);
                a.read(row);
                assertArrayEquals(new byte[] {3, 4, 5}, row);
            }
            try (var b = npz.array("b")) {
                assertArrayEquals(new double[] {0.5, 1.5}, all(b));
            }
            refused("has no array 'c'; it has a, b.", () -> npz.array("c"));
        }
    }

    @Test
    void ownArchivesComeBackAndAreTheSameBytes() throws IOException {
        byte[] first = archive(), second = archive();
        assertArrayEquals(first, second);
        try (var npz = NpzFile.open(Files.write(folder.resolve("own.npz"), first)); var mu = npz.array("mu")) {
            assertEquals(List.of("mu", "labels"), npz.names());
            assertArrayEquals(new double[] {1.5, -2, 0.25f, 4}, all(mu));
        }
    }

    private static byte[] archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var npz = new NpzWriter(bytes)) {
            try (var mu = npz.array("mu", NpyType.FLOAT32, 2, 2)) {
                mu.write(new float[] {1.5f, -2});
                mu.write(new float[] {0.25f, 4});
            }
            try (var labels = npz.array("labels", NpyType.INT64, 2)) {
                labels.write(new int[] {7, 1});
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void asManyNumbersAreWrittenAsTheShapeSays() throws IOException {
        var few = new NpyWriter(new ByteArrayOutputStream(), NpyType.UINT8, 3);
        few.write(new byte[2]);
        assertThrows(IOException.class, few::close);
        var many = new NpyWriter(new ByteArrayOutputStream(), NpyType.UINT8, 3);
        assertThrows(IllegalStateException.class, () -> many.write(new byte[4]));
    }

    private static void refused(String sentence, Runnable work) {
        UserError e = assertThrows(UserError.class, work::run);
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "fortran | is stored column by column (Fortran order)", "objects | holds Python objects",
            "records | is an array of records", "text | has elements of type '<U2'", "complex | has elements of type '<c8'"})
    void whatIsNoArrayOfNumbersIsRefused(String name, String sentence) {
        refused(sentence, () -> all(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "(2, 3) | (2, 4) | takes 8 bytes, but 6 follow", "(2, 3) | (2, 2) | takes 4 bytes, but 6 follow",
            "(2, 3) | (4000000000, 3) | no file can hold", "(2, 3) | (2000000000, 2000000000, 2000000000) | no file can hold",
            "(2, 3) | (99999999999999999999) | is not NumPy's", "(2, 3) | (-2, 3) | is not NumPy's",
            "'shape' | 'shade' | is not NumPy's", "False | open('x') | is not NumPy's", "u1 | u9 | u9', and only bool",
            "NUMPY | NUMPX | does not start as an array"})
    void damagedHeadersAreRefused(String old, String damage, String sentence) throws IOException {
        String text = new String(Files.readAllBytes(file(NpyType.UINT8)), StandardCharsets.ISO_8859_1);
        String changed = text.replace(old, damage);
        int excess = changed.length() - text.length();   // the header keeps its length
        if (excess > 0) changed = changed.replace(" ".repeat(excess) + "\n", "\n");
        if (excess < 0) changed = changed.replace("\n", " ".repeat(-excess) + "\n");
        Path file = Files.writeString(folder.resolve("x.npy"), changed, StandardCharsets.ISO_8859_1);
        refused(sentence, () -> NpyReader.open(file));
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file(NpyType.FLOAT64));
        for (int length : new int[] {0, 5, 8, 9, 60, 127}) {
            Path file = Files.write(folder.resolve("x.npy"), Arrays.copyOf(whole, length));
            assertThrows(UserError.class, () -> NpyReader.open(file), "of " + length + " bytes");
        }
        Path file = Files.write(folder.resolve("x.npy"), Arrays.copyOf(whole, whole.length - 1));
        refused("takes 48 bytes, but 47 follow", () -> NpyReader.open(file));
        byte[] zip = Files.readAllBytes(FILES.resolve("deflated.npz"));
        Path half = Files.write(folder.resolve("x.npz"), Arrays.copyOf(zip, zip.length / 2));
        refused("is no .npz file that can be read", () -> NpzFile.open(half));
        refused("does not exist", () -> NpyReader.open(folder.resolve("none.npy")));
        refused("it is a folder", () -> NpzFile.open(folder));
    }

    /** A zip entry may say it has any size; deflate cannot expand beyond 1032 times. */
    @Test
    void aSizeThatCompressedBytesCannotHoldIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(NpyHeader.write(NpyType.UINT8, List.of(2_000_000_000)));
        }
        Path file = Files.write(folder.resolve("bomb.npz"), bytes.toByteArray());
        try (var npz = NpzFile.open(file)) {
            refused("takes 2000000000 bytes, but 0 follow", () -> npz.array("a"));
        }
    }
}
