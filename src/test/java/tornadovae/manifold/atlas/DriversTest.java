package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.math.Philox;

class DriversTest {

    private static final Dataset DIGITS = load("digits", 1_500);

    private static Dataset load(String name, int test) {
        return Datasets.load(new DataSpec(name, 10, test, 1), new Places(null, Path.of("none"), Path.of("none"), false),
                Listener.SILENT);
    }

    private static float[][] grid(Dataset data, int n) {
        float[][] pictures = new float[n * n][data.columns()];
        for (int i = 0; i < n * n; i++) {
            for (int c = 0; c < data.columns(); c++) pictures[i][c] = data.test().images().value(i, c);
        }
        return pictures;
    }

    private static double normal(int step, int i) {
        return Philox.normal(21, Philox.Stream.DATA, step, i);
    }

    /** A code that a perfect model might have: slant along the second variable, and noise along the first. */
    private static double[][] slantCode(int count) {
        return IntStream.range(0, count).mapToObj(i -> new double[] {normal(0, i), (DIGITS.test().factors()[i][2] - 10) / 10})
                .toArray(double[][]::new);
    }

    @Test
    void slantFollowsTheVariableThatItWasPutInto() {
        var drivers = Drivers.of(DIGITS, slantCode(1_500), grid(DIGITS, 3), 0, 1);
        Driver slant = drivers.attributes().getFirst();
        assertEquals(Attribute.SLANT, slant.attribute());
        assertTrue(slant.secondGiven().low() > 0.85,
                "within a class hardly anything but the slant leans a digit, found " + slant.secondGiven());
        assertEquals(0, slant.firstGiven().rho(), 0.08);
        assertEquals(90, slant.fit().degrees(), 5);
        assertTrue(slant.fit().explained() > 0.7);
        assertEquals(10, slant.perClass().size());
        assertTrue(drivers.findings().getFirst().startsWith("Slant within a class follows z₂ (ρ = "),
                drivers.findings().getFirst());
        assertTrue(drivers.findings().get(1).startsWith("Thickness within a class follows neither variable alone"),
                drivers.findings().get(1));
        for (int i = 0; i < 9; i++) {
            assertEquals(Measurement.of(grid(DIGITS, 3)[i], 28)[0], slant.field()[i / 3][i % 3], "row by row from the top");
        }
    }

    @Test
    void measuresAreGoodWhereTheTruthIsKnown() {
        var validation = Drivers.of(DIGITS, slantCode(1_500), grid(DIGITS, 2), 0, 1).validation();
        assertEquals(List.of("slant", "slant + rotation", "slant + rotation within a style", "thickness", "20 × scale"),
                validation.stream().map(Validation::factor).toList());
        double[] least = {0.85, 0.89, 0.95, 0.87, 0.9}, most = {6, 5.5, 3.6, 0.35, 0.6};
        for (int v = 0; v < 5; v++) {
            assertTrue(validation.get(v).correlation() > least[v], validation.get(v).toString());
            assertTrue(validation.get(v).error() < most[v], validation.get(v).toString());
            assertEquals(1_500, validation.get(v).images());
        }
        assertTrue(Math.abs(validation.get(1).bias()) < 1 && Math.abs(validation.get(3).bias()) < 0.3
                && Math.abs(validation.get(4).bias()) < 0.8);
        String sentence = Drivers.of(DIGITS, slantCode(1_500), grid(DIGITS, 2), 0, 1).findings().getLast();
        assertTrue(sentence
                .matches("Beside the factors that the images were drawn with, measured slant correlates 0\\.\\d\\d with slant "
                        + "\\(bias .*; thickness correlates 0\\.\\d\\d with thickness .* pixels\\)\\."),
                sentence);
    }

