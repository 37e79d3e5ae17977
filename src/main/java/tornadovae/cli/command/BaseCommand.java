package tornadovae.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tornadovae.UserError;

/** What every command has: a help page of one layout, {@code --help}, {@code --quiet}, its two streams and a progress bar. */
@Command(sortOptions = false, abbreviateSynopsis = true, requiredOptionMarker = '*',
        descriptionHeading = "%n", parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:done", "1:the work went wrong", "2:a mistake in the command or a file",
                "3:a device, an SDK or a JDK is missing",
                "129, 130, 143:stopped by the end of its terminal (SIGHUP), Ctrl-C or SIGTERM; a checkpoint was left"},
        footerHeading = "%nExample:%n")
public abstract class BaseCommand implements Callable<Integer> {

    @Spec
    protected CommandSpec spec;

    @Option(names = {"-q", "--quiet"}, order = 2, description = "Print results and errors only.")
    protected boolean quiet;

    @Option(names = {"-h", "--help"}, order = 3, usageHelp = true, description = "Print this page.")
    boolean help;

    /** Where results go. */
    protected final PrintWriter out() {
        return spec.root().commandLine().getOut();
    }

    /** Where everything else goes. */
    protected final PrintWriter err() {
        return spec.root().commandLine().getErr();
    }

    /** The class that starts this program. */
    protected final Class<?> mainClass() {
        return spec.root().userObject().getClass();
    }

    /** Refuses a number that an option does not take. */
    public static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UserError(option + " must be between " + least + " and " + most + ", not " + value + ".");
        }
    }

    /** Refuses a place where no file can be written, before any work is done for it; {@code null} is none. */
    public static void requirePlace(String option, Path file) {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new UserError(option + " must name a file, but " + file + " is a folder.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UserError(option + " must name a file in a folder that is there, but " + folder
                    + (Files.exists(folder) ? " is a file." : " does not exist; create it first."));
        }
    }

    /** A line about what the command is doing; nothing with {@code --quiet}. */
    protected final void say(String line) {
        if (!quiet) {
            err().println(line);
        }
    }

    /** Ends what a command says with the next useful one, which is an example for {@code ./run.sh}. */
    protected final void next(String command, String why) {
        say("Next: ./run.sh " + command + "   " + why);
    }

    /** Shows how far a long piece of work is; nothing with {@code --quiet}. */
    protected final Progress progress(String task, long total, String unit) {
        return quiet ? Progress.silent() : Progress.start(err(), task, total, unit);
    }
}
