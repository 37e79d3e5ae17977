package tornadovae.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.ablation.Ablation;
import tornadovae.ablation.AblationFiles;
import tornadovae.ablation.Design;
import tornadovae.ablation.Measure;
import tornadovae.experiment.Experiment;
import tornadovae.experiment.ResultStore;

@Command(name = "ablate", description = {
            "Compare objectives with the vanilla VAE: run an experiment, then say what each one wins and what it pays.",
            "Tables with confidence intervals, effect sizes and a corrected rank test go to ablation.csv, ablation.md and ablation.tex."
                + " What is already trained is not trained again."}, footer = {
        "  ./run.sh ablate experiments/ablation.yaml",
        "  ./run.sh ablate experiments/ablation.yaml 'sweep.training.seed=[1, 2]' training.epochs=2 --dry-run"})
final class Ablate extends ExperimentCommand {

    @Option(names = "--select-by", paramLabel = "METRIC",
            description = "What settings are chosen by, a key of metrics.json (default: mig where a data set has it; elsewhere test_total).")
    String selectBy;

    private Measure criterion;

    @Override
    void check(Experiment experiment) {
        criterion = selectBy == null ? null : Ablation.criterion(selectBy);
        Design.of(experiment.cells());
    }

    @Override
    void printResults(Experiment experiment, ResultStore store) {
        var ablation = Ablation.of(experiment.name(), Design.of(experiment.cells()), store::folder, criterion);
        AblationFiles.write(ablation, store.root());
        out().print(AblationFiles.text(ablation));
        out().println();
        out().println("Tables: " + store.root().resolve("ablation.{csv,md,tex}"));
    }
}
