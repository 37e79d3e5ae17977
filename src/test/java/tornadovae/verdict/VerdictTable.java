package tornadovae.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * All trials, and the table of docs/verdicts.md: {@code ./run.sh test -Pverdicts} writes it to target/verdicts-table.md, in a few
 * minutes. A planted pathology must be named, and of the sound trainings none may raise an alarm.
 */
class VerdictTable {

    private final List<String> wrong = new ArrayList<>();

    @Test
    void whatIsWrongIsNamedAndWhatIsSoundRaisesNoAlarm() throws Exception {
        var table = new StringBuilder("| what is wrong | verdict | by what |\n|---|---|---|\n");
        int named = 0, planted = 0;
        for (Trial trial : Planted.all()) {
            planted++;
            Optional<Verdict> verdict = trial.run().evidence().map(Verdict::of);
            boolean right = verdict.filter(of -> of.first().kind() == trial.kind() && of.first().detail()
                    .contains(trial.detail())).isPresent();
            if (right) named++;
            else wrong.add(trial.about() + ": " + verdict.map(of -> of.first().label()).orElse("diverged"));
            table.append("| ").append(trial.about()).append(" | ").append(right ? "" : "**not as planted:** ")
                    .append(verdict.map(of -> of.first().label() + " | " + of.first().sentence()).orElse("diverged | "))
                    .append(" |\n");
        }
        var counts = new TreeMap<String, Integer>();
        int healthy = 0, alarms = 0;
        for (Trial trial : Healthy.many()) {
            healthy++;
            Verdict verdict = trial.run().evidence().map(Verdict::of).orElseThrow();
            counts.merge(verdict.first().label(), 1, Integer::sum);
            if (verdict.first().kind().tone() == Kind.Tone.GOOD || verdict.first().kind()
                    .tone() == Kind.Tone.UNFINISHED) {
                continue;
            }
            alarms++;
            wrong.add(trial.about() + ": " + verdict.first().label() + ". " + verdict.first().sentence());
        }
        String head = named + " of " + planted + " planted pathologies are named; of " + healthy
                + " sound trainings of all objectives "
                + alarms + " raise an alarm (" + counts + ").\n\n";
        Files.writeString(Path.of(System.getProperty("verdicts.table", "target/verdicts-table.md")), head + table);
        assertEquals(List.of(), wrong);
    }
}
