package tornadovae.cli.system;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import tornadovae.cli.command.BaseCommand;

@Command(name = "completion",
        description = "Print a script that completes commands and options of run.sh in bash and zsh: 'source <(./run.sh "
                + "completion)' does so in this shell. It starts no Java; take a new one when the program has changed.",
        footer = "  ./run.sh completion")
public final class Completion extends BaseCommand {

    /** What the shell's functions are called after. */
    private static final String NAME = "tornado_vae";
    /** For what the generator completes; a shell looks up the last part of {@code ./run.sh} and of every other path to it. */
    private static final String GENERATED = " %1$s %1$s.sh %1$s.bash".formatted(NAME);
    private static final String PROGRAM = " run.sh";

    @Override
    public Integer call() {
        out().print(AutoComplete.bash(NAME, spec.root().commandLine()).replace(GENERATED, PROGRAM));
        return 0;
    }
}
