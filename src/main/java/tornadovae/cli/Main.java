package tornadovae.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine;
import tornadovae.UserError;
import tornadovae.cli.bench.Bench;
import tornadovae.cli.codes.DecodeCommand;
import tornadovae.cli.codes.EncodeCommand;
import tornadovae.cli.codes.ExportCommand;
import tornadovae.cli.codes.InterpolateCommand;
import tornadovae.cli.command.ArgumentFiles;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Refusals;
import tornadovae.cli.command.StandardOutput;
import tornadovae.cli.command.Terminal;
import tornadovae.cli.command.Version;
import tornadovae.cli.data.Data;
import tornadovae.cli.picture.FigureCommand;
import tornadovae.cli.picture.Manifold;
import tornadovae.cli.picture.Reconstruct;
import tornadovae.cli.picture.Samples;
import tornadovae.cli.picture.Traverse;
import tornadovae.cli.results.AtlasCommand;
import tornadovae.cli.results.Explore;
import tornadovae.cli.results.MeasureCommand;
import tornadovae.cli.results.ReportCommand;
import tornadovae.cli.sweep.Sweep;
import tornadovae.cli.system.Bundling;
import tornadovae.cli.system.Devices;
import tornadovae.cli.system.Doctor;
import tornadovae.cli.system.Tests;
import tornadovae.cli.training.Ablate;
import tornadovae.cli.training.Beta;
import tornadovae.cli.training.ImportCommand;
import tornadovae.cli.training.LimitCommand;
import tornadovae.cli.training.Reproduce;
import tornadovae.cli.training.SettingOptions;
import tornadovae.cli.training.SettingsCommand;
import tornadovae.cli.training.Train;

/** The program {@code tornado-vae}: finds the command, runs it, and turns what went wrong into one sentence and an exit code. */
@Command(name = "./run.sh", versionProvider = Version.class, description = {
        "Train variational autoencoders, sweep their latent dimensions and objectives, and look at the "
                + "manifolds they learn."},
        footer = {
                "  ./run.sh data preview digits           look at a data set",
                "  ./run.sh help data                     all about one command"})
public final class Main extends BaseCommand {

    /** All commands, in the order in which the help page shows them. */
    private static final Map<String, List<Class<? extends BaseCommand>>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Train", List.of(Sweep.class, Train.class, ImportCommand.class, SettingsCommand.class,
                Beta.class));
        GROUPS.put("Look", List.of(ReportCommand.class, Explore.class, FigureCommand.class, Manifold.class, Samples.class,
                Reconstruct.class, Traverse.class));
        GROUPS.put("Measure", List.of(MeasureCommand.class, AtlasCommand.class, Ablate.class, Reproduce.class,
                LimitCommand.class));
        GROUPS.put("Codes", List.of(EncodeCommand.class, DecodeCommand.class,
                InterpolateCommand.class, ExportCommand.class));
        GROUPS.put("Data", List.of(Data.class));
        GROUPS.put("This machine", List.of(Doctor.class, Devices.class, Bench.class, Bundling.class, Tests.class));
        GROUPS.put("Help", List.of(Help.class));
    }

    @Option(names = {"-V", "--version"}, order = 4, versionHelp = true,
            description = "Print the versions of this program and of what it runs on.")
    boolean version;

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // numbers in sentences look the same on every machine
        Terminal.takeOverStderr();
        var out = StandardOutput.ofThisProcess();
        var err = new PrintWriter(System.err, true);
        System.exit(out.exitCode(run(commandLine(out.writer(), err), arguments), err));
    }

    /** Runs one command line and returns its exit code. */
    public static int run(CommandLine commandLine, String... arguments) {
        var err = commandLine.getErr();
        try {
            return commandLine.execute(ArgumentFiles.expanded(arguments));
        } catch (UserError mistake) {
            return fail(mistake.exitCode, mistake.getMessage(), err);
        } catch (OutOfMemoryError e) {
            return fail(1, UserError.of(e).getMessage(), err);
        } catch (Throwable e) {
            return bug(e, err);
        } finally {
            commandLine.getOut().flush();
            err.flush();
        }
    }

    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        var main = new CommandLine(new Main());
        GROUPS.values().forEach(group -> group.forEach(main::addSubcommand));
        SettingOptions.addTo(main.getSubcommands().get("train").getCommandSpec());
        main.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                new CommandGroups(GROUPS)::render);
        main.setOut(out).setErr(err);
        main.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        main.setExpandAtFiles(false);   // ArgumentFiles does it
        main.registerConverter(Path.class, Main::path);
        main.setUsageHelpWidth(100);
        main.setCaseInsensitiveEnumValuesAllowed(true);
        main.setParameterExceptionHandler((refused, _) -> fail(2, Refusals.sentence(refused), err));
        main.setExecutionExceptionHandler(
                (e, _, _) -> e instanceof UserError mistake ? fail(mistake.exitCode, mistake.getMessage(), err) : bug(e, err));
        return main;
    }

    /** An empty path would be the current folder, which nobody means who writes {@code --out "$UNSET"}. */
    private static Path path(String text) {
        if (text.isBlank()) throw new TypeConversionException("an empty path");
        return Path.of(text);
    }

    private static int fail(int exitCode, String sentence, PrintWriter err) {
        err.println("tornado-vae: " + sentence);
        return exitCode;
    }

    private static int bug(Throwable e, PrintWriter err) {
        err.println("tornado-vae: This is a bug in tornado-vae: please report these lines and the command that led to them.");
        e.printStackTrace(err);
        return 1;
    }

    /** Prints the help page, where no command is named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(out());
        return 0;
    }
}
