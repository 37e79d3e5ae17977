package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake a user can make, from its files and command line to its one sentence and exit code. The tables stand in the Bad…
 * classes, by topic.
 */
class BadInputTest {

    @TempDir
    static Path shared;

    private record Said(int exitCode, String err) {}

    @BeforeAll
    static void train() {
        var said = run(List.of("train", "--dataset", "digits", "--train", "100", "--test", "50", "--hidden", "8", "--batch", "10",
                "--epochs", "1", "--out", model().toString()));
        assertEquals(0, said.exitCode, said.err);
    }

    private static Path model() {
        return shared.resolve("model");
    }

    static Stream<BadInput> cases() {
        return Stream.of(BadFlags.CASES, BadYaml.CASES, BadData.CASES, BadResults.CASES, BadFiles.CASES).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void mistakeIsOneSentence(BadInput input, @TempDir Path dir) throws Exception {
        input.files().make(dir, model());
        var said = run(words(input.command().replace("{model}", model().toString()).replace("{dir}", dir.toString())));
        var sentences = said.err.lines().filter(line -> line.startsWith("tornado-vae: ")).toList();
        assertEquals("tornado-vae: " + input.sentence(), withPlaceholders(String.join("\n", sentences), dir));
        assertEquals(input.exitCode(), said.exitCode);
        assertTrue(said.err.lines().noneMatch(line -> line.startsWith("\tat ")), said.err);
    }

    @Test
    void everySentenceEnds() {
        assertEquals(List.of(), cases().filter(input -> !input.sentence().matches(".*[.?]")).toList());
    }

    private static String withPlaceholders(String sentence, Path dir) {
        return sentence.replace(dir.toString(), "{dir}").replace(model().toString(), "{model}")
                .replaceAll("(Cell |cells/)[\\w.-]*[0-9a-f]{8}(?=[ :/])", "$1{cell}")
                .replaceAll("Java may use \\d+ MB", "Java may use {heap} MB");
    }

    private static List<String> words(String command) {
        return Pattern.compile("'([^']*)'|[^ ]+").matcher(command).results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1)).toList();
    }

    private static Said run(List<String> arguments) {
        var err = new StringWriter();
        int exitCode = Main.run(Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true)),
                arguments.toArray(String[]::new));
        return new Said(exitCode, err.toString());
    }
}
