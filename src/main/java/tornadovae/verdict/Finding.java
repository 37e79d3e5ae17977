package tornadovae.verdict;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one rule has found.
 *
 * @param detail   what the kind alone does not say, such as which dimensions; empty where there is nothing to add
 * @param sentence what was measured, with its interval
 * @param advice   what usually causes it and what to change, in two sentences at most; empty where nothing needs to be changed
 */
public record Finding(Kind kind, String detail, String sentence, String advice) {

    /** {@code collapsed: z₂}. */
    public String label() {
        return detail.isEmpty() ? kind.label() : kind.label() + ": " + detail;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", kind.label());
        map.put("tone", kind.tone().name().toLowerCase(java.util.Locale.ROOT));
        map.put("label", label());
        map.put("sentence", sentence);
        map.put("advice", advice);
        return map;
    }
}
