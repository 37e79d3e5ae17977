package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.data.Part;
import tornadovae.graph.Images;
import tornadovae.math.Claim;
import tornadovae.math.Interval;
import tornadovae.math.Normal;
import tornadovae.math.Philox;

class NeighboursTest {

    /** Nine of ten decoded images keep their class. */
    private static final Claim KEPT = Claim.ofImages(0.9, Interval.wilson(900, 1_000), 1_000);

    /** Vertical stripes of equal mass: class c lies between c − 1 and c + 1. */
    private static ClassMap stripes(int classes) {
        return Maps.of(4 * classes, classes, 0.9, (across, _) -> {
            int c = 0;
            while (c < classes - 1 && across > Normal.quantile((c + 1.0) / classes)) c++;
            return c;
        });
    }

    private interface Relation {
        double of(int a, int b);
    }

    private static double[][] matrix(int classes, Relation relation) {
        double[][] matrix = new double[classes][classes];
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < classes; b++) {
                if (a != b) matrix[a][b] = relation.of(a, b);
            }
        }
        return matrix;
    }

    @Test
    void stripesThatLookLikeTheirNeighboursAgree() {
        double[][] distances = matrix(8, (a, b) -> Math.abs(a - b)), confusion = matrix(8, (a, b) -> Math.exp(-Math.abs(a - b)));
        Neighbours neighbours = Neighbours.of(stripes(8), distances, confusion, KEPT, 1);
        for (Neighbours.Likeness likeness : List.of(neighbours.meanDistance(), neighbours.confusion())) {
            assertEquals(8, likeness.agreement().objects());
            assertTrue(likeness.agreement().rho() > 0.6 && likeness.agreement().p() < 0.01, likeness.agreement().toString());
        }
        assertEquals(List.of(2, 4), neighbours.of(3).stream().sorted().toList());
        assertEquals(List.of(1), neighbours.of(0));
        List<String> findings = neighbours.findings();
        assertEquals(10, findings.size(), "a sentence a class, the longest border, the conclusion");
        assertEquals("3 borders on 2 (1.00 sides) and 4 (1.00 sides).", findings.get(3));
        assertEquals("The longest border of all is that of 0 and 1 (1.00 sides); of all 28 pairs of classes theirs is "
                + "number 1 by the likeness of the mean images and number 1 by the classifier's confusion.", findings.get(8));
        assertTrue(findings.getLast()
                .matches("Neighbours are those that look alike: border length agrees with the likeness of the mean images \\(ρ "
                        + "= 0\\.7\\d, p = 0\\.00\\d\\d\\) and with the classifier's confusion \\(ρ = 0\\.7\\d, p = "
                        + "0\\.00\\d\\d\\)\\."),
                findings.getLast());
    }

    @Test
    void unrelatedLikenessIsNotTakenForAgreement() {
        double[][] random = matrix(8, (a, b) -> Philox.uniform(3, Philox.Stream.DATA, 0, 8 * Math.min(a, b) + Math.max(a, b)));
        Neighbours neighbours = Neighbours.of(stripes(8), random, random, KEPT, 1);
        assertTrue(neighbours.meanDistance().agreement().p() > 0.1, neighbours.meanDistance().agreement().toString());
        assertTrue(neighbours.findings().getLast()
                .startsWith("It cannot be said that neighbours are those that look alike: border length agrees beyond chance "
                        + "neither with the likeness"),
                neighbours.findings().getLast());
    }

    @Test
    void measuresThatDisagreeAreBothNamed() {
        double[][] random = matrix(8, (a, b) -> Philox.uniform(3, Philox.Stream.DATA, 0, 8 * Math.min(a, b) + Math.max(a, b)));
        String conclusion = Neighbours.of(stripes(8), matrix(8, (a, b) -> Math.abs(a - b)), random, KEPT, 1).findings().getLast();
        assertTrue(
                conclusion.matches(
                        "Neighbours look alike by one measure only: border length agrees with the likeness of the mean images "
                                + "\\(ρ = .*\\), but not beyond chance with the classifier's confusion \\(ρ = .*\\)\\."),
                conclusion);
    }

    @Test
    void theLongestBordersAreNamedFirstAndTheOthersCounted() {
        // 0 surrounds four others, of which 4 is the largest
        ClassMap map = Maps.of(20, 5, 1, (across, up) -> Math.abs(across) < 0.2 || Math.abs(up) < 0.2 || Math.abs(across) > 1.5
                ? 0 : across > 0 ? (up > 0 ? 4 : 3) : up > 0 && across > -1 ? 2 : 1);
        Neighbours neighbours = Neighbours.of(map, matrix(5, (_, _) -> 1), matrix(5, (_, _) -> 0.1), KEPT, 1);
        assertArrayEquals(map.borders(), neighbours.borders());
        assertTrue(
                neighbours.findings().getFirst().matches("0 borders on \\d \\(.*\\), \\d \\(.*\\), \\d \\(.*\\) and 1 other\\."),
                neighbours.findings().getFirst());
        double before = Double.POSITIVE_INFINITY;
        for (int other : neighbours.of(0)) {
            assertTrue(neighbours.borders()[0][other] <= before);
            before = neighbours.borders()[0][other];
        }
        assertTrue(
                neighbours.findings().getLast()
                        .startsWith("Whether neighbours are those that look alike cannot be said of 5 classes"),
                "equal likeness tells nothing: " + neighbours.findings());
    }

    @Test
    void classesThatAreNowhereAreNotCompared() {
        ClassMap map = Maps.of(8, 6, 0.9, (across, up) -> 1 + Maps.quadrant(across, up));
        Neighbours neighbours = Neighbours.of(map, matrix(6, (a, b) -> Math.abs(a - b)),
                matrix(6, (a, b) -> a == 5 || b == 5 ? Double.NaN : a + b), KEPT, 1);
        assertEquals(4, neighbours.meanDistance().agreement().objects());
        assertEquals(List.of(), neighbours.of(0));
        assertEquals(6, neighbours.findings().size());
    }

    @Test
    void oneClassAloneHasNoNeighbours() {
        Neighbours neighbours = Neighbours.of(Maps.of(5, 3, 0.9, (_, _) -> 1), matrix(3, (_, _) -> 1), matrix(3, (_, _) -> 1),
                KEPT, 1);
        assertEquals(List.of("No class has a border with another one."), neighbours.findings());
        assertEquals(Double.NaN, neighbours.confusion().agreement().p());
    }

    @Test
    void twoClassesAreNeighboursAndNothingCanBeSaidOfTheirLikeness() {
        Neighbours neighbours = Neighbours.of(stripes(2), matrix(2, (_, _) -> 1), matrix(2, (_, _) -> 0.1), KEPT, 1);
        assertEquals(
                List.of("0 borders on 1 (1.00 sides).", "1 borders on 0 (1.00 sides).",
                        "The longest border of all is that of 0 and 1 (1.00 sides).",
                        "Whether neighbours are those that look alike cannot be said of 2 classes on the map."),
                neighbours.findings());
    }

    @Test
    void filesNameNeighboursAndAgreement() {
        var map = Neighbours.of(stripes(4), matrix(4, (a, b) -> Math.abs(a - b)), matrix(4, (a, b) -> 1.0 / (a + b)), KEPT, 1)
                .toMap();
        assertEquals(List.of("borders", "neighbours", "similarity", "answers", "findings"), List.copyOf(map.keySet()));
        var answers = (Map<?, ?>) map.get("answers");
        assertEquals("The longest of 3 borders are: 0 and 1 (1.00 sides), 1 and 2 (1.00 sides) and 2 and 3 (1.00 sides).",
                answers.get("Which classes are neighbours?"));
        assertEquals(((List<?>) map.get("findings")).getLast(), answers.get("Do neighbours look alike?"));
        assertEquals("[{class=0, of=[{class=1, length=1.0}]}, {class=1, of=[{class=0, length=1.0}, {class=2, "
                + "length=1.0}]}, {class=2, of=[{class=1, length=1.0}, {class=3, length=1.0}]}, {class=3, of=[{class=2, "
                + "length=1.0}]}]", map.get("neighbours").toString());
        assertTrue(
                map.get("similarity").toString()
                        .matches("\\{classes=4, mean_distance=\\{spearman=.*, p=.*}, confusion=\\{.*}, permutations=9999}"),
                map.get("similarity").toString());
    }

    @Test
    void meansOfClassesLieWhereTheirImagesDo() {
        byte[][] pixels = {{0, 0}, {0, (byte) 255}, {(byte) 255, 51}};
        double[][] distances = ClassMeans.of(new Part(new Images(2, pixels), new int[] {0, 0, 2}, new float[0][]), 3).distances();
        assertEquals(Math.hypot(1, 0.5 - 0.2), distances[0][2], 1e-12);
        assertEquals(distances[0][2], distances[2][0]);
        assertTrue(Arrays.stream(distances[1]).filter(Double::isNaN).count() == 2, "class 1 has no images");
    }

    @Test
    void nothingIsSaidOfNeighboursWhereFewDecodedImagesKeepTheirClass() {
        var few = Claim.ofImages(0.48, Interval.wilson(480, 1_000), 1_000);
        var relation = matrix(8, (a, b) -> Math.abs(a - b));
        assertEquals(List.of("Which classes are neighbours cannot be said from 1000 images: the classifier sees the class of 48 "
                + "% of the "
                + "decoded test images (95 % interval 44.9 % to 51.1 %), not surely more than 50 %."),
                Neighbours.of(stripes(8), relation, relation, few, 1).findings());
    }

    /** A classifier that takes every blurred picture for an 8 is contradicted by the labels of what is encoded there. */
    @Test
    void theMapOfLabelsKnowsNothingOfPictures() {
        int grid = 10, images = 400;
        var pictures = Maps.of(grid, 2, 0.9, (_, _) -> 1);
        double[][] plane = new double[images][2], codes = new double[grid * grid][2];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            plane[i][0] = Philox.normal(1, Philox.Stream.DATA, i, 0);
            plane[i][1] = Philox.normal(1, Philox.Stream.DATA, i, 1);
            labels[i] = plane[i][0] > 0 ? 1 : 0;
        }
        for (int i = 0; i < codes.length; i++) codes[i] = new double[] {Normal.quantile((i % grid + 0.5) / grid), 0};
        var map = LabelMap.of(pictures, codes, plane, labels);
        assertEquals(0.5, map.agreement(), 0.1);
        assertEquals(0, map.byLabels().shown()[0][0]);
        assertEquals(1, map.byLabels().shown()[0][grid - 1]);
        assertEquals(1, map.byLabels().confidence()[0][0], 1e-9);
        assertTrue(map.findings().getLast().startsWith("Another area has "), map.findings().toString());
    }
}
