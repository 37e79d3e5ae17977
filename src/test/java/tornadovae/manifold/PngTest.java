package tornadovae.manifold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.math.Philox;

class PngTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theFileHoldsExactlyThePixels(int channels) throws IOException {
        for (int[] size : new int[][] {{1, 1}, {3, 1}, {1, 3}, {31, 33}, {257, 16}}) {
            Picture picture = noise(size[0], size[1], channels);
            Path file = folder.resolve("a.png");
            Png.write(file, picture, Map.of());
            var image = ImageIO.read(file.toFile());
            assertEquals(picture.width(), image.getWidth());
            assertEquals(picture.height(), image.getHeight());
            assertEquals(channels, image.getRaster().getNumBands());
            int[] samples = image.getRaster().getPixels(0, 0, picture.width(), picture.height(), (int[]) null);
            for (int i = 0; i < samples.length; i++) assertEquals(picture.pixels()[i] & 0xFF, samples[i]);
        }
    }

    @Test
    void theHeaderSaysEightBitGreyOrRgb() throws IOException {
        for (var picture : List.of(noise(5, 7, 1), noise(5, 7, 3))) {
            Path file = folder.resolve("a.png");
            Png.write(file, picture, Map.of());
            byte[] header = new byte[29];
            System.arraycopy(Files.readAllBytes(file), 0, header, 0, header.length);
            String colourType = picture.channels() == 1 ? "00" : "02";
            assertEquals("89504e470d0a1a0a" + "0000000d49484452" + "0000000500000007" + "08" + colourType + "000000",
                    HexFormat.of().formatHex(header));
        }
    }

    @Test
    void theSamePictureGivesTheSameBytesInAnyOrderOfTheText() throws IOException {
        var text = new LinkedHashMap<String, String>();
        for (String key : List.of("Software", "Title", "Beta", "Checkpoint")) text.put(key, "value of " + key);
        var reversed = new LinkedHashMap<String, String>();
        text.reversed().forEach(reversed::put);
        Picture picture = noise(64, 64, 1);
        Png.write(folder.resolve("a.png"), picture, text);
        Png.write(folder.resolve("b.png"), picture, reversed);
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.png")), Files.readAllBytes(folder.resolve("b.png")));
        assertEquals(List.of("Beta", "Checkpoint", "Software", "Title"),
                new ArrayList<>(Png.text(folder.resolve("a.png")).keySet()));
    }

    @Test
    void thereIsNothingInTheFileThatWasNotAskedFor() throws IOException {
        Png.write(folder.resolve("a.png"), noise(5, 7, 1), Map.of("Title", "t"));
        assertEquals(List.of("IHDR", "tEXt", "IDAT", "IEND"), chunks(Files.readAllBytes(folder.resolve("a.png"))));
    }

    @Test
    void theTextComesBack() {
        var text = Map.of("Title", "manifold", "Dataset", "Ärger & \"quotes\" <b>", "Objective", "β-VAE, β = 4 → z ∈ ℝ²",
                "Config", "model:\n  latent: 2\n", "Note", "");
        Path file = folder.resolve("a.png");
        Png.write(file, noise(5, 7, 1), text);
        assertEquals(text, Png.text(file));
    }

    @Test
    void aKeywordThatPngDoesNotAllowIsRefused() {
        for (String keyword : List.of("", " Title", "Title ", "k".repeat(80), "β")) {
            assertThrows(IllegalArgumentException.class,
                    () -> Png.write(folder.resolve("a.png"), noise(1, 1, 1), Map.of(keyword, "value")));
        }
        assertFalse(Files.exists(folder.resolve("a.png")));
    }

    @Test
    void readingTextSaysWhatIsWrongWithTheFile() throws IOException {
        Path missing = folder.resolve("missing.png");
        assertEquals("There is no file " + missing + "; give the path of a PNG picture.",
                assertThrows(UserError.class, () -> Png.text(missing)).getMessage());
        Path foreign = Files.writeString(folder.resolve("foreign.png"),
                "this is text, not a picture, and it is long enough for a header");
        assertEquals(foreign + " is not a whole PNG picture; draw it again.",
                assertThrows(UserError.class, () -> Png.text(foreign)).getMessage());
        Path whole = folder.resolve("whole.png");
        Png.write(whole, noise(64, 64, 1), Map.of("Title", "t"));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {0, 4, 20, 40}) {
            Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, length));
            var error = assertThrows(UserError.class, () -> Png.text(cut), "cut after " + length + " bytes");
            assertEquals(cut + " is not a whole PNG picture; draw it again.", error.getMessage());
        }
    }

    @Test
    void aDamagedFileIsReadOrRefusedButNeverABug() throws IOException {
        Png.write(folder.resolve("a.png"), noise(3, 3, 1), Map.of("Title", "t", "Objective", "β"));
        byte[] whole = Files.readAllBytes(folder.resolve("a.png"));
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 1, 0x7F, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) value;
                Path file = Files.write(folder.resolve("damaged.png"), damaged);
                try {
                    Png.text(file);
                } catch (UserError e) {
                    assertEquals(file + " is not a whole PNG picture; draw it again.", e.getMessage());
                    refused++;
                }
            }
        }
        assertTrue(refused > whole.length / 4, refused + " of " + 4 * whole.length);
    }

    @Test
    void aFileThatCannotBeWrittenIsOneSentence() {
        var error = assertThrows(UserError.class, () -> Png.write(folder.resolve("no/a.png"), noise(1, 1, 1), Map.of()));
        assertEquals(1, error.exitCode);
        assertTrue(error.getMessage().endsWith("does not exist; create it first."), error.getMessage());
    }

    private static List<String> chunks(byte[] png) {
        var names = new ArrayList<String>();
        var buffer = ByteBuffer.wrap(png);
        for (int at = 8; at < png.length; at += 12 + buffer.getInt(at)) {
            names.add(new String(png, at + 4, 4, StandardCharsets.US_ASCII));
        }
        return names;
    }

    static Picture noise(int width, int height, int channels) {
        byte[] pixels = new byte[width * height * channels];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) Philox.word(1, Philox.Stream.DATA, 0, i);
        return new Picture(width, height, channels, pixels);
    }
}
