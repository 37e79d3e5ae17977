package tornadovae.figure;

import java.util.Arrays;
import java.util.List;

/**
 * Which class each place of the latent plane shows, and how surely.
 *
 * @param names      of the classes
 * @param classes    {@code [rows][columns]}, row 0 at the top
 * @param confidence the classifier's, 0 … 1; as large
 * @param threshold  below it a place is hatched
 * @param hatched    what that means
 */
public record DrawnClasses(List<String> names, int[][] classes, double[][] confidence, double threshold, String hatched) {

    /** What a classifier sees in pictures, with no man's land where it is not sure. */
    public DrawnClasses(List<String> names, int[][] classes, double[][] confidence, double threshold) {
        this(names, classes, confidence, threshold, "confidence < " + Ticks.number(threshold));
    }

    /** Other classes of the same places, hatched and a little paler where they differ from these. */
    DrawnClasses beside(int[][] others) {
        double[][] same = new double[classes.length][classes[0].length];
        for (int row = 0; row < same.length; row++) {
            for (int column = 0; column < same[row].length; column++) {
                same[row][column] = others[row][column] == classes[row][column] ? 1 : 0.4;
            }
        }
        return new DrawnClasses(names, others, same, 0.5, "another class in the picture");
    }

    public DrawnClasses {
        names = List.copyOf(names);
        for (int[] row : classes) {
            for (int label : row) {
                if (label < 0 || label >= names.size()) throw new IllegalArgumentException("there is no class " + label);
            }
        }
        if (classes.length == 0 || confidence.length != classes.length) {
            throw new IllegalArgumentException(
                    "a class map has as many rows of classes as of confidences, and at least one");
        }
    }

    /** The classes that are shown anywhere, ascending. */
    List<Integer> present() {
        return Arrays.stream(classes).flatMapToInt(Arrays::stream).distinct().sorted().boxed().toList();
    }

    boolean hasNoMansLand() {
        for (int row = 0; row < classes.length; row++) {
            for (int column = 0; column < classes[row].length; column++) {
                if (!isSure(row, column)) return true;
            }
        }
        return false;
    }

    boolean isSure(int row, int column) {
        return confidence[row][column] >= threshold;
    }
}
