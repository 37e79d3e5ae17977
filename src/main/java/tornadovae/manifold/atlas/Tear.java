package tornadovae.manifold.atlas;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cell where the picture tears.
 *
 * @param from the class on the side that the direction of fastest change comes from; null without a class map
 * @param to   the class that it leads to
 */
public record Tear(int row, int column, double norm, String from, String to) {

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("row", row);
        map.put("column", column);
        map.put("norm", norm);
        map.put("from", from);
        map.put("to", to);
        return map;
    }
}
