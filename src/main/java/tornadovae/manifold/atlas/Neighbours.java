package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.math.Claim;
import tornadovae.math.MantelTest;

/**
 * Which classes have borders with each other on a map, that of labels in an atlas ({@link LabelMap}), and whether neighbours are
 * those that look alike: the agreement of border length and likeness over all pairs of classes on the map, by a
 * {@link MantelTest}. A class that the map does not show is left out, since it has no borders for another reason than what it
 * looks like, and so is one whose likeness is not known.
 *
 * @param names of the classes
 * @param borders {@code [classes][classes]}: {@link ClassMap#borders}
 * @param meanDistance likeness as minus the distance of the classes' mean images
 * @param kept the share of decoded test images in which the classifier sees their class
 * @param confusion likeness as the classifier's mean probability for one class on test images of the other, averaged over both
 * directions
 */
public record Neighbours(List<String> names, double[][] borders, Likeness meanDistance, Likeness confusion, Claim kept) {

    /** Below this share of decoded images that keep their class, nothing is said of neighbours. */
    static final double LEAST_KEPT = 0.5;

    /** Neighbours that a sentence names. */
    private static final int NAMED = 3;

    /**
     * How alike two classes are, and whether that agrees with their borders.
     *
     * @param of        {@code [classes][classes]}: the larger, the more alike; NaN where it is not known
     * @param agreement with the border length
     */
    public record Likeness(double[][] of, MantelTest agreement) {

        private static Likeness of(double[][] likeness, ClassMap map, double[][] borders, int seed) {
            List<ClassMap.Extent> extents = map.extents();
            int[] compared = IntStream.range(0, likeness.length).filter(c -> extents.get(c).area() > 0).filter(
                    c -> IntStream.range(0, likeness.length).anyMatch(other -> other != c && Double.isFinite(likeness[c][other])))
                    .toArray();
            return new Likeness(likeness, MantelTest.of(among(compared, borders), among(compared, likeness), seed));
        }

        private static double[][] among(int[] classes, double[][] relation) {
            return Arrays.stream(classes).mapToObj(a -> Arrays.stream(classes).mapToDouble(b -> relation[a][b]).toArray())
                    .toArray(double[][]::new);
        }

        private Map<String, Object> toMap() {
            var map = entries("spearman", agreement.rho(), "p", agreement.p());
            map.put("likeness", of);
            return map;
        }

        private boolean agrees() {
            return agreement.rho() > 0 && Claim.isBeyondChance(agreement.p());
        }

        /** The place of a pair among all pairs, the most alike first, from 1. */
        private int rank(int a, int b) {
            int rank = 1;
            for (int i = 0; i < of.length; i++) {
                for (int j = 0; j < i; j++) {
                    if (of[i][j] > of[a][b]) rank++;
                }
            }
            return rank;
        }
    }

    public Neighbours {
        names = List.copyOf(names);
    }

