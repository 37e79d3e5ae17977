package tornadovae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.cli.command.Machine;
import tornadovae.cli.command.Table;
import tornadovae.cli.command.Version;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.Csv;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.Provenance;
import tornadovae.file.AtomicFile;

/**
 * The figures of a benchmark: a table on the console and, where asked for, a CSV and a JSON file with what they were measured on.
 */
final class BenchFigures {

    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Also write the figures there, as CSV and as JSON with provenance.")
    Path out;

    private final List<SequencedMap<String, Object>> rows = new ArrayList<>();

    /** Makes the folder before anything is measured for it. */
    void requireOut() {
        if (out == null) return;
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new UserError(
                    "--out must name a folder, or one that can be made, but " + out + " cannot be: " + UserError.reason(e) + ".");
        }
    }

    /** @param cells names and values in turn */
    void row(Object... cells) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.length; i += 2) row.put((String) cells[i], cells[i + 1]);
        rows.add(row);
    }

    boolean empty() {
        return rows.isEmpty();
    }

    String table() {
        var table = new Table(rows.getFirst().sequencedKeySet().toArray(String[]::new));
        for (var row : rows) table.row(row.values().stream().map(BenchFigures::text).toArray());
        return table.toString();
    }

    String markdown() {
        var lines = new StringBuilder();
        List<String> header = List.copyOf(rows.getFirst().sequencedKeySet());
        lines.append("| ").append(String.join(" | ", header)).append(" |\n").append("|---".repeat(header.size())).append("|\n");
        for (var row : rows) {
            lines.append("| ").append(row.values().stream().map(BenchFigures::text).collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return lines.toString();
    }

    String csv() {
        var csv = new StringBuilder(Csv.line(List.copyOf(rows.getFirst().sequencedKeySet())));
        for (var row : rows) csv.append(Csv.line(row.values().stream().map(BenchFigures::text).toList()));
        return csv.toString();
    }

    /**
     * Writes NAME.csv and NAME.json, where that was asked for; what was there is replaced.
     *
     * @param facts measured once for all rows, such as ceilings
     */
    void write(String name, List<String> command, List<Engine> engines, Map<String, Object> facts) {
        if (out == null) return;
        var json = new LinkedHashMap<String, Object>();
        var provenance = new LinkedHashMap<String, Object>();
        provenance.put("command", "./run.sh " + String.join(" ", command));
        provenance.put("version", Version.software().version());
        provenance.put("commit", Version.software().commit());
        provenance.putAll(Provenance.ofSystem());
        provenance.put("processor", Machine.processor());
        provenance.put("engines", engines.stream().map(Provenance::of).toList());
        json.put("provenance", provenance);
        json.putAll(facts);
        json.put("figures", rows);
        AtomicFile.writeString(out.resolve(name + ".json"), Json.write(json));
        AtomicFile.writeString(out.resolve(name + ".csv"), csv());
    }

    /** Numbers with three digits that mean something. */
    private static String text(Object value) {
        if (!(value instanceof Double number)) return String.valueOf(value);
        return String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f", number);
    }
}
