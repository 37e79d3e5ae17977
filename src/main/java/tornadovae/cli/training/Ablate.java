package tornadovae.cli.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.ablation.Ablation;
import tornadovae.ablation.AblationFiles;
import tornadovae.ablation.Design;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.store.ResultStore;
import tornadovae.math.SampleSize;
import tornadovae.metric.Measure;

@Command(name = "ablate", description = {
        "Compare objectives with the vanilla VAE: run an experiment, then say what each one wins and what it pays.",
        "Tables with confidence intervals, effect sizes and a corrected rank test go to ablation.csv, "
                + "ablation.md and ablation.tex. What is already trained is not trained again."},
        footer = {
                "  ./run.sh ablate experiments/ablation.yaml",
                "  ./run.sh ablate experiments/ablation.yaml --seeds auto --most-seeds 12",
                "  ./run.sh ablate experiments/ablation.yaml 'sweep.training.seed=[1, 2]' training.epochs=2 --dry-run"})
public final class Ablate extends ExperimentCommand {

    private static final int MOST_SEEDS = 100_000;

    @Option(names = "--select-by", paramLabel = "METRIC",
            description = "What settings are chosen by, a key of metrics.json (default: mig where a data set has it; "
                    + "elsewhere test_total).")
    String selectBy;

    @Option(names = "--seeds", paramLabel = "auto",
            description = "auto: the seeds of the file choose settings and tell how many more would show differences of the "
                    + "size that they see, with a"
                    + " probability of 80 %%; so many are run, and only those are compared.")
    String seeds;

    @Option(names = "--most-seeds", paramLabel = "N", defaultValue = "20",
            description = "The most seeds that --seeds auto runs, with those of the file (default: ${DEFAULT-VALUE}).")
    int mostSeeds;

    private Measure criterion;

    /** What the seeds of the file say; null where it is not asked for. */
    private Ablation pilot;

    /** Whether more seeds than those of the file are run. */
    private boolean compared;

    /** Seeds of the file, which choose and are not compared; negative where nothing is planned by them. */
    private int planning = -1;

    @Override
    public Integer call() {
        if (seeds == null) return super.call();
        if (!seeds.equals("auto")) {
            throw new UserError("--seeds must be auto, not '" + seeds
                    + "'; give seeds of your own as sweep.training.seed=[1, 2, 3].");
        }
        Experiment planned = experiment();
        List<String> own = Design.of(planned.cells()).studies().getFirst().seeds();
        requireRange("--most-seeds", mostSeeds, own.size() + 2, MOST_SEEDS);
        planning = own.size();
        int code = run(planned);
        if (dryRun || code != 0) return code;
        int needed = pilot.seedsNeeded(), more = Math.min(Math.max(2, needed), mostSeeds - own.size());
        say((SampleSize.isKnown(needed) ? "The " + own.size() + " seeds of the file suggest that " + needed
                + " more would show what they see"
                : "What the " + own.size() + " seeds of the file see is no difference that any number of seeds would show")
                + "; " + more + " more are run" + (more < needed ? ", as --most-seeds is " + mostSeeds : "") + ".");
        var all = new LinkedHashSet<>(own);
        for (int seed = 1; all.size() < own.size() + more; seed++) all.add(String.valueOf(seed));
        var extended = new ArrayList<>(overrides);
        extended.add("sweep.training.seed=[" + String.join(", ", all) + "]");
        pilot = null;
        compared = true;
        return run(Experiment.read(file, extended));
    }

    @Override
    void check(Experiment experiment) {
        criterion = selectBy == null ? null : Ablation.criterion(selectBy);
        Design.of(experiment.cells());
    }

    @Override
    public void printResults(Experiment experiment, ResultStore store) {
        if (planning >= 0 && !compared) {
            pilot = Ablation.of(experiment.name(), Design.of(experiment.cells()), store::folder, criterion, 0);
            return;
        }
        var ablation = Ablation.of(experiment.name(), Design.of(experiment.cells()), store::folder, criterion, planning);
        AblationFiles.write(ablation, store.root());
        out().print(AblationFiles.text(ablation));
        out().println();
        out().println("Tables: " + store.root().resolve("ablation.{csv,md,tex}"));
    }
}
