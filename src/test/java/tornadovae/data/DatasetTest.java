package tornadovae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.data.source.Datasets;
import tornadovae.graph.Images;

class DatasetTest {

    private static final float[][] NO_FACTORS = {};

    /** Images of one value each. */
    private static Part flat(int columns, int... values) {
        byte[][] pixels = new byte[values.length][columns];
        for (int i = 0; i < values.length; i++) Arrays.fill(pixels[i], (byte) values[i]);
        return new Part(new Images(columns, pixels), new int[0], NO_FACTORS);
    }

    private static Dataset of(int width, int height, Part train, Part test) {
        return new Dataset("flat", width, height, train, test, List.of(), List.of());
    }

    @Test
    void theMeanImageIsTheMeanOfTheTrainingPixels() {
        Part train = new Part(new Images(2, new byte[][] {{0, (byte) 255}, {0, (byte) 255}, {51, (byte) 0xFF}}), new int[0],
                NO_FACTORS);
        assertArrayEquals(new float[] {51 / (3 * 255f), 1}, of(2, 1, train, flat(2, 200)).meanImage(), 1e-7f);
    }

    @Test
    void binarisedPixelsAreOnWithTheProbabilityOfTheirGrey() {
        Part pixels = of(100, 100, flat(10_000, 0, 64, 191, 255), flat(10_000, 128)).binarised(1).train();
        for (byte[] image : pixels.images().pixels()) {
            for (byte b : image) assertTrue(b == 0 || b == (byte) 255);
        }
        double[] wanted = {0, 64 / 255.0, 191 / 255.0, 1};
        for (int i = 0; i < 4; i++) {
            int on = 0;
            for (byte b : pixels.images().pixels()[i]) on += b & 1;
            double five = 5 * Math.sqrt(wanted[i] * (1 - wanted[i]) / 10_000);
            assertEquals(wanted[i], on / 10_000.0, five);
        }
    }

    @Test
    void binarisationDependsOnSeedImageAndPartOnly() {
        Dataset grey = of(20, 20, flat(400, 128, 128, 128), flat(400, 128, 128));
        Dataset once = grey.binarised(4), again = grey.binarised(4);
        byte[][] train = once.train().images().pixels(), test = once.test().images().pixels();
        assertArrayEquals(train, again.train().images().pixels());
        assertArrayEquals(train[1], of(20, 20, flat(400, 0, 128), flat(400, 0)).binarised(4).train().images().pixels()[1]);
        assertFalse(Arrays.equals(train[0], train[1]));
        assertFalse(Arrays.equals(train[0], test[0]));
        assertFalse(Arrays.equals(train[1], test[0]));
        assertFalse(Arrays.equals(train[0], grey.binarised(5).train().images().pixels()[0]));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes(@TempDir Path empty) {
        assertSentence("There is no data set 'minst'; known are " + String.join(", ", Datasets.names())
                + ", idx:DIR, images:DIR, npz:FILE, npy:FILE and csv:FILE.",
                "minst", empty);
        assertSentence("The data set idx: names no folder; write idx:DIR.", "idx:", empty);
        assertSentence("The data set images:  names no folder; write images:DIR.", "images: ", empty);
    }

    private static void assertSentence(String sentence, String name, Path empty) {
        Places places = new Places(null, empty, empty, false);
        assertEquals(sentence,
                assertThrows(UserError.class, () -> Datasets.load(DataSpec.of(name), places, Listener.SILENT)).getMessage());
    }

    @Test
    void specificationsRefuseWhatMakesNoSense() {
        assertEquals("The number of training images is -1; it must be 0 (all) or more.",
                assertThrows(UserError.class, () -> new DataSpec("digits", -1, 0, 0)).getMessage());
        assertEquals("The number of test images is -5; it must be 0 (all) or more.",
                assertThrows(UserError.class, () -> new DataSpec("digits", 0, -5, 0)).getMessage());
        assertEquals("The data set has no name; 'data list' shows what there is.",
                assertThrows(UserError.class, () -> DataSpec.of(" ")).getMessage());
    }

    @Test
    void theCacheFollowsXdg() {
        Path home = Path.of("/home/ada");
        assertEquals(Path.of("/home/ada/.cache/tornado-vae"), Places.usual(null, Map.of(), home).cache());
        assertEquals(Path.of("/var/x/tornado-vae"), Places.usual(null, Map.of("XDG_CACHE_HOME", "/var/x"), home).cache());
    }

    @Test
    void everyNameIsListed(@TempDir Path empty) {
        List<String> listed = Datasets.list(new Places(null, empty, empty, false)).stream().map(Datasets.Entry::name).toList();
        assertEquals(Datasets.names(), listed.subList(0, Datasets.names().size()));
        assertEquals(List.of("idx:DIR", "images:DIR", "npz:FILE", "npy:FILE", "csv:FILE"),
                listed.subList(Datasets.names().size(), listed.size()));
    }
}
