package tornadovae.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/objectives.md has the table of objectives as the program has it. */
class ObjectivesPageTest {

    private static final Path PAGE = Path.of("docs/objectives.md");
    private static final String BEGIN = "<!-- objectives -->\n", END = "<!-- end -->\n";
    /** The page says once that all objectives with a plain KL term have these. */
    private static final Set<String> OF_MOST =
            Set.of("objective.freeBits", "objective.warmupEpochs", "objective.cycleEpochs", "objective.draws");

    private static String row(Objectives.Entry objective) {
        Stream<String> needed = objective.needs().keySet().stream().map(key -> "**`" + Settings.get(key).name() + "`**");
        Stream<String> allowed = objective.allows().stream().filter(key -> !OF_MOST.contains(key)).map(Settings::get)
                .map(setting -> "`" + setting.name() + "` (" + Values.text(setting.standard()) + ")");
        String settings = Stream.concat(needed, allowed).collect(Collectors.joining(", "));
        return ("| `" + objective.name() + "` | " + objective.loss().replace("|", "\\|") + " | " + settings + " | "
                + objective.source() + " |").replaceAll(" {2,}", " ");
    }

    /** With {@code -Dtornadovae.renew=true} the page is written anew instead. */
    @Test
    void theTableIsThatOfTheProgram() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length(), end = page.indexOf(END, begin);
        String renewed = page.substring(0, begin)
                + "| `objective.name` | loss | settings, those that must be given in bold | source |\n|---|---|---|---|\n"
                + Objectives.all().stream().map(ObjectivesPageTest::row).collect(Collectors.joining("\n", "", "\n"))
                + page.substring(end);
        if (Boolean.getBoolean("tornadovae.renew")) {
            Files.writeString(PAGE, renewed);
        } else {
            assertEquals(renewed, page, "renew it with './run.sh test -Dtest=ObjectivesPageTest -Dtornadovae.renew=true'");
        }
    }
}
