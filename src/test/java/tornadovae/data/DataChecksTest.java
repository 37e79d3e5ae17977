package tornadovae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.data.source.Datasets;
import tornadovae.data.source.Digits;

/** A healthy set of digits, in files as users have them, and what is done to it. */
class DataChecksTest {

    private static final int TRAIN = 60;
    private static final int TEST = 20;

    @TempDir
    Path folder;

    private byte[][] train;
    private byte[][] test;
    private int[] trainLabels;
    private int[] testLabels;

    @BeforeEach
    void takeDigits() {
        Dataset digits = Digits.generate(new DataSpec("digits", 400, 200, 1));
        train = first(digits.train(), TRAIN);
        test = first(digits.test(), TEST);
        trainLabels = IntStream.range(0, TRAIN).map(i -> i % 10).toArray();
        testLabels = IntStream.range(0, TEST).map(i -> i % 10).toArray();
    }

    private static byte[][] first(Part part, int count) {
        return IntStream.range(0, count).mapToObj(i -> part.images().pixels()[i].clone()).toArray(byte[][]::new);
    }

    private static void change(byte[][] images, IntUnaryOperator level) {
        for (byte[] image : images) {
            for (int c = 0; c < image.length; c++) image[c] = (byte) level.applyAsInt(image[c] & 0xFF);
        }
    }

    /** What is said of them as IDX files. */
    private List<String> idx(String prefix, boolean transpose) throws IOException {
        boolean plain = prefix.isEmpty();
        write(prefix + "train-images-idx3-ubyte", 0x0803, train);
        write(prefix + (plain ? "t10k" : "test") + "-images-idx3-ubyte", 0x0803, test);
        write(prefix + "train-labels-idx1-ubyte", 0x0801, labels(trainLabels));
        write(prefix + (plain ? "t10k" : "test") + "-labels-idx1-ubyte", 0x0801, labels(testLabels));
        return warnings(new DataSpec("idx:" + folder, 0, 0, 1, transpose));
    }

    private static byte[][] labels(int[] labels) {
        return IntStream.of(labels).mapToObj(label -> new byte[] {(byte) label}).toArray(byte[][]::new);
    }

