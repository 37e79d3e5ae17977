package tornadovae.manifold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;

class GifTest {

    private static final List<Picture> FRAMES = List.of(PngTest.noise(33, 31, 1), PngTest.noise(33, 31, 1).inverted(),
            new Picture(33, 31, 1, new byte[33 * 31]));

    @TempDir
    Path folder;

    @Test
    void everyFrameHoldsExactlyItsPixelsAndDelay() throws IOException {
        Gif.write(folder.resolve("a.gif"), FRAMES, 120, 2000, Map.of());
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(folder.resolve("a.gif").toFile())) {
            reader.setInput(in);
            assertEquals(3, reader.getNumImages(true));
            for (int i = 0; i < 3; i++) {
                var image = reader.read(i);
                for (int y = 0; y < 31; y++) {
                    for (int x = 0; x < 33; x++) {
                        assertEquals(FRAMES.get(i).at(x, y, 0) * 0x010101, image.getRGB(x, y) & 0xFFFFFF);
                    }
                }
                var tree = (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                var control = (IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0);
                assertEquals(i == 2 ? "200" : "12", control.getAttribute("delayTime"));
            }
        }
    }

    /** Each colour is one of six levels, 51 apart, and grey frames come back grey. */
    @Test
    void coloursAreTheNearestOfACube() {
        byte[] rgb = {0, 51, (byte) 255, 25, 26, (byte) 230, 102, (byte) 204, (byte) 153, 1, 2, 3, 0, (byte) 255, 77, 26, 26, 26};
        var picture = new Picture(1, 6, 3, rgb);
        Gif.write(folder.resolve("a.gif"), List.of(picture, picture.inverted()), 100, 100, Map.of());
        byte[] nearest = {0, 51, (byte) 255, 0, 51, (byte) 255, 102, (byte) 204, (byte) 153, 0, 0, 0, 0, (byte) 255, 102, 51, 51,
                51};
        assertArrayEquals(nearest, Gif.frames(folder.resolve("a.gif")).getFirst().pixels());
        Gif.write(folder.resolve("b.gif"), FRAMES, 100, 100, Map.of());
        assertArrayEquals(FRAMES.getFirst().pixels(), Gif.frames(folder.resolve("b.gif")).getFirst().pixels());
    }

    @Test
    void playsForEverAndCarriesItsProvenanceInAscii() throws IOException {
        Gif.write(folder.resolve("a.gif"), FRAMES, 100, 100, Map.of("Title", "training", "Objective", "β = 4"));
        String bytes = Files.readString(folder.resolve("a.gif"), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.startsWith("GIF89a"));
        assertTrue(bytes.contains("!\u00FF\u000BNETSCAPE2.0\u0003\u0001\0\0\0"));
        assertEquals(bytes.indexOf("NETSCAPE"), bytes.lastIndexOf("NETSCAPE"));
        assertTrue(bytes.contains("Objective: \\u03b2 = 4\nTitle: training\n"));
    }

    @Test
    void aLongCommentSurvives() throws IOException {
        String value = "0123456789".repeat(100);
        Gif.write(folder.resolve("a.gif"), FRAMES, 100, 100, Map.of("Config", value));
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(folder.resolve("a.gif").toFile())) {
            reader.setInput(in);
            var tree = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
            assertEquals("Config: " + value + "\n",
                    ((IIOMetadataNode) tree.getElementsByTagName("CommentExtension").item(0)).getAttribute("value"));
        }
    }

    @Test
    void theFramesComeBack() throws IOException {
        Gif.write(folder.resolve("a.gif"), FRAMES, 120, 2000, Map.of());
        List<Picture> frames = Gif.frames(folder.resolve("a.gif"));
        assertEquals(3, frames.size());
        for (int i = 0; i < 3; i++) assertArrayEquals(FRAMES.get(i).pixels(), frames.get(i).pixels());
        Path missing = folder.resolve("missing.gif");
        assertEquals("There is no file " + missing + "; give the path of an animation.",
                assertThrows(UserError.class, () -> Gif.frames(missing)).getMessage());
        byte[] whole = Files.readAllBytes(folder.resolve("a.gif"));
        for (int length : new int[] {0, 5, 20, 900}) {
            Path cut = Files.write(folder.resolve("cut.gif"), Arrays.copyOf(whole, length));
            assertEquals(cut + " is not a whole GIF animation; make it again.",
                    assertThrows(UserError.class, () -> Gif.frames(cut), "cut after " + length + " bytes").getMessage());
        }
    }

    @Test
    void theSameFramesGiveTheSameBytes() throws IOException {
        for (String name : List.of("a.gif", "b.gif")) {
            Gif.write(folder.resolve(name), FRAMES, 100, 100, Map.of("Title", "t", "Seed", "1"));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.gif")), Files.readAllBytes(folder.resolve("b.gif")));
    }

    @Test
    void whatAGifCannotHoldIsRefused() {
        Path file = folder.resolve("a.gif");
        assertEquals("An animation needs at least one frame, found none.",
                assertThrows(UserError.class, () -> Gif.write(file, List.of(), 100, 100, Map.of())).getMessage());
        assertEquals("A frame is shown for 20 to 655350 milliseconds, found 10.",
                assertThrows(UserError.class, () -> Gif.write(file, FRAMES, 10, 100, Map.of())).getMessage());
        var wide = new Picture(70_000, 1, 1, new byte[70_000]);
        assertEquals("A GIF is at most 65535 pixels wide and high, found 70000 × 1; choose a smaller grid or scale.",
                assertThrows(UserError.class, () -> Gif.write(file, List.of(wide), 100, 100, Map.of())).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> Gif.write(file, List.of(FRAMES.get(0), PngTest.noise(3, 3, 1)), 100, 100, Map.of()));
        assertThrows(IllegalArgumentException.class,
                () -> Gif.write(file, List.of(PngTest.noise(3, 3, 1), PngTest.noise(3, 3, 3)), 100, 100, Map.of()));
    }
}
