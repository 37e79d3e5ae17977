package tornadovae.cli.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.UserError;
import tornadovae.cli.command.ThisProgram;
import tornadovae.cli.training.ExperimentCommand;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.ResultStore;
import tornadovae.launch.slurm.JavaProgram;
import tornadovae.launch.slurm.SlurmLauncher;
import tornadovae.launch.slurm.SlurmSettings;

@Command(name = "sweep",
        description = {"Run an experiment: train every combination it asks for, then measure and draw what was learned.",
                "What is already there is not done again, so the same command goes on after an interruption."},
        subcommands = {SweepPlan.class, SweepRun.class, SweepReduce.class, SweepStatus.class, SweepCancel.class, SweepFail.class,
                SweepWorker.class},
        footer = {"  ./run.sh sweep experiments/quickstart.yaml",
                "  ./run.sh sweep experiments/beta-sweep.yaml training.epochs=5 'sweep.training.seed=[1, 2]' --dry-run",
                "  ./run.sh sweep experiments/beta-sweep.yaml --launcher slurm"})
public final class Sweep extends ExperimentCommand {

    @Mixin
    private SlurmOptions slurmOptions;

    @Override
    public Integer call() {
        if (slurmOptions.slurm()) return submit(experiment(), slurmOptions.settings());
        if (slurmOptions
                .settingsGiven()) {
            throw new UserError("--slurm-config is for --launcher slurm; leave it out, or add that.");
        }
        return super.call();
    }

    /** Submits what is not finished to Slurm. No engine is opened here: this machine need not have the devices of the cluster. */
    private int submit(Experiment experiment, SlurmSettings settings) {
        if (workers != null) {
            throw new UserError(
                    "--workers is for --launcher local; give tasks.at.once in the settings for Slurm instead.");
        }
        requireRange("--retries", retries, 0, Integer.MAX_VALUE);
        String engine = spec.commandLine().getParseResult().hasMatchedOption("--engine") ? engineOptions.engine.toString()
                : settings.engine();
        List<String> flags = Stream.of(engineOptions.forTasks(engine, settings.cpus()), dataOptions.flags(), events.flags())
                .flatMap(List::stream).toList();
        int together = cellsPerGroup().orElse(settings.cellsPerGroup().orElse(MANY));
        Plan plan = plan(experiment, settings.memoryToPlan(engine), together);
        if (dryRun) {
            print(plan);
            return 0;
        }
        Path folder = folder(experiment);
        try (var store = store(experiment, plan)) {
            List<Integer> groups = unfinished(plan, store);
            if (groups.isEmpty()) return gather(experiment, store);
            var program = JavaProgram.of(ThisProgram.portableCommand(mainClass()));
            out().println(new SlurmLauncher(folder).submit(new SlurmLauncher.Work(experiment.name(), groups, retries, flags,
                    program, Path.of(""), SlurmOptions.environment()), settings));
        }
        say("'./run.sh sweep status " + folder + "' shows how far it is, './run.sh sweep cancel " + folder + "' ends it.");
        return 0;
    }

    /** Numbers of the groups in which something is left to do. */
    private static List<Integer> unfinished(Plan plan, ResultStore store) {
        return IntStream.rangeClosed(1, plan.groups().size()).filter(number -> {
            Group group = plan.groups().get(number - 1);
            return group.cells().stream().anyMatch(cell -> !isOver(store, cell, group));
        }).boxed().toList();
    }

    /** A cell with a damaged file is left to a task, which tells the reason. */
    private static boolean isOver(ResultStore store, Cell cell, Group group) {
        try {
            return store.folder(cell).isOver(group.family().shape().digest());
        } catch (UserError damaged) {
            return false;
        }
    }

    private int gather(Experiment experiment, ResultStore store) {
        store.writeSummary();
        printResults(experiment, store);
        writeReport(store);
        printVerdicts(experiment, store);
        return SweepState.of(store.root()).failed() == 0 ? 0 : 1;
    }
}
