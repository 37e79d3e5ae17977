package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Listener;
import tornadovae.file.npy.NpyReader;
import tornadovae.file.npy.NpzFile;

/** PNG and JPEG pictures that Pillow wrote, by {@code src/test/resources/formats/pictures/make.py}, and what it reads of them. */
class PictureFolderTest {

    private static final Path FILES = Path.of("src/test/resources/formats/pictures");
    private static final int COUNT = 30;
    /** Decoders of JPEG may differ in their rounding. */
    private static final int JPEG = 3;

    @TempDir
    Path folder;

    private static Dataset load(Path folder, boolean colour, int width, int height) {
        return Datasets.load(new DataSpec("images:" + folder, 0, 0, 1, false, colour, width, height), null, Listener.SILENT);
    }

    @ParameterizedTest
    @CsvSource({"rgb, true, 0, 0, 12, 8, 3, 0", "grey, false, 0, 0, 12, 8, 1, 1", "box, true, 4, 2, 4, 2, 3, 1"})
    void picturesAreAsPillowReadsThem(String name, boolean colour, int width, int height, int w, int h, int channels, int off)
            throws IOException {
        Dataset data = load(FILES, colour, width, height);
        assertEquals(List.of(w, h, channels), List.of(data.width(), data.height(), data.channels()));
        int[] at = new int[2];
        try (NpzFile npz = NpzFile.open(FILES.resolve("expected.npz")); NpyReader expected = npz.array(name)) {
            for (int i = 0; i < COUNT; i++) {
                int half = i % 3 == 2 ? 1 : 0;
                byte[] pixels = (half == 0 ? data.train() : data.test()).images().pixels()[at[half]++];
                for (int p = 0; p < pixels.length; p++) {
                    assertEquals(expected.next(), pixels[p] & 0xFF, i % 2 == 0 ? off : JPEG, "picture " + i + ", value " + p);
                }
            }
        }
        assertEquals(List.of(20, 10), List.of(data.train().count(), data.test().count()));
    }

    /** Half of the middle pixel belongs to each side; and a pixel may become many. */
    @Test
    void aNewPixelIsTheMeanOfItsArea() {
        assertArrayEquals(new byte[] {20, 100}, Resizing.of(new byte[] {0, 60, 120}, 3, 1, 2, 1));
        assertArrayEquals(new byte[] {20, 100}, Resizing.of(new byte[] {0, 60, 120}, 1, 3, 1, 2));
        assertArrayEquals(new byte[] {1, 2, 1, 2, 3, 4, 3, 4}, Resizing.of(new byte[] {1, 2, 3, 4}, 2, 1, 4, 1));
        assertArrayEquals(new byte[] {-1}, Resizing.of(new byte[] {-1, -1, -1, -1, -1, -1}, 2, 3, 1, 1));
    }

    @Test
    void picturesOfManySizesAreBroughtToOne() throws IOException {
        for (String half : List.of("train", "test")) {
            Files.createDirectories(folder.resolve(half));
            Files.copy(FILES.resolve("train/00.png"), folder.resolve(half + "/a.png"));
        }
        Files.copy(FILES.resolve("train/01.jpg"), folder.resolve("train/b.JPEG"));
        Dataset data = load(folder, false, 4, 0);
        assertEquals(List.of(4, 4, 2), List.of(data.width(), data.height(), data.train().count()));
    }

    @Test
    void tablesInTheFolderNameThePicture() throws IOException {
        var factors = new StringBuilder("file,hue\n");
        var labels = new StringBuilder("file,kind\n");
        for (int i = COUNT - 1; i >= 0; i--) {
            String name = (i % 3 == 2 ? "test/" : "train/") + "%02d.".formatted(i) + (i % 2 == 0 ? "png" : "jpg");
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(FILES.resolve(name), folder.resolve(name));
            factors.append(name).append(',').append(i % 7).append('\n');
            labels.append(name).append(i % 2 == 0 ? ",even\n" : ",odd\n");
        }
        Files.writeString(folder.resolve("factors.csv"), factors);
        Files.writeString(folder.resolve("labels.csv"), labels);
        Dataset data = load(folder, false, 0, 0);
        assertEquals(List.of(Factor.steps("hue", 7)), data.factors());
        assertEquals(List.of("even", "odd"), data.classNames());
        for (int i = 0; i < 10; i++) {
            assertEquals((3 * i + 2) % 7, data.test().factors()[i][0]);
            assertEquals((3 * i + 2) % 2, data.test().labels()[i]);
        }
        Files.writeString(folder.resolve("labels.csv"), "file,kind\ntrain/00.png,x\n");
        refused("has no row of the picture", () -> load(folder, false, 0, 0));
    }

    private static void refused(String sentence, Runnable loading) {
        UserError e = assertThrows(UserError.class, loading::run);
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        refused("colour, width and height are for pictures", () -> new DataSpec("digits", 0, 0, 1, false, true, 0, 0));
        refused("no width; give both", () -> new DataSpec("images:a", 0, 0, 1, false, true, 0, 5));
        refused("at most 4096×4096 are allowed", () -> new DataSpec("images:a", 0, 0, 1, false, true, 5000, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | is not a JPEG picture that can be read",
            "40 | is not a JPEG picture that can be read"})
    void damagedPicturesAreRefused(int kept, String sentence) throws IOException {
        byte[] whole = Files.readAllBytes(FILES.resolve("train/01.jpg"));
        for (String half : List.of("train", "test")) Files.createDirectories(folder.resolve(half));
        Files.write(folder.resolve("train/a.jpg"), Arrays.copyOf(whole, kept));
        Files.write(folder.resolve("test/a.jpg"), whole);
        refused(sentence, () -> load(folder, false, 0, 0));
    }

    /** The head says 4000×4000 in a file of some hundred bytes. */
    @Test
    void aJpegThatCannotHoldItsPixelsIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(FILES.resolve("train/01.jpg"));
        for (int i = 0; i + 9 < whole.length; i++) {
            if (whole[i] == (byte) 0xFF && whole[i + 1] == (byte) 0xC0) {
                for (int at : new int[] {i + 5, i + 7}) {
                    whole[at] = 4000 >> 8;
                    whole[at + 1] = (byte) 4000;
                }
            }
        }
        for (String half : List.of("train", "test")) {
            Files.write(Files.createDirectories(folder.resolve(half)).resolve("a.jpg"), whole);
        }
        refused("which cannot be in its", () -> load(folder, false, 0, 0));
    }
}
