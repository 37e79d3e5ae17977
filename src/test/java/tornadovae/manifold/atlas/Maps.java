package tornadovae.manifold.atlas;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tornadovae.manifold.LatentGrid;

/** Maps of decoders and classifiers that are made up: a code's class is known. */
final class Maps {

    /** From a code to a class. */
    interface Shown {
        int at(float across, float up);
    }

    private Maps() {}

    /**
     * A map of n × n cells on which the classifier gives the class that is shown a probability of {@code confidence}, and the
     * others equal ones.
     */
    static ClassMap of(int n, int classes, double confidence, Shown shown) {
        double[][] probabilities = Arrays.stream(LatentGrid.square(n, 0, 1, new float[2])).map(z -> {
            double[] p = new double[classes];
            Arrays.fill(p, (1 - confidence) / (classes - 1));
            p[shown.at(z[0], z[1])] = confidence;
            return p;
        }).toArray(double[][]::new);
        return ClassMap.of(names(classes), probabilities);
    }

    /** {@code 0}, {@code 1}, … */
    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    /** 0 at the top left, 1 at the top right, 2 and 3 below. */
    static int quadrant(float across, float up) {
        return (up > 0 ? 0 : 2) + (across > 0 ? 1 : 0);
    }
}
