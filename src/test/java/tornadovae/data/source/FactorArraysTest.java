package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.Places;
import tornadovae.metric.Measures;
import tornadovae.metric.disentanglement.Disentanglement;
import tornadovae.metric.disentanglement.Encoded;
import tornadovae.train.Codes;

/** Files in the formats of dSprites and MPI3D, by {@code src/test/resources/formats/factors/make_sprites.py}. */
class FactorArraysTest {

    private static final Path FILES = Path.of("src/test/resources/formats/factors");
    private static final int COUNT = 600;

    @TempDir
    Path empty;

    private Dataset load(Path folder, DataSpec spec) {
        return Datasets.load(spec, new Places(folder, empty, empty, false), Listener.SILENT);
    }

    private Dataset sprites(int train, int test, int seed) {
        return load(FILES, new DataSpec("dsprites", train, test, seed));
    }

    @Test
    void aFileOfSpritesInTheFormatOfDSpritesHasTheImagesFactorsAndScoresOfTheBuiltInSet() {
        Dataset read = sprites(0, 0, 1);
        assertEquals(Sprites.FACTORS, read.factors());
        assertEquals(Datasets.load(new DataSpec("sprites", 1, 1, 1), null, Listener.SILENT).classNames(), read.classNames());
        assertEquals(List.of(32, 32, 1, 500, 100), List.of(read.width(), read.height(), read.channels(), read.train().count(),
                read.test().count()));
        for (Part half : List.of(read.train(), read.test())) {
            for (int i = 0; i < half.count(); i++) {
                assertArrayEquals(Sprites.draw(half.factors()[i], 32), half.images().pixels()[i],
                        "image of " + Arrays.toString(half.factors()[i]));
                assertEquals(half.factors()[i][0], half.labels()[i]);
            }
        }
        Disentanglement ofFile = Disentanglement.of(encoded(read.train(), read.train().images().pixels()),
                encoded(read.test(), read.test().images().pixels()), 3);
        // the built-in set, of the combinations that the file has
        Disentanglement builtIn = Disentanglement.of(encoded(read.train(), drawn(read.train())),
                encoded(read.test(), drawn(read.test())), 3);
        assertEquals(Measures.values(builtIn), Measures.values(ofFile));
        assertFalse(Measures.values(ofFile).isEmpty());
    }

    private static byte[][] drawn(Part half) {
        return Arrays.stream(half.factors()).map(factors -> Sprites.draw(factors, 32)).toArray(byte[][]::new);
    }

    /** Mass, centre and spread of an image: codes that know something of the factors. */
    private static Encoded encoded(Part half, byte[][] images) {
        float[][] mu = Arrays.stream(images).map(image -> {
            float[] code = new float[4];
            for (int p = 0; p < image.length; p++) {
                float white = (image[p] & 0xFF) / 255f, x = p % 32 - 15.5f, y = p / 32 - 15.5f;
                code[0] += white;
                code[1] += white * x;
                code[2] += white * y;
                code[3] += white * x * y;
            }
            return code;
        }).toArray(float[][]::new);
        return Encoded.of(new Codes(mu, new float[mu.length][4]), half.factors(), Sprites.FACTORS);
    }

    /** A file that is ordered by its factors would give squares alone. */
    @Test
    void aSampleIsRandomAndTheSeedDecidesIt() {
        Dataset few = sprites(60, 20, 1), more = sprites(90, 20, 1), other = sprites(60, 20, 2);
        assertEquals(3, Arrays.stream(few.train().labels()).distinct().count());
        for (int i = 0; i < 60; i++) assertArrayEquals(few.train().factors()[i], more.train().factors()[i]);
        assertArrayEquals(few.test().labels(), more.test().labels());
        assertNotEquals(Arrays.deepToString(few.train().factors()), Arrays.deepToString(other.train().factors()));
        Dataset all = sprites(COUNT - 100, 100, 1);
        Set<String> different = new HashSet<>();
        for (Part half : List.of(all.train(), all.test())) {
            for (float[] factors : half.factors()) different.add(Arrays.toString(factors));
        }
        assertEquals(COUNT, different.size());
        assertTrue(assertThrows(UserError.class, () -> sprites(590, 20, 1)).getMessage()
                .startsWith("dsprites has 600 images, found 590 for training and 20 for testing"));
    }

