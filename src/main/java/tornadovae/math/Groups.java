package tornadovae.math;

import java.util.Arrays;

/** Values that belong to groups, numbered from 0; a number may have no values. */
public final class Groups {

    private Groups() {}

    /** How many groups have values. */
    public static int count(int[] group) {
        return (int) Arrays.stream(group).distinct().count();
    }

    /** Every value less the mean of its group. */
    public static double[] centred(int[] group, double[] values) {
        int groups = Arrays.stream(group).max().orElse(-1) + 1;
        double[] mean = new double[groups];
        int[] counts = new int[groups];
        for (int i = 0; i < values.length; i++) {
            mean[group[i]] += values[i];
            counts[group[i]]++;
        }
        for (int g = 0; g < groups; g++) mean[g] /= counts[g];
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) centred[i] = values[i] - mean[group[i]];
        return centred;
    }
}
