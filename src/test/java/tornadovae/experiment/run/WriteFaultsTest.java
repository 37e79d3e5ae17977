package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.file.Sha256;

/**
 * A sweep on a disk that fails at its first step, at its second, … until it ends before its disk fails; one cell was there
 * before, two train together.
 */
class WriteFaultsTest {

    private static final String YAML = "pictures: {grid: 2, gif: true}\ntraining.epochs: 2\n";
    private static final Set<String> WHATEVER_HAPPENED = Set.of("provenance.json", "failed.json", "summary.csv");

    @TempDir
    static Path folder;
    private static Path before;
    private static Path undisturbed;
    /** What a whole file of a result may hold, by its path below the folder. */
    private static final Map<String, Set<String>> VERSIONS = new HashMap<>();

    /** What was left behind and ended well. */
    private static final Set<String> MENDED = new HashSet<>();

    /** One cell alone, and then as one of three, under another name. */
    private static final Plan ONE = plan("sweep: {training.seed: [1]}\n");
    private static final Plan THREE =
            plan("sweep: {model.latent: [2, 3], training.seed: [1, 2]}\nexclude: [{model.latent: 2, training.seed: 2}]\n");

    private static Plan plan(String more) {
        return Plan.of(
                Experiment.parse("faults", "faults.yaml",
                        Bars.YAML.replace("pictures.grid: 3\n", "").replace("epochs: 3, ", "") + YAML + more, List.of()),
                Bars::shape, 1 << 30);
    }

    private static Runner.Outcome run(Plan plan, Path folder) {
        try (var store = ResultStore.ofSweep(folder, plan)) {
            return new Runner(new CpuEngine(1), new Software("test", "unknown"), Bars::load,
                    new RunListener() {}).run(plan, store, () -> false);
        }
    }

