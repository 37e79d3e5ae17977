package tornadovae.cli.training;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.Refusals;
import tornadovae.engine.choice.Engines;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.ResultStore;
import tornadovae.launch.slurm.SlurmLauncher;

/** What the commands that take an experiment file share: from the file to its plan. */
public abstract class PlanningCommand extends TrainingCommand {

    /** So many replicas fill any device; more only make a crash cost more. */
    protected static final int MANY = 256;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE",
            description = "The experiment, such as experiments/quickstart.yaml.")
    Path file;

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE",
            description = "Settings that replace those of the file, such as training.epochs=2.")
    List<String> overrides = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where results go (default: results/NAME, after the file).")
    protected Path out;

    @Option(names = "--cells-per-group", paramLabel = "N",
            description = "Cells that train together at most (default: as many as fit into memory and leave no worker idle, "
                    + "but at most " + MANY + "). Results do not depend on it.")
    private Integer cellsPerGroup;

    @Option(names = "--retrain", description = RETRAIN)
    private boolean retrain;

    /** Picocli would ask for it before a sub-command's name too. */
    protected final Experiment experiment() {
        if (file == null) throw new UserError(Refusals.title(spec) + " needs FILE." + Refusals.seeHelp(spec));
        if (cellsPerGroup != null) requireRange("--cells-per-group", cellsPerGroup, 1, Integer.MAX_VALUE);
        return Experiment.read(file, overrides);
    }

    protected final Path folder(Experiment experiment) {
        return out != null ? out : Path.of("results", experiment.name());
    }

    /** The folder with its plan written; refused while others work by a plan that is there. */
    protected final ResultStore store(Experiment experiment, Plan plan) {
        Path folder = folder(experiment);
        SlurmLauncher.requireNoJobs(folder, experiment.name());
        return ResultStore.ofSweep(folder, plan, retrain);
    }

    /** @param workers processes that will share the plan's groups */
    protected final Plan plan(Experiment experiment, Engines.Choice choice, int workers) {
        boolean shareMemory = choice.engine().name().equals("cpu");
        int together = cellsPerGroup().orElse(Math.min(MANY, Math.ceilDiv(experiment.cells().size(), workers)));
        return told(Plan.of(experiment, this::shape, shareMemory ? roomOf(choice) / workers : roomOf(choice), together));
    }

    /**
     * @param memory   bytes of what each group will be computed on
     * @param together cells that train together at most
     */
    protected final Plan plan(Experiment experiment, long memory, int together) {
        return told(Plan.of(experiment, this::shape, memory / 2, together));
    }

    protected final OptionalInt cellsPerGroup() {
        return cellsPerGroup == null ? OptionalInt.empty() : OptionalInt.of(cellsPerGroup);
    }
}
