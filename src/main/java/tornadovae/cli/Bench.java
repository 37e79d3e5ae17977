package tornadovae.cli;

import picocli.CommandLine.Command;

@Command(name = "bench", description = "Measure how fast this machine trains.", subcommands = {BenchCpu.class}, footer = {
        "  ./run.sh bench cpu"})
final class Bench extends BaseCommand {

    @Override
    public Integer call() {
        spec.commandLine().usage(out());
        return 0;
    }
}