    @Test
    void theAreaOfASpriteIsThatOfItsOutline() {
        Dataset sprites = load("sprites", 400);
        double[][] code = IntStream.range(0, 400).mapToObj(i -> new double[] {sprites.test().factors()[i][1], normal(1, i)})
                .toArray(double[][]::new);
        var drivers = Drivers.of(sprites, code, grid(sprites, 2), 0, 1);
        Validation area = drivers.validation().getFirst();
        assertEquals(Attribute.AREA, area.attribute());
        assertTrue(area.correlation() > 0.999, area.toString());
        assertEquals(0, area.bias(), 1, "corners are cut");
        assertTrue(area.error() < 1, area.toString());
        assertTrue(drivers.attributes().get(Attribute.AREA.ordinal()).firstGiven().rho() > 0.95);
    }

    @Test
    void aSignThatFlipsGivenTheClassIsTold() {
        // planted: within a class the attribute falls with the first variable, classes with larger codes have more of it
        int n = 900;
        double[][] plane = new double[n][2];
        double[] values = new double[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 3;
            plane[i] = new double[] {5 * labels[i] + normal(2, i), normal(3, i)};
            values[i] = 5 * labels[i] - 0.8 * normal(2, i) + 0.6 * normal(4, i);
        }
        values[7] = Double.NaN; // an empty image
        var driver = Driver.of(Attribute.THICKNESS, new double[1][1], plane, values, labels, List.of("a", "b", "c"));
        assertEquals(n - 1, driver.first().n());
        assertTrue(driver.first().low() > 0.7 && driver.firstGiven().high() < -0.7);
        assertEquals(0.64, driver.fit().explained(), 0.06);
        assertEquals(180, Math.abs(driver.fit().degrees()), 8);
        String sentence = driver.finding(0, 1);
        assertTrue(sentence.contains("Thickness within a class follows z₁ (ρ = −0.7"), sentence);
        assertTrue(sentence.contains("Without regard to class its correlation with z₁ has the other sign, ρ = 0."), sentence);
        assertEquals(driver.fit().explained(), driver.explainedPerClass(), 0.01,
                "three directions explain no more than the one they share");
    }

    @Test
    void classesThatGoOppositeWaysShareNoDirection() {
        int n = 400;
        double[][] plane =
                IntStream.range(0, n).mapToObj(i -> new double[] {normal(5, i), normal(6, i)}).toArray(double[][]::new);
        int[] labels = IntStream.range(0, n).map(i -> i % 2).toArray();
        double[] values = IntStream.range(0, n).mapToDouble(i -> (labels[i] == 0 ? 1 : -1) * plane[i][1]).toArray();
        var driver = Driver.of(Attribute.HEIGHT, new double[1][1], plane, values, labels, List.of("a", "b"));
        assertEquals(1, driver.explainedPerClass(), 1e-9);
        assertEquals(List.of(90.0, -90.0),
                driver.perClass().stream().map(of -> (double) Math.round(of.fit().degrees())).toList());
        assertTrue(driver.finding(2, 3)
                .startsWith("Height has a direction of its own in each class, which explains 100 % of its variation there; the "
                        + "best direction for all classes explains"),
                driver.finding(2, 3));
        assertTrue(driver.finding(2, 3).contains("with z₃"), "dimensions have their own names");
    }

    private static Driver planted(double alongFirst, double alongSecond, double noise) {
        int n = 2_000;
        double[][] plane =
                IntStream.range(0, n).mapToObj(i -> new double[] {normal(15, i), normal(16, i)}).toArray(double[][]::new);
        return Driver.of(Attribute.SLANT, new double[1][1], plane,
                IntStream.range(0, n)
                        .mapToDouble(i -> alongFirst * plane[i][0] + alongSecond * plane[i][1] + noise * normal(17, i)).toArray(),
                IntStream.range(0, n).map(i -> i % 2).toArray(), List.of("a", "b"));
    }

    @Test
    void whatGoesAlongWithBothVariablesAlikeFollowsBoth() {
        String sentence = planted(-0.36, -0.3, 1).finding(0, 1);
        assertTrue(sentence.startsWith("Slant within a class follows both z₁ and z₂ (ρ = −0.3"), sentence);
        assertTrue(planted(1, 0.1, 1).finding(0, 1).startsWith("Slant within a class follows z₁ ("));
    }

