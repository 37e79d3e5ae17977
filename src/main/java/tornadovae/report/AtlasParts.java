package tornadovae.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.chart.Chart;
import tornadovae.manifold.atlas.LatentName;
import tornadovae.math.Digits;
import tornadovae.results.AtlasContents;

/**
 * The parts of an atlas as the page draws them. Each is read from the part of atlas.json with its name, which is checked: what a
 * script cannot draw is an {@link IllegalArgumentException}.
 *
 * @param across the latent dimension that grows to the right
 * @param up the one that grows upwards
 * @param grid cells of the latent square in a row and in a column
 * @param classes their names
 */
record AtlasParts(int across, int up, int grid, List<String> classes) {

    /** The parts that a page shows, in its order. */
    static final List<String> NAMES = List.of("class_map", "classifier", "label_map", "information", "drivers", "neighbours",
            "smoothness");

    /** More digits than a colour or a table shows. */
    private static final int DIGITS = 4;

    Map<String, Object> read(String name, AtlasContents part) {
        var read = new LinkedHashMap<String, Object>();
        read.put("findings", part.texts("findings"));
        read.putAll(switch (name) {
            case "class_map" -> classMap(part);
            case "label_map" -> PageData.object("class", classes(part), "share", flat(required(part, grid, "share")),
                    "per_class", part.parts("per_class").stream().map(of -> numbers(of, "class", "area")).toList());
            case "information" ->
                PageData.object("charts", charts(AtlasCharts.information(LatentName.of(across), LatentName.of(up), part)));
            case "drivers" -> drivers(part);
            case "neighbours" -> neighbours(part);
            case "smoothness" -> smoothness(part);
            default -> Map.of();
        });
        return read;
    }

    private Map<String, Object> classMap(AtlasContents part) {
        double[][] confidence = required(part, grid, "confidence");
        return PageData.object("class", classes(part), "confidence", flat(confidence), "threshold",
                rounded(part.number("threshold")), "per_class", part.parts("per_class").stream()
                        .map(of -> numbers(of, "class", "area", "regions", "border", "confidence")).toList());
    }

    /** Rows one after another, from the top left. */
    private List<Integer> classes(AtlasContents part) {
        double[][] shown = required(part, grid, "class");
        for (double[] row : shown) {
            for (double of : row) {
                if (!(of >= 0 && of < classes.size())
                        || of != Math.rint(of)) {
                    throw new IllegalArgumentException("there is no class " + of);
                }
            }
        }
        return Arrays.stream(shown).flatMapToDouble(Arrays::stream).mapToInt(of -> (int) of).boxed().toList();
    }

    private Map<String, Object> drivers(AtlasContents part) {
        return PageData.object("images", rounded(part.number("images")), "attributes",
                part.parts("attributes").stream().map(this::attribute).toList(),
                "validation", part.parts("validation").stream().map(of -> {
                    var validation = numbers(of, "attribute", "correlation", "bias", "error", "images");
                    validation.put("factor", of.text("factor"));
                    validation.put("unit", of.text("unit"));
                    return validation;
                }).toList());
    }

    private Map<String, Object> attribute(AtlasContents of) {
        var attribute = numbers(of, "name", "explained", "direction_degrees");
        attribute.put("unit", of.text("unit"));
        attribute.put("field", flat(required(of, grid, "field")));
        for (String correlations : List.of("correlation", "given_class")) {
            var picked = new LinkedHashMap<String, Object>();
            for (String key : List.of("first", "first_low", "first_high", "second", "second_low", "second_high")) {
                picked.put(key, rounded(of.number(correlations, key)));
            }
            attribute.put(correlations, picked);
        }
        attribute.put("per_class", of.parts("per_class").stream()
                .map(one -> numbers(one, "class", "first", "second", "explained", "direction_degrees")).toList());
        return attribute;
    }

    private Map<String, Object> neighbours(AtlasContents part) {
        double[][] borders = required(part, classes.size(), "borders");
        return PageData.object("borders", flat(borders), "charts", charts(AtlasCharts.neighbours(classes, part, borders)));
    }

    private Map<String, Object> smoothness(AtlasContents part) {
        return PageData.object("norm", flat(required(part, grid, "norm")), "condition", flat(part.square(grid, "condition")),
                "median", rounded(part.number("median")),
                "largest_at",
                part.has("largest_at") ? place(part, "largest_at", "row") * grid + place(part, "largest_at", "column") : null,
                "tears", part.parts("tears").stream().map(of -> {
                    var tear = numbers(of, "from", "norm");
                    tear.put("to", of.text("to"));
                    tear.put("at", place(of, "row") * grid + place(of, "column"));
                    return tear;
                }).toList());
    }

    private int place(AtlasContents part, String... path) {
        return part.integer(0, grid - 1, path);
    }

    private static double[][] required(AtlasContents part, int n, String name) {
        double[][] square = part.square(n, name);
        if (square == null) throw new IllegalArgumentException(name + " is missing");
        return square;
    }

    /** A text and numbers by their names. */
    private static Map<String, Object> numbers(AtlasContents of, String text, String... names) {
        var map = new LinkedHashMap<String, Object>();
        map.put(text, of.text(text));
        for (String name : names) map.put(name, rounded(of.number(name)));
        return map;
    }

    private static List<Map<String, Object>> charts(List<Chart> charts) {
        return charts.stream().map(PageData::chart).toList();
    }

    /** Rows one after another, from the top left; null where there is no field. */
    private static List<Double> flat(double[][] square) {
        if (square == null) return null;
        var flat = new ArrayList<Double>();
        for (double[] row : square) {
            for (double value : row) flat.add(rounded(value));
        }
        return flat;
    }

    private static Double rounded(double value) {
        return Digits.significant(value, DIGITS);
    }
}
