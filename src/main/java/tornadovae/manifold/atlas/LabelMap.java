package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The map of classes by labels alone: each code of the square has the class that most of its {@link #NEIGHBOURS} nearest encoded
 * test images have. No picture is decoded for it, so that it knows nothing of blur, which makes a classifier see an 8 or a 3
 * where a model has learned little. Beside it stands the {@link ClassMap} that the classifier makes of decoded codes.
 *
 * @param byLabels  of the neighbours' labels; its confidence is their share
 * @param agreement share of the square where both maps show the same class
 */
public record LabelMap(ClassMap byLabels, ClassMap byPictures, double agreement) {

    /** Test images that vote on a code, of as many as there are. */
    static final int NEIGHBOURS = 25;

    /** A class whose areas differ by more than this share of the square is named. */
    private static final double NAMED = 0.02;

    /**
     * @param codes  {@code [n · n][2]}: of the square, in the order of {@link tornadovae.manifold.LatentGrid#square}
     * @param plane  {@code [images][2]}: encoded means of the test images, at least one
     * @param labels {@code [images]}
     */
    static LabelMap of(ClassMap byPictures, double[][] codes, double[][] plane, int[] labels) {
        int classes = byPictures.names().size(), k = Math.min(NEIGHBOURS, plane.length);
        double[][] shares = Arrays.stream(codes).parallel().map(code -> {
            int[] nearest = nearest(code, plane, k);
            double[] share = new double[classes];
            for (int i : nearest) share[labels[i]] += 1.0 / k;
            return share;
        }).toArray(double[][]::new);
        var byLabels = ClassMap.of(byPictures.names(), shares);
        int n = byLabels.grid();
        long same = IntStream.range(0, n * n).filter(i -> byLabels.shown()[i / n][i % n] == byPictures.shown()[i / n][i % n])
                .count();
        return new LabelMap(byLabels, byPictures, same / (double) (n * n));
    }

    /** The k nearest images, kept in order while all are looked at; the first of equally near ones. */
    private static int[] nearest(double[] code, double[][] plane, int k) {
        double[] distances = new double[k];
        int[] images = new int[k];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int i = 0; i < plane.length; i++) {
            double dx = plane[i][0] - code[0], dy = plane[i][1] - code[1], distance = dx * dx + dy * dy;
            if (!(distance < distances[k - 1])) continue;
            int at = k - 1;
            while (at > 0 && distances[at - 1] > distance) {
                distances[at] = distances[at - 1];
                images[at] = images[at - 1];
                at--;
            }
            distances[at] = distance;
            images[at] = i;
        }
        return images;
    }

    /** Where the two maps agree, how large the classes are by labels, and which have another area in pictures. */
    List<String> findings() {
        var findings = new ArrayList<String>();
        findings.add("By the labels of the " + NEIGHBOURS + " nearest test images, without any decoding, "
                + Sentences.percent(agreement)
                + " of the square has the class that the classifier sees in the picture.");
        findings.addAll(byLabels.areas());
        List<ClassMap.Extent> labels = byLabels.extents(), pictures = byPictures.extents();
        List<String> differing = IntStream.range(0, labels.size())
                .filter(c -> Math.abs(labels.get(c).area() - pictures.get(c).area()) > NAMED)
                .mapToObj(c -> "%s (%s in pictures, %s by labels)".formatted(byLabels.names().get(c),
                        Sentences.percent(pictures.get(c).area()), Sentences.percent(labels.get(c).area())))
                .toList();
        findings.add(differing.isEmpty()
                ? "No class has an area that differs by more than " + Sentences.percent(NAMED) + " of the square."
                : "Another area has " + Sentences.list(differing)
                        + ": there the picture is that of another class than the images that are encoded nearby.");
        return findings;
    }

    /** For atlas.json. */
    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("neighbours", NEIGHBOURS);
        map.put("agreement", agreement);
        map.put("class", byLabels.shown());
        map.put("share", byLabels.confidence());
        var perClass = new ArrayList<Map<String, Object>>();
        List<ClassMap.Extent> extents = byLabels.extents();
        for (int c = 0; c < extents.size(); c++) {
            var of = new LinkedHashMap<String, Object>();
            of.put("class", byLabels.names().get(c));
            of.put("area", extents.get(c).area());
            perClass.add(of);
        }
        map.put("per_class", perClass);
        map.put("findings", findings());
        return map;
    }
}
