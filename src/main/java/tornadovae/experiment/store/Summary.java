package tornadovae.experiment.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tornadovae.experiment.config.Values;
import tornadovae.file.AtomicFile;

/**
 * summary.csv: a row a cell in the order of the plan; columns are the cell, what is swept, its state, the metrics, and the
 * verdict. It takes two walks over the files of the cells, one for the names of the columns and one for the rows, and no more
 * memory for a million cells than for one.
 */
final class Summary {

    private static final String VERDICT = "verdict";

    private Summary() {}

    static void write(Path root) {
        Set<String> swept = new LinkedHashSet<>(), metrics = new LinkedHashSet<>();
        PlanFile.forEachCell(root, cell -> {
            swept.addAll(cell.swept().keySet());
            CellFolder.in(root, cell.id()).metricsIfAny().forEach((name, value) -> {
                if (value instanceof Number) metrics.add(name);
            });
        });
        AtomicFile.write(root.resolve("summary.csv"), out -> {
            var csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            var header = new ArrayList<String>(List.of("cell"));
            header.addAll(swept);
            header.add("state");
            header.addAll(metrics);
            header.add(VERDICT);
            csv.write(Csv.line(header));
            PlanFile.forEachCell(root, cell -> {
                try {
                    csv.write(Csv.line(row(cell, CellFolder.in(root, cell.id()), swept, metrics)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            csv.flush();
        });
    }

    private static List<String> row(PlanFile.Entry cell, CellFolder folder, Set<String> swept, Set<String> metrics) {
        Map<String, Object> found = folder.metricsIfAny();
        var row = new ArrayList<String>(List.of(cell.id()));
        for (String key : swept) row.add(cell.swept().containsKey(key) ? Values.text(cell.swept().get(key)) : "");
        row.add(folder.state());
        for (String name : metrics) row.add(String.valueOf(found.getOrDefault(name, "")));
        row.add(String.valueOf(folder.verdictIfAny().getOrDefault("label", "")));
        return row;
    }
}
