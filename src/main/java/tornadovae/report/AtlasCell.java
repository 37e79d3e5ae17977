package tornadovae.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tornadovae.results.AtlasContents;

/**
 * The atlas of one cell.
 *
 * @param index    of the cell on the page
 * @param contents of its atlas.json
 * @param shape    of its grids
 * @param parts    by the names they have in atlas.json, as {@link AtlasParts#read} makes them
 * @param damaged  names of parts that are there but cannot be read
 */
record AtlasCell(int index, AtlasContents contents, AtlasParts shape, Map<String, Map<String, Object>> parts,
        List<String> damaged) {

    /** The finest grid that the command {@code atlas} makes. */
    private static final int FINEST = 200;

    AtlasCell {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        damaged = List.copyOf(damaged);
    }

    /** @throws IllegalArgumentException if it does not say of what it is the atlas */
    static AtlasCell of(int index, AtlasContents contents) {
        var shape = new AtlasParts(contents.integer(0, Integer.MAX_VALUE, "across"), contents.integer(0, Integer.MAX_VALUE, "up"),
                contents.integer(1, FINEST, "grid"), contents.texts("classes"));
        var parts = new LinkedHashMap<String, Map<String, Object>>();
        var damaged = new ArrayList<String>();
        for (String name : AtlasParts.NAMES) {
            try {
                if (contents.has(name)) parts.put(name, shape.read(name, contents.part(name)));
            } catch (IllegalArgumentException e) {
                damaged.add(name.replace('_', ' '));
            }
        }
        return new AtlasCell(index, contents, shape, parts, damaged);
    }

    /** A number of a part that can be read; NaN where it is missing. */
    double number(String part, String... path) {
        if (!parts.containsKey(part)) return Double.NaN;
        try {
            return contents.part(part).number(path);
        } catch (IllegalArgumentException e) {
            return Double.NaN;
        }
    }

    /**
     * With its fields and charts, or with its sentences only.
     *
     * @param caveat stands behind those on information; may be empty
     */
    Map<String, Object> toMap(boolean full, String caveat) {
        var shown = new LinkedHashMap<String, Object>();
        parts.forEach((name, part) -> shown.put(name, full ? part : Map.of("findings", part.get("findings"))));
        shown.computeIfPresent("information", (_, part) -> caveat.isEmpty() ? part : with(caveat, (Map<?, ?>) part));
        return PageData.object("cell", index, "full", full, "across", shape.across(), "up", shape.up(), "grid", shape.grid(),
                "classes", shape.classes(), "parts", shown, "damaged", damaged);
    }

    private static Map<?, ?> with(String sentence, Map<?, ?> part) {
        var more = new LinkedHashMap<Object, Object>(part);
        more.computeIfPresent("findings", (_, findings) -> Stream.concat(((List<?>) findings).stream(), Stream.of(sentence))
                .toList());
        return more;
    }
}
