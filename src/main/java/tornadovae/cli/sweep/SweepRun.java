package tornadovae.cli.sweep;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.EventsOption;
import tornadovae.cli.command.Interrupts;
import tornadovae.cli.command.Version;
import tornadovae.cli.training.TrainingCommand;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.PlannedSweep;
import tornadovae.experiment.store.ResultStore;

@Command(name = "run",
        description = {
                "Train some groups of a sweep that was planned, in this process. Several may do so at once, on "
                        + "machines that share the folder; no cell is done twice.",
                "What is already there is not done again, so the same command goes on after an interruption."},
        footer = {"  ./run.sh sweep run results/beta-sweep --group 1"},
        exitCodeList = {"0:done", "1:cells have failed", "2:a mistake in the command or a file",
                "3:a device, an SDK or a JDK is missing", "75:cells were left to another process that works on them",
                "130, 143:stopped by Ctrl-C or SIGTERM; a checkpoint was left"})
final class SweepRun extends TrainingCommand {

    /**
     * That cells were left to other processes; sysexits.h calls it a temporary failure, and schedulers' scripts try again later.
     */
    private static final int ELSEWHERE = 75;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder that 'sweep plan' has written.")
    private Path folder;

    @Option(names = "--group", required = true, paramLabel = "K", split = ",",
            description = "The groups to train, by their numbers from 1, such as 3 or 1,5,9.")
    private List<String> groups;

    @Mixin
    private EventsOption events;

    @Override
    public Integer call() {
        List<Integer> numbers = groups.stream().map(SweepRun::number).toList();
        var chosen = PlannedSweep.read(folder).groups(numbers, this::shape);
        var choice = engineOptions.choose();
        say(choice.reason());
        var store = ResultStore.ofPlanned(folder);
        Runner.Outcome outcome;
        var report = new RunReport(chosen.stream().mapToInt(group -> group.cells().size()).sum());
        try (var interrupts = Interrupts.install(err());
                report;
                var runner = new Runner(choice.engine(), Version.software(), this::load, report)
                        .withEvents(events.isWanted())) {
            outcome = runner.run(chosen, store, interrupts);
        }
        if (outcome.stopped()) {
            say("Stopped; the same command goes on from here.");
            return 130;
        }
        if (report.isIdle() && outcome.failed().isEmpty() && outcome.elsewhere().isEmpty()) say("Nothing is left to do there.");
        int code = tellFailures(outcome);
        return outcome.failed().isEmpty() && !outcome.elsewhere().isEmpty() ? ELSEWHERE : code;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UserError(
                    "--group must be the number of a group, from 1, or several separated by commas, not '" + text + "'.");
        }
    }
}
