package tornadovae.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tornadovae.data.Factor;
import tornadovae.data.Part;
import tornadovae.graph.Images;

/**
 * True factors of a published set, of which those with a single value are left out: they tell nothing, and no measure can use
 * them.
 *
 * @param factors what the columns mean
 * @param rows    {@code [images][factors]}, of the images that were read
 */
record FactorTable(List<Factor> factors, float[][] rows) {

    /**
     * Factors of steps.
     *
     * @param names  of all columns
     * @param sizes  how many values each has
     * @param steps  {@code [images][columns]}
     * @param classes columns that are classes without an order
     */
    static FactorTable of(List<String> names, int[] sizes, float[][] steps, List<String> classes) {
        var factors = new ArrayList<Factor>();
        var kept = new ArrayList<Integer>();
        for (int f = 0; f < sizes.length; f++) {
            if (sizes[f] < 2) continue;
            kept.add(f);
            String name = names.get(f);
            factors.add(classes.contains(name) ? Factor.classes(name, sizes[f]) : Factor.steps(name, sizes[f]));
        }
        float[][] rows = new float[steps.length][kept.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < rows[i].length; f++) rows[i][f] = steps[i][kept.get(f)];
        }
        return new FactorTable(factors, rows);
    }

    /** The steps of image {@code number} where all combinations stand in order, the last factor fastest. */
    static float[] stepsOf(int number, int[] sizes) {
        float[] steps = new float[sizes.length];
        for (int f = sizes.length - 1; f >= 0; f--) {
            steps[f] = number % sizes[f];
            number /= sizes[f];
        }
        return steps;
    }

    /**
     * A half of what was read.
     *
     * @param half      numbers of its images
     * @param ascending numbers of all images that were read
     * @param pixels    of them
     * @param label     the factor that is the class, or −1
     */
    Part part(int[] half, int[] ascending, byte[][] pixels, int label) {
        byte[][] images = Sample.ordered(half, ascending, pixels);
        float[][] values = Arrays.stream(half).mapToObj(number -> rows[Arrays.binarySearch(ascending, number)])
                .toArray(float[][]::new);
        int[] labels = label < 0 ? new int[0] : Arrays.stream(values).mapToInt(row -> (int) row[label]).toArray();
        return new Part(new Images(images[0].length, images), labels, values);
    }
}
