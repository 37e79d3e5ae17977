package tornadovae.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.JsonOption;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.VectorUnit;
import tornadovae.cli.command.Version;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.engine.choice.Engines;
import tornadovae.engine.cpu.Lanes;

@Command(name = "doctor", description = "Check this machine, and say what to do where something is missing.", footer = {
        "  ./run.sh doctor"})
public final class Doctor extends BaseCommand {

    private static final long LEAST_HEAP = 1L << 30;

    /** {@code NOTE}: works without it. {@code MISSING}: does not. */
    enum Verdict { OK, NOTE, MISSING }

    /** {@code advice} is empty where there is nothing to do. */
    record Check(String subject, Verdict verdict, String found, String advice) {

        Map<String, Object> toMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("subject", subject);
            map.put("verdict", verdict.name().toLowerCase(Locale.ROOT));
            map.put("found", found);
            if (!advice.isEmpty()) map.put("advice", advice);
            return map;
        }
    }

    @Mixin
    DataOptions data;

    @Mixin
    JsonOption json;

    @Override
    public Integer call() {
        var checks = new ArrayList<>(List.of(
                jdk(Runtime.version().feature()), vectors(Lanes.VECTORS), memory(Machine.heapLimit()),
                writing(Path.of("").toAbsolutePath())));
        checks.addAll(dataSets(data.places()));
        checks.addAll(tornadoVm(TornadoVm.checks(TornadoVm.home(), Runtime.version().feature(), Engines.provider()),
                TornadoVm.home().isPresent()));
        if (json.isWanted()) json.print(out(), Map.of("checks", checks.stream().map(Check::toMap).toList()));
        else print(checks);
        return checks.stream().anyMatch(check -> check.verdict == Verdict.MISSING) ? 3 : 0;
    }

    private void print(List<Check> checks) {
        for (var check : checks) {
            var mark = switch (check.verdict) {
                case OK -> "OK";
                case NOTE -> "—";
                case MISSING -> "missing";
            };
            out().printf("%-9s%-15s%s%n", mark, check.subject, check.found);
            if (!check.advice.isEmpty()) {
                out().printf("%24s%s%n", "", check.advice);
            }
        }
    }

    static Check jdk(int version) {
        return version >= Machine.OLDEST_JDK
                ? new Check("JDK", Verdict.OK, Version.jdk(), "")
                : new Check("JDK", Verdict.MISSING, Version.jdk(),
                        "Install JDK 25 or later, for instance from https://adoptium.net, and set JAVA_HOME to it.");
    }

    static Check vectors(boolean present) {
        return present
                ? new Check("Vector unit", Verdict.OK, VectorUnit.description(), "")
                : new Check("Vector unit", Verdict.NOTE,
                        "This JVM has no vectors that the CPU engine can use, so that it computes one number at a time.",
                        "Start with ./run.sh, on a JDK that has the module jdk.incubator.vector (java --list-modules).");
    }

    static Check memory(long heapLimit) {
        return heapLimit >= LEAST_HEAP
                ? new Check("Memory", Verdict.OK, Machine.memory(), "")
                : new Check("Memory", Verdict.NOTE, Machine.memory(),
                        "Enough for small models only; raise the limit with TORNADO_VAE_JAVA_OPTS=-Xmx2g.");
    }

    /** Writes a file and removes it: permissions alone do not show read-only mounts and full disks. */
    static Check writing(Path folder) {
        try {
            Files.delete(Files.write(Files.createTempFile(folder, ".doctor", ""), new byte[1 << 16]));
            return new Check("Results", Verdict.OK, "can be written to " + folder, "");
        } catch (IOException e) {
            return new Check("Results", Verdict.MISSING, "cannot be written to " + folder + " (" + e + ")",
                    "Make the folder writable, or start from another folder.");
        }
    }

    /** The sets that have a name; a user's own folders cannot be known here. */
    static List<Check> dataSets(Places places) {
        return Datasets.list(places).stream().filter(entry -> Datasets.names().contains(entry.name())).map(entry -> entry.here()
                ? new Check(entry.name(), Verdict.OK, entry.where(), "")
                : new Check(entry.name(), Verdict.NOTE, entry.where(), "To have it now: ./run.sh data fetch " + entry.name()))
                .toList();
    }

    /** @param wanted whether there is an SDK: one that is there should run, but nothing needs one */
    static List<Check> tornadoVm(List<tornadovae.engine.Check> links, boolean wanted) {
        return links
                .stream().map(link -> new Check(link.subject(),
                        link.holds() ? Verdict.OK : wanted ? Verdict.MISSING : Verdict.NOTE, link.found(), link.advice()))
                .toList();
    }
}
