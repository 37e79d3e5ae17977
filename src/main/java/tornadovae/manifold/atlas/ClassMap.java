package tornadovae.manifold.atlas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.UserError;

/**
 * Which class every cell of the latent square shows, and how surely: the class c with the largest p(c | decoded mean), the first
 * of equals, and that probability, its confidence.
 *
 * <p>The square is {@link tornadovae.manifold.LatentGrid#square}: cells of equal mass of the prior, so that a share of the square
 * is the probability that a draw from the prior of the two dimensions lies there. Row 0 is at the top.
 *
 * @param names of the classes
 * @param shown {@code [n][n]}: 0 … classes − 1
 * @param confidence {@code [n][n]}
 */
public record ClassMap(List<String> names, int[][] shown, double[][] confidence) {

    /** A cell with less confidence belongs to no man's land: the classifier holds it likelier that another class is shown. */
    public static final double THRESHOLD = 0.5;

    /**
     * One class on the map.
     *
     * @param area share of the square
     * @param regions connected regions: cells belong together when they have a side in common (4-neighbourhood)
     * @param border with all other classes, in sides of the square; counted along the sides of cells, so that a diagonal border
     * is √2 times too long. The square's own edge is none
     * @param confidence mean over its cells; NaN where it has none
     */
    public record Extent(double area, int regions, double border, double confidence) {}

    public ClassMap {
        names = List.copyOf(names);
    }

