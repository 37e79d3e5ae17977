package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Field;
import tornadovae.data.Listener;
import tornadovae.data.Part;

/** Tables that Python's csv module wrote, by {@code src/test/resources/formats/tables/make.py}. */
class TableDoorTest {

    private static final Path FILES = Path.of("src/test/resources/formats/tables");
    private static final int COUNT = 60;

    @TempDir
    Path folder;

    private static Dataset load(Path file) {
        return Datasets.load(DataSpec.of("csv:" + file), null, Listener.SILENT);
    }

    private static int[] numbers(boolean test) {
        return IntStream.range(0, COUNT).filter(i -> Halves.isForTesting(String.valueOf(i)) == test).toArray();
    }

    @Test
    void numbersAreScaledAndTextsAreValuesOfTheirOwn() {
        Dataset data = load(FILES.resolve("mixed.csv"));
        assertEquals(List.of(Field.number("age", 20, 79), Field.number("height, in m", 1.5, 2), Field.category("colour", "blue"),
                Field.category("colour", "red"), Field.category("colour", "so-called \"green\"")), data.fields());
        assertEquals(List.of("a", "b"), data.classNames());
        assertEquals(List.of(5, 1, 1), List.of(data.width(), data.height(), data.channels()));
        for (boolean test : new boolean[] {false, true}) {
            Part half = test ? data.test() : data.train();
            int[] numbers = numbers(test);
            assertEquals(numbers.length, half.count());
            for (int i = 0; i < numbers.length; i++) {
                int n = numbers[i];
                byte[] values = {(byte) Math.round(255 * n / 59.0), (byte) Math.round(255 * (n % 5) / 4.0),
                        (byte) (n % 3 == 1 ? 255 : 0), (byte) (n % 3 == 0 ? 255 : 0), (byte) (n % 3 == 2 ? 255 : 0)};
                assertArrayEquals(values, half.images().pixels()[i], "row " + n);
                assertEquals(n % 2 == 0 ? 1 : 0, half.labels()[i]);
            }
        }
    }

    @Test
    void theScaleIsUndoneToAStepOfIt() {
        Dataset data = load(FILES.resolve("mixed.csv"));
        int[] numbers = numbers(false);
        for (int i = 0; i < numbers.length; i++) {
            byte[] row = data.train().images().pixels()[i];
            assertEquals(20 + numbers[i], data.fields().getFirst().unscaled((row[0] & 0xFF) / 255.0), 59 / 510.0);
        }
        Field constant = Field.number("one", 3, 3);
        assertEquals(3, constant.unscaled((constant.scaled(3) & 0xFF) / 255.0));
        Field huge = Field.number("huge", -1e308, 1e308);
        assertEquals(128, huge.scaled(0) & 0xFF);
        assertEquals(0, huge.unscaled(0.5));
    }

    @Test
    void columnsThatAreNumberedInARowAreOnePicture() {
        Dataset data = load(FILES.resolve("digits.csv"));
        assertEquals(List.of(3, 3, 1), List.of(data.width(), data.height(), data.channels()));
        assertEquals(IntStream.range(0, 12).mapToObj(String::valueOf).toList(), data.classNames());
        int[] numbers = numbers(true);
        for (int i = 0; i < numbers.length; i++) {
            int n = numbers[i];
            byte[] values = new byte[9];
            for (int p = 0; p < 9; p++) values[p] = (byte) ((n * 4 + p * 20) % 256);
            assertArrayEquals(values, data.test().images().pixels()[i]);
            assertEquals(n % 12, data.test().labels()[i]);
        }
        assertEquals(List.of(7, 2), List.of(few().train().count(), few().test().count()));
        assertArrayEquals(data.train().images().pixels()[6], few().train().images().pixels()[6]);
    }

    private static Dataset few() {
        return Datasets.load(new DataSpec("csv:" + FILES.resolve("digits.csv"), 7, 2, 1), null, Listener.SILENT);
    }

    private Path table(String head, String row) throws IOException {
        return Files.writeString(folder.resolve("own.csv"), head + "\n"
                + IntStream.range(0, COUNT).mapToObj(i -> row.replace("#", String.valueOf(i)) + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void factorsBesideATableAreKnown() throws IOException {
        Path file = table("\uFEFFx,y", "#,-0.5");
        Files.writeString(folder.resolve("factors.csv"), "size\n"
                + IntStream.range(0, COUNT).mapToObj(i -> i % 4 + "\n").collect(Collectors.joining()));
        Dataset data = load(file);
        assertEquals(List.of(Factor.steps("size", 4)), data.factors());
        assertEquals(numbers(false)[5] % 4, data.train().factors()[5][0]);
        assertEquals("x", data.fields().getFirst().title());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a,b ; #, | row 1 has no value of 'b'", "a ; text # | more than 100 different texts",
            "label ; # | has no column besides that of the class", "label,class,a ; 1,2,3 | has two columns of classes",
            "a,b ; 1 | row 1 has 1 fields, but the row of names has 2", "a,a ; 1,2 | two columns are named 'a'",
            "a,b ; \"1\"2,3 | is no line of comma-separated values"})
    void damagedTablesAreRefused(String table, String sentence) throws IOException {
        Path file = table.contains("text #") ? Files.writeString(folder.resolve("own.csv"),
                "a\n" + IntStream.range(0, 200).mapToObj(i -> "text " + i + "\n").collect(Collectors.joining()))
                : table(table.substring(0, table.indexOf(" ;")), table.substring(table.indexOf(";") + 2));
        UserError e = assertThrows(UserError.class, () -> load(file));
        assertEquals(2, e.exitCode);
        assertTrue(e.getMessage().contains(sentence), e.getMessage());
    }

    @Test
    void aMissingNumberIsNoText() throws IOException {
        Path file = Files.writeString(folder.resolve("own.csv"), "a,b\n1,2\n3,nan\n");
        UserError e = assertThrows(UserError.class, () -> load(file));
        assertTrue(e.getMessage().contains("row 2 has 'nan' in column 'b', which has numbers above"), e.getMessage());
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("own.csv"), new byte[] {'a', '\n', (byte) 0xC3, (byte) 0x28, '\n'});
        String sentence = assertThrows(UserError.class, () -> load(file)).getMessage();
        assertTrue(sentence.endsWith("own.csv is not text in UTF-8; save it in UTF-8."), sentence);
    }
}
