package tornadovae.report;

import java.util.List;
import java.util.function.Function;
import tornadovae.chart.Chart;
import tornadovae.results.Study;

/** All charts of a study that have something to show. */
final class Charts {

    private static final List<Function<Study, List<Chart>>> FAMILIES =
            List.of(RateDistortion::of, WaterFilling::of, Bounds::of, Disentangled::of, UsedDimensions::of, KlPerDimension::of,
                    LossCurves::of);

    private Charts() {}

    /** @param prefix of the ids, so that those of several studies differ; may be empty */
    static List<Chart> of(Study study, String prefix) {
        return FAMILIES.stream().flatMap(family -> family.apply(study).stream()).filter(chart -> !chart.isEmpty())
                .map(c -> new Chart(prefix + c.id(), c.subject(), c.finding(), c.caption(), c.x(), c.y(), c.series())).toList();
    }
}
