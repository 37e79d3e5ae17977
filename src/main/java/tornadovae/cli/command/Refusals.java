package tornadovae.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tornadovae.Suggestion;

/** One sentence for a command line that Picocli refuses: what was found, what is allowed, what to do. */
public final class Refusals {

    private Refusals() {}

    public static String sentence(ParameterException refused) {
        var command = refused.getCommandLine().getCommandSpec();
        return switch (refused) {
            case UnmatchedArgumentException unmatched -> unmatched(command, unmatched.getUnmatched().getFirst());
            case MissingParameterException missing -> missing(command, missing);
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " was given twice; give it once.";
            case ParameterException e when e.getArgSpec() != null && e.getValue() != null ->
                badValue(e.getArgSpec(), e.getValue());
            default -> refused.getMessage();
        };
    }

    private static String unmatched(CommandSpec command, String word) {
        if (word.startsWith("-")) {
            word = word.replaceFirst("=.*", "");
            var found = command.parent() == null ? "There is no option " : title(command) + " has no option ";
            return found + word + Suggestion.ending(word, command.optionsMap().keySet()) + seeHelp(command);
        }
        if (!command.subcommands().isEmpty()) {
            return unknownCommand(command, word);
        }
        return title(command) + (command.positionalParameters().isEmpty() ? " takes options only" : " takes no further argument")
                + ", but '" + word + "' was given; quote an argument that contains blanks." + seeHelp(command);
    }

    /** For a word that is none of the command's sub-commands. */
    public static String unknownCommand(CommandSpec command, String word) {
        var names = new ArrayList<>(command.subcommands().keySet());
        return "There is no command '" + word + "'" + Suggestion.closest(word, names).map(name -> "; did you mean " + name + "?")
                .orElse("; there are " + String.join(", ", names) + ".") + seeHelp(command);
    }

    /** Picocli has one exception for an option that is not there and for one that lacks its value. */
    private static String missing(CommandSpec command, MissingParameterException e) {
        if (e.getMessage().startsWith("Missing required parameter for option")) {
            var option = e.getMissing().getFirst();
            return name(option) + " needs a value, " + allowed(option) + ".";
        }
        var needed = e.getMissing().stream().map(Refusals::nameWithValue).collect(Collectors.joining(" and "));
        return title(command) + " needs " + needed + "." + seeHelp(command);
    }

    private static String allowed(ArgSpec argument) {
        var type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        if (type.isEnum()) {
            return "one of " + String.join(", ", choices(argument));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "float", "Float", "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "Path" -> "a path";
            default -> argument.paramLabel();
        };
    }

    private static String badValue(ArgSpec argument, String value) {
        return name(argument) + " takes " + allowed(argument) + ", not '" + value + "'"
                + Suggestion.ending(value, choices(argument));
    }

    private static List<String> choices(ArgSpec argument) {
        var type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        if (!type.isEnum()) {
            return List.of();
        }
        return Arrays.stream(type.getEnumConstants()).map(constant -> constant.toString()).toList();
    }

    private static String name(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> option.longestName();
            case PositionalParamSpec positional -> positional.paramLabel();
            default -> argument.toString();
        };
    }

    private static String nameWithValue(ArgSpec argument) {
        var label = argument instanceof OptionSpec option && option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return name(argument) + label;
    }

    public static String title(CommandSpec command) {
        return command.parent() == null ? "The program" : "'" + command.qualifiedName(" ").replaceFirst("^\\S+ ", "") + "'";
    }

    public static String seeHelp(CommandSpec command) {
        return " See " + command.qualifiedName(" ") + " --help.";
    }
}
