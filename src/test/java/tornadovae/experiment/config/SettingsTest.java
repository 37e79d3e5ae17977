package tornadovae.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;

/** The tables of settings and of objectives agree with themselves and with each other. */
class SettingsTest {

    static List<Setting> all() {
        return List.copyOf(Settings.all());
    }

    static List<Objectives.Entry> objectives() {
        return Objectives.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theDefaultIsOneOfTheAllowedValuesHoweverItIsGiven(Setting setting) {
        if (setting.standard() == null) return;
        String written = Values.yaml(setting.standard());
        assertEquals(setting.standard(), setting.type().valueOf(Yaml.value(Place.commandLine(), written)), "from a file");
        Node ofFlag = setting.type().ofFlag(Place.commandLine(), written);
        assertEquals(setting.standard(), setting.type().valueOf(ofFlag), "from a flag");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everySettingIsExplainedInOneSentence(Setting setting) {
        assertTrue(setting.sentence().matches("[A-Z].*[^.]\\."), setting.sentence());
        assertFalse(setting.sentence().replace("et al. ", "").contains(". "), setting.sentence());
        assertTrue(setting.flag().isEmpty() || setting.flag().matches("--[a-z]+[0-9]*(-[a-z]+[0-9]*)*"), setting.flag());
        if (setting.isSwitch()) {
            assertEquals(!Boolean.parseBoolean(setting.switched()), setting.standard(), "a switch changes something");
        }
    }

    @Test
    void noTwoSettingsShareAFlag() {
        var flags = new HashSet<String>();
        for (Setting setting : Settings.withFlag()) assertTrue(flags.add(setting.flag()), setting.flag());
    }

    @Test
    void whatObjectivesNameAreTheSettingsOfTheirSection() {
        var named = Objectives.all().stream().flatMap(o -> Stream.concat(o.needs().keySet().stream(), o.allows().stream()))
                .collect(Collectors.toSet());
        named.add("objective.name");
        assertEquals(Settings.in("objective").stream().map(Setting::key).collect(Collectors.toSet()), named);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void anObjectiveCanBeMadeOfTheExamplesThatItsMessagesGive(Objectives.Entry objective) {
        var values = new HashMap<String, Object>();
        for (Setting setting : Settings.all()) values.put(setting.key(), setting.standard());
        objective.needs().forEach(
                (key, example) -> values.put(key, Settings.get(key).type().read(key, Yaml.value(Place.commandLine(), example))));
        assertNotNull(objective.make().apply(values::get));
    }

    @ParameterizedTest
    @ValueSource(strings = {".001", "1e-3", "0.001", "+.001", "1E-3", "+0.001", ".1e-2"})
    void numbersMayBeWrittenAsPeopleDo(String number) {
        var rate = Settings.get("training.learningRate");
        for (String yaml : List.of("training: {learningRate: " + number + "}", "training.learningRate: " + number + "   # why")) {
            assertEquals(0.001, only("dataset: digits\n" + yaml).number("training.learningRate"), yaml);
        }
        var override = List.of("training.learningRate=" + number);
        assertEquals(0.001, Experiment.parse("x", "x.yaml", "dataset: digits", override).cells().getFirst().configuration()
                .number("training.learningRate"));
        assertEquals(0.001, rate.type().valueOf(rate.type().ofFlag(Place.commandLine(), number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'.001'", "\".001\"", "!!str .001", ".", "+.", "1.0.1", ".nan", ".inf", "1_0.5", "0x10", "007", ".5.",
            "e3"})
    void whatIsNoNumberIsRefused(String text) {
        assertThrows(UserError.class, () -> only("dataset: digits\ntraining: {learningRate: " + text + "}"));
    }

    @Test
    void charactersBeyondTheBasicPlaneBeforeANumberDoNotHideIt() {
        assertEquals(0.5, only("dataset: {name: 'idx:/😀😀'}\ntraining: {learningRate: .5}").number("training.learningRate"));
    }

    @Test
    void aFlagAFileAndTheTableGiveTheSameDefaults() {
        var flags = new LinkedHashMap<Setting, String>();
        flags.put(Settings.get("dataset.name"), "digits");
        Configuration ofFlags = Experiment.ofFlags(flags).cells().getFirst().configuration(), ofFile = only("dataset: digits");
        assertEquals(ofFile, ofFlags);
        for (Setting setting : Settings.all()) {
            if (setting.standard() != null) assertEquals(setting.standard(), ofFile.value(setting.key()), setting.key());
        }
    }

    private static Configuration only(String yaml) {
        return Experiment.parse("x", "x.yaml", yaml, List.of()).cells().getFirst().configuration();
    }
}
