package tornadovae.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.experiment.Experiment;
import tornadovae.experiment.Plan;
import tornadovae.experiment.ResultStore;

/** What {@code sweep} and {@code ablate} share: from an experiment file to its results. */
abstract class ExperimentCommand extends TrainingCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The experiment, such as experiments/quickstart.yaml.")
    Path file;

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE",
            description = "Settings that replace those of the file, such as training.epochs=2.")
    List<String> overrides = List.of();

    @Option(names = "--dry-run", description = "Check everything and print the plan; train nothing.")
    boolean dryRun;

    @Option(names = "--out", paramLabel = "DIR", description = "Where results go (default: results/NAME, after the file).")
    Path out;

    /** Refuses an experiment that the command cannot use, before anything is trained. */
    void check(Experiment experiment) {}

    @Override
    public Integer call() {
        var experiment = Experiment.read(file, overrides);
        check(experiment);
        var choice = engineOptions.choose();
        var plan = plan(experiment, choice);
        if (dryRun) {
            print(plan);
            say(choice.reason());
            return 0;
        }
        try (var store = ResultStore.ofSweep(out != null ? out : Path.of("results", experiment.name()), plan)) {
            return run(plan, store, choice);
        }
    }

    private void print(Plan plan) {
        var table = new Table("cell", "group", "parameters", "memory", "steps", "MFLOP a step", "TFLOP in all");
        var rows = new HashMap<String, Object[]>();
        for (int g = 0; g < plan.groups().size(); g++) {
            var family = plan.groups().get(g).family();
            Object[] row = {g + 1, family.parameters(), megabytes(family.bytes(1)), family.steps(),
                String.format(Locale.ROOT, "%.1f", family.flopsPerStep() / 1e6), String.format(Locale.ROOT, "%.3f", family.flops() / 1e12)};
            for (var cell : plan.groups().get(g).cells()) rows.put(cell.id(), row);
        }
        for (var cell : plan.cells()) table.row(Stream.concat(Stream.of(cell.id()), Stream.of(rows.get(cell.id()))).toArray());
        out().print(table);
        out().printf(Locale.ROOT,
                "%d %s in %d %s that train together, %d left out; %,d images to train on, %.1f TFLOP; at most %s of memory at once%n",
                plan.cells().size(), plan.cells().size() == 1 ? "cell" : "cells",
                plan.groups().size(), plan.groups().size() == 1 ? "group" : "groups",
                plan.experiment().excluded(), plan.images(), plan.flops() / 1e12,
                megabytes(plan.groups().stream().mapToLong(group -> group.bytes()).max().orElse(0)));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
