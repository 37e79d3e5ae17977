package tornadovae.math;

import java.util.stream.IntStream;

/** {@link LabelInformation} of points on a line: sorted once, then from each point outwards on both sides. */
final class LineInformation extends LabelInformation {

    private final double[] sorted;
    private final int[] pointAt;
    private final int[] placeOf;

    LineInformation(double... z) {
        pointAt = IntStream.range(0, z.length).boxed().sorted((a, b) -> Double.compare(z[a], z[b])).mapToInt(Integer::intValue)
                .toArray();
        placeOf = new int[z.length];
        sorted = new double[z.length];
        for (int place = 0; place < z.length; place++) {
            sorted[place] = z[pointAt[place]];
            placeOf[pointAt[place]] = place;
        }
    }

    @Override
    Around around(int i, int[] labels, int k) {
        int left = placeOf[i] - 1, right = placeOf[i] + 1, all = 0, equal = 0;
        double z = sorted[placeOf[i]], reach = Double.POSITIVE_INFINITY;
        while (true) {
            double below = left < 0 ? Double.POSITIVE_INFINITY : z - sorted[left],
                    above = right == sorted.length ? Double.POSITIVE_INFINITY : sorted[right] - z;
            double distance = Math.min(below, above);
            if (distance == Double.POSITIVE_INFINITY || distance > reach) return new Around(all, equal);
            int label = labels[pointAt[below <= above ? left-- : right++]];
            if (label < 0) continue;
            all++;
            if (label == labels[i] && ++equal == k) reach = distance;
        }
    }
}
