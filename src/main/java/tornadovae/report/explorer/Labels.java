package tornadovae.report.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tornadovae.experiment.Configuration;

/** Names of models for people: the settings in which they differ, such as {@code d = 2, β = 4, seed 1}. */
final class Labels {

    /** Settings that have a short name, and those that speak for themselves, in the order in which a name has them. */
    private static final Map<String, String> SHORT = new LinkedHashMap<>();

    static {
        SHORT.put("dataset.name", "");
        SHORT.put("objective.name", "");
        SHORT.put("model.latent", "d = ");
        SHORT.put("objective.beta", "β = ");
        SHORT.put("objective.lambda", "λ = ");
        SHORT.put("objective.alpha", "α = ");
        SHORT.put("objective.gamma", "γ = ");
        SHORT.put("objective.capacity", "C = ");
        SHORT.put("model.activation", "");
        SHORT.put("model.likelihood", "");
    }

    private final Set<String> keys = new LinkedHashSet<>();

    /** @param all the models that are to be told apart */
    Labels(List<Configuration> all) {
        var differing = new TreeSet<String>();
        for (String key : all.isEmpty() ? Set.<String>of() : all.getFirst().values().keySet())
            if (all.stream().map(configuration -> configuration.values().get(key)).distinct().count() > 1) differing.add(key);
        SHORT.keySet().stream().filter(differing::contains).forEach(keys::add);
        differing.stream().filter(key -> !key.equals("training.seed")).forEach(keys::add);
        if (keys.isEmpty()) keys.addAll(List.of("dataset.name", "model.latent"));
        if (differing.contains("training.seed")) keys.add("training.seed");
    }

    String of(Configuration configuration) {
        var parts = new ArrayList<String>();
        for (String key : keys) {
            String name = SHORT.getOrDefault(key, key.substring(key.indexOf('.') + 1) + " ");
            parts.add(name + text(configuration.values().get(key)));
        }
        return String.join(", ", parts);
    }

    private static String text(Object value) {
        return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e9 ? Long.toString(d.longValue()) : String.valueOf(value);
    }
}
