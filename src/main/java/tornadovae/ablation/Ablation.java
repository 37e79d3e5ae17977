package tornadovae.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.CellFolder;
import tornadovae.math.SampleSize;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;

/**
 * Objectives against the vanilla VAE: what each is worth with a setting chosen on seeds that are not compared, how it differs
 * from the VAE on the same seeds, and how sure that is.
 *
 * @param name    of the experiment
 * @param studies one a data set
 * @param leftOut a sentence for everything that is missing
 */
public record Ablation(String name, List<ContestResult> studies, List<String> leftOut) {

    /** What settings are chosen by where a data set's cells have it; elsewhere by −ELBO. */
    public static final Measure USUAL_CRITERION = Measures.of("mig");

    public Ablation {
        studies = List.copyOf(studies);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads what the cells have measured.
     *
     * @param criterion what settings are chosen by, or null for the usual one; a data set whose cells do not have it uses −ELBO
     * @throws UserError where cells have measures, but none has the criterion that was asked for
     */
    public static Ablation of(String name, Design design, Function<Cell, CellFolder> folders, Measure criterion) {
        return of(name, design, folders, criterion, -1);
    }

    /**
     * @param choosing how many seeds, the first, choose settings and are not compared; 0 for a plan, in which all choose and are
     *                 compared; negative for a third where there is a choice
     */
    public static Ablation of(String name, Design design, Function<Cell, CellFolder> folders, Measure criterion, int choosing) {
        var results = new MeasuredCells(name, design.cells(), folders);
        Measure wanted = criterion == null ? USUAL_CRITERION : criterion;
        List<ContestResult> studies = design.studies().stream().map(study -> ContestResult.of(study, results, wanted, choosing))
                .toList();
        boolean measured = studies.stream().anyMatch(study -> !study.measures().isEmpty());
        if (criterion != null && measured && studies.stream().noneMatch(study -> study.criterion().equals(criterion))) {
            throw new UserError("No cell has the measure " + criterion.key() + ", which --select-by names; there are "
                    + studies.stream().flatMap(study -> study.measures().stream()).filter(Measure::hasBetter).map(Measure::key)
                            .distinct().collect(Collectors.joining(", "))
                    + ".");
        }
        var leftOut = new ArrayList<>(results.missing());
        for (ContestResult study : studies) {
            leftOut.addAll(results.gaps(study.study(), study.measures()));
            leftOut.addAll(results.withheld(study.study()));
        }
        return new Ablation(name, studies, leftOut);
    }

    /** The measure that {@code --select-by} names. */
    public static Measure criterion(String key) {
        return Measures.find(key).filter(criteria()::contains).orElseThrow(() -> {
            List<String> keys = criteria().stream().map(Measure::key).toList();
            return new UserError("--select-by must be one of " + String.join(", ", keys) + ", not '" + key + "'"
                    + Suggestion.ending(key, keys));
        });
    }

    /** What settings can be chosen by: the measures that are compared and have a better side, with the usual bounds. */
    static List<Measure> criteria() {
        return Measures.shown(Measure.Place.ABLATION, Stream.of("iwae_5", "iwae_50", "iwae_500", "iwae_5000")).stream()
                .filter(Measure::hasBetter).toList();
    }

    /**
     * How many seeds would show, with a probability of 80 %, the differences that objectives have by the criterion: the most that
     * any of them needs. At least 2; a number that {@link SampleSize#isKnown} does not know where some do not differ at all.
     */
    public int seedsNeeded() {
        return studies.stream().flatMap(study -> study.comparisons().stream().filter(c -> c.measure().equals(study.criterion())))
                .mapToInt(Comparison::seedsNeeded).max().orElse(2);
    }

    /** How many cells the comparison rests on. */
    long cells() {
        return studies.stream().flatMap(study -> study.study().arms().stream()).flatMap(arm -> arm.settings().stream())
                .mapToLong(setting -> setting.cells().size()).sum();
    }
}
