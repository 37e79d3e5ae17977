package tornadovae.cli.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tornadovae.cli.command.BaseCommand;
import tornadovae.experiment.config.Objectives;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;
import tornadovae.experiment.config.Type.Choice;
import tornadovae.experiment.config.Type.Whole;

/** The options that set {@link Settings}, as the help page of {@code train} shows them. */
public final class SettingOptions {

    private SettingOptions() {}

    /** Adds an option for each setting that has a flag, in the order of the table. */
    public static void addTo(CommandSpec command) {
        Settings.withFlag().forEach(setting -> command.addOption(option(setting)));
    }

    private static OptionSpec option(Setting setting) {
        var option = OptionSpec.builder(setting.flag()).order(0).required(setting.standard() == null).description(help(setting));
        return setting.isSwitch() ? option.type(boolean.class).arity("0").build()
                : option.type(String.class).paramLabel(setting.label()).build();
    }

    /** {@code --learning-rate=X}; empty for a setting without an option. */
    static String synopsis(Setting setting) {
        return setting.flag() + (setting.label().isEmpty() ? "" : "=" + setting.label());
    }

    /** What was given: the text of each option, and what each switch stands for. */
    static Map<Setting, String> given(CommandSpec command) {
        var given = new LinkedHashMap<Setting, String>();
        for (Setting setting : Settings.withFlag()) {
            Object value = command.findOption(setting.flag()).getValue();
            if (value instanceof String text) {
                given.put(setting, text);
            } else if (Boolean.TRUE.equals(value)) {
                given.put(setting, setting.switched());
            }
        }
        return given;
    }

    private static String help(Setting setting) {
        String sentence = setting.sentence().replaceFirst("\\.$", "");
        if (setting.isSwitch() && setting.switched().equals("false")) {
            return "Do not " + sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1) + ".";
        }
        List<String> known = known(setting);
        if (!setting.isSwitch() && hasDefault(setting) && Objectives.needing(setting.key()).isEmpty()) {
            known.add("default: " + standard(setting));
        }
        return sentence + inBrackets(known) + "." + belonging(setting.key());
    }

    /** What it is, with its symbol and its choices. */
    static String described(Setting setting) {
        return setting.sentence().replaceFirst("\\.$", "") + inBrackets(known(setting)) + ".";
    }

    private static List<String> known(Setting setting) {
        var known = new ArrayList<String>();
        if (!setting.symbol().isEmpty()) known.add(setting.symbol());
        if (setting.type() instanceof Choice choice) known.add(choice.allowed());
        return known;
    }

    private static String inBrackets(List<String> parts) {
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }

    /** Whether it may be left out wherever it means anything, or at least by some of the objectives that have it. */
    static boolean hasDefault(Setting setting) {
        String key = setting.key();
        return setting.standard() != null && (Objectives.needing(key).isEmpty() || !Objectives.allowing(key).isEmpty());
    }

    /** As an option takes it: 500, and not [500]. */
    private static String standard(Setting setting) {
        return setting.standardInWords().replaceFirst("^\\[(.*)]$", "$1");
    }

    /** Refuses a whole number that a setting may not have. */
    public static void requireAllowed(String key, int value) {
        var range = (Whole) Settings.get(key).type();
        BaseCommand.requireRange(Settings.get(key).flag(), value, Math.toIntExact(range.min()), Math.toIntExact(range.max()));
    }

    /** Defaults of settings for the options of the same name of commands that draw, where these have none of their own. */
    public static final class PictureDefaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            if (!(argument instanceof OptionSpec option) || option.defaultValue() != null) return null;
            return Settings.in("pictures").stream()
                    .filter(setting -> !setting.isSwitch() && setting.flag().equals(option.longestName()))
                    .findFirst().map(SettingOptions::standard).orElse(null);
        }
    }

    /** Which objectives need a setting, or allow it: the shorter of those that do and those that do not. */
    static String belonging(String key) {
        List<String> needing = Objectives.needing(key), allowing = Objectives.allowing(key);
        if (!needing.isEmpty()) {
            return " " + and(needing) + (needing.size() == 1 ? " needs it" : " need it")
                    + (allowing.isEmpty() ? "." : ", and " + and(allowing) + " may have it.");
        }
        if (allowing.isEmpty()) return "";
        List<String> others = Objectives.names().stream().filter(name -> !allowing.contains(name)).toList();
        return " For " + (others.size() < allowing.size() ? "all objectives but " + and(others) : and(allowing)) + ".";
    }

    private static String and(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.getFirst() : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
