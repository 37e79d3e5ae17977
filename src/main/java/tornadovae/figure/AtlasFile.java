package tornadovae.figure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;

/**
 * What figures show of a cell's atlas.json.
 *
 * @param across the latent dimension that grows to the right
 * @param up     the one that grows upwards
 * @param map    where the data set has classes
 * @param labels the classes by the labels of near test images, hatched where the map differs; where the atlas has them
 * @param fields quantities over the plane by the name of their figure, such as {@code slant} or {@code smoothness}
 */
public record AtlasFile(int across, int up, Optional<DrawnClasses> map, Optional<DrawnClasses> labels,
        Map<String, Field> fields) {

    /** The figure that shows the class map. */
    public static final String CLASS_MAP = "class-map";

    /** Empty where the cell has no atlas, or only one of the model before it was trained further. */
    public static Optional<AtlasFile> of(TrainedCell cell) {
        return of(cell.folder(), cell.atlasIfAny());
    }

    static Optional<AtlasFile> of(CellFolder cell, Map<String, Object> atlas) {
        if (atlas.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new AtlasFile((Integer) atlas.get("across"), (Integer) atlas.get("up"), classMap(atlas),
                    labels(atlas),
                    fields(atlas)));
        } catch (RuntimeException e) {   // whatever is not where it should be
            throw new UserError(2, cell.atlas() + " is damaged; make it again with ./run.sh atlas " + cell.path() + ".", e);
        }
    }

    private static Optional<DrawnClasses> classMap(Map<String, Object> atlas) {
        if (!(atlas.get("class_map") instanceof Map<?, ?> section)) return Optional.empty();
        int[][] labels = classes(section);
        List<String> names = ((List<?>) atlas.get("classes")).stream().map(String::valueOf).toList();
        return Optional.of(new DrawnClasses(names, labels, grid(section.get("confidence")), ((Number) section.get("threshold"))
                .doubleValue()));
    }

    private static int[][] classes(Map<?, ?> section) {
        return Arrays.stream(grid(section.get("class"))).map(row -> Arrays.stream(row).mapToInt(of -> (int) of).toArray())
                .toArray(int[][]::new);
    }

    private static Optional<DrawnClasses> labels(Map<String, Object> atlas) {
        return atlas.get("label_map") instanceof Map<?, ?> section ? classMap(atlas).map(map -> map.beside(classes(section)))
                : Optional.empty();
    }

    private static Map<String, Field> fields(Map<String, Object> atlas) {
        var fields = new LinkedHashMap<String, Field>();
        if (atlas.get("drivers") instanceof Map<?, ?> section) {
            for (Object attribute : (List<?>) section.get("attributes")) {
                var one = (Map<?, ?>) attribute;
                String name = (String) one.get("name");
                fields.put(figureName(name),
                        new Field(name, one.get("unit") instanceof String unit ? unit : "", grid(one.get("field")), false));
            }
        }
        if (atlas.get("smoothness") instanceof Map<?, ?> section) {
            fields.put("smoothness", new Field("Jacobian norm ‖∂μ/∂z‖", "", grid(section.get("norm")), false));
            fields.put("condition", new Field("condition number σ₁/σ₂", "", grid(section.get("condition")), true));
        }
        return fields;
    }

    private static String figureName(String attribute) {
        return attribute.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static double[][] grid(Object rows) {
        return ((List<?>) rows).stream()
                .map(row -> ((List<?>) row).stream()
                        .mapToDouble(value -> value == null ? Double.NaN : ((Number) value).doubleValue()).toArray())
                .toArray(double[][]::new);
    }
}
