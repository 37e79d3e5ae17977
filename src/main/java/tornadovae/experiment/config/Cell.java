package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One training of an experiment.
 *
 * @param id the name of its folder: what is swept, readably, and the configuration's hash
 * @param swept the values in which it may differ from other cells, by full key, in the order of the file; with cases, also of
 * keys that only other cases name
 */
public record Cell(String id, Configuration configuration, Map<String, Object> swept) {

    private static final int LONGEST_SLUG = 120;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    public Cell {
        swept = Collections.unmodifiableMap(new LinkedHashMap<>(swept));
    }

    /** @param named the keys that stand in the id: those of the cell's own case and of the sweep */
    static Cell of(Configuration configuration, Map<String, Object> swept, Set<String> named) {
        var parts = new ArrayList<String>();
        swept.forEach((key, value) -> {
            if (named.contains(key)) parts.add(shortName(key, swept) + "-" + Values.slug(value));
        });
        String slug = String.join("_", parts);
        if (slug.length() > LONGEST_SLUG) slug = slug.substring(0, LONGEST_SLUG);
        String hash = configuration.hash();
        return new Cell(slug.isEmpty() ? hash : slug + "_" + hash, configuration, swept);
    }

    /** Whether a name can be an id, and so that of a folder in another: nothing that comes from a file may lead elsewhere. */
    public static boolean isId(String name) {
        return ID.matcher(name).matches();
    }

    /** The hash of the configuration. */
    public String hash() {
        return id.substring(id.lastIndexOf('_') + 1);
    }

    /** The value of a key as experiment files have it. */
    public String text(String key) {
        return Values.text(configuration.values().get(key));
    }

    /** The last part of a key, or the whole where that would be ambiguous. */
    private static String shortName(String key, Map<String, Object> swept) {
        String last = key.substring(key.indexOf('.') + 1);
        int alike = 0;
        for (String other : swept.keySet()) {
            if (other.endsWith(last) && other.startsWith(".", other.length() - last.length() - 1)) alike++;
        }
        boolean alone = alike == 1;
        if (!alone || last.equals("name")) return last.equals("name") ? key.substring(0, key.indexOf('.')) : key;
        return last;
    }
}
