package tornadovae.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;
import tornadovae.metric.Measures;

/** measures.json: what was measured of a finished model after its training. */
public final class AddedMeasures {

    private AddedMeasures() {}

    /** metrics.json and what measures.json adds to it, where that is of the same test images; empty where the first is. */
    static Map<String, Object> joined(Map<String, Object> metrics, CellFolder folder) {
        var joined = new LinkedHashMap<>(metrics);
        Map<String, Object> added = metrics.isEmpty() ? Map.of() : folder.measuresIfAny();
        if (Objects.equals(metrics.get("test_images"), added.get("test_images"))) added.forEach(joined::putIfAbsent);
        return joined;
    }

    /** Writes what was measured now. What was measured before of the same images and is not measured now stays. */
    public static void write(CellFolder folder, Map<String, Object> now) {
        Map<String, Object> before = folder.measuresIfAny();
        var all = new LinkedHashMap<String, Object>();
        if (Stream.of("configuration", "test_images").allMatch(key -> Objects.equals(before.get(key), now.get(key)))) {
            all.putAll(before);
        }
        if (now.containsKey(Measures.NOT_MEASURABLE)) all.keySet().removeIf(Measures::needsManyImages);
        all.putAll(now);
        folder.writeMeasures(Json.write(all));
    }
}
