package tornadovae.cli.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.JsonOption;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.VectorUnit;
import tornadovae.engine.ByteSize;
import tornadovae.engine.Device;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.choice.Engines;
import tornadovae.engine.cpu.CpuEngine;

@Command(name = "devices",
        description = "List the engines and their devices, each of TornadoVM's with the index to write after --device.",
        footer = {"  ./run.sh devices",
                "  ./run.sh train --dataset digits --engine tornado --device 0:0   on a device of the list"})
public final class Devices extends BaseCommand {

    @Mixin
    JsonOption json;

    @Override
    public Integer call() {
        Optional<Engines.Provider> provider = Engines.provider();
        Optional<String> missing = provider.isPresent() ? provider.get().missing()
                : Optional.of("This build has no TornadoVM engine; './run.sh doctor' says how to get it.");
        if (json.isWanted()) {
            json.print(out(), toMap(provider, missing));
            return 0;
        }
        row("cpu", Machine.processor());
        row("", VectorUnit.description());
        row("", Machine.memory());
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

    private static Map<String, Object> toMap(Optional<Engines.Provider> provider, Optional<String> missing) {
        var cpu = new LinkedHashMap<String, Object>();
        cpu.put("processor", CpuEngine.processor());
        cpu.put("cores", Runtime.getRuntime().availableProcessors());
        cpu.put("vectorUnit", VectorUnit.description());
        cpu.put("heapBytes", Machine.heapLimit());
        cpu.put("memoryBytes", Machine.physicalMemory());
        var tornado = new LinkedHashMap<String, Object>();
        missing.ifPresent(reason -> tornado.put("missing", reason));
        var devices = new ArrayList<Map<String, Object>>();
        provider.ifPresent(of -> of.devices().forEach((index, device) -> devices.add(toMap(index, device))));
        tornado.put("devices", devices);
        var all = new LinkedHashMap<String, Object>();
        all.put("cpu", cpu);
        all.put("tornado", tornado);
        return all;
    }

    private static Map<String, Object> toMap(DeviceIndex index, Device device) {
        var map = new LinkedHashMap<String, Object>();
        map.put("index", index.toString());
        map.put("kind", device.kind());
        map.put("name", device.name());
        map.put("units", device.units());
        map.put("memoryBytes", device.memoryBytes());
        map.put("facts", device.facts());
        return map;
    }

    /** {@code localMemory} as {@code local memory}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void row(String engine, String description) {
        out().printf("%-9s%s%n", engine, description);
    }
}
