package tornadovae.ablation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.CellFolder;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.results.CellResult;
import tornadovae.results.Variant;

/** What the cells of an experiment measured, and what is missing of it. */
final class MeasuredCells {

    private final Map<Cell, CellResult> results = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    /** @param name of the experiment */
    MeasuredCells(String name, List<Cell> cells, Function<Cell, CellFolder> folders) {
        for (Cell cell : cells) {
            var found = CellResult.read(name, cell.id(), folders.apply(cell), cell.configuration().values());
            results.put(cell, found);
            if (!found.isFinished()) {
                missing.add("Cell " + cell.id() + " has no metrics"
                        + (found.reason().isEmpty() ? "." : ": " + found.reason().replaceAll("\\R", " ")));
            }
        }
    }

    /** The settings of an objective with what they measured. */
    List<Variant> of(Design.Arm arm) {
        return arm.settings().stream().map(setting -> new Variant(Map.of(), setting.cells().stream().map(results::get)
                .toList())).toList();
    }

    /** The measures that are compared and that any cell of a study has. */
    List<Measure> measures(Design.Contest study) {
        List<CellResult> own = cells(study).map(results::get).toList();
        return Measures.shown(Measure.Place.ABLATION, own.stream().flatMap(cell -> cell.metrics().keySet().stream())).stream()
                .filter(measure -> own.stream().anyMatch(cell -> !Double.isNaN(cell.metric(measure.key())))).toList();
    }

    private static Stream<Cell> cells(Design.Contest study) {
        return study.arms().stream().flatMap(arm -> arm.settings().stream()).flatMap(setting -> setting.cells().stream());
    }

    /** A sentence for every cell without metrics, in the order of the experiment. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** A sentence for every cell that says itself what it cannot measure. */
    List<String> withheld(Design.Contest study) {
        return cells(study).filter(cell -> results.get(cell).metrics().containsKey(Measures.NOT_MEASURABLE))
                .map(cell -> "Cell " + cell.id() + ": " + results.get(cell).metrics().get(Measures.NOT_MEASURABLE)).toList();
    }

    /** A sentence for every finished cell that lacks a measure which others of its data set have. */
    List<String> gaps(Design.Contest study, List<Measure> measures) {
        return cells(study).map(results::get).filter(CellResult::isFinished)
                .flatMap(cell -> measures.stream().filter(measure -> isGap(cell, measure)).map(measure -> "Cell " + cell.id()
                        + " has no finite " + measure.key() + ", found " + cell.metrics()
                                .getOrDefault(measure.key(), "nothing")
                        + "."))
                .toList();
    }

    /** Unless a cell says itself that it has too few images for it. */
    private static boolean isGap(CellResult cell, Measure measure) {
        boolean withheld = Measures.needsManyImages(measure.key()) && cell.metrics().containsKey(Measures.NOT_MEASURABLE);
        return Double.isNaN(cell.metric(measure.key())) && !withheld;
    }
}
