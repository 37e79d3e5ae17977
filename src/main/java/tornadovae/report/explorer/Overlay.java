package tornadovae.report.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that an atlas says of every cell of its grid, to be laid over the latent plane.
 *
 * @param id     of a link to a view
 * @param title  for people
 * @param unit   of the values; empty where they have none
 * @param kind   which colours: {@code class}, {@code signed} or {@code magnitude}
 * @param field  {@code [grid · grid]} by rows from the top left; a class's number for {@code class}; NaN where it is not defined
 * @param shades how sure, {@code [grid · grid]} in [0, 1], for {@code class}; else null
 */
record Overlay(String id, String title, String unit, String kind, float[] field, float[] shades) {

    /** What an atlas (the contents of atlas.json) has to show, the class map first; sections it lacks are passed over. */
    static List<Overlay> of(Map<String, Object> atlas) {
        var overlays = new ArrayList<Overlay>();
        Map<String, Object> classes = section(atlas, "class_map");
        add(overlays, "class", "Class map", "", "class", classes.get("class"), classes.get("confidence"));
        if (section(atlas, "drivers").get("attributes") instanceof List<?> attributes) {
            for (Object attribute : attributes) {
                if (attribute instanceof Map<?, ?> map) {
                    String name = String.valueOf(map.get("name"));
                    add(overlays, name.replace(' ', '-'), capital(name), String.valueOf(map.get("unit")), "magnitude",
                            map.get("field"), null);
                }
            }
        }
        add(overlays, "confidence", "Confidence of the class", "", "magnitude", classes.get("confidence"), null);
        Map<String, Object> smoothness = section(atlas, "smoothness");
        add(overlays, "jacobian", "Jacobian norm ‖∂μ/∂z‖", "", "magnitude", smoothness.get("norm"), null);
        add(overlays, "condition", "Condition number σ₁/σ₂", "", "magnitude", smoothness.get("condition"), null);
        return overlays;
    }

    private static void add(List<Overlay> overlays, String id, String title, String unit, String kind, Object field,
            Object shades) {
        if (!(field instanceof List<?> rows)) return;
        float[] values = flat(rows);
        boolean signed = kind.equals("magnitude") && hasBothSigns(values);
        overlays.add(new Overlay(id, title, unit, signed ? "signed" : kind, values,
                shades instanceof List<?> list ? flat(list) : null));
    }

    private static boolean hasBothSigns(float[] values) {
        boolean negative = false, positive = false;
        for (float value : values) {
            negative |= value < 0;
            positive |= value > 0;
        }
        return negative && positive;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> atlas, String name) {
        return atlas.get(name) instanceof Map<?, ?> section ? (Map<String, Object>) section : Map.of();
    }

    private static float[] flat(List<?> rows) {
        List<?> values = rows.stream().flatMap(row -> row instanceof List<?> list ? list.stream() : Stream.of(row)).toList();
        float[] flat = new float[values.size()];
        for (int i = 0; i < flat.length; i++) flat[i] = values.get(i) instanceof Number number ? number.floatValue() : Float.NaN;
        return flat;
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", id);
        map.put("title", title);
        map.put("unit", unit);
        map.put("kind", kind);
        map.put("field", Packed.floats(field));
        if (shades != null) map.put("shades", Packed.floats(shades));
        return map;
    }
}
