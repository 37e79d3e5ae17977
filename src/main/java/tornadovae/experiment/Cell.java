package tornadovae.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training of an experiment.
 *
 * @param id    the name of its folder: what is swept, readably, and the configuration's hash
 * @param swept the values in which it differs from other cells, by full key, in the order of the file
 */
public record Cell(String id, Configuration configuration, Map<String, Object> swept) {

    private static final int LONGEST_SLUG = 120;

    public Cell {
        swept = Collections.unmodifiableMap(new LinkedHashMap<>(swept));
    }

    static Cell of(Configuration configuration, Map<String, Object> swept) {
        var parts = new ArrayList<String>();
        swept.forEach((key, value) -> parts.add(shortName(key, swept) + "-" + Values.slug(value)));
        String slug = String.join("_", parts);
        if (slug.length() > LONGEST_SLUG) slug = slug.substring(0, LONGEST_SLUG);
        return new Cell(slug.isEmpty() ? configuration.hash() : slug + "_" + configuration.hash(), configuration, swept);
    }

    /** The last part of a key, or the whole where that would be ambiguous. */
    private static String shortName(String key, Map<String, Object> swept) {
        String last = key.substring(key.indexOf('.') + 1);
        boolean alone = swept.keySet().stream().filter(k -> k.endsWith("." + last)).count() == 1;
        if (!alone || last.equals("name")) return last.equals("name") ? key.substring(0, key.indexOf('.')) : key;
        return last;
    }
}
