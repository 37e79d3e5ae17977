package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
import tornadovae.file.CsvFile;

/** Arrays that NumPy wrote, by {@code src/test/resources/formats/images/make.py}. */
class ArrayDoorTest {

    private static final Path FILES = Path.of("src/test/resources/formats/images");
    private static final int COUNT = 40, HEIGHT = 2, WIDTH = 4;

    @TempDir
    Path folder;

    private static Dataset load(Path file) {
        String door = file.toString().endsWith(".npz") ? "npz:" : "npy:";
        return Datasets.load(DataSpec.of(door + file), null, Listener.SILENT);
    }

    private static Dataset load(String name) {
        return load(FILES.resolve(name));
    }

    /** As the script has it. */
    private static int pixel(int image, int place) {
        return image == 0 && place == 0 ? 255 : (place * 5 + image * 5 + 25 * (image % 3)) % 256;
    }

    private static int[] grey(int image) {
        return IntStream.range(0, HEIGHT * WIDTH).map(place -> pixel(image, place)).toArray();
    }

    private static int[] unsigned(byte[] bytes) {
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    }

    /** Whose numbers the images of both halves are, in the order of the halves. */
    private static List<Integer> numbers(boolean test) {
        return IntStream.range(0, COUNT).filter(i -> Halves.isForTesting(String.valueOf(i)) == test).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes.npy", "unit.npy", "words.npy", "big-endian.npy", "only.npz", "known.npz"})
    void whiteIsOneOr255Or65535(String name) {
        Dataset data = load(name);
        assertEquals(List.of(WIDTH, HEIGHT, 1), List.of(data.width(), data.height(), data.channels()));
        for (boolean test : new boolean[] {false, true}) {
            Part half = test ? data.test() : data.train();
            List<Integer> numbers = numbers(test);
            assertEquals(numbers.size(), half.count());
            for (int i = 0; i < half.count(); i++) {
                assertArrayEquals(grey(numbers.get(i)), unsigned(half.images().pixels()[i]), "image " + numbers.get(i));
            }
        }
        assertTrue(data.test().count() > 0);
    }

    @Test
    void truthIsWhite() {
        Dataset data = load("bool.npy");
        int[] numbers = numbers(false).stream().mapToInt(i -> i).toArray();
        for (int i = 0; i < numbers.length; i++) {
            int[] binary = IntStream.of(grey(numbers[i])).map(v -> v > 100 ? 255 : 0).toArray();
            assertArrayEquals(binary, unsigned(data.train().images().pixels()[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.npy", "planes.npy"})
    void redGreenAndBlueOfAPixelFollowEachOther(String name) {
        Dataset data = load(name);
        assertEquals(List.of(WIDTH, HEIGHT, 3), List.of(data.width(), data.height(), data.channels()));
        assertEquals(WIDTH * HEIGHT * 3, data.columns());
        List<Integer> numbers = numbers(false);
        for (int i = 0; i < numbers.size(); i++) {
            int[] grey = grey(numbers.get(i));
            int[] rgb = IntStream.of(grey).flatMap(v -> IntStream.of(v, 255 - v, v / 2)).toArray();
            assertArrayEquals(rgb, unsigned(data.train().images().pixels()[i]));
        }
        Dataset turned = data.transposed();
        assertEquals(HEIGHT, turned.width());
        assertEquals(data.train().images().pixels()[0][3 * WIDTH + 1], turned.train().images().pixels()[0][3 + 1]);
        assertArrayEquals(data.train().images().pixels()[0], turned.transposed().train().images().pixels()[0]);
    }

    @Test
    void aRowIsAnExampleOfAnyMeaning() {
        Dataset data = load("rows.npy");
        assertEquals(List.of(WIDTH * HEIGHT, 1), List.of(data.width(), data.height()));
        assertArrayEquals(grey(numbers(false).getFirst()), unsigned(data.train().images().pixels()[0]));
    }

    @Test
    void halvesAndTheirLabelsAreThoseOfTheFile() {
        Dataset data = load("halves.npz");
        assertEquals(List.of(30, 10), List.of(data.train().count(), data.test().count()));
        assertEquals(List.of("0", "1", "2"), data.classNames());
        assertArrayEquals(grey(31), unsigned(data.test().images().pixels()[1]));
        assertEquals(1, data.test().labels()[1]);
        assertEquals(2, data.train().labels()[29]);
        var few = Datasets.load(new DataSpec("npz:" + FILES.resolve("halves.npz"), 7, 2, 1), null, Listener.SILENT);
        assertEquals(List.of(7, 2), List.of(few.train().count(), few.test().count()));
        assertArrayEquals(grey(6), unsigned(few.train().images().pixels()[6]));
    }

    @Test
    void labelsAndFactorsAreThoseOfTheFile() {
        Dataset data = load("known.npz");
        assertEquals(List.of(Factor.steps("factor 0", 4), Factor.steps("factor 1", 10)), data.factors());
        List<Integer> numbers = numbers(false);
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(numbers.get(i) % 4, data.train().labels()[i]);
            assertArrayEquals(new float[] {numbers.get(i) % 4, numbers.get(i) / 4}, data.train().factors()[i]);
        }
    }

    private Path besideTables(String factors, String labels) throws IOException {
        if (factors != null) Files.writeString(folder.resolve("factors.csv"), factors);
        if (labels != null) Files.writeString(folder.resolve("labels.csv"), labels);
        return Files.copy(FILES.resolve("bytes.npy"), folder.resolve("bytes.npy"));
    }

    @Test
    void tablesBesideAnArrayGiveFactorsAndClasses() throws IOException {
        var factors = new StringBuilder("shape,\"size, in cm\",angle\r\n");
        var labels = new StringBuilder("animal\n");
        for (int i = 0; i < COUNT; i++) {
            factors.append(i % 2 == 0 ? "round," : "square,").append(i % 3 * 10).append(',').append(i / 8.0).append("\r\n");
            labels.append(i % 5 == 0 ? "\"dog \"\"big\"\"\"" : "cat").append('\n');
        }
        Dataset data = load(besideTables(factors.toString(), labels.toString()));
        assertEquals(List.of(Factor.classes("shape", 2), Factor.steps("size, in cm", 3), Factor.steps("angle", COUNT)),
                data.factors());
        assertEquals(List.of("cat", "dog \"big\""), data.classNames());
        List<Integer> numbers = numbers(true);
        for (int i = 0; i < numbers.size(); i++) {
            int n = numbers.get(i);
            assertArrayEquals(new float[] {n % 2, n % 3, n}, data.test().factors()[i]);
            assertEquals(n % 5 == 0 ? 1 : 0, data.test().labels()[i]);
        }
    }

    /** More than a hundred values with fractions are no steps. */
    @Test
    void manyFractionsAreContinuous() throws IOException {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < 150; i++) rows.add(List.of(String.valueOf(i / 4.0)));
        var columns = FactorColumns.of(new CsvFile(Path.of("factors.csv"), List.of("angle"), rows), 0);
        assertEquals(List.of(Factor.range("angle", 0, 37.25, "")), columns.factors());
        assertEquals(0.75f, columns.values()[3][0]);
    }

    private static void refused(String sentence, Path file) {
        UserError e = assertThrows(UserError.class, () -> load(file));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"negative.npy | pixels are read that lie in 0…1, 0…255 or 0…65535",
            "nan.npy | has numbers from NaN to NaN", "large.npy | has numbers from",
            "fortran.npy | is stored column by column (Fortran order)",
            "unknown.npz | has no array of images by a known name (images, imgs, x, data, arr_0, or x_train and x_test)",
            "mismatch.npz | has the shape 39, but there are 40 images", "objects.npz | holds Python objects",
            "none.npy | does not exist", "none.npz | does not exist"})
    void whatIsNoArrayOfImagesIsRefused(String name, String sentence) {
        refused(sentence, FILES.resolve(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a\\n1\\n2\\n | has 2 rows, but there are 40 images",
            "a,a\\n1,2\\n | two columns are named 'a'", "a,\\n1,2\\n | a column has no name",
            "a,b\\n1\\n | row 1 has 1 fields, but the row of names has 2", "a\\n\"x\\n | Missing closing quote",
            "a\\n\"x\"y\\n | line 2 is no line of comma-separated values", "'' | is empty", "a\\n | has a row of names only"})
    void damagedTablesAreRefused(String table, String sentence) throws IOException {
        refused(sentence, besideTables(table.replace("\\n", "\n"), null));
    }

    @Test
    void labelsAreOneColumn() throws IOException {
        refused("has 2 columns besides 'file'", besideTables(null, "a,b\n" + "1,2\n".repeat(COUNT)));
    }
}
