package tornadovae.cli.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Interrupts;
import tornadovae.cli.command.Progress;
import tornadovae.cli.command.ReportFile;
import tornadovae.cli.command.Table;
import tornadovae.cli.command.Version;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.choice.Engines;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.launch.LocalLauncher;
import tornadovae.model.Likelihood;

/** What the commands that train share: from an experiment to its results. */
public abstract class TrainingCommand extends BaseCommand {

    static final String RETRAIN = "Train again what was trained on other images than today's, and what is damaged; without it "
            + "such cells are refused.";

    @Mixin
    protected EngineOptions engineOptions;

    @Mixin
    protected DataOptions dataOptions;

    protected final Plan plan(Experiment experiment, Engines.Choice choice) {
        return told(Plan.of(experiment, this::shape, roomOf(choice)));
    }

    /** The plan, of which the user has heard what is not as expected. */
    final Plan told(Plan plan) {
        plan.notices().forEach(this::say);
        return plan;
    }

    /**
     * Half of the engine's memory is for what a plan counts; the rest is for pictures, the engine's own layout, and room for the
     * garbage collector.
     */
    static long roomOf(Engines.Choice choice) {
        return choice.engine().device().memoryBytes() / 2;
    }

    protected final DataShape shape(DataSpec spec) {
        return DataShape.of(load(spec));
    }

    protected final Dataset load(DataSpec spec) {
        return dataOptions.load(spec, this);
    }

    /** Whether each model gets event files. */
    boolean withEvents() {
        return false;
    }

    /** Does what is missing, prints the results, and returns the exit code. */
    final int run(Plan plan, ResultStore store, Engines.Choice choice) {
        say(choice.reason());
        Runner.Outcome outcome;
        try (var interrupts = Interrupts.install(err());
                var report = new RunReport(plan.cells().size());
                var runner = new Runner(choice.engine(), Version.software(), this::load, report).withEvents(withEvents())) {
            outcome = runner.run(plan, store, interrupts);
        }
        return finish(outcome, plan.experiment(), store);
    }

    /** Prints what a run has left, and returns the exit code. */
    final int finish(Runner.Outcome outcome, Experiment experiment, ResultStore store) {
        if (outcome.stopped()) {
            say("Stopped; the same command goes on from here.");
            return 130;
        }
        printResults(experiment, store);
        writeReport(store);
        printVerdicts(experiment, store);
        return tellFailures(outcome);
    }

    /** Says which cells are not finished and why, and returns the exit code. */
    protected final int tellFailures(Runner.Outcome outcome) {
        outcome.failed().forEach((cell, reason) -> err().println("tornado-vae: Cell " + cell.id() + " failed: " + reason));
        outcome.elsewhere().forEach((cell, holder) -> err()
                .println("tornado-vae: Cell " + cell.id() + " was left to " + holder + ", which works on it."));
        return outcome.failed().isEmpty() && outcome.elsewhere().isEmpty() ? 0 : 1;
    }

    /** What became of the models, and what to do next. */
    protected void printVerdicts(Experiment experiment, ResultStore store) {
        new Verdicts(experiment.cells(), store).printTo(out());
        if (experiment.cells().stream().allMatch(cell -> cell.configuration().prior().isLearned())) {
            next("samples " + store.root(), "more draws from the learned prior"); // explore does not take it
        } else next("explore " + store.root(), "move over the latent plane in the browser");
    }

    /** Test losses in nats per image; the interval is over test images. */
    protected void printResults(Experiment experiment, ResultStore store) {
        var finished = false;
        var table = new Table("model", "test −ELBO", "95 % interval", "NLL", "KL", "active units");
        for (var cell : experiment.cells()) {
            var m = store.folder(cell).metricsIfAny();
            finished |= !m.isEmpty();
            if (m.isEmpty()) {
                table.row(cell.id(), store.folder(cell).state(), "", "", "", "");
            } else {
                table.row(cell.id(), nats(m, "test_total"), range(m, "test_total_low", "test_total_high"), nats(m, "test_nll"),
                        nats(m, "test_kl"), m.getOrDefault("active_units", ""));
            }
        }
        out().print(table);
        if (finished && experiment.cells().stream().anyMatch(cell -> cell.configuration().hasCrossEntropy())) {
            out().println("NLL and −ELBO: " + Likelihood.OF_GREY_PIXELS + ".");
        }
        if (finished) {
            var one = experiment.cells().size() == 1;
            out().println("Pictures: "
                    + (one ? store.folder(experiment.cells().getFirst()).path() : store.root().resolve("cells").resolve("*"))
                            .resolve("{manifold,samples,reconstructions,traversals}.png"));
        }
    }

    protected void writeReport(ResultStore store) {
        new ReportFile(this, dataOptions).writeIfPossible(store.root());
    }

    private static String nats(Map<String, Object> metrics, String key) {
        return metrics.get(key) instanceof Number n ? String.format(Locale.ROOT, "%.2f", n.doubleValue()) : "";
    }

    private static String range(Map<String, Object> metrics, String low, String high) {
        return metrics.containsKey(low) && metrics.containsKey(high) ? nats(metrics, low) + " to " + nats(metrics, high) : "";
    }

    /** The run on the console. */
    public final class RunReport implements LocalLauncher.Listener, AutoCloseable {

        private final int cells;
        private int finished;
        private Progress progress = Progress.silent();

        public RunReport(int cells) {
            this.cells = cells;
        }

        @Override
        public void begins(long imagesBefore, long imagesInAll) {
            if (imagesBefore == imagesInAll) {
                return;
            }
            progress = TrainingCommand.this.progress("training", imagesInAll, "images");
            progress.resumeAt(imagesBefore);
        }

        /** Whether no cell was finished here. */
        public boolean isIdle() {
            return finished == 0;
        }

        @Override
        public void progress(long imagesDone) {
            progress.advanceTo(imagesDone);
        }

        @Override
        public void epochDone(int epoch, int epochs, List<Double> losses) {
            var range = losses.stream().mapToDouble(loss -> loss).summaryStatistics();
            var format = losses.size() == 1 ? "epoch %d/%d, −ELBO %.1f" : "epoch %d/%d, −ELBO %.1f … %.1f";
            progress.note(String.format(Locale.ROOT, format, epoch, epochs, range.getMin(), range.getMax()));
        }

        @Override
        public void finished(Cell cell, CellFolder folder) {
            finished++;
            progress.note("drew model " + finished + "/" + cells);
        }

        @Override
        public void failed(Cell cell, String reason) {
            progress.say("cell " + cell.id() + " failed: " + reason);
        }

        @Override
        public void elsewhere(Cell cell, String holder) {
            progress.say("cell " + cell.id() + " is left to " + holder);
        }

        @Override
        public void died(int group, String how, long imagesAgain, boolean triedAgain) {
            progress.say("a worker ended " + how + "; group " + group
                    + (triedAgain
                            ? String.format(Locale.ROOT, " goes on from its last checkpoints, %,d images before", imagesAgain)
                            : " is given up"));
        }

        @Override
        public void givenUp(int slot, String said) {
            progress.say("worker " + slot + " cannot start any more and is given up: " + said);
        }

        @Override
        public void goesBack(Cell cell, String sentence) {
            if (quiet) err().println("tornado-vae: Cell " + cell.id() + ": " + sentence);
            else progress.say("cell " + cell.id() + ": " + sentence);
        }

        @Override
        public void close() {
            progress.close();
        }
    }
}
