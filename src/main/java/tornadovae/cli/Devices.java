package tornadovae.cli;

import picocli.CommandLine.Command;

@Command(name = "devices", description = "List the engines and their devices.", footer = {
        "  ./run.sh devices"})
final class Devices extends BaseCommand {

    @Override
    public Integer call() {
        row("cpu", Machine.processor());
        row("", VectorUnit.description());
        row("", Machine.memory());
        row("tornado", TornadoVm.state());
        return 0;
    }

    private void row(String engine, String description) {
        out().printf("%-9s%s%n", engine, description);
    }
}
