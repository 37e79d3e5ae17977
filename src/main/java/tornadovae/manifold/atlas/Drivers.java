package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tornadovae.data.Dataset;
import tornadovae.data.Part;

/**
 * What goes along with slant, thickness and size: attributes of pictures over two latent variables.
 *
 * @param across     the latent dimension that is called first
 * @param up         the one called second
 * @param images     test images that were measured
 * @param attributes in the order of {@link Attribute}
 * @param validation how well they are measured, where the truth is known; else empty
 */
public record Drivers(int across, int up, int images, List<Driver> attributes, List<Validation> validation) {

    public Drivers {
        attributes = List.copyOf(attributes);
        validation = List.copyOf(validation);
    }

    /**
     * @param data whose first test images are measured
     * @param plane {@code [images][2]}: their encoded means along the first and the second dimension
     * @param decoded {@code [n · n][pixels]}: decoded means over the plane, in the order of
     * {@link tornadovae.manifold.LatentGrid#square}
     */
    public static Drivers of(Dataset data, double[][] plane, float[][] decoded, int across, int up) {
        Part test = data.test();
        if (plane.length > test.count()) {
            throw new IllegalArgumentException(
                    "there are " + test.count() + " test images, found " + plane.length + " codes");
        }
        int n = (int) Math.round(Math.sqrt(decoded.length));
        if (n * n != decoded.length) throw new IllegalArgumentException(decoded.length + " codes are no square");
        double[][] measured = Measurement.of(luma(grey(test, plane.length), data.channels()), data.width()),
                shown = Measurement.of(luma(decoded, data.channels()), data.width());
        int[] labels = test.hasLabels() ? Arrays.copyOf(test.labels(), plane.length) : new int[0];
        List<Driver> drivers = Stream.of(Attribute.values()).parallel().map(attribute -> {
            double[][] field = new double[n][n];
            for (int i = 0; i < shown.length; i++) field[i / n][i % n] = shown[i][attribute.ordinal()];
            double[] values = Arrays.stream(measured).mapToDouble(of -> of[attribute.ordinal()]).toArray();
            return Driver.of(attribute, field, plane, values, labels, data.classNames());
        }).toList();
        return new Drivers(across, up, plane.length, drivers, Validation.of(data, measured));
    }

    private static float[][] grey(Part part, int count) {
        float[][] pictures = new float[count][part.images().columns()];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < pictures[i].length; c++) pictures[i][c] = part.images().value(i, c);
        }
        return pictures;
    }

    /** Y = 0.299 R + 0.587 G + 0.114 B, which is what shapes are measured by; grey pictures as they are. */
    private static float[][] luma(float[][] pictures, int channels) {
        if (channels == 1) return pictures;
        return Arrays.stream(pictures).map(rgb -> {
            float[] grey = new float[rgb.length / 3];
            for (int i = 0; i < grey.length; i++) {
                grey[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
            }
            return grey;
        }).toArray(float[][]::new);
    }

    /**
     * A sentence for slant, for thickness and for height, one on what is measured on which images, and one for how well they are
     * measured.
     */
    public List<String> findings() {
        var findings = new ArrayList<String>();
        for (Attribute attribute : List.of(Attribute.SLANT, Attribute.THICKNESS, Attribute.HEIGHT)) {
            findings.add(attributes.get(attribute.ordinal()).finding(across, up));
        }
        findings.add("Correlations are those of real test images; the maps of thickness and length are measured on decoded "
                + "images, whose blur shifts both, and are to be compared within the map only.");
        if (!validation.isEmpty()) {
            findings
                    .add("Beside the factors that the images were drawn with, measured " + compared() + ".");
        }
        return findings;
    }

    /** {@code slant correlates 0.87 with …, 0.91 with …; thickness correlates …}. */
    private String compared() {
        var phrases = new LinkedHashMap<Attribute, String>();
        for (Validation of : validation) {
            phrases.merge(of.attribute(), of.attribute().label() + " correlates " + of.phrase(),
                    (before, _) -> before + ", " + of.phrase());
        }
        return String.join("; ", phrases.values());
    }

    /** All numbers by name, as they stand in {@code atlas.json}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("images", images);
        map.put("attributes", attributes.stream().map(Driver::toMap).toList());
        map.put("validation", validation.stream().map(Validation::toMap).toList());
        List<String> findings = findings();
        map.put(Atlas.ANSWERS, Map.of("What drives the slant?", findings.getFirst()));   // slant comes first
        map.put("findings", findings);
        return map;
    }
}
