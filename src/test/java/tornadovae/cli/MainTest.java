package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;

/** The command line from its arguments to its sentence and exit code. */
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    trry                   | There is no command 'trry'; did you mean try? See ./run.sh --help.
                    --hlep                 | There is no option --hlep; did you mean --help? See ./run.sh --help.
                    doctor now             | 'doctor' takes options only, but 'now' was given; quote an argument that contains blanks. See ./run.sh doctor --help.
                    help doctr             | There is no command 'doctr'; did you mean doctor? See ./run.sh --help.
                    test                   | Tests are run from the project's sources: call ./run.sh test there.
                    bundle                 | A bundle is made from the project's sources: call ./run.sh bundle there.
                    data shwo              | There is no command 'shwo'; there are list, info, fetch, preview. See ./run.sh data --help.
                    data info              | 'data info' needs NAME. See ./run.sh data info --help.
                    data info digits x     | 'data info' takes no further argument, but 'x' was given; quote an argument that contains blanks. See ./run.sh data info --help.
                    data preview digits --rows 0 | --rows must be between 1 and 1000, not 0.
                    data preview digits --clumns=3 | 'data preview' has no option --clumns; did you mean --columns? See ./run.sh data preview --help.
                    try                    | 'try' needs --latent N and DATASET. See ./run.sh try --help.
                    try mnist --latent 2.5 | --latent takes a whole number, not '2.5'.
                    try mnist --latent     | --latent needs a value, a whole number.
                    try mnist --latent 2 --latent 3 | --latent was given twice; give it once.
                    try mnist --latent 2 --beta much | --beta takes a number, not 'much'.
                    try mnist --latent 2 --engine tornadoo | --engine takes one of auto, cpu, tornado, not 'tornadoo'; did you mean tornado?
                    try mnist --latent 2 --engine | --engine needs a value, one of auto, cpu, tornado.
                    try mnist --latent 2 --threads 0 | --threads must be between 1 and 1024, not 0.
                    try mnist --latent 2 --data-dir /no/such/folder | /no/such/folder does not exist; --data-dir must name a folder with IDX files.
                    """)
    void mistakeIsOneSentenceAndExitCodeTwo(String arguments, String sentence) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals("tornado-vae: " + sentence + "\n", err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void enginesAreNamedInAnyCase() {
        assertEquals(0, run("try", "mnist", "--latent", "2", "--engine", "CPU", "--threads", "3"));
        assertEquals("cpu OptionalInt[3]\n", out.toString());
    }

    @Test
    void errorOfTheRunKeepsItsExitCodeAndShowsNoTrace() {
        assertEquals(3, run("try", "fails", "--latent", "2"));
        assertEquals("tornado-vae: The device is missing.\n", err.toString());
    }

    @Test
    void bugShowsItsTrace() {
        assertEquals(1, run("try", "bug", "--latent", "2"));
        var lines = err.toString().lines().toList();
        assertEquals("tornado-vae: This is a bug in tornado-vae: please report these lines and the command that led to them.",
                lines.getFirst());
        assertEquals("java.lang.IllegalStateException: row 3", lines.get(1));
        assertTrue(lines.get(2).startsWith("\tat tornadovae.cli.MainTest"), lines.get(2));
    }

    @Test
    void quietCommandSaysNothing() {
        assertEquals(0, run("try", "mnist", "--latent", "2", "--quiet"));
        assertEquals("", err.toString());
        assertEquals(0, run("try", "mnist", "--latent", "2"));
        assertEquals("looking at mnist\n", err.toString());
    }

    @Test
    void withoutCommandTheHelpPageIsPrinted() {
        assertEquals(0, run());
        var page = out.toString();
        out.getBuffer().setLength(0);
        assertEquals(0, run("--help"));
        assertEquals(page, out.toString());
        assertTrue(page.startsWith("Usage: ./run.sh [OPTIONS] [COMMAND]\n"), page);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpPageHasSynopsisDescriptionOptionsExitCodesAndARunnableExample(CommandLine command) {
        var page = command.getUsageMessage();
        var name = command.getCommandSpec().qualifiedName(" ");
        assertTrue(page.startsWith("Usage: " + name + " "), page);
        assertTrue(command.getCommandSpec().usageMessage().description().length > 0, page);
        assertTrue(page.contains("\nOptions:\n") && page.contains("\nExit codes:\n") && page.contains("\nExample:\n  ./run.sh "),
                page);
        assertTrue(page.lines().allMatch(line -> line.length() <= 100), page);
        for (var example : command.getCommandSpec().usageMessage().footer()) {
            var words = example.strip().replaceFirst(" {3,}.*", "").replace("'", "").split(" ");
            var main = Main.commandLine(new PrintWriter(out), new PrintWriter(err));
            var parsed = main.parseArgs(Stream.of(words).skip(1).toArray(String[]::new));
            assertTrue(parsed.errors().isEmpty(), example);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandIsItsHelpOption(CommandLine command) {
        var path = Stream.of(command.getCommandSpec().qualifiedName(" ").split(" ")).skip(1).toList();
        assertEquals(0, run(Stream.concat(Stream.of("help"), path.stream()).toArray(String[]::new)));
        assertEquals(0, run(Stream.concat(path.stream(), Stream.of("--help")).toArray(String[]::new)));
        assertEquals(command.getUsageMessage().repeat(2), out.toString());
    }

    @Test
    void versionNamesTheProjectAndTheJdk() {
        assertEquals(0, run("--version"));
        var lines = out.toString().lines().toList();
        assertTrue(lines.getFirst().matches("tornado-vae \\d+\\.\\d+\\.\\d+.*"), lines.getFirst());
        assertTrue(lines.get(1).startsWith("JDK " + Runtime.version()), lines.get(1));
    }

    @Test
    void previewWritesTheSheetAndNamesIt(@TempDir Path folder) {
        var file = folder.resolve("sheet.png");
        assertEquals(0,
                run("data", "preview", "digits", "--columns", "3", "--rows", "2", "--scale", "1", "--out", file.toString()));
        assertEquals(file + "\n", out.toString());
        assertTrue(Files.exists(file));
    }

    static Stream<CommandLine> commands() {
        var main = Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        return Stream.concat(Stream.of(main), descendants(main));
    }

    private static Stream<CommandLine> descendants(CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(child -> Stream.concat(Stream.of(child), descendants(child)));
    }

    private int run(String... arguments) {
        return Main.run(Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).addSubcommand(new Try()),
                arguments);
    }

    /** A command with options of all kinds. */
    @Command(name = "try", description = "Try.", footer = "  ./run.sh try mnist --latent 2")
    static final class Try extends BaseCommand {

        @Mixin
        EngineOptions engine;

        @Mixin
        DataOptions data;

        @Option(names = "--latent", paramLabel = "N", required = true)
        int latent;

        @Option(names = "--beta", paramLabel = "X")
        double beta;

        @Parameters(paramLabel = "DATASET")
        String dataset;

        @Override
        public Integer call() {
            data.places();
            switch (dataset) {
                case "fails" -> throw new UserError(3, "The device is missing.", null);
                case "bug" -> throw new IllegalStateException("row 3");
                default -> {
                    out().println(engine.engine + " " + engine.threads());
                    say("looking at " + dataset);
                }
            }
            return 0;
        }
    }
}
