package tornadovae.data.source;

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

/** Files that SciPy wrote in the formats of Cars3D and Omniglot, by {@code src/test/resources/formats/cars3d/make.py}. */
class MatlabSetsTest {

    private static final Path FILES = Path.of("src/test/resources/formats");

    @TempDir
    Path folder;

    private Dataset load(String name, Path from) {
        return Datasets.load(DataSpec.of(name), new Places(from, folder, folder, false), Listener.SILENT);
    }

    @Test
    void aPictureOfACarIsWhereItsFactorsSay() {
        Dataset data = load("cars3d", FILES);
        assertEquals(List.of(Factor.steps("elevation", 2), Factor.steps("azimuth", 5), Factor.classes("car", 3)), data.factors());
        assertEquals(List.of(64, 64, 3, 25, 5), List.of(data.width(), data.height(), data.channels(), data.train().count(),
                data.test().count()));
        for (Part half : List.of(data.train(), data.test())) {
            for (int i = 0; i < half.count(); i++) {
                float[] factors = half.factors()[i];
                byte[] pixels = half.images().pixels()[i];
                for (int p = 0; p < 64 * 64; p++) {
                    int top = p < 32 * 64 ? 10 : 0;
                    assertEquals(50 * factors[2] + top, pixels[3 * p] & 0xFF);
                    assertEquals(20 * factors[1] + top, pixels[3 * p + 1] & 0xFF);
                    // every second column is brighter by four: two become their mean
                    assertEquals(100 * factors[0] + top + 2, pixels[3 * p + 2] & 0xFF);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chardata.mat", "plain.mat"})
    void charactersStandUprightAndAlphabetsAreClasses(String name) throws IOException {
        Files.copy(FILES.resolve("omniglot").resolve(name), folder.resolve("chardata.mat"));
        Dataset data = load("omniglot", folder);
        assertEquals(List.of(28, 28, 20, 6), List.of(data.width(), data.height(), data.train().count(), data.test().count()));
        assertEquals(List.of("alphabet 1", "alphabet 2", "alphabet 3", "alphabet 4"), data.classNames());
        for (int half = 0; half < 2; half++) {
            Part part = half == 0 ? data.train() : data.test();
            for (int i = 0; i < part.count(); i++) {
                int length = i + (half == 0 ? 1 : 10);
                byte[] pixels = part.images().pixels()[i];
                for (int p = 0; p < 784; p++) {
                    boolean white = p / 28 == 3 && p % 28 >= 2 && p % 28 < 2 + length;
                    assertEquals(white ? 255 : p == 27 * 28 ? 128 : 0, pixels[p] & 0xFF);
                }
                assertEquals(length % 4, part.labels()[i]);
            }
        }
    }

    private void refused(String sentence, String name, Path from) {
        UserError e = assertThrows(UserError.class, () -> load(name, from));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"complex.mat | has no matrix of real numbers 'data'",
            "cells.mat | has no matrix of real numbers 'data'", "narrow.mat | is 700×20 and its targets are 4×20, and 784 rows",
            "loud.mat | has the value 2.0, and 0 to 1 are allowed", "bomb.mat | would take more than 536870912 bytes",
            "../factors/tiny.npz | does not begin as one does"})
    void otherFilesAreRefused(String name, String sentence) throws IOException {
        Files.copy(FILES.resolve("omniglot").resolve(name), folder.resolve("chardata.mat"));
        refused(sentence, "omniglot", folder);
    }

    @Test
    void damagedFilesAreReadOrRefusedInOneSentence() throws IOException {
        var random = new Random(1);
        int read = 0, refused = 0;
        for (String name : List.of("chardata.mat", "plain.mat")) {
            byte[] whole = Files.readAllBytes(FILES.resolve("omniglot").resolve(name));
            for (int i = 0; i < 60; i++) {
                byte[] bytes = i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                for (int k = 0; k < 1 + i % 5 && bytes.length > 0; k++) {
                    bytes[random.nextInt(Math.min(bytes.length, i % 2 == 0 ? 300 : bytes.length))] = (byte) random.nextInt();
                }
                Files.write(folder.resolve("chardata.mat"), bytes);
                try {
                    load("omniglot", folder);
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
    void carsThatDoNotFitAreRefused() throws IOException {
        Files.writeString(folder.resolve("list.txt"), "../../etc/passwd\n");
        refused("has 0 files named car_001_mesh.mat and so on", "cars3d", folder);
        Files.copy(FILES.resolve("omniglot/chardata.mat"), folder.resolve("car_001_mesh.mat"));
        refused("has no matrix of real numbers 'im'", "cars3d", folder);
    }
}
