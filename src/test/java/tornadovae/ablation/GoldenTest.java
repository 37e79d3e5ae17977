package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One small ablation in all its forms, as they stand in src/test/resources/ablation. */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/ablation");

    @TempDir
    Path folder;

    /**
     * −ELBO of the VAE 100, 101, 102, of β-VAE 104, 106, 108, and 10 more with their second settings; MIG 0.1 for all of the VAE,
     * 0.2, 0.3, 0.4 for β-VAE with β = 4. By hand, seed 4 having chosen: the differences of −ELBO are 4, 5, 6, so 5 ± 4.302653 /
     * √3, g = 5 / √π; those of MIG 0.1, 0.2, 0.3, so 0.2 ± 0.430265 / √3, g = 2 / √π; p = 2/8.
     */
    private Ablation ablation() throws Exception {
        String yaml = """
                dataset: digits
                sweep: {training.seed: [4, 1, 2, 3]}
                cases:
                  - {objective: vae, training.learningRate: [0.001, 0.002]}
                  - {objective: {name: beta-vae, beta: [4, 8]}}
                """;
        return Trial.of(folder, yaml).measured((cell, i) -> {
            int seed = cell.configuration().whole("training.seed");
            double worse = cell.text("objective.beta").equals("8") || cell.text("training.learningRate").equals("0.002") ? 10 : 0;
            return cell.text("objective.name").equals("vae") ? Map.of("test_total", 99.0 + seed + worse, "mig", 0.1)
                    : Map.of("test_total", 102.0 + 2 * seed + worse, "mig", worse > 0 ? 0.1 : (1 + seed) / 10.0);
        }).ablation(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ablation.csv", "ablation.md", "ablation.tex"})
    void theFilesAreTheseBytes(String name) throws Exception {
        AblationFiles.write(ablation(), folder);
        assertEquals(Files.readString(GOLDEN.resolve(name)), Files.readString(folder.resolve(name)));
    }

    @Test
    void theTerminalShowsTheseLines() throws Exception {
        assertEquals(Files.readString(GOLDEN.resolve("ablation.txt")), AblationFiles.text(ablation()));
    }

    @Test
    void allFormsHoldTheSameNumbers() throws Exception {
        AblationFiles.write(ablation(), folder);
        List<String> markdown = Files.readAllLines(folder.resolve("ablation.md")).stream().filter(line -> line.startsWith("|"))
                .flatMap(GoldenTest::numbers).toList();
        List<String> latex = Files.readAllLines(folder.resolve("ablation.tex")).stream().filter(line -> line.endsWith("\\\\"))
                .flatMap(GoldenTest::numbers).toList();
        assertTrue(markdown.size() > 50, "" + markdown.size());
        assertEquals(markdown, latex);
    }

    private static Stream<String> numbers(String line) {
        return Pattern.compile("\\d[\\d.]*").matcher(line).results().map(match -> match.group());
    }

    @Test
    void everyRowOfTheLatexTablesHasAsManyCellsAsColumns() throws Exception {
        AblationFiles.write(ablation(), folder);
        int columns = 0, rows = 0, depth = 0;
        for (String line : Files.readAllLines(folder.resolve("ablation.tex"))) {
            if (line.startsWith("%")) continue;
            var tabular = Pattern.compile("begin\\{tabular}\\{([lr]+)}").matcher(line);
            if (tabular.find()) columns = tabular.group(1).length();
            if (line.endsWith("\\\\")) {
                assertEquals(columns, line.split("(?<!\\\\)&", -1).length, line);
                rows++;
            }
            depth += line.contains("\\begin{") ? 1 : line.contains("\\end{") ? -1 : 0;
            assertTrue(line.chars().allMatch(c -> c < 128), "outside TeX's usual fonts: " + line);
        }
        assertTrue(rows > 20, "" + rows);
        assertEquals(0, depth);
    }

    @Test
    void whatMeansSomethingToTexIsEscaped() {
        assertEquals("a\\_b \\& 5 \\% \\#\\$ \\{\\} \\textbackslash{} \\textasciitilde{}\\textasciicircum{} {[}512, 256{]} "
                + "{*} $<$ 0.1 $\\pm$ $-$2",
                Latex.escape("a_b & 5 % #$ {} \\ ~^ [512, 256] * < 0.1 ± −2"));
    }

    @Test
    void whatMeansSomethingToMarkdownIsEscaped() {
        var grid = new Document.Grid("a|b", 1, List.of("x_y"), List.of(List.of("[1, 2] *")));
        assertEquals("a\\|b\n\n| x\\_y |\n| --- |\n| \\[1, 2\\] \\* |\n", Markdown.of(new Document(List.of(grid))));
    }
}
