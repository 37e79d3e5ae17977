package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.cli.Said;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;

/** The reference of settings, and the options that come from the same table. */
class SettingsCommandTest {

    private static final Path PAGE = Path.of("docs", "settings.md");

    static List<Setting> all() {
        return List.copyOf(Settings.all());
    }

    @Test
    void thePageIsWhatTheTableSays() throws IOException {
        assertEquals(Said.run("settings", "--markdown").out(), Files.readString(PAGE),
                "./run.sh settings --markdown > " + PAGE + " writes it anew");
    }

    @Test
    void theExampleOnThePageIsAnExperiment() throws IOException {
        MatchResult yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE)).results()
                .findFirst().orElseThrow();
        var experiment = Experiment.parse("page", PAGE.toString(), yaml.group(1), List.of());
        assertEquals(3 * 2 * 3 - 2, experiment.cells().size());
        assertEquals(2, experiment.excluded());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSettingIsToldWithAllThatIsKnownOfIt(Setting setting) {
        Said said = Said.run("settings", setting.key());
        assertEquals(0, said.exitCode());
        String words = said.out().replaceAll("\\s+", " ");
        for (String known : List.of(setting.sentence(), setting.type().allowed(), setting.standardInWords(), setting.flag(),
                setting.shown())) {
            assertTrue(words.contains(known), said.out());
        }
        assertTrue(Said.run("settings", setting.section()).out().contains("  " + setting.name() + " "), setting.key());
        assertTrue(said.out().lines().allMatch(line -> line.length() <= 100), said.out());
    }

    @Test
    void aSettingOfObjectivesNamesThem() {
        assertTrue(Said.run("settings", "objective.beta").out().contains("beta-vae, beta-tcvae and ciwae need it."));
        assertTrue(Said.run("settings", "objective.gamma").out().contains("capacity: NLL + γ |KL − C|"));
        assertTrue(Said.run("settings", "objective.freeBits").out().replaceAll("\\s+", " ")
                .contains("For all objectives but capacity, wae, iwae, miwae, piwae and ciwae."));
    }

    @Test
    void theListSaysWhatMayBeChosenAndWhatMustBeGiven() {
        String list = Said.run("settings", "model").out().replaceAll("\\s+", " ");
        assertTrue(list.contains("activation tanh What the hidden layers apply to their sums (tanh, relu or softplus)."), list);
        list = Said.run("settings", "objective").out().replaceAll("\\s+", " ");
        assertTrue(list.contains("beta none Weight"), list);
        assertTrue(list.contains("gamma 1000 Weight"), list);
        assertTrue(list.contains("[1000, 1000, 1000, 1000, 1000, 1000] Widths"), list);
        assertTrue(Said.run("settings", "dataset").out().contains("  name                none         A name"));
    }

    /** The help page has an option for each setting that has a flag, in the order of the table, with its default. */
    @Test
    void theOptionsOfTrainAreThoseOfTheTable() {
        String page = Said.run("train", "--help").out();
        int at = page.indexOf("--data-dir");
        for (Setting setting : Settings.withFlag()) {
            int next = page.indexOf(setting.flag() + (setting.isSwitch() ? " " : "="), at);
            assertTrue(next > at, setting.flag() + " on\n" + page);
            at = next;
        }
        assertTrue(page.indexOf("--out=DIR") > at, page);
        assertTrue(page.contains("Passes over the training images (default: 20)."), page);
    }

    /** What an option is given reaches its setting, whose table says what is allowed. */
    @ParameterizedTest
    @MethodSource("all")
    void anOptionReachesItsSetting(Setting setting) {
        if (setting.flag().isEmpty() || setting.isSwitch()) return;
        Said said = Said.run("train", "--dataset", "digits", setting.flag(), "no such value");
        if (setting.key().equals("dataset.name")) assertTrue(said.err().contains("--dataset was given twice"), said.err());
        else assertTrue(said.err().contains(setting.flag() + ": " + setting.key() + " must be "), said.err());
        assertEquals(2, said.exitCode());
    }
}
