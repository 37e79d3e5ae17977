package tornadovae.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@link LabelInformation} of points in the plane. Each point has a list of its nearest ones in order, found once by looking at
 * all; a point whose label is rarer than its list is long looks at all of them again.
 */
final class PlaneInformation extends LabelInformation {

    /** Long enough for three of a label that one point in thirty has, nearly always. */
    private static final int LISTED = 256;

    private final double[] x;
    private final double[] y;
    private final int[][] nearest;

    PlaneInformation(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    x.length + " and " + y.length + " coordinates do not make points");
        }
        this.x = x;
        this.y = y;
        nearest = IntStream.range(0, x.length).parallel().mapToObj(this::nearestOf).toArray(int[][]::new);
    }

    private double squaredDistance(int i, int j) {
        double dx = x[i] - x[j], dy = y[i] - y[j];
        return dx * dx + dy * dy;
    }

    private int[] nearestOf(int i) {
        int others = x.length - 1, listed = Math.min(LISTED, others);
        if (listed == 0) return new int[0];
        double[] distances = new double[others];
        for (int j = 0, at = 0; j < x.length; j++) {
            if (j != i) distances[at++] = squaredDistance(i, j);
        }
        double limit = listed == others ? Double.POSITIVE_INFINITY : Selection.smallest(distances, listed);
        // all below the limit, and as many of those at it as there is room for
        int[] points = new int[listed];
        double[] keys = new double[listed];
        int found = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < x.length && found < listed; j++) {
                double distance = squaredDistance(i, j);
                if (j == i || (pass == 0 ? !(distance < limit) : distance != limit)) continue;
                points[found] = j;
                keys[found++] = distance;
            }
        }
        Integer[] order = new Integer[listed];
        Arrays.setAll(order, place -> place);
        Arrays.sort(order, (a, b) -> Double.compare(keys[a], keys[b]));
        return Arrays.stream(order).mapToInt(place -> points[place]).toArray();
    }

    @Override
    Around around(int i, int[] labels, int k) {
        int all = 0, equal = 0;
        double reach = Double.POSITIVE_INFINITY;
        for (int j : nearest[i]) {
            if (labels[j] < 0) continue;
            if (reach < Double.POSITIVE_INFINITY && squaredDistance(i, j) > reach) return new Around(all, equal);
            all++;
            if (labels[j] == labels[i] && ++equal == k) reach = squaredDistance(i, j);
        }
        return nearest[i].length == x.length - 1 ? new Around(all, equal) : amongAll(i, labels, k);
    }

    private Around amongAll(int i, int[] labels, int k) {
        double[] ofLabel = new double[x.length];
        int members = 0, all = 0, equal = 0;
        for (int j = 0; j < x.length; j++) {
            if (j != i && labels[j] == labels[i]) ofLabel[members++] = squaredDistance(i, j);
        }
        double reach = Selection.smallest(Arrays.copyOf(ofLabel, members), k);
        for (int j = 0; j < x.length; j++) {
            if (j == i || labels[j] < 0 || squaredDistance(i, j) > reach) continue;
            all++;
            if (labels[j] == labels[i]) equal++;
        }
        return new Around(all, equal);
    }
}
