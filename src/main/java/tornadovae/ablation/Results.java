package tornadovae.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tornadovae.experiment.Cell;
import tornadovae.experiment.CellFolder;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;

/** What the cells of an experiment measured, and what is missing of it. */
final class Results {

    /** What a metrics.json calls the sentence that some of its measures would need more images. */
    private static final String NOT_MEASURABLE = "not_measurable";
    private final Map<Cell, Map<String, Object>> metrics = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    /** Reads metrics.json of every cell. */
    Results(List<Cell> cells, Function<Cell, CellFolder> folders) {
        for (Cell cell : cells) {
            CellFolder folder = folders.apply(cell);
            Map<String, Object> found = folder.metricsIfAny();
            metrics.put(cell, found);
            if (found.isEmpty())
                missing.add("Cell " + cell.id() + " has no metrics" + folder.failureIfAny()
                        .map(reason -> ": " + reason.replaceAll("\\R", " ")).orElse("."));
        }
    }

    /** NaN where the cell failed, does not have the measure, or has it as something other than a finite number. */
    double value(Cell cell, Measure measure) {
        return metrics.get(cell).get(measure.key()) instanceof Number number && Double.isFinite(number.doubleValue()) ? number.doubleValue() : Double.NaN;
    }

    /** [setting, seed] */
    double[][] values(Design.Arm arm, Measure measure) {
        return arm.settings().stream().map(setting -> setting.cells().stream().mapToDouble(cell -> value(cell, measure)).toArray()).toArray(double[][]::new);
    }

    /** Those that are compared and that any cell of a study has. */
    List<Measure> measures(Design.Study study) {
        var keys = study.arms().stream().flatMap(arm -> arm.settings().stream()).flatMap(setting -> setting.cells().stream())
                .flatMap(cell -> metrics.get(cell).keySet().stream());
        return Measures.shown(Measure.Place.ABLATION, keys).stream().filter(measure -> study.arms().stream()
                .flatMap(arm -> Arrays.stream(values(arm, measure))).flatMapToDouble(Arrays::stream)
                .anyMatch(value -> !Double.isNaN(value))).toList();
    }

    /** A sentence for every cell without metrics, in the order of the experiment. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** Whether a cell says that it has too few images for a measure. */
    private boolean isWithheld(Cell cell, Measure measure) {
        return Measures.needsManyImages(measure.key()) && metrics.get(cell).containsKey(Measures.NOT_MEASURABLE);
    }

    /** A sentence for every cell that says itself what it cannot measure. */
    List<String> withheld(Design.Study study) {
        return study.arms().stream().flatMap(arm -> arm.settings().stream()).flatMap(setting -> setting.cells().stream())
                .filter(cell -> metrics.get(cell).containsKey(Measures.NOT_MEASURABLE))
                .map(cell -> "Cell " + cell.id() + ": " + metrics.get(cell).get(Measures.NOT_MEASURABLE)).toList();
    }

    /** A sentence for every finished cell that lacks a measure which others of its data set have. */
    List<String> gaps(Design.Study study, List<Measure> measures) {
        var gaps = new ArrayList<String>();
        for (var arm : study.arms())
            for (var setting : arm.settings())
                for (Cell cell : setting.cells())
                    for (Measure measure : measures)
                        if (!metrics.get(cell).isEmpty() && Double.isNaN(value(cell, measure)) && !isWithheld(cell, measure))
                            gaps.add("Cell " + cell.id() + " has no finite " + measure.key() + ", found "
                                    + metrics.get(cell).getOrDefault(measure.key(), "nothing") + ".");
        return gaps;
    }
}
