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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.Places;

/** Files in the format of Shapes3D that h5py wrote, by {@code src/test/resources/formats/factors/make_hdf5.py}. */
class FactorHdf5Test {

    private static final Path FILES = Path.of("src/test/resources/formats/factors");
    private static final int[] SIZES = {3, 2, 2, 4, 2, 3};

    @TempDir
    Path folder;

    private static Dataset load(Path file) {
        return FactorHdf5.shapes3d(new DataSpec("shapes3d", 0, 0, 2), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked.h5", "shuffled.h5", "plain.h5"})
    void imagesAndFactorsAreThoseOfTheFileHoweverItIsStored(String name) {
        Dataset data = load(FILES.resolve(name));
        assertEquals(List.of(5, 4, 3, 240, 48), List.of(data.width(), data.height(), data.channels(), data.train().count(),
                data.test().count()));
        assertEquals(List.of(Factor.steps("floor hue", 3), Factor.steps("wall hue", 2), Factor.steps("object hue", 2),
                Factor.steps("scale", 4), Factor.classes("shape", 2), Factor.steps("orientation", 3)), data.factors());
        for (Part half : List.of(data.train(), data.test())) {
            for (int i = 0; i < half.count(); i++) {
                byte[] pixels = half.images().pixels()[i];
                int number = (pixels[0] & 0xFF) + 256 * (pixels[1] & 0xFF);
                assertArrayEquals(FactorTable.stepsOf(number, SIZES), half.factors()[i]);
                for (int p = 0; p < 20; p++) {
                    assertEquals(number % 256, pixels[3 * p] & 0xFF);
                    assertEquals(12 * p, pixels[3 * p + 2] & 0xFF);
                }
            }
        }
    }

    private static void refused(String sentence, Path file) {
        UserError e = assertThrows(UserError.class, () -> load(file));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
        assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"linked.h5 | is a link, and links are not followed",
            "huge.h5 | it has more chunks than its file has bytes", "words.h5 | is no array of whole numbers, float32 or float64",
            "lzf.h5 | is packed by the filter lzf, and deflate and shuffle are read",
            "short.h5 | has the shape 287×6, and 288×6 was",
            "none.h5 | does not exist", "mpi3d_toy.npz | cannot be read as HDF5"})
    void whatIsNoSuchFileIsRefused(String name, String sentence) {
        refused(sentence, FILES.resolve(name));
    }

    /** A chunk that unpacks to a gigabyte is stopped at its own size: the first byte of deflated zeros is all that is needed. */
    @Test
    void damagedFilesAreReadOrRefusedInOneSentence() throws IOException {
        var random = new Random(1);
        int read = 0, refused = 0;
        for (String name : List.of("chunked.h5", "shuffled.h5", "plain.h5")) {
            byte[] whole = Files.readAllBytes(FILES.resolve(name));
            for (int i = 0; i < 60; i++) {
                byte[] bytes = i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                for (int k = 0; k < 1 + i % 5 && bytes.length > 0; k++) {
                    bytes[random.nextInt(Math.min(bytes.length, i % 2 == 0 ? 3000 : bytes.length))] = (byte) random.nextInt();
                }
                Path file = Files.write(folder.resolve("damaged.h5"), bytes);
                try {
                    load(file);
                    read++;
                } catch (UserError e) {
                    assertEquals(2, e.exitCode, e.getMessage());
                    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                    refused++;
                }
            }
        }
        assertTrue(read > 0 && refused > 0, read + " read, " + refused + " refused");
    }

    @Test
    void aFileThatIsNotThePublishedOneIsRefused() throws IOException {
        Files.copy(FILES.resolve("chunked.h5"), folder.resolve("3dshapes.h5"));
        UserError e = assertThrows(UserError.class, () -> Datasets.load(new DataSpec("shapes3d", 0, 0, 1),
                new Places(folder, folder, folder, false), Listener.SILENT));
        assertTrue(e.getMessage().contains("3dshapes.h5 has contents with SHA-256 ")
                && e.getMessage().endsWith("the published 3dshapes.h5 has 0a0f6ed98baf…; delete it and get it again."),
                e.getMessage());
    }
}
