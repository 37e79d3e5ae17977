package tornadovae.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Wrapped;

/**
 * The list of commands on a help page. The program's own stand under a heading for each group; a command's own sub-commands stand
 * in one group.
 *
 * @param groups the classes of the program's commands by heading, in the order in which the help page shows them
 */
record CommandGroups(Map<String, List<Class<? extends BaseCommand>>> groups) {

    private static final int NAME_WIDTH = 14;

    String render(CommandLine.Help help) {
        var text = new StringBuilder();
        if (help.commandSpec().parent() == null) {
            groups.forEach((heading, commands) -> {
                text.append(System.lineSeparator()).append("  ").append(heading).append(System.lineSeparator());
                for (var command : help.subcommands().values()) {
                    if (commands.contains(command.commandSpec().userObject().getClass())) {
                        append(text, "    ", command);
                    }
                }
            });
        } else {
            help.subcommands().values().forEach(command -> append(text, "  ", command));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, CommandLine.Help command) {
        var spec = command.commandSpec();
        var description = spec.usageMessage().description()[0];
        var sentence = description.contains(". ") ? description.substring(0, description.indexOf(". ") + 1) : description;
        var line = (indent + "%-" + NAME_WIDTH + "s").formatted(spec.name());
        text.append(Wrapped.text(line, sentence, indent.length() + NAME_WIDTH + 2, spec.usageMessage().width()));
    }
}
