package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tornadovae.data.Dataset;
import tornadovae.graph.Split;
import tornadovae.manifold.LatentGrid;
import tornadovae.math.Claim;
import tornadovae.metric.Classification;
import tornadovae.train.TrainedModel;

/**
 * What one can learn from the picture of a manifold, in numbers: sections over a grid of two latent dimensions, each with its
 * findings in sentences. All grids are {@link LatentGrid#square}, with row 0 at the top; the other latent dimensions are 0.
 * Sections that need labels are left out where there are none.
 *
 * @param across the latent dimension that grows to the right
 * @param up the one that grows upwards
 * @param grid cells in a row and in a column
 * @param classes their names; empty without labels
 * @param sections by the names they have in atlas.json, in its order
 */
public record Atlas(int across, int up, int grid, List<String> classes, SequencedMap<String, Map<String, Object>> sections) {

    /** The entry of a section that answers what one asks of the picture: a sentence for each question. */
    public static final String ANSWERS = "answers";

    public Atlas {
        classes = List.copyOf(classes);
        sections = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sections));
    }

    /**
     * Measures a model on the images it was opened with.
     *
     * @param data  those images, with their labels and factors
     * @param judge of the data set; null where it has no labels
     */
    public static Atlas of(TrainedModel model, Dataset data, Judge judge, int across, int up, int grid) {
        return of(model, data, judge, across, up, grid, Information.MOST_IMAGES);
    }

    /**
     * As above, with information about the class measured on at most so many test images, the first; its intervals are for
     * these.
     */
    public static Atlas of(TrainedModel model, Dataset data, Judge judge, int across, int up, int grid, int mostImages) {
        float[][] codes = LatentGrid.square(grid, across, up, new float[model.spec().latent()]), means = model.decode(codes);
        double[][] plane = Arrays.stream(model.encode(Split.TEST, Integer.MAX_VALUE).means())
                .map(z -> new double[] {z[across], z[up]}).toArray(double[][]::new);
        var map = judge == null ? null : ClassMap.of(judge.names(), judge.probabilities(means));
        var sections = new LinkedHashMap<String, Map<String, Object>>();
        Classification kept = null;
        LabelMap labels = null;
        if (judge != null) {
            kept = judge.reconstructions(model);
            sections.put("classifier", judge.toMap(kept));
            sections.put("class_map", map.toMap());
            double[][] square = Arrays.stream(codes).map(z -> new double[] {z[across], z[up]}).toArray(double[][]::new);
            labels = LabelMap.of(map, square, plane, Arrays.copyOf(data.test().labels(), plane.length));
            sections.put("label_map", labels.toMap());
            sections.put("information", information(plane, data.test().labels(), across, up, model.seed(), mostImages).toMap());
        }
        sections.put("drivers", Drivers.of(data, plane, means, across, up).toMap());
        if (judge != null) {
            sections.put("neighbours", Neighbours.of(labels.byLabels(), judge.meanDistances(), judge.test()
                    .meanProbabilities(),
                    Claim.ofImages(kept.accuracy(), kept.accuracyInterval(), kept.images()), model.seed()).toMap());
        }
        try (var jacobian = model.jacobian()) {
            sections.put("smoothness", Smoothness
                    .of(jacobian, codes, across, up, map == null ? null : map.shown(), judge == null ? List.of() : judge.names())
                    .toMap());
        }
        return new Atlas(across, up, grid, judge == null ? List.of() : judge.names(), sections);
    }

    private static Information information(double[][] plane, int[] labels, int across, int up, int seed, int most) {
        int used = Math.min(plane.length, most);
        return Information.of(Arrays.copyOf(plane, used), Arrays.copyOf(labels, used), across, up, seed);
    }

    /** The sentences of a section; none where it was left out. */
    public List<String> findings(String section) {
        return sections.getOrDefault(section, Map.of()).get("findings") instanceof List<?> sentences
                ? sentences.stream().map(String::valueOf).toList() : List.of();
    }

    /** The sentences of all sections. */
    public List<String> findings() {
        var findings = new ArrayList<String>();
        sections.keySet().forEach(section -> findings.addAll(findings(section)));
        return findings;
    }

    /** For atlas.json: numbers rounded to six significant digits, null where they are not defined. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("across", across);
        map.put("up", up);
        map.put("grid", grid);
        map.put("classes", classes);
        sections.forEach((name, section) -> map.put(name, Rounded.of(section)));
        return map;
    }
}
