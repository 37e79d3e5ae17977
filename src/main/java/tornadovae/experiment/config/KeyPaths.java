package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.experiment.config.Node.Mapping;

/** From the keys of a mapping, nested or dotted, to those of {@link Settings}. */
final class KeyPaths {

    /** What an experiment file may have besides settings: what makes several cells of it. */
    static final List<String> SEVERAL = List.of("sweep", "cases", "exclude");

    private static final List<String> KEYS = Settings.all().stream().map(Setting::key).toList();
    /** Sections that may hold a name instead of a mapping. */
    private static final List<String> NAMED = List.of("dataset", "objective");

    private KeyPaths() {}

    /**
     * The node of every full key ("training.epochs") that a mapping gives, nested or dotted. {@code where} is what stands
     * before a key in sentences: "", "sweep.", "cases: " or "exclude: ".
     */
    static Map<String, Node> flatten(Mapping mapping, String where) {
        var found = new LinkedHashMap<String, Node>();
        flatten(mapping, "", where, found);
        return found;
    }

    private static void flatten(Mapping mapping, String prefix, String where, Map<String, Node> found) {
        mapping.entries().forEach((name, node) -> {
            String key = prefix + name;
            String full = fullKey(key, node, where);
            if (Settings.find(full).isPresent()) {
                Node earlier = found.put(full, node);
                if (earlier != null) {
                    throw node.place().error("the key " + where + full + " stands here for the second time, first at line "
                            + earlier.place().line() + "; keep one");
                }
            } else if (node instanceof Mapping section && !section.entries().isEmpty()) {
                flatten(section, key + ".", where, found);
            } else {
                throw node.place().error(where + key + " must be a mapping of " + keysIn(key) + ", found " + node.quoted()
                        + "; leave it out to keep what is usual");
            }
        });
    }

    /** The key itself, or a section's name where only that is given. */
    static String fullKey(String key, Node node, String where) {
        if (Settings.find(key).isPresent()) return key;
        if (NAMED.contains(key) && !(node instanceof Mapping)) return key + ".name";
        if (Settings.isGroup(key)) return key;
        throw unknown(key, node.place(), where);
    }

    private static UserError unknown(String key, Place place, String where) {
        int dot = key.indexOf('.');
        boolean inSection = dot > 0 && Settings.sections().containsKey(key.substring(0, dot));
        var candidates = new ArrayList<String>(KEYS);
        candidates.addAll(Settings.sections().keySet());
        if (where.isEmpty()) candidates.addAll(SEVERAL);
        String guess = guess(key, inSection, candidates);
        String allowed = inSection ? "allowed under " + key.substring(0, dot) + " are " + keysIn(key.substring(0, dot))
                : "allowed are " + String.join(", ", Settings.sections().keySet())
                        + (where.isEmpty() ? ", sweep, cases and exclude" : "");
        return place.error("unknown key " + where + Node.shortened(key) + guess + "; " + allowed);
    }

    /** A slip of the fingers, or the right key in the wrong section. */
    private static String guess(String key, boolean inSection, List<String> candidates) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        var sameName = Settings.all().stream().filter(setting -> setting.name().equals(last)).map(Setting::key).toList();
        if (sameName.size() == 1) return ", did you mean " + sameName.getFirst() + "?";
        String section = inSection ? key.substring(0, key.indexOf('.') + 1) : "";
        return Suggestion.closest(key, candidates.stream().filter(c -> c.startsWith(section)).toList())
                .map(k -> ", did you mean " + k + "?").orElse("");
    }

    private static String keysIn(String section) {
        return Settings.all().stream().map(Setting::key).filter(key -> key.startsWith(section + "."))
                .map(key -> key.substring(section.length() + 1)).collect(Collectors.joining(", "));
    }
}
