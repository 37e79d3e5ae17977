package tornadovae.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tornadovae.experiment.store.Csv;
import tornadovae.math.MeanInterval;
import tornadovae.metric.Measure;

/**
 * ablation.csv: all numbers of an ablation in full, a row a number with its interval. The column {@code kind} says which:
 * {@code objective}, the mean of an objective with the settings chosen for it; {@code difference}, to the vanilla VAE;
 * {@code setting}, the mean of one setting over all seeds, with the seeds that chose it where they did; those are in no other
 * row. Unknown numbers are empty.
 */
final class AblationCsv {

    private static final List<String> HEADER =
            List.of("dataset", "kind", "objective", "setting", "measure", "unit", "better", "n", "mean", "ci95_half_width",
                    "hedges_g", "rank_biserial", "p", "p_holm", "seeds_needed", "selected_by", "chosen_by_seeds");

    private AblationCsv() {}

    static String of(Ablation ablation) {
        var csv = new StringBuilder(Csv.line(HEADER));
        for (ContestResult study : ablation.studies()) {
            for (var arm : study.arms()) {
                for (Measure measure : study.measures()) {
                    csv.append(row(study, "objective", arm.arm().objective(), "", measure, study.estimate(arm, measure),
                            List.of("", "", "", "", ""), ""));
                }
            }
            for (Comparison c : study.comparisons()) {
                csv.append(row(study, "difference", c.objective(), "", c.measure(), c.difference(),
                        List.of(number(c.effect()), number(c.rankBiserial()), number(c.p()), number(c.holmP()),
                                TableText.needed(c.seedsNeeded())),
                        ""));
            }
            for (var arm : study.arms()) {
                for (int k = 0; k < arm.settings().size(); k++) {
                    for (Measure measure : study.measures()) {
                        csv.append(row(study, "setting", arm.arm().objective(), arm.arm().settings().get(k).label(), measure,
                                arm.settings().get(k).mean(measure.key()),
                                List.of("", "", "", "", ""), arm.hasChosen(k)
                                        ? String.join(" ", study.split().chose()) : ""));
                    }
                }
            }
        }
        return csv.toString();
    }

    private static String row(ContestResult study, String kind, String objective, String setting, Measure measure,
            MeanInterval interval, List<String> tests,
            String seeds) {
        var fields = new ArrayList<String>(List.of(study.study().dataset(), kind, objective, setting, measure.key(),
                measure.unit(), measure.better().name().toLowerCase(Locale.ROOT), String.valueOf(interval.n()),
                number(interval.mean()), number(interval.halfWidth())));
        fields.addAll(tests);
        fields.add(
                kind.equals("setting") || study.study().arms().getFirst().settings().size() == 1 ? "" : study.criterion().key());
        fields.add(seeds);
        return Csv.line(fields);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }
}
