package tornadovae.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.math.HeldOutChoice;
import tornadovae.math.Holm;
import tornadovae.math.MeanInterval;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;

/**
 * The comparison on one data set.
 *
 * @param criterion   what settings are chosen by
 * @param choosing    how many seeds choose, the first; the others are compared
 * @param measures    those that any of its cells has
 * @param arms        in the order of the file
 * @param comparisons of every other objective with the vanilla VAE, measure by measure
 */
public record StudyResult(Design.Study study, Measure criterion, int choosing, List<Measure> measures, List<ArmResult> arms,
        List<Comparison> comparisons) {

    /**
     * One objective.
     *
     * @param chosen   the setting, or {@link HeldOutChoice#NONE}
     * @param selected its values at the compared seeds, NaN where one is missing
     * @param settings the means of every setting over all seeds
     */
    public record ArmResult(Design.Arm arm, int chosen, Map<Measure, double[]> selected, List<Map<Measure,
            MeanInterval>> settings) {

        MeanInterval estimate(Measure measure) {
            return MeanInterval.of(present(selected.get(measure)));
        }
    }

    /**
     * @param choosing how many seeds choose; 0 where all choose and all are compared, which is good for planning only; a negative
     *                 number
     *                 for {@link HeldOutChoice#seeds}
     */
    static StudyResult of(Design.Study study, Results results, Measure wanted, int choosing) {
        List<Measure> measures = results.measures(study);
        Measure criterion = measures.contains(wanted) ? wanted : Measures.of(Measures.LOSS);
        int held = choosing >= 0 ? choosing : HeldOutChoice.seeds(study.seeds().size(), study.arms().getFirst().settings()
                .size());
        List<ArmResult> arms = study.arms().stream().map(arm -> arm(arm, results, measures, criterion, held)).toList();
        return new StudyResult(study, criterion, held, measures, arms,
                measures.stream().flatMap(measure -> compare(arms, measure)).toList());
    }

    /** The seeds that are compared. */
    List<String> compared() {
        return study.seeds().subList(choosing, study.seeds().size());
    }

    private static ArmResult arm(Design.Arm arm, Results results, List<Measure> measures, Measure criterion, int choosing) {
        int chosen = HeldOutChoice.of(results.values(arm, criterion), criterion.better() == Measure.Better.HIGHER,
                choosing == 0 ? results.values(arm, criterion)[0].length : choosing);
        var selected = new HashMap<Measure, double[]>();
        var settings = new ArrayList<Map<Measure, MeanInterval>>();
        for (int k = 0; k < arm.settings().size(); k++) settings.add(new HashMap<>());
        for (Measure measure : measures) {
            double[][] values = results.values(arm, measure);
            selected.put(measure, chosen == HeldOutChoice.NONE ? new double[0]
                    : Arrays.copyOfRange(values[chosen], choosing, values[chosen].length));
            for (int k = 0; k < values.length; k++) settings.get(k).put(measure, MeanInterval.of(present(values[k])));
        }
        return new ArmResult(arm, chosen, selected, settings);
    }

    private static Stream<Comparison> compare(List<ArmResult> arms, Measure measure) {
        double[] baseline = arms.stream().filter(arm -> arm.arm().objective().equals(Design.BASELINE)).findFirst().orElseThrow().selected().get(measure);
        List<Comparison> comparisons = arms.stream().filter(arm -> !arm.arm().objective().equals(Design.BASELINE)).map(arm -> {
            double[] own = arm.selected().get(measure);
            double[] differences = IntStream.range(0, Math.min(own.length, baseline.length))
                    .mapToDouble(s -> own[s] - baseline[s]).toArray();
            return Comparison.of(arm.arm().objective(), measure, present(differences));
        }).toList();
        double[] corrected = Holm.adjust(comparisons.stream().mapToDouble(Comparison::p).toArray());
        return IntStream.range(0, corrected.length).mapToObj(i -> comparisons.get(i).corrected(corrected[i]));
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }
}
