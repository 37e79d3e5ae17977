package tornadovae.ablation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.experiment.config.Objectives;
import tornadovae.math.Holm;
import tornadovae.math.MeanInterval;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.results.SeedSplit;
import tornadovae.results.Variant;

/**
 * The comparison on one data set.
 *
 * @param criterion   what settings are chosen by
 * @param split       which seeds choose and which are compared
 * @param measures    those that any of its cells has
 * @param arms        in the order of the file
 * @param comparisons of every other objective with the vanilla VAE, measure by measure
 */
public record ContestResult(Design.Contest study, Measure criterion, SeedSplit split,
        List<Measure> measures, List<ArmResult> arms,
        List<Comparison> comparisons) {

    /**
     * One objective.
     *
     * @param chosen   the number of the setting; empty where none has the criterion
     * @param settings with what they measured
     */
    public record ArmResult(Design.Arm arm, Optional<Integer> chosen, List<Variant> settings) {

        /** The chosen setting; one without cells where there is none. */
        Variant selected() {
            return chosen.map(settings::get).orElse(new Variant(Map.of(), List.of()));
        }

        boolean hasChosen(int setting) {
            return chosen.isPresent() && chosen.get() == setting;
        }
    }

    /** @param choosing how many seeds choose; a negative number for a third where there is a choice */
    static ContestResult of(Design.Contest study, MeasuredCells results, Measure wanted, int choosing) {
        List<Measure> measures = results.measures(study);
        Measure criterion = measures.contains(wanted) ? wanted : Measures.of(Measures.LOSS);
        var split = choosing >= 0 ? new SeedSplit(study.seeds(), choosing)
                : SeedSplit.of(study.seeds(), study.arms().getFirst().settings().size());
        List<ArmResult> arms = study.arms().stream().map(arm -> new ArmResult(arm, split.choose(results.of(arm), criterion),
                results.of(arm))).toList();
        return new ContestResult(study, criterion, split, measures, arms,
                measures.stream().flatMap(measure -> compare(arms, measure, split)).toList());
    }

    /** The seeds that are compared. */
    List<String> compared() {
        return split.compared();
    }

    /** The mean of an objective's chosen setting at the compared seeds. */
    MeanInterval estimate(ArmResult arm, Measure measure) {
        return MeanInterval.of(Arrays.stream(arm.selected().at(compared(), measure.key())).filter(value -> !Double.isNaN(value))
                .toArray());
    }

    private static Stream<Comparison> compare(List<ArmResult> arms, Measure measure, SeedSplit split) {
        Variant baseline = arms.stream().filter(arm -> arm.arm().objective().equals(Objectives.VANILLA)).findFirst().orElseThrow()
                .selected();
        List<Comparison> comparisons = arms.stream().filter(arm -> !arm.arm().objective().equals(Objectives.VANILLA))
                .map(arm -> Comparison.of(arm.arm().objective(), measure, split.differences(arm.selected(), baseline, measure)))
                .toList();
        double[] corrected = Holm.adjust(comparisons.stream().mapToDouble(Comparison::p).toArray());
        return IntStream.range(0, corrected.length).mapToObj(i -> comparisons.get(i).corrected(corrected[i]));
    }
}
