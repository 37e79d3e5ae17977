package tornadovae.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that once took too long or too much memory, or were thought of and not met by chance. */
class KnownHostileInputTest {

    private static final int LARGEST_EXPERIMENT = 1 << 20;

    @TempDir
    Path folder;

    private boolean takes(String target, byte[] input) throws InterruptedException {
        return Watched.takes(Targets.all().stream().filter(one -> one.name().equals(target)).findFirst().orElseThrow(), input,
                folder);
    }

    private boolean takes(String target, String input) throws InterruptedException {
        return takes(target, input.getBytes(StandardCharsets.UTF_8));
    }

    private static String list(int count, IntFunction<String> item, String between) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(between));
    }

    @Test
    void moreValuesThanASweepMayHaveAreRefused() throws Exception {
        assertFalse(
                takes("experiment", "dataset: digits\nsweep: {training.seed: [" + list(130_000, String::valueOf, ",") + "]}\n"));
    }

    @Test
    void asManyCasesAsAFileCanHoldAreRead() throws Exception {
        assertTrue(takes("experiment", "dataset: digits\ncases:\n" + list(30_000, i -> "- {training.seed: " + i + "}\n", "")));
    }

    @Test
    void moreExclusionsThanCanBeComparedAreRefused() throws Exception {
        assertFalse(takes("experiment", "dataset: digits\nsweep: {training.seed: [" + list(20_000, String::valueOf, ",")
                + "]}\nexclude:\n" + list(20_000, i -> "- {training.seed: " + i + "}\n", "")));
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() throws Exception {
        assertFalse(takes("experiment", "dataset: digits\nmodel: {minLogVar: !!float " + "1".repeat(1_000_000) + "x}\n"));
        assertFalse(takes("experiment", "dataset: digits\nmodel: {latent: " + "1".repeat(1_000_000) + "}\n"));
    }

    @Test
    void aMillionLettersAreNotRepeatedInTheSentence() throws Exception {
        String much = "x".repeat(1_000_000);
        assertFalse(takes("experiment", much + ": 1\n"));
        assertFalse(takes("experiment", "dataset: " + much + "\n"));
        assertFalse(takes("experiment", "dataset: {name: digits, " + much.substring(0, 1000) + ": 1}\n"));
        assertFalse(takes("override", much));
        assertFalse(takes("override", much + "=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "{a: ", "- ", "? ", "&a ", "&a [", "*a ", "!a ", "!!int ", ": ", "a: ", "\"", "'", "| ",
            ">\n", "\n", " ", "#", "# \n", "---\n", "%", "\\", "a:\n ", ",", "\r", "é", "<<: "})
    void oneThingUntilTheFileIsFullIsReadOrRefused(String thing) throws Exception {
        String all = thing.repeat((LARGEST_EXPERIMENT - 100) / thing.getBytes(StandardCharsets.UTF_8).length);
        assertFalse(takes("experiment", all));
        takes("experiment", "dataset: digits\nmodel: " + all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"runs\":[", "\"", "-", "1", "1e", "\\", " ", ","})
    void nestedOrEndlessJsonIsRefused(String thing) throws Exception {
        for (String target : new String[] {"plan", "planned", "groups", "metrics", "cell"}) {
            assertFalse(takes(target, thing.repeat(200_000 / thing.length())), target);
        }
    }

    /** Width and height stand in bytes 16 … 23; the pixels would take 16 MB. */
    @Test
    void aPictureThatCannotBeInSoFewBytesIsRefusedBeforeMemoryIsTaken() throws Exception {
        byte[] picture = Targets.all().stream().filter(one -> one.name().equals("png")).findFirst().orElseThrow().corpus()
                .getFirst().clone();
        ByteBuffer.wrap(picture).putInt(16, 4096).putInt(20, 4096);
        assertFalse(takes("png", picture));
    }

    @Test
    void aModelThatIsLargerThanItsFileIsRefusedBeforeMemoryIsTaken() throws Exception {
        String cell = new String(
                Targets.all().stream().filter(one -> one.name().equals("cell")).findFirst().orElseThrow().corpus().getFirst(),
                StandardCharsets.ISO_8859_1);
        assertTrue(takes("cell", cell.getBytes(StandardCharsets.ISO_8859_1)));
        for (String hidden : new String[] {"[16000]", "[65536]", "[20000, 20000]", "[65536, 65536]"}) {
            assertFalse(takes("cell", cell.replace("hidden: [8]", "hidden: " + hidden).getBytes(StandardCharsets.ISO_8859_1)),
                    hidden);
        }
        assertFalse(
                takes("cell", cell.replace("\"width\":\"3\"", "\"width\":\"1000000000\"").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aConfigurationThatIsASweepIsRefused() throws Exception {
        String cell = new String(
                Targets.all().stream().filter(one -> one.name().equals("cell")).findFirst().orElseThrow().corpus().getFirst(),
                StandardCharsets.ISO_8859_1);
        String sweep = "sweep: {training.seed: [" + list(300, String::valueOf, ",") + "], model.latent: ["
                + list(300, i -> String.valueOf(i + 1), ",") + "]}\\ndataset:";
        assertFalse(takes("cell", cell.replace("dataset:", sweep).getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void namesThatNoFileCouldKeepAreRefused() throws Exception {
        for (String name : new String[] {"idx:a\\u001b[31m", "idx:\\ud800", "images:\\uFFFE", "idx:\\u2028", "idx:a\\nb",
                "idx:\\0"}) {
            assertFalse(takes("experiment", "dataset: \"" + name + "\"\n"), name);
        }
        assertTrue(takes("experiment", "dataset: \"idx:../größer/ß \\u202e \\\"quoted\\\"\"\n"));
    }
}
