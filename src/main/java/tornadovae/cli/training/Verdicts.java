package tornadovae.cli.training;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.ResultStore;

/**
 * The last line of a training: what became of it, why, and what to change. Of several cells it counts them by their verdicts and
 * names one of each that is not good.
 */
record Verdicts(List<Cell> cells, ResultStore store) {

    void printTo(PrintWriter out) {
        var byLabel = new LinkedHashMap<String, List<Map<String, Object>>>();
        var example = new LinkedHashMap<String, String>();
        for (Cell cell : cells) {
            Map<String, Object> verdict = store.folder(cell).verdictIfAny();
            if (verdict.isEmpty()) continue;
            String label = text(verdict, "verdict");
            byLabel.computeIfAbsent(label, _ -> new ArrayList<>()).add(verdict);
            if (!text(verdict, "tone").equals("good")) example.putIfAbsent(label, cell.id());
        }
        if (byLabel.isEmpty()) return;   // cells of before there were verdicts
        if (cells.size() == 1) {
            Map<String, Object> only = byLabel.values().iterator().next().getFirst();
            String advice = text(only, "advice");
            out.println("Verdict: " + text(only, "label") + ". " + text(only, "sentence") + (advice.isEmpty() ? "" : " "
                    + advice));
            return;
        }
        var counts = new ArrayList<String>();
        byLabel.forEach((label, found) -> counts.add(found.size() + " " + label + (example.containsKey(label)
                ? " (" + (found.size() > 1 ? "such as " : "") + example.get(label) + ")" : "")));
        out.println("Verdicts: " + String.join(", ", counts) + "; the report says why and what to change.");
    }

    private static String text(Map<String, Object> verdict, String key) {
        return verdict.get(key) instanceof String text ? text : "";
    }
}