    private void write(String name, int magic, byte[][] rows) throws IOException {
        var bytes = ByteBuffer.allocate(16 + rows.length * rows[0].length).putInt(magic).putInt(rows.length);
        if (magic == 0x0803) bytes.putInt(28).putInt(28);
        for (byte[] row : rows) bytes.put(row);
        Files.write(folder.resolve(name), java.util.Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static List<String> warnings(DataSpec spec) {
        var heard = new ArrayList<String>();
        Datasets.load(spec, null, new Listener() {
            @Override
            public void warn(String sentence) {
                heard.add(sentence);
            }
        });
        return heard;
    }

    private void assertWarns(List<String> heard, String file, String what, String remedy) {
        assertEquals(1, heard.size(), heard::toString);
        for (String part : List.of(folder + file, what, remedy)) assertTrue(heard.getFirst().contains(part), heard::toString);
    }

    @Test
    void nothingStrikesInAHealthySet() throws IOException {
        assertEquals(List.of(), idx("", false));
    }

    @Test
    void blankImagesAreNamed() throws IOException {
        java.util.Arrays.fill(train[7], (byte) 3);
        train[7][5] = 9;
        train[31] = new byte[784];
        assertWarns(idx("", false), "/train-images", "image 7 of", "take them out");
        assertTrue(idx("", false).getFirst().contains("2 of 80 images"));
    }

    @Test
    void imagesOfBothHalvesAreNamed() throws IOException {
        test[4] = train[9].clone();
        assertWarns(idx("", false), "/t10k-images", "image 4 of", "take them out of one half");
        assertTrue(idx("", false).getFirst().contains("image 9 of " + folder.resolve("train-images")));
    }

    @Test
    void masksOfZeroAndOneAreRescaled() throws IOException {
        change(train, level -> level > 127 ? 1 : 0);
        change(test, level -> level > 127 ? 1 : 0);
        List<String> heard = idx("", false);
        assertEquals(2, heard.size(), heard::toString);
        assertTrue(heard.getFirst().contains("the brightest pixel is 1 of 255; multiply all by 255"), heard::toString);
    }

    @Test
    void aHalfOnAnotherScaleIsNamed() throws IOException {
        change(test, level -> level / 16);
        assertWarns(idx("", false), "/t10k-images", "the brightest pixel is 15 of 255", "multiply all by 17");
    }

    @Test
    void brightImagesAreSpread() throws IOException {
        change(train, level -> 128 + level / 2);
        List<String> heard = idx("", false);
        assertTrue(heard.stream().anyMatch(each -> each.contains("the darkest pixel is 128 of 255; spread them")),
                heard::toString);
    }

    @Test
    void anInvertedHalfIsNamed() throws IOException {
        change(test, level -> 255 - level);
        assertWarns(idx("", false), "/t10k-images", "are dark on bright", "invert one half");
    }

    @Test
    void singleInvertedImagesAreNamed() throws IOException {
        change(new byte[][] {train[11], train[12]}, level -> 255 - level);
        assertWarns(idx("", false), "/train-images", "image 11 of", "invert those");
        assertTrue(idx("", false).getFirst().contains("2 of 60 training images"));
    }

    @Test
    void aSetThatIsDarkOnBrightIsSaidToBe() throws IOException {
        change(train, level -> 255 - level);
        change(test, level -> 255 - level);
        assertWarns(idx("", false), "/train-images", "dark on bright", "invert these if you want to compare");
    }

    @Test
    void labelsThatStartAtOneAreNamed() throws IOException {
        trainLabels = IntStream.of(trainLabels).map(label -> label + 1).toArray();
        testLabels = IntStream.of(testLabels).map(label -> label + 1).toArray();
        assertWarns(idx("", false), "/train-images", "no label is smaller", "subtract 1 from each label");
    }

    @Test
    void aClassWithoutTrainingImagesIsNamed() throws IOException {
        trainLabels = IntStream.of(trainLabels).map(label -> label == 4 ? 5 : label).toArray();
        assertWarns(idx("", false), "/train-images", "training images have none of class 4", "take the class out");
    }

    @Test
    void aSetThatIsSortedByClassIsNoticedInItsFirstImages() throws IOException {
        java.util.Arrays.fill(trainLabels, 3);
        assertWarns(idx("", false), "/train-images", "are all of class 3", "mix them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emnist-letters-", "emnist-digits-"})
    void emnistIsTurnedWhenAskedFor(String prefix) throws IOException {
        byte[] upright = train[5].clone();
        for (byte[][] half : List.of(train, test)) {
            for (int i = 0; i < half.length; i++) half[i] = turned(half[i]);
        }
        assertWarns(idx(prefix, false), "/" + prefix + "train-images", "stored column by column", "dataset.transpose: true");
        assertEquals(List.of(), warnings(new DataSpec("idx:" + folder, 0, 0, 1, true)));
        Dataset data = Datasets.load(new DataSpec("idx:" + folder, 0, 0, 1, true), null, Listener.SILENT);
        assertArrayEquals(upright, data.train().images().pixels()[5]);
        assertEquals(10, data.classNames().size());
    }

    private static byte[] turned(byte[] image) {
        var turned = new byte[image.length];
        for (int c = 0; c < image.length; c++) turned[c % 28 * 28 + c / 28] = image[c];
        return turned;
    }

    @Test
    void onlyTheUsersOwnImagesAreTransposed() {
        assertEquals("The images of digits stand upright already; transpose is for your own files, such as idx:DIR, so "
                + "leave it out.",
                assertThrows(UserError.class, () -> new DataSpec("digits", 0, 0, 1, true)).getMessage());
    }

    @FunctionalInterface
    private interface Drawing {
        void draw(BufferedImage picture, byte[] pixels);
    }

    /** What is said of them as PNG pictures in folders of classes. */
    private List<String> png(int type, Drawing drawing) throws IOException {
        for (String half : List.of("train", "test")) {
            byte[][] images = half.equals("train") ? train : test;
            for (int i = 0; i < images.length; i++) {
                var picture = new BufferedImage(28, 28, type);
                drawing.draw(picture, images[i]);
                Path file = folder.resolve(half).resolve("class " + i % 10).resolve("%03d.png".formatted(i));
                Files.createDirectories(file.getParent());
                ImageIO.write(picture, "png", file.toFile());
            }
        }
        return warnings(DataSpec.of("images:" + folder));
    }

    private static void samples(BufferedImage picture, byte[] pixels, int factor) {
        for (int c = 0; c < pixels.length; c++) picture.getRaster().setSample(c % 28, c / 28, 0, (pixels[c] & 0xFF) * factor);
    }

    @Test
    void nothingStrikesInHealthyPictures() throws IOException {
        assertEquals(List.of(), png(BufferedImage.TYPE_BYTE_GRAY, (picture, pixels) -> samples(picture, pixels, 1)));
        assertEquals(List.of(), png(BufferedImage.TYPE_USHORT_GRAY, (picture, pixels) -> samples(picture, pixels, 257)));
        assertEquals(List.of(), png(BufferedImage.TYPE_INT_ARGB, (picture, pixels) -> {
            for (int c = 0; c < pixels.length; c++) {
                picture.setRGB(c % 28, c / 28,
                        (pixels[c] & 0xFF) << 24 | 0xFFFFFF);   // white on nothing
            }
        }));
    }

    @Test
    void twelveBitsInSixteenAreNamed() throws IOException {
        assertWarns(png(BufferedImage.TYPE_USHORT_GRAY, (picture, pixels) -> samples(picture, pixels, 16)), "/train/class ",
                "16 bits a sample, of which 12 are used", "multiply each sample by 16");
    }

    @Test
    void picturesThatShowSomethingByTransparencyOnlyAreNamed() throws IOException {
        assertWarns(png(BufferedImage.TYPE_INT_ARGB, (picture, pixels) -> {
            for (int c = 0; c < pixels.length; c++) {
                picture.setRGB(c % 28, c / 28,
                        (pixels[c] & 0xFF) << 24);   // black on nothing
            }
        }), "/train/class 0/000.png", "by its transparency", "white ground");
    }

    @Test
    void anEmptyFolderIsNoClass() throws IOException {
        Files.createDirectories(folder.resolve("train").resolve("class 10"));
        assertWarns(png(BufferedImage.TYPE_BYTE_GRAY, (picture, pixels) -> samples(picture, pixels, 1)), "/train/class 10",
                "has no pictures", "delete the folder");
    }
}