    /**
     * @param meanDistances {@code [classes][classes]}: the distance of the classes' mean images; NaN where a class has none
     * @param confusion {@code [classes][classes]}: the mean probability of the second class on images of the first; NaN where
     * there are none
     * @param kept the share of decoded test images in which the classifier sees their class
     * @param seed of the relabellings
     */
    public static Neighbours of(ClassMap map, double[][] meanDistances, double[][] confusion, Claim kept, int seed) {
        int classes = map.names().size();
        double[][] closeness = new double[classes][classes], confused = new double[classes][classes], borders = map.borders();
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < classes; b++) {
                closeness[a][b] = -meanDistances[a][b];
                confused[a][b] = (confusion[a][b] + confusion[b][a]) / 2;
            }
        }
        return new Neighbours(map.names(), borders, Likeness.of(closeness, map, borders, seed),
                Likeness.of(confused, map, borders, seed), kept);
    }

    /** The classes with a border to this one, the longest border first. */
    public List<Integer> of(int which) {
        return IntStream.range(0, names.size()).filter(other -> borders[which][other] > 0).boxed()
                .sorted(Comparator.comparingDouble((Integer other) -> -borders[which][other])).toList();
    }

    /** A sentence for each class that has borders, then on all pairs, then whether neighbours are those that look alike. */
    public List<String> findings() {
        if (kept.beside(LEAST_KEPT) != Claim.Shown.MORE) return List.of(withheld());
        var findings = new ArrayList<String>();
        for (int c = 0; c < names.size(); c++) {
            if (!of(c).isEmpty()) findings.add(sentence(c));
        }
        if (findings.isEmpty()) return List.of("No class has a border with another one.");
        findings.add(longest());
        findings.add(conclusion());
        return findings;
    }

    /** What one asks of neighbours, answered in short. */
    private Map<String, String> answers(List<String> findings) {
        var answers = new LinkedHashMap<String, String>();
        answers.put("Which classes are neighbours?", findings.size() == 1 ? findings.getFirst() : longestBorders());
        if (findings.size() > 1) answers.put("Do neighbours look alike?", findings.getLast());
        return answers;
    }

    private record Border(int one, int other, double length) {}

    /** All borders, the longest first. */
    private List<Border> sorted() {
        var all = new ArrayList<Border>();
        for (int a = 0; a < names.size(); a++) {
            for (int b = a + 1; b < names.size(); b++) {
                if (borders[a][b] > 0) all.add(new Border(a, b, borders[a][b]));
            }
        }
        all.sort(Comparator.comparingDouble(Border::length).reversed());
        return all;
    }

    private String longestBorders() {
        List<Border> all = sorted();
        return "The longest of %d borders %s: %s.".formatted(all.size(), all.size() == 1 ? "is" : "are", Sentences.list(all
                .stream().limit(NAMED).map(border -> "%s and %s (%s)".formatted(names.get(border.one), names.get(border.other),
                        Sentences.sides(border.length)))
                .toList()));
    }

    /** Borders between classes that pictures do not show are those of the classifier's mistakes. */
    private String withheld() {
        String share = "%s of the decoded test images (95 %% interval %s to %s), not surely more than %s.".formatted(
                Sentences.percent(kept.estimate()), Sentences.percent(kept.interval().low()),
                Sentences.percent(kept.interval().high()), Sentences.percent(LEAST_KEPT));
        return "Which classes are neighbours " + kept.open() + ": the classifier sees the class of " + share;
    }

    private String sentence(int which) {
        List<Integer> neighbours = of(which);
        var named = new ArrayList<>(neighbours.stream().limit(NAMED)
                .map(other -> "%s (%s)".formatted(names.get(other), Sentences.sides(borders[which][other]))).toList());
        int more = neighbours.size() - named.size();
        if (more > 0) named.add(more + (more == 1 ? " other" : " others"));
        return "%s borders on %s.".formatted(names.get(which), Sentences.list(named));
    }

    private String longest() {
        Border longest = sorted().getFirst();
        int first = longest.one, second = longest.other;
        int pairs = names.size() * (names.size() - 1) / 2;
        String border = "The longest border of all is that of %s and %s (%s)".formatted(names.get(first), names.get(second),
                Sentences.sides(longest.length));
        if (pairs < 2 || Double.isNaN(meanDistance.of[first][second])
                || Double.isNaN(confusion.of[first][second])) {
            return border + ".";
        }
        return border + ("; of all %d pairs of classes theirs is number %d by the likeness of the mean images and number %d by "
                + "the classifier's confusion.")
                .formatted(pairs, meanDistance.rank(first, second), confusion.rank(first, second));
    }

    private String conclusion() {
        MantelTest means = meanDistance.agreement, confused = confusion.agreement;
        if (Double.isNaN(means.rho()) && Double.isNaN(confused.rho())) {
            return "Whether neighbours are those that look alike cannot be said of %s on the map."
                    .formatted(means.objects() == 1 ? "1 class" : means.objects() + " classes");
        }
        String byMeans = words("the likeness of the mean images", means),
                byConfusion = words("the classifier's confusion", confused);
        if (meanDistance.agrees()
                && confusion.agrees()) {
            return "Neighbours are those that look alike: border length agrees with %s and with %s."
                    .formatted(byMeans, byConfusion);
        }
        if (meanDistance.agrees() || confusion.agrees()) {
            return ("Neighbours look alike by one measure only: border length agrees with %s, but not beyond chance "
                    + "with %s.").formatted(
                            meanDistance.agrees() ? byMeans : byConfusion, meanDistance.agrees() ? byConfusion : byMeans);
        }
        return ("It cannot be said that neighbours are those that look alike: border length agrees beyond chance "
                + "neither with %s nor with %s.").formatted(byMeans, byConfusion);
    }

    private static String words(String what, MantelTest test) {
        return what + (Double.isNaN(test.rho()) ? " (which is not known)"
                : " (%s, %s)".formatted(Sentences.rho(test.rho()), Sentences.p(test.p())));
    }

    /** For atlas.json. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("borders", borders);
        var neighbours = new ArrayList<Map<String, Object>>();
        for (int c = 0; c < names.size(); c++) {
            int which = c;
            neighbours.add(entries("class", names.get(c), "of",
                    of(c).stream().map(other -> entries("class", names.get(other), "length", borders[which][other])).toList()));
        }
        map.put("neighbours", neighbours);
        var similarity = new LinkedHashMap<String, Object>();
        similarity.put("classes", meanDistance.agreement.objects());
        similarity.put("mean_distance", meanDistance.toMap());
        similarity.put("confusion", confusion.toMap());
        similarity.put("permutations", MantelTest.PERMUTATIONS);
        map.put("similarity", similarity);
        List<String> findings = findings();
        map.put(Atlas.ANSWERS, answers(findings));
        map.put("findings", findings);
        return map;
    }

    private static Map<String, Object> entries(String first, Object firstValue, String second, Object secondValue) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, firstValue);
        map.put(second, secondValue);
        return map;
    }
}