    @Test
    void everySmallOrderIsAPermutation() {
        for (int count = 1; count < 70; count++) {
            var order = new Shuffled(count, 5);
            var seen = new HashSet<Integer>();
            for (int i = 0; i < count; i++) seen.add(order.at(i));
            assertEquals(count, seen.size());
        }
    }

    @Test
    void theNumberOfAnImageOfMpi3dSaysItsFactors() {
        int[] sizes = {2, 3, 2, 1, 3, 4, 5};
        Dataset read = FactorArrays.mpi3d(new DataSpec("mpi3d-toy", 0, 0, 4), FILES.resolve("mpi3d_toy.npz"), Listener.SILENT,
                new int[][] {{6, 6}, sizes});
        assertEquals(List.of("object colour", "object shape", "object size", "background colour", "horizontal axis",
                "vertical axis"), read.factors().stream().map(Factor::name).toList());
        assertEquals(List.of(3, 2, 3, 600, 120), List.of(read.width(), read.height(), read.channels(), read.train().count(),
                read.test().count()));
        for (int i = 0; i < read.test().count(); i++) {
            byte[] pixels = read.test().images().pixels()[i];
            int number = (pixels[0] & 0xFF) + 256 * (pixels[1] & 0xFF);
            float[] steps = FactorTable.stepsOf(number, sizes);
            assertArrayEquals(new float[] {steps[0], steps[1], steps[2], steps[4], steps[5], steps[6]}, read.test().factors()[i]);
            assertEquals(number, (((((int) steps[0] * 3 + (int) steps[1]) * 2 + (int) steps[2]) * 3 + (int) steps[4]) * 4
                    + (int) steps[5]) * 5 + (int) steps[6]);
            assertEquals(40, pixels[5]);
        }
    }

    @Test
    void dSpritesAsHdf5HasTheSameArrays() {
        Dataset npz = sprites(400, 90, 3);
        Dataset hdf5 = FactorArrays.dspritesOfHdf5(new DataSpec("dsprites", 400, 90, 3), FILES.resolve("dsprites.hdf5"));
        assertEquals(DataDigest.of(npz), DataDigest.of(hdf5));
        assertEquals(npz.factors(), hdf5.factors());
        assertEquals(npz.classNames(), hdf5.classNames());
    }

    private void refused(String sentence, Path folder, String name) {
        UserError e = assertThrows(UserError.class, () -> load(folder, new DataSpec(name, 0, 0, 1)));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsRefused() throws IOException {
        String hdf5 = "dsprites_ndarray_co1sh3sc6or40x32y32_64x64.hdf5";
        refused("could not be fetched: downloading is switched off; get " + hdf5 + " from "
                + "https://github.com/google-deepmind/dsprites-dataset/raw/master/" + hdf5 + ", put it, with what belongs to "
                + "it, into a folder and name that with --data-dir.", empty, "dsprites");
        refused("could not be fetched: no checksum of it is published, so it is not fetched; get mpi3d_toy.npz from "
                + "https://github.com/rr-learning/disentanglement_dataset, put it,", empty, "mpi3d-toy");
        refused("has 720 images, and sets of MPI3D have 1036800 or 460800", FILES, "mpi3d-toy");
        Path other = Files.createDirectories(empty.resolve("other"));
        Path images = Path.of("src/test/resources/formats/images");
        String name = "dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz";
        Files.copy(images.resolve("known.npz"), other.resolve(name));
        refused("has no array 'imgs'", other, "dsprites");
        Files.write(other.resolve(name), Arrays.copyOf(Files.readAllBytes(FILES.resolve(name)), 20_000));
        refused("is no .npz file that can be read", other, "dsprites");
    }
}
