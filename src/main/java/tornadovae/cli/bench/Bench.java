package tornadovae.cli.bench;

import picocli.CommandLine.Command;
import tornadovae.cli.command.BaseCommand;

@Command(name = "bench", description = "Measure how fast this machine trains, and what its devices do.", subcommands = {
        BenchCpu.class, BenchPeers.class, BenchObjectives.class, BenchTrain.class, BenchKernels.class, BenchOverhead.class,
        BenchMachineCode.class, BenchCheck.class},
        footer = {
                "  ./run.sh bench cpu",
                "  ./run.sh bench train --replicas 1,16"})
public final class Bench extends BaseCommand {

    @Override
    public Integer call() {
        spec.commandLine().usage(out());
        return 0;
    }
}
