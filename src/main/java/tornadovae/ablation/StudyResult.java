package tornadovae.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.math.Holm;
import tornadovae.math.MeanInterval;

/**
 * The comparison on one data set.
 *
 * @param criterion   what settings are chosen by
 * @param measures    those that any of its cells has
 * @param arms        in the order of the file
 * @param comparisons of every other objective with the vanilla VAE, measure by measure
 */
public record StudyResult(Design.Study study, Measure criterion, List<Measure> measures, List<ArmResult> arms, List<Comparison> comparisons) {

    /**
     * One objective.
     *
     * @param chosen   setting for every seed, or {@link Selection#NONE}
     * @param selected the chosen settings' values, one a seed, NaN where it is missing
     * @param settings the means of every setting over all seeds
     */
    public record ArmResult(Design.Arm arm, int[] chosen, Map<Measure, double[]> selected, List<Map<Measure, MeanInterval>> settings) {

        MeanInterval estimate(Measure measure) {
            return MeanInterval.of(present(selected.get(measure)));
        }

        /** The seeds for which a setting was chosen. */
        List<String> seedsOf(int setting, List<String> seeds) {
            return IntStream.range(0, chosen.length).filter(s -> chosen[s] == setting).mapToObj(seeds::get).toList();
        }
    }

    static StudyResult of(Design.Study study, Results results, Measure wanted) {
        List<Measure> measures = Arrays.stream(Measure.values()).filter(measure -> has(study, results, measure)).toList();
        Measure criterion = measures.contains(wanted) ? wanted : Measure.TEST_TOTAL;
        List<ArmResult> arms = study.arms().stream().map(arm -> arm(arm, results, measures, criterion)).toList();
        return new StudyResult(study, criterion, measures, arms, measures.stream().flatMap(measure -> compare(arms, measure)).toList());
    }

    private static boolean has(Design.Study study, Results results, Measure measure) {
        return study.arms().stream().flatMap(arm -> Arrays.stream(results.values(arm, measure))).flatMapToDouble(Arrays::stream).anyMatch(value -> !Double.isNaN(value));
    }

    private static ArmResult arm(Design.Arm arm, Results results, List<Measure> measures, Measure criterion) {
        int[] chosen = Selection.choose(results.values(arm, criterion), criterion.better());
        var selected = new EnumMap<Measure, double[]>(Measure.class);
        var settings = new ArrayList<Map<Measure, MeanInterval>>();
        for (int k = 0; k < arm.settings().size(); k++) settings.add(new EnumMap<>(Measure.class));
        for (Measure measure : measures) {
            double[][] values = results.values(arm, measure);
            selected.put(measure, IntStream.range(0, chosen.length).mapToDouble(s -> chosen[s] == Selection.NONE ? Double.NaN : values[chosen[s]][s]).toArray());
            for (int k = 0; k < values.length; k++) settings.get(k).put(measure, MeanInterval.of(present(values[k])));
        }
        return new ArmResult(arm, chosen, selected, settings);
    }

    private static Stream<Comparison> compare(List<ArmResult> arms, Measure measure) {
        double[] baseline = arms.stream().filter(arm -> arm.arm().objective().equals(Design.BASELINE)).findFirst().orElseThrow().selected().get(measure);
        List<Comparison> comparisons = arms.stream().filter(arm -> !arm.arm().objective().equals(Design.BASELINE)).map(arm -> {
            double[] own = arm.selected().get(measure);
            double[] differences = IntStream.range(0, own.length).mapToDouble(s -> own[s] - baseline[s]).toArray();
            return Comparison.of(arm.arm().objective(), measure, present(differences));
        }).toList();
        double[] corrected = Holm.adjust(comparisons.stream().mapToDouble(Comparison::p).toArray());
        return IntStream.range(0, corrected.length).mapToObj(i -> comparisons.get(i).corrected(corrected[i]));
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }
}
