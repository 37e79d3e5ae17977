package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.Places;

/** Files in the format of SmallNORB, by {@code src/test/resources/formats/smallnorb/make.py}. */
class SmallNorbTest {

    private static final Path FILES = Path.of("src/test/resources/formats/smallnorb");
    private static final String TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-";

    @TempDir
    Path folder;

    @Test
    void bothHalvesAreTakenTogetherAndTheLeftCameraSeesWhatTheFactorsSay() {
        Dataset data = SmallNorb.load(new DataSpec("smallnorb", 200, 40, 1), FILES);
        assertEquals(List.of(Factor.classes("category", 5), Factor.classes("instance", 7), Factor.steps("elevation", 2),
                Factor.steps("azimuth", 3), Factor.steps("lighting", 2)), data.factors());
        assertEquals(List.of("animal", "human", "airplane", "truck", "car"), data.classNames());
        assertEquals(List.of(64, 64, 1), List.of(data.width(), data.height(), data.channels()));
        Set<String> different = new HashSet<>();
        for (Part half : List.of(data.train(), data.test())) {
            for (int i = 0; i < half.count(); i++) {
                float[] f = half.factors()[i];
                byte[] pixels = half.images().pixels()[i];
                // the middle of each third
                assertEquals(10 * f[0] + f[1], pixels[10 * 64 + 5]);
                assertEquals(40 * f[2] + 2 * f[3], pixels[30 * 64 + 60]);
                assertEquals(f[4], pixels[63 * 64 + 63]);
                assertEquals(f[0], half.labels()[i]);
                different.add(Arrays.toString(f));
            }
        }
        assertEquals(240, different.size());
    }

    /** Copies the files, and changes the unpacked bytes of one. */
    private void damage(String kind, int at, int value, int length) throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".gz")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path file = folder.resolve(TRAIN + kind + ".mat.gz");
        byte[] bytes;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            bytes = in.readAllBytes();
        }
        bytes[at] = (byte) value;
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes, 0, length == 0 ? bytes.length : length);
        }
        Files.write(file, out.toByteArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "dat | 0 | 7 | 0 | starts with 0x1E3D4C07 and has 4 axes, and 0x1E3D4C55 and 4 were expected",
            "dat | 4 | 3 | 0 | has 3 axes", "dat | 11 | 120 | 0 | has the size 2013266040",
            "dat | 8 | 121 | 0 | has 121 images, but there", "cat | 0 | 84 | 60 | ends too early: it is truncated",
            "info | 12 | 3 | 0 | has 120×3 numbers, and 120×4 were expected",
            "info | 23 | 127 | 0 | which are no steps of factors", "dat | 30 | 0 | 5000 | ends too early"})
    void damagedFilesAreRefused(String kind, int at, int value, int length, String sentence) throws IOException {
        damage(kind, at, value, length);
        UserError e = assertThrows(UserError.class, () -> SmallNorb.load(new DataSpec("smallnorb", 0, 0, 1), folder));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @Test
    void filesThatAreNotThePublishedOnesAreRefused() {
        UserError e = assertThrows(UserError.class, () -> Datasets.load(DataSpec.of("smallnorb"),
                new Places(FILES, folder, folder, false), Listener.SILENT));
        assertTrue(e.getMessage().contains("testing-cat.mat.gz has contents with SHA-256 "), e.getMessage());
    }
}
