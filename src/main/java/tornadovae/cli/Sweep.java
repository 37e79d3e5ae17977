package tornadovae.cli;

import picocli.CommandLine.Command;

@Command(name = "sweep", description = {
            "Run an experiment: train every combination it asks for, then measure and draw what was learned.",
            "What is already there is not done again, so the same command goes on after an interruption."},
        subcommands = {SweepPlan.class, SweepRun.class, SweepReduce.class, SweepStatus.class, SweepCancel.class}, footer = {
        "  ./run.sh sweep experiments/quickstart.yaml",
        "  ./run.sh sweep experiments/beta-sweep.yaml training.epochs=5 'sweep.training.seed=[1, 2]' --dry-run"})
final class Sweep extends ExperimentCommand {}
