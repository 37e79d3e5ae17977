package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Part;

class ImageFolderTest {

    @TempDir
    Path folder;

    private Dataset load(int limit) {
        return ImageFolder.load(new DataSpec("images:" + folder, limit, limit, 0), folder);
    }

    /** A grey picture whose pixels are {@code first}, {@code first} + 1, … */
    private Path write(String name, int width, int height, int first) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int k = 0; k < width * height; k++) image.getRaster().setSample(k % width, k / width, 0, first + k);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void greyLevelsAreTakenAsTheyAreStored() throws IOException {
        write("train/a.png", 3, 2, 100);
        write("test/b.png", 3, 2, 7);
        Dataset data = load(0);
        assertEquals(3, data.width());
        assertArrayEquals(new byte[] {100, 101, 102, 103, 104, 105}, data.train().images().pixels()[0]);
        assertArrayEquals(new byte[] {7, 8, 9, 10, 11, 12}, data.test().images().pixels()[0]);
        assertFalse(data.train().hasLabels());
    }

    @ParameterizedTest
    @ValueSource(ints = {
            BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY})
    void everyKindOfPngBecomesGreyLevels(int type) throws IOException {
        write("test/b.png", 2, 1, 0);
        var image = new BufferedImage(2, 1, type);
        int white = image.getColorModel().getPixelSize() == 32 ? 0x80FFFFFF : 0xFFFFFFFF;
        image.setRGB(1, 0, white);
        Files.createDirectories(folder.resolve("train"));
        ImageIO.write(image, "png", folder.resolve("train/a.png").toFile());
        byte level = (byte) (white >>> 24);
        assertArrayEquals(new byte[] {0, level}, load(0).train().images().pixels()[0]);
    }

    @Test
    void subFoldersAreClassesAndTakeTurns() throws IOException {
        for (String part : List.of("train", "test")) {
            for (String animal : List.of("dog", "cat")) {
                for (int i = 0; i < 3; i++) {
                    write(part + "/" + animal + "/" + i + ".png", 2, 2, 10 * i + (animal.equals("dog") ? 5 : 0));
                }
            }
        }
        Dataset data = load(4);
        assertEquals(List.of("cat", "dog"), data.classNames());
        assertArrayEquals(new int[] {0, 1, 0, 1}, data.train().labels());
        assertEquals(15, data.train().images().pixels()[3][0]);
    }

    @Test
    void oneOfTenIsKeptForTestingAndANewPictureMovesNoOther() throws IOException {
        for (int i = 0; i < 100; i++) write("p" + i + ".png", 1, 1, i);
        Dataset before = load(0);
        assertEquals(100, before.train().count() + before.test().count());
        assertTrue(before.test().count() >= 4 && before.test().count() <= 18, "found " + before.test().count());
        write("zzz.png", 1, 1, 200);
        Dataset after = load(0);
        assertArrayEquals(firstPixels(before.test()), Arrays.copyOf(firstPixels(after.test()), before.test().count()));
        assertArrayEquals(firstPixels(before.train()), Arrays.copyOf(firstPixels(after.train()), before.train().count()));
    }

    private static int[] firstPixels(Part part) {
        return Arrays.stream(part.images().pixels()).mapToInt(image -> image[0]).toArray();
    }

    @Test
    void picturesOfDifferentSizesGiveOneSentence() throws IOException {
        Path a = write("train/a.png", 3, 2, 0), b = write("train/b.png", 2, 3, 0);
        write("test/c.png", 3, 2, 0);
        assertSentence(b + " is 2×3 pixels, but " + a + " is 3×2; all pictures must have one size, or "
                            + "get one by dataset.width (--width).");
    }

    @Test
    void anUnreadablePictureGivesOneSentence() throws IOException {
        write("test/c.png", 3, 2, 0);
        Path bad = write("train/a.png", 3, 2, 0);
        Files.writeString(bad, "no picture");
        assertSentence(bad + " is not a PNG picture that can be read (I/O error reading PNG header!); get it again or take it "
                + "away.");
    }

    @Test
    void aTruncatedPictureGivesOneSentence() throws IOException {
        write("test/c.png", 30, 20, 0);
        Path bad = write("train/a.png", 30, 20, 0);
        Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), (int) Files.size(bad) / 2));
        UserError error = assertThrows(UserError.class, () -> load(0));
        assertTrue(error.getMessage().startsWith(bad + " is not a PNG picture that can be read ("), error.getMessage());
    }

    /** The size stands in bytes 16 … 23 and its checksum in 29 … 32; the pixels would take four gigabytes. */
    @Test
    void anAbsurdSizeIsRefusedBeforeMemoryIsTaken() throws IOException {
        write("test/c.png", 3, 2, 0);
        Path bad = write("train/a.png", 3, 2, 0);
        byte[] bytes = Files.readAllBytes(bad);
        ByteBuffer.wrap(bytes).putInt(16, 65_000).putInt(20, 65_000);
        Files.write(bad, bytes);
        assertSentence(bad + " is 65000×65000 pixels; at most 4096×4096 are allowed, make the pictures smaller.");
    }

    @Test
    void foldersThatMakeNoSenseGiveOneSentence() throws IOException {
        assertSentence(folder + " has no pictures, neither in itself nor in sub-folders; .png, .jpg and .jpeg files are read.");
        write("a.png", 1, 1, 0);
        assertSentence(folder + " has too few pictures (1) to keep one of ten for testing; make sub-folders train and test.");
        write("cats/b.png", 1, 1, 0);
        assertSentence(folder + " has pictures (a.png) beside folders of pictures (cats); use one folder a class or no folders.");
    }

    @Test
    void bothPartsMustHaveClassesOrNone() throws IOException {
        Path train = write("train/cat/a.png", 1, 1, 0), test = write("test/b.png", 1, 1, 0);
        assertSentence("Only one of the folders of " + train + " and " + test + " has classes; give both the same.");
    }

    private void assertSentence(String sentence) {
        assertEquals(sentence, assertThrows(UserError.class, () -> load(0)).getMessage());
    }

    /** A user may gather pictures with links; only names in files of others must lead nowhere. */
    @Test
    void aLinkThatTheUserMadeIsFollowed(@TempDir Path elsewhere) throws IOException {
        write("test/b.png", 2, 1, 50);
        Path picture = write("train/a.png", 2, 1, 100);
        Files.move(picture, elsewhere.resolve("far.png"));
        Files.createSymbolicLink(picture, elsewhere.resolve("far.png"));
        assertArrayEquals(new byte[] {100, 101}, load(0).train().images().pixels()[0]);
        Files.delete(elsewhere.resolve("far.png"));
        assertTrue(assertThrows(UserError.class, () -> load(0)).getMessage()
                .startsWith(picture + " is not a PNG picture that can be read ("));
    }

    /** Reading one would wait for a writer for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNoPicture() throws Exception {
        write("test/b.png", 2, 1, 50);
        Path pipe = write("train/a.png", 2, 1, 100);
        Files.delete(pipe);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertSentence("Cannot read " + pipe + ": it is a pipe, a device or the like, not a regular file; put a PNG picture "
                + "there.");
    }
}
