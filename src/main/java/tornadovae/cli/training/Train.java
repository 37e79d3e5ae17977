package tornadovae.cli.training;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.cli.command.EventsOption;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.ResultStore;
import tornadovae.model.Vae;

@Command(name = "train",
        description = "Train one model, then measure and draw what it learned. The same command goes on after an interruption.",
        footer = {
                "  ./run.sh train --dataset mnist --latent 2 --epochs 20 --out results/mine",
                "  ./run.sh train --dataset mnist --latent 2 --epochs 40 --out results/mine --continue",
                "  ./run.sh train --dataset digits --beta 4 --hidden 512,256 --show-program"})
public final class Train extends TrainingCommand {

    @Option(names = "--out", order = 1, paramLabel = "DIR",
            description = "Where results go (default: results/train-HASH, after the settings).")
    Path out;

    @Option(names = "--retrain", order = 1, description = RETRAIN)
    boolean retrain;

    @Option(names = "--continue", order = 1,
            description = "Go on with the training in --out for more --epochs; all else must be as it was, but for pictures "
                    + "and measures.")
    boolean goOn;

    @Option(names = "--show-program", order = 1,
            description = "Print the programs of training and evaluation: ops, shapes, bytes and FLOP; train nothing.")
    boolean showProgram;

    @Mixin
    EventsOption events;

    @Override
    boolean withEvents() {
        return events.isWanted();
    }

    @Override
    public Integer call() {
        if (goOn && out == null) throw new UserError("--continue needs --out, the folder of the training that is to go on.");
        if (goOn && retrain) throw new UserError("--continue goes on with what --retrain would delete; give one of them.");
        var experiment = Experiment.ofFlags(settings());
        var choice = engineOptions.choose();
        var plan = plan(experiment, choice);
        if (showProgram) {
            printPrograms(plan);
            return 0;
        }
        var folder = out != null ? out : Path.of("results", "train-" + plan.cells().getFirst().configuration().hash());
        try (var store = goOn ? ResultStore.ofContinued(folder, plan) : ResultStore.ofOne(folder, plan, retrain)) {
            return run(plan, store, choice);
        }
    }

    /** What was given. */
    private Map<Setting, String> settings() {
        var given = SettingOptions.given(spec);
        Setting objective = Settings.get("objective.name"), beta = Settings.get("objective.beta");
        if (!given.containsKey(objective) && given.containsKey(beta) && !beta.isStandard(given.get(beta))) {
            given.put(objective, "beta-vae");
        }
        return given;
    }

    private void printPrograms(Plan plan) {
        var family = plan.groups().getFirst().family();
        var vae = new Vae(family.model());
        out().print(family.trainStep().describe());
        out().println();
        out().print(vae.evaluate(family.batch(), family.shape().test()).describe());
    }
}