    @Test
    void aDirectionThatExplainsNothingIsNone() {
        String sentence = planted(0.02, 0, 1).finding(0, 1);
        assertTrue(sentence.contains("; it grows in no direction, the best explains "), sentence);
        assertTrue(!sentence.contains("°"), sentence);
    }

    @Test
    void theOppositeDirectionHasNoSign() {
        String sentence = planted(-1, -0.001, 0.001).finding(0, 1);
        assertTrue(sentence.contains("it grows towards 180°, which explains 100 %"), sentence);
    }

    @Test
    void directionsThatFitNothingButNoiseAreNoDirections() {
        int n = 60;
        double[][] plane =
                IntStream.range(0, n).mapToObj(i -> new double[] {normal(9, i), normal(10, i)}).toArray(double[][]::new);
        int[] labels = IntStream.range(0, n).map(i -> i % 10).toArray();
        double own = 0;
        for (int draw = 0; draw < 50; draw++) {
            int step = 20 + draw;
            var driver = Driver.of(Attribute.HEIGHT, new double[1][1], plane,
                    IntStream.range(0, n).mapToDouble(i -> normal(step, i)).toArray(), labels, List.of("abcdefghij".split("")));
            own += driver.explainedPerClass() / 50;
        }
        assertEquals(0, own, 0.1, "ten directions for sixty images");
    }

    @Test
    void withoutLabelsNothingIsGiven() {
        double[][] plane =
                IntStream.range(0, 50).mapToObj(i -> new double[] {normal(7, i), normal(8, i)}).toArray(double[][]::new);
        double[] values = IntStream.range(0, 50).mapToDouble(i -> plane[i][0]).toArray();
        var driver = Driver.of(Attribute.SLANT, new double[1][1], plane, values, new int[0], List.of());
        assertEquals(1, driver.first().rho(), 1e-9);
        assertTrue(Double.isNaN(driver.firstGiven().rho()) && driver.perClass().isEmpty());
        assertTrue(driver.finding(0, 1).startsWith("Slant follows z₁ (ρ = 1.00"), driver.finding(0, 1));
        assertEquals(
                "Slant cannot be followed over 0 images: they are too few, or nothing varies.", Driver
                        .of(Attribute.SLANT, new double[1][1], plane,
                                IntStream.range(0, 50).mapToDouble(i -> Double.NaN).toArray(), new int[0], List.of())
                        .finding(0, 1));
    }

    @Test
    void theMapIsThatOfAtlasJson() {
        Map<String, Object> map = Drivers.of(DIGITS, slantCode(100), grid(DIGITS, 2), 0, 1).toMap();
        assertEquals(List.of("images", "attributes", "validation", "answers", "findings"), List.copyOf(map.keySet()));
        assertEquals(Map.of("What drives the slant?", ((List<?>) map.get("findings")).getFirst()), map.get("answers"));
        Map<?, ?> slant = (Map<?, ?>) ((List<?>) map.get("attributes")).getFirst();
        assertEquals(List.of("name", "unit", "field", "correlation", "given_class", "explained", "explained_low",
                "explained_high", "direction_degrees", "per_class"), List.copyOf(slant.keySet()));
        assertEquals(List.of("first", "first_low", "first_high", "second", "second_low", "second_high"),
                List.copyOf(((Map<?, ?>) slant.get("given_class")).keySet()));
        assertEquals(List.of("class", "first", "second", "explained", "direction_degrees"),
                List.copyOf(((Map<?, ?>) ((List<?>) slant.get("per_class")).getFirst()).keySet()));
        assertEquals(List.of("attribute", "factor", "unit", "correlation", "bias", "error", "images"),
                List.copyOf(((Map<?, ?>) ((List<?>) map.get("validation")).getFirst()).keySet()));
    }
}