    @BeforeAll
    static void undisturbed() throws IOException {
        before = Files.createDirectory(folder.resolve("before"));
        run(ONE, before);
        undisturbed = copy(before, folder.resolve("undisturbed"));
        Disk disk = Disk.sound();
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(THREE, disk.path(undisturbed)));
        disk.versions()
                .forEach((file, contents) -> VERSIONS.computeIfAbsent(undisturbed.relativize(file).toString(), _ -> contents));
        for (Path root : List.of(before, undisturbed)) {
            ResultFiles.of(root).forEach((file, content) -> VERSIONS.computeIfAbsent(file, _ -> new HashSet<>()).add(content));
        }
        for (Cell cell : THREE.cells()) {
            String name = "cells/" + cell.id() + "/model.";
            if (VERSIONS.containsKey(
                    name + "safetensors")) {
                VERSIONS.put(name + "previous.safetensors", VERSIONS.get(name + "safetensors"));
            }
        }
    }

    /** @param stride all steps for two, every few for those that leave the same behind */
    @ParameterizedTest
    @CsvSource({"UNRENAMED, 1", "CUT, 1", "BROKEN, 3", "FULL, 7", "QUOTA, 29", "READ_ONLY, 11", "DENIED, 11", "UNFORCED, 11"})
    void aDiskThatFailsAnywhereCostsWhatItFailedAtAndNothingElse(Fault fault, int stride) throws IOException {
        int at = 1;
        for (boolean failed = true; failed; at += stride) {
            Path results = beginAgain();
            Disk disk = Disk.failing(fault, at);
            try {
                Map<Cell, String> reasons = run(THREE, disk.path(results)).failed();
                for (Cell cell : THREE.cells()) {
                    assertEquals(!reasons.containsKey(cell), Files.exists(cellFolder(results, cell).resolve("manifest.json")),
                            cell + " when " + disk.struck());
                }
                reasons.values().forEach(reason -> explains(reason, fault, results));
                if (fault.passes()) {
                    reasons.keySet()
                            .forEach(cell -> assertTrue(disk.struck().startsWith(cellFolder(results, cell)),
                                    cell + " failed for " + disk.struck()));
                }
            } catch (UserError e) {
                assertTrue(disk.failed());
                explains(e.getMessage(), fault, results);
                if (fault.passes()) {
                    assertFalse(disk.struck().getParent().getParent().endsWith("cells"),
                            "a cell's " + disk.struck() + " ended the sweep");
                }
            }
            failed = disk.failed();
            check(results, disk);
        }
        assertTrue(at > 30, "only " + at + " steps were met");
    }

    @Test
    void aProcessThatIsKilledBetweenTwoStepsLosesNothing() throws IOException {
        int at = 1;
        for (boolean failed = true; failed; at += 4) {
            Path results = beginAgain();
            Disk disk = Disk.failing(Fault.KILLED, at);
            try {
                run(THREE, disk.path(results));
            } catch (Fault.Death e) {
                assertTrue(disk.failed());
            }
            failed = disk.failed();
            check(results, disk);
        }
        assertTrue(at > 100, "only " + at + " steps were met");
    }

    /** @param stride all reads for those that say so; those that lie cost more time */
    @ParameterizedTest
    @CsvSource({"UNREADABLE, 1", "SHORT, 3", "FLIPPED, 3"})
    void aReadThatFailsCostsTheCellWhoseFileItIsAndDamagesNothing(Fault fault, int stride) throws IOException {
        int at = 1;
        for (boolean failed = true; failed; at += stride) {
            Path results = beginAgain();
            Disk disk = Disk.failing(fault, at);
            try {
                Map<Cell, String> reasons = run(THREE, disk.path(results)).failed();
                for (Cell cell : THREE.cells()) {
                    boolean finished = Files.exists(cellFolder(results, cell).resolve("manifest.json"));
                    assertTrue(finished || reasons.containsKey(cell), cell + " was forgotten when " + disk.struck());
                }
                for (Cell cell : reasons.keySet()) {
                    assertTrue(disk.struck().startsWith(cellFolder(results, cell)), cell + " failed for " + disk.struck());
                    explains(reasons.get(cell), fault, results);
                }
            } catch (UserError e) {
                assertTrue(disk.failed());
                explains(e.getMessage(), fault, results);
            }
            failed = disk.failed();
            check(results, disk);
        }
        assertTrue(at > 15, "only " + at + " reads were met");
    }

    /** Nothing that is there is damaged, and the same command ends as if nothing had happened. */
    private static void check(Path results, Disk disk) throws IOException {
        checkWhole(results);
        if (!MENDED.add(fingerprint(results))) return;
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(THREE, Disk.sound().path(results)),
                "again, after " + disk.struck());
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(results), "after " + disk.struck());
    }

    /** Of all that a sweep goes on from: what is left of files that were being written is not. */
    private static String fingerprint(Path results) throws IOException {
        MessageDigest sha = Sha256.begin();
        ResultFiles.of(results).forEach((name, content) -> {
            if (!name.contains(".part-")) {
                sha
                        .update((name + content.length() + "\n" + content).getBytes(StandardCharsets.ISO_8859_1));
            }
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Always at the same place, as sentences name it. */
    private static Path beginAgain() throws IOException {
        Path results = folder.resolve("results");
        if (Files.exists(results)) delete(results);
        return copy(before, results);
    }

    private static void explains(String sentence, Fault fault, Path results) {
        assertTrue(sentence.contains(fault.cause), sentence);
        assertTrue(sentence.contains(results.toString()), sentence);
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
    }

    /** Every file that has its name is one that an undisturbed run wrote, and a finished cell has all of its files. */
    private static void checkWhole(Path results) throws IOException {
        Map<String, String> files = ResultFiles.of(results);
        files.forEach((name, content) -> {
            String last = name.substring(name.lastIndexOf('/') + 1);
            if (last.contains(".part-") || WHATEVER_HAPPENED.contains(last)) return;
            assertTrue(VERSIONS.getOrDefault(name, Set.of()).contains(content), name + " is none that was ever written");
        });
        Map<String, String> finished = ResultFiles.of(undisturbed);
        Set<String> cells = files.keySet().stream().filter(name -> name.endsWith("/manifest.json"))
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1)).collect(Collectors.toSet());
        assertTrue(cells.size() >= 1, "the cell of before");
        finished.forEach((name, content) -> {
            if (cells.contains(name.substring(0, name.lastIndexOf('/') + 1))) assertEquals(content, files.get(name), name);
        });
    }

    private static Path cellFolder(Path results, Cell cell) {
        return results.resolve("cells").resolve(cell.id());
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path file : all.toList()) Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
        return to;
    }

    private static void delete(Path results) throws IOException {
        try (var all = Files.walk(results)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
