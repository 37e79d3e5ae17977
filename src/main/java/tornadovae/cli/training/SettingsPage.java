package tornadovae.cli.training;

import java.util.ArrayList;
import java.util.List;
import tornadovae.cli.command.Wrapped;
import tornadovae.experiment.config.Objectives;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;
import tornadovae.experiment.config.Values;

/** The page docs/settings.md: how experiment files are written, then the tables of settings and of objectives. */
final class SettingsPage {

    private static final int WIDTH = 120;

    private static final String HEAD = """
            # Settings

            This page is printed by `./run.sh settings --markdown`. `./run.sh settings KEY` tells all about one setting.

            An experiment file gives values to settings, with nested or dotted keys. A setting that it leaves out has its default.
            `config.yaml` in the folder of a cell spells all of them out. `./run.sh train` takes most of them as options.

            ```yaml
            dataset: digits                    # short for dataset: {name: digits}
            model: {latent: 2, hidden: [512, 256]}
            training.epochs: 40                # a dotted key
            sweep:                             # all combinations are trained
              training.seed: [1, 2, 3]
              model.activation: [tanh, relu]
            cases:                             # values that belong together
              - {objective: vae}               # short for objective: {name: vae}
              - {objective: {name: beta-vae, beta: [2, 4]}}
            exclude:                           # combinations to leave out
              - {objective.beta: 4, training.seed: 3}
            ```

            - **`sweep`** has a list of values for each of its keys, which may be any settings. All combinations are trained, a
              cell each.
            - **`cases`** is a list of mappings. Each case is combined with the sweep. A list in a case is swept within that
              case. A case wins over the settings above it, and no key may stand in a case and under `sweep`.
            - **`exclude`** is a list of mappings. A combination that matches all values of one mapping is left out.

            `KEY=VALUE` behind the file replaces a setting, such as `training.epochs=2` or `'sweep.training.seed=[1, 2]'`. A
            value for a swept key takes that key out of the sweep and out of every case.

            The folder of a cell is named after its swept values and the hash of its configuration. Settings at their defaults
            are not part of the hash, so results keep their place when the program gets a new setting.

            Each line below has the key, its symbol, its default, what it is, the values that it may have, and its option.
            """;

    private SettingsPage() {}

    static String text() {
        var page = new StringBuilder(HEAD);
        Settings.sections().forEach((section, sentence) -> {
            page.append("\n## `").append(section).append("`\n\n").append(sentence).append("\n\n");
            for (var setting : Settings.in(section)) page.append(item(describe(setting)));
        });
        page.append("\n## Objectives\n\nA setting in bold must be given; [objectives.md](objectives.md) explains the terms.\n\n");
        for (var objective : Objectives.all()) page.append(item(describe(objective)));
        return page.toString();
    }

    private static String item(String text) {
        return Wrapped.text("- ", text, 2, WIDTH).replace(System.lineSeparator(), "\n");
    }

    private static String describe(Setting setting) {
        var text = new StringBuilder("**`" + setting.name() + "`**");
        if (!setting.symbol().isEmpty()) text.append(" (" + setting.symbol() + ")");
        text.append(SettingOptions.hasDefault(setting) ? " = `" + Values.text(setting.standard()) + "`"
                : setting.standard() == null ? ", must be given" : ", no default");
        if (SettingOptions.hasDefault(setting) && setting.hasZeroByDefault()) text.append(" (" + setting.zero() + ")");
        text.append(": ").append(setting.sentence()).append(SettingOptions.belonging(setting.key()));
        text.append(" Values: ").append(setting.type().allowed());
        if (!setting.unit().isEmpty()) text.append(", in ").append(setting.unit());
        if (!setting.flag().isEmpty()) text.append(". Option: `").append(SettingOptions.synopsis(setting)).append('`');
        return text.append('.').toString();
    }

    private static String describe(Objectives.Entry objective) {
        List<String> settings = new ArrayList<>();
        objective.needs().keySet().forEach(key -> settings.add("**`" + Settings.get(key).name() + "`**"));
        objective.allows().forEach(key -> settings.add("`" + Settings.get(key).name() + "`"));
        return "**`" + objective.name() + "`**: " + objective.loss() + " (" + objective.source() + "). Settings: "
                + String.join(", ", settings) + ".";
    }
}
