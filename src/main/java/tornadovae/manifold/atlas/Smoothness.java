package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tornadovae.math.Statistics;
import tornadovae.train.DecoderJacobian;

/**
 * How smoothly pictures change over the latent plane: {@link Stretch} at the centre of every cell.
 *
 * <p>The picture tears where ‖∂μ/∂z‖ is more than {@link #TEAR} times its median over the cells: a step there changes as much as
 * so many steps elsewhere, and codes that are neighbours show pictures that are not. The median does not move when a few cells
 * tear, and cells of equal mass make it that of the prior. A decoder that is linear tears nowhere. A cell's two sides are the
 * neighbours, of eight, that lie along its direction of fastest change.
 *
 * @param across the latent dimension that grows to the right
 * @param up the one that grows upwards
 * @param norm {@code [n][n]}: Frobenius' norm, pixel values (0 … 1, root of the sum of squares over all of them) per unit of z;
 * row 0 at the top
 * @param condition {@code [n][n]}: σ₁/σ₂
 * @param median of the norm
 * @param largestRow where the norm is largest
 * @param largestAt {@code [2]}: that code along the two dimensions
 * @param tears by rows from the top left
 * @param divided {@code [n][n]}: whether a cell's two sides show different classes; null without a class map
 */
public record Smoothness(int across, int up, double[][] norm, double[][] condition, double median, int largestRow,
        int largestColumn, double[] largestAt, List<Tear> tears, boolean[][] divided) {

    /** How many times the median. */
    public static final double TEAR = 2;

    public Smoothness {
        tears = List.copyOf(tears);
    }

    /**
     * @param jacobian of the model
     * @param codes    {@code [n · n][latent]}, {@link tornadovae.manifold.LatentGrid#square} over the two dimensions
     * @param classes  {@code [n][n]}: which class each cell shows, 0 … names − 1; null where that is not known
     */
    public static Smoothness of(DecoderJacobian jacobian, float[][] codes, int across, int up, int[][] classes,
            List<String> names) {
        int n = (int) Math.round(Math.sqrt(codes.length));
        if (n == 0 || n * n != codes.length) throw new IllegalArgumentException(codes.length + " codes are no square");
        var cells = new Stretch[n][n];
        for (int row = 0; row < n; row++) {
            float[][][] columns = jacobian.at(Arrays.copyOfRange(codes, row * n, (row + 1) * n), across, up);
            for (int column = 0; column < n; column++) cells[row][column] = Stretch.of(columns[column][0], columns[column][1]);
        }
        return of(cells, codes, across, up, classes, names);
    }

    static Smoothness of(Stretch[][] cells, float[][] codes, int across, int up, int[][] classes, List<String> names) {
        int n = cells.length, largestRow = 0, largestColumn = 0;
        double[][] norm = new double[n][n], condition = new double[n][n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                norm[row][column] = cells[row][column].norm();
                condition[row][column] = cells[row][column].condition();
                if (norm[row][column] > norm[largestRow][largestColumn]) {
                    largestRow = row;
                    largestColumn = column;
                }
            }
        }
        double median = Statistics.median(Arrays.stream(norm).flatMapToDouble(Arrays::stream).toArray());
        var tears = new ArrayList<Tear>();
        boolean[][] divided = classes == null ? null : new boolean[n][n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                int[] step = step(cells[row][column].direction(), codes[row * n + column][across], codes[row * n + column][up]);
                String from = classes == null ? null : names.get(beside(classes, row - step[0], column - step[1])),
                        to = classes == null ? null : names.get(beside(classes, row + step[0], column + step[1]));
                if (classes != null) divided[row][column] = !from.equals(to);
                if (norm[row][column] > TEAR * median) tears.add(new Tear(row, column, norm[row][column], from, to));
            }
        }
        float[] at = codes[largestRow * n + largestColumn];
        return new Smoothness(across, up, norm, condition, median, largestRow, largestColumn, new double[] {at[across], at[up]},
                tears, divided);
    }

    /**
     * {rows, columns} to the neighbour in a direction of the latent plane: a cell is 1 / (n φ(z)) wide, φ the standard normal
     * density.
     */
    private static int[] step(double direction, double x, double y) {
        // only the ratio counts: φ(x) : φ(y) = 1 : e^{(x² − y²)/2}
        double columns = Math.cos(direction), rows = -Math.sin(direction) * Math.exp((x * x - y * y) / 2),
                longest = Math.max(Math.abs(columns), Math.abs(rows));
        return longest == 0 ? new int[2] : new int[] {(int) Math.round(rows / longest), (int) Math.round(columns / longest)};
    }

    /** The class of a cell, or of the one at the edge where the square ends. */
    private static int beside(int[][] classes, int row, int column) {
        return classes[Math.clamp(row, 0, classes.length - 1)][Math.clamp(column, 0, classes.length - 1)];
    }

    private double largest() {
        return norm[largestRow][largestColumn];
    }

    /** Share of the cells where the picture tears. */
    public double tearShare() {
        return (double) tears.size() / (norm.length * norm.length);
    }

    /** Whole sentences with numbers: how fast pictures change, in how many directions, and where they tear. */
    public List<String> findings() {
        if (!(largest() > 0)) {
            return List
                    .of("The picture does not change anywhere: the decoder does not use these two dimensions of the code.");
        }
        var findings = new ArrayList<String>();
        findings.add(("The picture changes at a rate ‖∂μ/∂z‖ of %s per unit of the code at the median code (root of the sum "
                + "of squares over pixels from 0 to 1), and of %s at %s = %s, %s = %s, where it changes fastest.")
                .formatted(Sentences.number("%.2f", median), Sentences.number("%.2f", largest()), LatentName.of(across),
                        Sentences.number("%.2f", largestAt[0]), LatentName.of(up), Sentences.number("%.2f", largestAt[1])));
        double[] known = Arrays.stream(condition).flatMapToDouble(Arrays::stream).filter(c -> !Double.isNaN(c)).toArray();
        if (known.length > 0) {
            double ratio = Statistics.median(known);
            findings.add(Double.isFinite(ratio)
                    ? ("At the median code one direction changes the picture %s times as fast as the direction across it.")
                            .formatted(Sentences.number("%.1f", ratio))
                    : "At the median code only one direction changes the picture; across it nothing happens.");
        }
        if (divided != null && rates(true).length > 0 && rates(false).length > 0) findings.add(borders());
        findings.add(tears.isEmpty()
                ? "The picture tears nowhere: at no code does it change more than %.0f times as fast as at the median."
                        .formatted(TEAR)
                : tearing());
        return findings;
    }

    /** The norms of cells whose two sides show different classes, or of the others. */
    private double[] rates(boolean apart) {
        return IntStream.range(0, norm.length * norm.length).filter(i -> divided[i / norm.length][i % norm.length] == apart)
                .mapToDouble(i -> norm[i / norm.length][i % norm.length]).toArray();
    }

    private String borders() {
        double between = Statistics.median(rates(true)), inside = Statistics.median(rates(false));
        String times = inside > 0 ? Sentences.number("%.2f", between / inside) + " times as fast as inside one"
                : between > 0 ? "while inside one it does not" : "as little as inside one";
        return "Between two classes it changes %s (medians %s and %s).".formatted(times, Sentences.number("%.2f", between),
                Sentences.number("%.2f", inside));
    }

    private String tearing() {
        if (median == 0) {
            return "At the median code the picture does not change; it does in %s of the square."
                    .formatted(Sentences.percent(tearShare()));
        }
        String text = "The picture tears, changing more than %s times as fast as at the median, in %s of the square"
                .formatted(Sentences.number("%.0f", TEAR), Sentences.percent(tearShare()));
        if (divided == null) return text + ".";
        var between = new TreeMap<String, Integer>();
        int different = 0;
        for (Tear tear : tears) {
            if (tear.from().equals(tear.to())) continue;
            different++;
            boolean ordered = tear.from().compareTo(tear.to()) < 0;
            between.merge((ordered ? tear.from() : tear.to()) + " and " + (ordered ? tear.to() : tear.from()), 1, Integer::sum);
        }
        text += "; %s of these codes have different classes on their two sides, of all codes %s".formatted(
                Sentences.percent((double) different / tears.size()),
                Sentences.percent((double) rates(true).length / (norm.length * norm.length)));
        List<String> most =
                between.entrySet().stream().sorted(Comparator.comparing((Map.Entry<String, Integer> entry) -> -entry.getValue()))
                        .limit(3).map(entry -> entry.getKey() + " (" + entry.getValue() + ")").toList();
        return most.isEmpty() ? text + "." : text + "; most often between " + String.join(", ", most) + ".";
    }

    /** All numbers by name, as they stand in {@code atlas.json}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("norm", norm);
        map.put("condition", condition);
        map.put("median", median);
        map.put("largest", largest());
        var at = new LinkedHashMap<String, Object>();
        at.put("row", largestRow);
        at.put("column", largestColumn);
        at.put("z", largestAt);
        map.put("largest_at", at);
        map.put("tears", tears.stream().map(Tear::toMap).toList());
        map.put("tear_share", tearShare());
        map.put("findings", findings());
        return map;
    }
}
