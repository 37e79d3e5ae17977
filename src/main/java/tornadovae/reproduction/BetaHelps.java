package tornadovae.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tornadovae.math.Interval;
import tornadovae.math.Statistics;
import tornadovae.results.CellResult;
import tornadovae.results.SettingNames;
import tornadovae.results.Variant;

/**
 * A larger β gives higher scores of disentanglement: for every measure, the mean over seeds of its difference between the two β
 * lies above 0 with its 95 % interval. Runs of the same seed are compared with each other.
 *
 * @param measures names in metrics.json
 * @param low the smaller β
 * @param high the larger β
 */
record BetaHelps(List<String> measures, double low, double high) implements Judgement {

    BetaHelps {
        measures = List.copyOf(measures);
    }

    @Override
    public String expected(Effort form) {
        return String.format(Locale.ROOT, "β = %.0f scores higher than β = %.0f on %s", high, low,
                String.join(" and ", measures));
    }

    @Override
    public String tolerance(Effort form) {
        return "95 % interval of the mean difference over seeds above 0";
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        boolean within = true;
        var got = new ArrayList<String>();
        for (String measure : measures) {
            if (cells.stream().anyMatch(cell -> Double.isNaN(cell.metric(measure)))) {
                return new Assessment(Assessment.Outcome.UNFINISHED, expected(form), tolerance(form), "", "trained, but "
                        + measure + " is not measured yet");
            }
            Variant lower = at(cells, low), higher = at(cells, high);
            double[] difference = higher.paired(lower, measure);
            Interval interval = Interval.student(difference);
            within &= interval.low() > 0;   // false for a single seed, whose interval is unknown
            got.add(String.format(Locale.ROOT,
                    "%s: %.3f against %.3f, difference %+.3f (95 %% interval %+.3f to %+.3f, %d seeds)", measure,
                    higher.mean(measure).mean(), lower.mean(measure).mean(), Statistics.mean(difference), interval.low(),
                    interval.high(), difference.length));
        }
        return Assessment.of(within, expected(form), tolerance(form), String.join("; ", got));
    }

    private static Variant at(List<CellResult> cells, double beta) {
        return new Variant(Map.of(SettingNames.BETA, beta), cells.stream()
                .filter(cell -> cell.number(SettingNames.BETA) == beta).toList());
    }
}
