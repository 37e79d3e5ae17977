package tornadovae.cli.training;

import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Wrapped;
import tornadovae.experiment.config.Objectives;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;

@Command(name = "settings", description = "List the settings of a training, or tell all about one.", footer = {
        "  ./run.sh settings",
        "  ./run.sh settings objective.beta",
        "  ./run.sh settings training"})
public final class SettingsCommand extends BaseCommand {

    /** Columns of the key and of the default. */
    private static final int KEY = 20, DEFAULT = 13;
    private static final int WIDTH = 100;

    @Parameters(paramLabel = "KEY", arity = "0..1", description = "A setting such as training.epochs, or one of the sections.")
    String key;

    @Option(names = "--markdown", description = "Print the page docs/settings.md instead.")
    boolean markdown;

    @Override
    public Integer call() {
        if (markdown && key != null) throw new UserError("--markdown prints the whole page; leave out " + key + ".");
        if (markdown) {
            out().print(SettingsPage.text());
        } else if (key == null) {
            Settings.sections().keySet().forEach(this::printSection);
        } else if (Settings.sections().containsKey(key)) {
            printSection(key);
        } else {
            print(Settings.find(key).orElseThrow(this::unknown));
        }
        return 0;
    }

    private UserError unknown() {
        var names = Stream.concat(Settings.sections().keySet().stream(), Settings.all().stream().map(Setting::key)).toList();
        var sameName = names.stream().filter(name -> name.endsWith("." + key.substring(key.lastIndexOf('.') + 1))).toList();
        var guess = sameName.size() == 1 ? "; did you mean " + sameName.getFirst() + "?" : Suggestion.ending(key, names);
        return new UserError("There is no setting '" + key + "'" + guess + " './run.sh settings' lists them all.");
    }

    private void printSection(String section) {
        out().println(section + ": " + Settings.sections().get(section));
        for (var setting : Settings.in(section)) {
            var standard = SettingOptions.hasDefault(setting) ? setting.standardInWords() : "none";
            var begin = ("  %-" + KEY + "s%-" + DEFAULT + "s").formatted(setting.name(), standard);
            int indent = KEY + DEFAULT + 2;
            if (standard.length() >= DEFAULT) {   // what it is begins a line of its own
                out().println(begin);
                begin = " ".repeat(indent);
            }
            out().print(Wrapped.text(begin, SettingOptions.described(setting), indent, WIDTH));
        }
        out().println();
    }

    private void print(Setting setting) {
        out().print(Wrapped.text(setting.key() + ": ", setting.sentence(), 2, WIDTH));
        line("values", setting.type().allowed() + (setting.unit().isEmpty() ? "" : ", in " + setting.unit()));
        line("default", SettingOptions.hasDefault(setting) ? setting.standardInWords() : "none; it must be given");
        line("symbol", setting.symbol());
        line("in reports", setting.shown());
        line("option", SettingOptions.synopsis(setting));
        line("objectives", SettingOptions.belonging(setting.key()).strip());
        if (!setting.decides()) line("note", "What is learned does not depend on it.");
        for (var objective : Objectives.all()) {
            if (objective.has(setting.key())) line("", objective.name() + ": " + objective.loss());
        }
    }

    private void line(String title, String text) {
        if (!text.isEmpty()) out().print(Wrapped.text("  %-12s".formatted(title), text, 14, WIDTH));
    }
}
