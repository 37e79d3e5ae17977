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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.Places;

/** Files in the formats of EMNIST, notMNIST and binarised MNIST, by {@code src/test/resources/formats/characters/make.py}. */
class CharacterSetsTest {

    private static final Path FILES = Path.of("src/test/resources/formats/characters");

    @TempDir
    Path folder;

    private Dataset load(String name, Path from) {
        return Datasets.load(DataSpec.of(name), new Places(from, folder, folder, false), Listener.SILENT);
    }

    private static KnownSet emnist(String name) {
        return IdxSets.EMNIST.stream().filter(set -> set.name().equals("emnist-" + name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"letters, 26, A, Z", "byclass, 62, 0, z"})
    void emnistStandsUprightItsLabelsAreNamedAndNoClassIsEmpty(String name, int classes, String first, String last) {
        DataSpec spec = new DataSpec("emnist-" + name, 0, 65, 1);
        Dataset data = emnist(name).reader().read(spec, FILES.resolve("emnist"), Listener.SILENT);
        assertEquals(List.of(28, 28, 130, 65), List.of(data.width(), data.height(), data.train().count(), data.test().count()));
        assertEquals(List.of(classes, first, last), List.of(data.classNames().size(), data.classNames().getFirst(),
                data.classNames().getLast()));
        for (Part half : List.of(data.train(), data.test())) {
            for (int i = 0; i < half.count(); i++) {
                assertEquals(i, half.images().pixels()[i][3 * 28 + 20] & 0xFF);
                assertEquals(200, half.images().pixels()[i][5 * 28 + 9] & 0xFF);
                assertEquals(i % classes, half.labels()[i]);
            }
            assertEquals(classes, Arrays.stream(half.labels()).distinct().count());
        }
    }

    @Test
    void namesOfTheClassesOfEmnistAreThoseOfItsMapping() {
        assertEquals(List.of(47, 47, 62, 26, 10, 10), IdxSets.EMNIST.stream().map(set -> {
            try {
                return set.reader().read(DataSpec.of(set.name()), FILES.resolve("emnist"), Listener.SILENT).classNames().size();
            } catch (UserError e) {
                assertTrue(e.getMessage().contains("gzip.zip has no file gzip/" + set.name() + "-train-images-idx3-ubyte.gz"),
                        e.getMessage());
                return switch (set.name()) {
                    case "emnist-balanced", "emnist-bymerge" -> 47;
                    default -> 10;
                };
            }
        }).toList());
    }

    @Test
    void notMnistIsReadFromItsIdxFilesButNotFromThoseOfMnist() {
        Dataset data = load("notmnist", FILES);
        assertEquals(IntStream.rangeClosed('A', 'J').mapToObj(Character::toString).toList(), data.classNames());
        assertEquals(List.of(30, 20), List.of(data.train().count(), data.test().count()));
        assertEquals(29, data.train().images().pixels()[29][3 * 28 + 20]);
        assertEquals(9, data.train().labels()[29]);
    }

    @Test
    void validationFollowsTrainingInBinarisedMnist() {
        Dataset data = BinarisedMnist.load(DataSpec.of("binarised-mnist"), FILES);
        assertEquals(List.of(9, 4), List.of(data.train().count(), data.test().count()));
        for (int i = 0; i < 9; i++) {
            int count = i < 6 ? 6 : 3, row = i < 6 ? i : i - 6;
            byte[] expected = new byte[784];
            for (int p = 0; p < 784; p++) expected[p] = (byte) ((row * 784 + p) % (count + 2) == 0 ? 255 : 0);
            assertArrayEquals(expected, data.train().images().pixels()[i]);
        }
        Dataset few = BinarisedMnist.load(new DataSpec("binarised-mnist", 7, 2, 1), FILES);
        assertEquals(List.of(7, 2), List.of(few.train().count(), few.test().count()));
        assertArrayEquals(data.train().images().pixels()[6], few.train().images().pixels()[6]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 1 0 | line 7 has 3 pixels", "0 2 | line 7 has the character 50",
            "long | line 7 has more than 784 pixels"})
    void otherLinesAreRefused(String line, String sentence) throws IOException {
        for (String half : List.of("train", "valid", "test")) {
            Path file = Path.of("binarized_mnist_" + half + ".amat");
            Files.copy(FILES.resolve(file), folder.resolve(file));
        }
        Path train = folder.resolve("binarized_mnist_train.amat");
        Files.writeString(train, Files.readString(train) + (line.equals("long") ? "1 ".repeat(785) : line) + "\n");
        UserError e = assertThrows(UserError.class, () -> BinarisedMnist.load(DataSpec.of("binarised-mnist"), folder));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @Test
    void whatIsNotThePublishedFileIsRefused() {
        for (String name : List.of("emnist-letters", "binarised-mnist")) {
            UserError e = assertThrows(UserError.class, () -> load(name, FILES));
            assertTrue(e.getMessage().contains(" has contents with SHA-256 "), e.getMessage());
        }
        UserError e = assertThrows(UserError.class, () -> load("kmnist", FILES.resolve("notmnist")));
        assertTrue(e.getMessage().contains("its t10k-labels-idx1-ubyte is not KMNIST's"), e.getMessage());
    }
}
