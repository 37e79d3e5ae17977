package tornadovae.cli.system;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.VectorUnit;
import tornadovae.engine.ByteSize;
import tornadovae.engine.Device;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.choice.Engines;

@Command(name = "devices",
        description = "List the engines and their devices, each of TornadoVM's with the index to write after --device.",
        footer = {"  ./run.sh devices",
                "  ./run.sh train --dataset digits --engine tornado --device 0:0   on a device of the list"})
public final class Devices extends BaseCommand {

    @Override
    public Integer call() {
        row("cpu", Machine.processor());
        row("", VectorUnit.description());
        row("", Machine.memory());
        Optional<Engines.Provider> provider = Engines.provider();
        Optional<String> missing = provider.isPresent() ? provider.get().missing()
                : Optional.of("This build has no TornadoVM engine; './run.sh doctor' says how to get it.");
        missing.ifPresent(reason -> row("tornado", reason));
        provider.ifPresent(tornado -> tornado.devices().forEach(this::device));
        return 0;
    }

    private void device(DeviceIndex index, Device device) {
        var facts = new LinkedHashMap<>(device.facts());
        row("tornado", index + "  " + device.kind() + "  " + device.name());
        row("", facts.remove("backend") + ", " + facts.remove("platform") + ", " + device.units()
                + (device.units() == 1 ? " compute unit, " : " compute units, ") + ByteSize.text(device.memoryBytes())
                + " memory");
        facts.forEach((name, value) -> row("", words(name) + ": " + value));
    }

    /** {@code localMemory} as {@code local memory}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void row(String engine, String description) {
        out().printf("%-9s%s%n", engine, description);
    }
}
