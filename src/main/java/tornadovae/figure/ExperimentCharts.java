package tornadovae.figure;

import java.nio.file.Path;
import java.util.List;
import tornadovae.chart.Chart;

/** The charts that can be drawn of an experiment. */
public final class ExperimentCharts {

    private ExperimentCharts() {}

    /** The charts of the report of a folder of results: those for which it has values. */
    public static List<Chart> charts(Path folder) {
        return List.of();
    }
}
