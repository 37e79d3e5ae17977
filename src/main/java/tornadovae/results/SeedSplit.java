package tornadovae.results;

import java.util.List;
import java.util.Optional;
import tornadovae.math.HeldOutChoice;
import tornadovae.metric.Measure;

/**
 * Which seeds choose one of several settings, and which are compared, so that the choice does not flatter what it chose.
 *
 * @param seeds    of all settings
 * @param choosing how many of them choose, the first; with 0 all of them choose and all are compared, which is right where
 *                 there is nothing to choose, and otherwise good for planning only
 */
public record SeedSplit(List<String> seeds, int choosing) {

    public SeedSplit {
        seeds = List.copyOf(seeds);
        if (choosing < 0 || choosing > seeds.size()) {
            throw new IllegalArgumentException(choosing + " of " + seeds.size()
                    + " seeds choose");
        }
    }

    /** @param most settings that anything is chosen from */
    public static SeedSplit of(List<String> seeds, int most) {
        return new SeedSplit(seeds, HeldOutChoice.seeds(seeds.size(), most));
    }

    /** The seeds that do not choose. */
    public List<String> compared() {
        return seeds.subList(choosing, seeds.size());
    }

    /** The seeds that choose; none where nothing is chosen. */
    public List<String> chose() {
        return seeds.subList(0, choosing);
    }

    /** The number of the setting that is best by a measure; empty where none has it. */
    public Optional<Integer> choose(List<Variant> settings, Measure criterion) {
        double[][] values = settings.stream().map(setting -> setting.at(seeds, criterion.key())).toArray(double[][]::new);
        int chosen = HeldOutChoice.of(values, criterion.better() == Measure.Better.HIGHER, choosing == 0 ? seeds.size()
                : choosing);
        return chosen == HeldOutChoice.NONE ? Optional.empty() : Optional.of(chosen);
    }

    /** {@code a − b} at the compared seeds, of those that have the measure. */
    public double[] differences(Variant a, Variant b, Measure measure) {
        return Variant.differences(a.at(compared(), measure.key()), b.at(compared(), measure.key()));
    }
}
