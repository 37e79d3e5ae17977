package tornadovae.cli.sweep;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.cli.training.PlanningCommand;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

@Command(name = "plan", description = {
        "Write an experiment's folder with its plan, and train nothing: for those who let another scheduler run the groups.",
        "Prints a group a line as JSON, the longest first: its number, its work, and the cells that train "
                + "together."},
        footer = {
                "  ./run.sh sweep plan experiments/beta-sweep.yaml --cells-per-group 4"})
final class SweepPlan extends PlanningCommand {

    @Option(names = "--workers", paramLabel = "N", defaultValue = "1",
            description = "Processes that will share the groups, and the memory of one machine on the CPU engine (default: "
                    + "${DEFAULT-VALUE}).")
    private int workers;

    @Override
    public Integer call() {
        var experiment = experiment();
        requireRange("--workers", workers, 1, Integer.MAX_VALUE);
        var choice = engineOptions.chooseForWorkers();
        say(choice.reason());
        try (var store = store(experiment, plan(experiment, choice, workers))) {
            try {
                TextFile.read(store.groups()).lines().forEach(out()::println);
            } catch (IOException e) {
                throw UserFile.cannotRead(store.groups(), e);
            }
            next("sweep run " + store.root() + " --group 1", "train one of these groups");
        }
        return 0;
    }
}
