package tornadovae.report.explorer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.model.VaeSpec;

/**
 * A trained cell that may be explored.
 *
 * @param metrics its metrics.json; empty for one that is not finished
 * @param place   how many cells that differ from it in their seed alone have a lower test loss
 */
record Candidate(CellFolder folder, Configuration configuration, int width, int height, Map<String, Object> metrics, int place) {

    /** A {@link UserError} says why a model cannot be read. */
    static Candidate read(CellFolder folder) {
        TrainedCell cell = TrainedCell.read(folder);
        if (cell.channels() != 1) {
            throw new UserError("The explorer shows grey images, and those of " + folder.path() + " have colours; draw them with "
                    + "'manifold' and 'traverse'.");
        }
        if (cell.configuration().prior().isLearned()) {
            throw new UserError("it has a learned prior, but the explorer's plane is a standard normal's mass");
        }
        return new Candidate(folder, cell.configuration(), cell.width(), cell.height(), folder.metricsIfAny(), 0);
    }

    /** The best seed of every setting before the second best of any, two latent dimensions before others, then by test loss. */
    static List<Candidate> inOrderOfMerit(List<Candidate> candidates) {
        var read = new ArrayList<>(candidates);
        read.sort(Comparator.comparingDouble(Candidate::loss).thenComparing(Candidate::id));
        var better = new HashMap<Map<String, Object>, Integer>();
        var placed = new ArrayList<Candidate>();
        for (Candidate c : read) {
            placed.add(new Candidate(c.folder, c.configuration, c.width, c.height, c.metrics,
                    better.merge(c.setting(), 1, Integer::sum) - 1));
        }
        placed.sort(Comparator.comparingInt(Candidate::place).thenComparing(c -> c.spec().latent() != 2));
        return placed;
    }

    String id() {
        return folder.name();
    }

    VaeSpec spec() {
        return configuration.model(width * height);
    }

    /** Test −ELBO, nats per image; ∞ where it is not known. */
    double loss() {
        return metrics.get("test_total") instanceof Number loss ? loss.doubleValue() : Double.POSITIVE_INFINITY;
    }

    private Map<String, Object> setting() {
        var setting = new TreeMap<>(configuration.values());
        setting.remove("training.seed");
        return setting;
    }

    /** What a page shows of the model besides its decoder, its cloud and its atlas. */
    Map<String, Object> toMap(String id, String label) {
        VaeSpec spec = spec();
        var map = new LinkedHashMap<String, Object>();
        map.put("cell", id);
        map.put("label", label);
        map.put("latent", spec.latent());
        map.put("width", width);
        map.put("height", height);
        map.put("architecture", architecture(spec));
        if (Double.isFinite(loss())) map.put("loss", Math.round(loss() * 100) / 100.0);
        if (metrics.get("kl_per_dimension") instanceof List<?> kl) {
            map.put("kl",
                    kl.stream()
                            .map(nats -> nats instanceof Number number ? Math.round(number.doubleValue() * 1000) / 1000.0 : null)
                            .toList());
        }
        return map;
    }

    private static String architecture(VaeSpec spec) {
        var text = new StringBuilder().append(spec.latent());
        for (int width : spec.decoder().hidden()) text.append('-').append(width);
        return text.append('-').append(spec.pixels()).toString();
    }
}
