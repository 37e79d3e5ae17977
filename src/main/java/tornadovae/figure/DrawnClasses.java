package tornadovae.figure;

import java.util.Arrays;
import java.util.List;

/**
 * Which class each place of the latent plane shows, and how surely.
 *
 * @param names      of the classes
 * @param classes    {@code [rows][columns]}, row 0 at the top
 * @param confidence the classifier's, 0 … 1; as large
 * @param threshold  below it a place is no man's land
 */
public record DrawnClasses(List<String> names, int[][] classes, double[][] confidence, double threshold) {

    public DrawnClasses {
        names = List.copyOf(names);
        for (int[] row : classes) for (int label : row) if (label < 0 || label >= names.size()) throw new IllegalArgumentException("there is no class " + label);
        if (classes.length == 0 || confidence.length != classes.length) throw new IllegalArgumentException("a class map has as many rows of classes as of confidences, and at least one");
    }

    /** The classes that are shown anywhere, ascending. */
    List<Integer> present() {
        return Arrays.stream(classes).flatMapToInt(Arrays::stream).distinct().sorted().boxed().toList();
    }

    boolean hasNoMansLand() {
        for (int row = 0; row < classes.length; row++) for (int column = 0; column < classes[row].length; column++) if (!isSure(row, column)) return true;
        return false;
    }

    boolean isSure(int row, int column) {
        return confidence[row][column] >= threshold;
    }
}