    /**
     * @param probabilities {@code [n · n][classes]}, in the order of {@link tornadovae.manifold.LatentGrid#square}
     * @throws UserError if one of them is NaN, as those of a decoder that has diverged
     */
    public static ClassMap of(List<String> names, double[][] probabilities) {
        int n = (int) Math.round(Math.sqrt(probabilities.length));
        if (n == 0 || n * n != probabilities.length) {
            throw new IllegalArgumentException(
                    probabilities.length + " codes are no square");
        }
        int[][] shown = new int[n][n];
        double[][] confidence = new double[n][n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                double[] p = probabilities[row * n + column];
                if (p.length != names.size()) {
                    throw new IllegalArgumentException(
                            "there are " + names.size() + " classes, found " + p.length + " probabilities");
                }
                if (Arrays.stream(p).anyMatch(Double::isNaN)) {
                    throw new UserError(1,
                            "The model decodes a code to no image but NaN; train it again with a smaller learning rate.", null);
                }
                for (int c = 1; c < p.length; c++) {
                    if (p[c] > p[shown[row][column]]) shown[row][column] = c;
                }
                confidence[row][column] = p[shown[row][column]];
            }
        }
        return new ClassMap(names, shown, confidence);
    }

    /** Cells in a row and in a column. */
    public int grid() {
        return shown.length;
    }

    /** Share of the square where the confidence is below {@link #THRESHOLD}. */
    public double noMansLand() {
        return Arrays.stream(confidence).flatMapToDouble(Arrays::stream).filter(p -> p < THRESHOLD).count()
                / (double) (grid() * grid());
    }

    /**
     * {@code [classes][classes]}: the length of the border between two classes, in sides of the square; symmetric, 0 on the
     * diagonal.
     */
    public double[][] borders() {
        int n = grid();
        long[][] sides = new long[names.size()][names.size()];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                if (column + 1 < n) count(sides, shown[row][column], shown[row][column + 1]);
                if (row + 1 < n) count(sides, shown[row][column], shown[row + 1][column]);
            }
        }
        return Arrays.stream(sides).map(row -> Arrays.stream(row).mapToDouble(count -> count / (double) n).toArray())
                .toArray(double[][]::new);
    }

    private static void count(long[][] sides, int a, int b) {
        if (a == b) return;
        sides[a][b]++;
        sides[b][a]++;
    }

    /** One of each class, in their order. */
    public List<Extent> extents() {
        int classes = names.size(), n = grid();
        int[] cells = new int[classes], regions = regions();
        double[] sum = new double[classes];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                cells[shown[row][column]]++;
                sum[shown[row][column]] += confidence[row][column];
            }
        }
        double[][] borders = borders();
        return IntStream.range(0, classes).mapToObj(
                c -> new Extent(cells[c] / (double) (n * n), regions[c], Arrays.stream(borders[c]).sum(), sum[c] / cells[c]))
                .toList();
    }

    /** {@code [classes]}: connected regions, each filled from its first cell. */
    private int[] regions() {
        int n = grid();
        int[] regions = new int[names.size()];
        boolean[] seen = new boolean[n * n];
        var waiting = new ArrayDeque<Integer>();
        for (int start = 0; start < n * n; start++) {
            if (seen[start]) continue;
            int of = shown[start / n][start % n];
            regions[of]++;
            seen[start] = true;
            waiting.add(start);
            while (!waiting.isEmpty()) {
                int cell = waiting.remove(), row = cell / n, column = cell % n;
                for (int[] next : new int[][] {{row - 1, column}, {row + 1, column}, {row, column - 1}, {row, column + 1}}) {
                    if (next[0] < 0 || next[0] >= n || next[1] < 0 || next[1] >= n || shown[next[0]][next[1]] != of
                            || seen[next[0] * n + next[1]]) {
                        continue;
                    }
                    seen[next[0] * n + next[1]] = true;
                    waiting.add(next[0] * n + next[1]);
                }
            }
        }
        return regions;
    }

    /** What the map shows, in sentences. */
    public List<String> findings() {
        return Stream.concat(areas().stream(), Stream.of(unsure())).toList();
    }

    /** How much of the square has no class, in a sentence. */
    String unsure() {
        return String.format(Locale.ROOT,
                "%s of the square is no man's land, where the classifier gives no class a probability of %s.",
                noMansLand() == 0 ? "Nothing" : Sentences.percent(noMansLand()), Sentences.percent(THRESHOLD));
    }

    /** Which classes there are, how large, and in how many pieces. */
    List<String> areas() {
        List<Extent> extents = extents();
        List<Integer> there = IntStream.range(0, names.size()).filter(c -> extents.get(c).area > 0).boxed().toList();
        var absent = IntStream.range(0, names.size()).filter(c -> extents.get(c).area == 0).mapToObj(names::get).toList();
        var findings = new ArrayList<String>();
        findings.add("The square of %d × %d codes shows %s.".formatted(grid(), grid(),
                absent.isEmpty() ? "all " + names.size() + " classes" : "%d of %d classes: %s %s nowhere".formatted(there.size(),
                        names.size(), Sentences.list(absent), absent.size() == 1 ? "is" : "are")));
        if (there.size() > 1) {
            int largest = there.getFirst(), smallest = there.getFirst();
            for (int c : there) {
                if (extents.get(c).area > extents.get(largest).area) largest = c;
                if (extents.get(c).area < extents.get(smallest).area) smallest = c;
            }
            if (extents.get(largest).area == extents.get(smallest).area) {
                findings.add(
                        "All of them have the same area, %s of the square."
                                .formatted(Sentences.percent(extents.get(largest).area)));
            } else {
                findings.add("%s has the largest area, %s of the square, and %s the smallest, %s.".formatted(names.get(largest),
                        Sentences.percent(extents.get(largest).area), names.get(smallest),
                        Sentences.percent(extents.get(smallest).area)));
            }
        }
        List<String> torn = there.stream().filter(c -> extents.get(c).regions > 1)
                .map(c -> "%s (%d regions)".formatted(names.get(c), extents.get(c).regions)).toList();
        if (torn.isEmpty()) findings.add(there.size() == 1 ? "It is in one piece." : "Each class is in one piece.");
        else findings.add("%s %s in one piece.".formatted(Sentences.list(torn), torn.size() == 1 ? "is not" : "are not"));
        return findings;
    }

    /** For atlas.json; areas are stated by labels, see {@link LabelMap}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("class", shown);
        map.put("confidence", confidence);
        map.put("threshold", THRESHOLD);
        map.put("no_mans_land", noMansLand());
        var perClass = new ArrayList<Map<String, Object>>();
        List<Extent> extents = extents();
        for (int c = 0; c < names.size(); c++) {
            Extent extent = extents.get(c);
            var of = new LinkedHashMap<String, Object>();
            of.put("class", names.get(c));
            of.put("area", extent.area);
            of.put("regions", extent.regions);
            of.put("border", extent.border);
            of.put("confidence", extent.confidence);
            perClass.add(of);
        }
        map.put("per_class", perClass);
        map.put("findings", List.of(unsure()));
        return map;
    }
}
