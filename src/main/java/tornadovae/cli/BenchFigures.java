package tornadovae.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.AtomicFile;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;

/** The figures of a benchmark: a table on the console and, where asked for, a CSV and a JSON file with what they were measured on. */
final class BenchFigures {

    @Option(names = "--out", paramLabel = "FOLDER", description = "Also write the figures there, as CSV and as JSON with provenance.")
    Path out;

    private final List<SequencedMap<String, Object>> rows = new ArrayList<>();

    /** @param cells names and values in turn */
    void row(Object... cells) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.length; i += 2) row.put((String) cells[i], cells[i + 1]);
        rows.add(row);
    }

    String table() {
        var table = new Table(rows.getFirst().sequencedKeySet().toArray(String[]::new));
        for (var row : rows) table.row(row.values().stream().map(BenchFigures::text).toArray());
        return table.toString();
    }

    String csv() {
        var lines = new ArrayList<List<String>>();
        lines.add(List.copyOf(rows.getFirst().sequencedKeySet()));
        for (var row : rows) lines.add(row.values().stream().map(BenchFigures::text).toList());
        return lines.stream().map(line -> line.stream().map(cell -> cell.matches("[^,\"\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"').collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
    }

    /** @param facts measured once for all rows, such as ceilings */
    void write(String name, List<String> command, List<Engine> engines, Map<String, Object> facts) {
        if (out == null) return;
        var json = new LinkedHashMap<String, Object>();
        var provenance = new LinkedHashMap<String, Object>();
        provenance.put("command", "./run.sh " + String.join(" ", command));
        provenance.put("version", Version.software().version());
        provenance.put("commit", Version.software().commit());
        provenance.put("jdk", Runtime.version().toString());
        provenance.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        provenance.put("processor", Machine.processor());
        provenance.put("engines", engines.stream().map(BenchFigures::facts).toList());
        json.put("provenance", provenance);
        json.putAll(facts);
        json.put("figures", rows);
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        AtomicFile.writeString(out.resolve(name + ".json"), mapper.writeValueAsString(json) + "\n");
        AtomicFile.writeString(out.resolve(name + ".csv"), csv());
    }

    private static Map<String, Object> facts(Engine engine) {
        Device device = engine.device();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("engine", engine.name());
        facts.put("device", device.name());
        facts.put("detail", device.detail());
        facts.putAll(device.facts());
        return facts;
    }

    /** Numbers with three digits that mean something. */
    private static String text(Object value) {
        if (!(value instanceof Double number)) return String.valueOf(value);
        return String.format(java.util.Locale.ROOT, Math.abs(number) >= 100 ? "%.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f", number);
    }
}
