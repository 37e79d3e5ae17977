package tornadovae.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** summary.csv: a row a cell in the order of the plan; columns are the cell, what is swept, its state, and the metrics. */
final class Summary {

    private Summary() {}

    static String csv(List<Cell> cells, Function<Cell, CellFolder> folders) {
        var swept = cells.getFirst().swept().keySet();
        var metrics = new ArrayList<Map<String, Object>>();
        var names = new LinkedHashSet<String>();
        for (Cell cell : cells) {
            Map<String, Object> found = folders.apply(cell).metricsIfAny();
            metrics.add(found);
            found.forEach((name, value) -> {
                if (value instanceof Number) names.add(name);
            });
        }
        var header = new ArrayList<String>(List.of("cell"));
        header.addAll(swept);
        header.add("state");
        header.addAll(names);
        var csv = new StringBuilder(Csv.line(header));
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            var row = new ArrayList<String>(List.of(cell.id()));
            for (String key : swept) row.add(Values.text(cell.swept().get(key)));
            row.add(state(folders.apply(cell), metrics.get(i)));
            for (String name : names) row.add(String.valueOf(metrics.get(i).getOrDefault(name, "")));
            csv.append(Csv.line(row));
        }
        return csv.toString();
    }

    private static String state(CellFolder folder, Map<String, Object> metrics) {
        if (!metrics.isEmpty()) return "finished";
        return folder.isFinished() || folder.hasFailed() ? "failed" : "unfinished";   // metrics that cannot be read are none
    }
}
