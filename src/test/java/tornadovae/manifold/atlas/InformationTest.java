package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tornadovae.math.Interval;
import tornadovae.math.LabelInformation;
import tornadovae.math.Philox;

class InformationTest {

    private static double[][] plane(int n, int seed) {
        return IntStream.range(0, n).mapToObj(i -> new double[] {Philox.normal(seed, Philox.Stream.DATA, 0, 2 * i),
                Philox.normal(seed, Philox.Stream.DATA, 0, 2 * i + 1)}).toArray(double[][]::new);
    }

    private static int[] labels(double[][] plane, ToIntFunction<double[]> of) {
        return IntStream.range(0, plane.length).map(i -> of.applyAsInt(plane[i])).toArray();
    }

    private static Information of(double[][] plane, ToIntFunction<double[]> label) {
        return Information.of(plane, labels(plane, label), 0, 1, 1);
    }

    @Test
    void aClassThatIsTheSignOfTheFirstVariableIsDecidedByIt() {
        var information = of(plane(2_000, 1), z -> z[0] > 0 ? 1 : 0);
        assertEquals(1, information.classEntropy(), 0.002);
        assertEquals(1, information.first().bits(), 0.02);
        assertEquals(0, information.second().bits(), 0.05);
        assertEquals(1, information.both().bits(), 0.03);
        assertEquals(1 / 201.0, information.first().p(), 1e-12);
        assertEquals(0, information.rotation().maximumDegrees());
        assertTrue(information.rotation().firstRank() > 0.97);
        assertTrue(information.rotation().secondRank() < 0.2);
        assertTrue(information.findings().getFirst().startsWith("z₁ alone decides the class: z₁ tells 1.00 and z₂ tells 0.0"),
                information.findings().getFirst());
        assertTrue(information.findings().get(1)
                .matches(".*z₁ tells more than 9\\d\\.\\d % of all directions: the class lies along an axis, which the prior "
                        + "did not ask for; by chance alone the better of two axes gets there in one model of twenty\\."),
                information.findings().get(1));
        assertTrue(information.findings().get(3).startsWith("Not all of this can be told from chance"),
                information.findings().get(3));
    }

    @Test
    void onAChequerboardOnlyBothTogetherDecide() {
        var information = of(plane(4_000, 2), z -> z[0] > 0 == z[1] > 0 ? 1 : 0);
        assertEquals(0, information.first().bits(), 0.04);
        assertEquals(0, information.second().bits(), 0.04);
        assertEquals(1, information.both().bits(), 0.06);
        assertTrue(
                information.findings().getFirst()
                        .startsWith("Neither latent variable alone decides the class, but both together do: "),
                information.findings().getFirst());
        assertTrue(information.findings().get(2).contains("bits more than the sum"), information.findings().get(2));
    }

    @Test
    void ringsTellTheSameFromAllSides() {
        var information = of(plane(6_000, 3), z -> Math.hypot(z[0], z[1]) > 1.1774 ? 1 : 0); // median of the radius
        double[] bits = information.rotation().bits();
        double low = Arrays.stream(bits).min().orElseThrow(), high = Arrays.stream(bits).max().orElseThrow();
        assertTrue(low > 0.2, "the distance along a line tells something, found " + low);
        assertEquals(0, high - low, 0.08, "but alike in all directions");
        assertTrue(information.both().bits() > 0.9);
    }

    @Test
    void aTurnedPlaneOnlyShiftsTheAngles() {
        double[][] plane = plane(1_000, 4);
        int[] labels = labels(plane, z -> z[0] + 0.3 * z[1] > 0 ? 1 : 0);
        double cos = Math.cos(Math.toRadians(30)), sin = Math.sin(Math.toRadians(30));
        double[][] turned = IntStream.range(0, 1_000)
                .mapToObj(i -> new double[] {cos * plane[i][0] - sin * plane[i][1], sin * plane[i][0] + cos * plane[i][1]})
                .toArray(double[][]::new);
        var before = Information.of(plane, labels, 0, 1, 1);
        var after = Information.of(turned, labels, 0, 1, 1);
        for (int angle = 0; angle < 100; angle++) {
            assertEquals(before.rotation().bits()[angle], after.rotation().bits()[angle + 20], 1e-9);
        }
        assertEquals(before.both().bits(), after.both().bits(), 0.01, "scaled along other axes");
    }

    @Test
    void unrelatedLabelsLookLikePermutedOnes() {
        int small = 0;
        double sum = 0, bits = 0;
        for (int seed = 10; seed < 30; seed++) {
            int s = seed;
            double[][] plane = plane(150, seed);
            int[] labels = IntStream.range(0, 150).map(i -> (int) (4 * Philox.uniform(s, Philox.Stream.DATA, 1, i))).toArray();
            var both = Information.of(plane, labels, 0, 1, seed).both();
            if (both.p() <= 0.05) small++;
            sum += both.p();
            bits += both.bits();
        }
        assertTrue(small <= 4, "one p-value in twenty is small, found " + small);
        assertEquals(0.5, sum / 20, 0.2);
        assertEquals(0, bits / 20, 0.05);
    }

    @Test
    void theIntervalHoldsTheTruth() {
        int held = 0;
        for (int seed = 40; seed < 80; seed++) {
            int s = seed;
            double[][] plane = plane(400, seed);
            int[] labels = IntStream.range(0, 400).map(i -> Philox.uniform(s, Philox.Stream.DATA, 1, i) < 0.5 ? 0 : 1).toArray();
            for (int i = 0; i < 400; i++) plane[i][0] += labels[i] == 0 ? -1 : 1;
            var interval = InformationPart
                    .of(LabelInformation.onLine(Arrays.stream(plane).mapToDouble(z -> z[0]).toArray()), labels, seed).interval();
            if (interval.low() <= 0.486 && 0.486 <= interval.high()) held++; // two Gaussians at ±1
        }
        assertTrue(held >= 35, "nineteen of twenty 95 % intervals hold it, found " + held + " of 40");
    }

    @Test
    void chanceAloneMakesAnAxisSpecialInOneModelOfTwenty() {
        int special = 0, angles = InformationRotation.ANGLES;
        double[] degrees = IntStream.range(0, angles).mapToDouble(angle -> 180.0 * angle / angles).toArray();
        for (int turn = 0; turn < angles; turn++) { // one curve, turned into all positions
            int by = turn;
            var rotation = new InformationRotation(degrees,
                    IntStream.range(0, angles).mapToDouble(angle -> (angle + by) % angles).toArray());
            if (Math.max(rotation.firstRank(), rotation.secondRank()) >= Information.SPECIAL) special++;
        }
        assertEquals(angles / 20, special);
    }

    private static Information withBits(double low, double high) {
        var part = new InformationPart((low + high) / 2, new Interval(low, high), 0, 0.1, 0.005);
        var nothing = new InformationPart(0.1, new Interval(0, 0.2), 0, 0.1, 0.005);
        double[] bits = IntStream.range(0, 120).mapToDouble(i -> i).toArray();
        return new Information(0, 1, 100, 3, part, nothing, part, new InformationRotation(new double[120], bits));
    }

    @Test
    void anIntervalThatHoldsTheLimitLeavesTheDecisionOpen() {
        assertTrue(withBits(2.71, 2.9).findings().getFirst().startsWith("z₁ alone decides the class: z₁ tells 2.80 and"),
                "90 % of three bits are 2.7");
        assertTrue(
                withBits(2.65, 2.85).findings().getFirst()
                        .startsWith("Whether z₁ alone decides the class is open: z₁ tells 2.75 (2.65 to 2.85) and"),
                withBits(2.65, 2.85).findings().getFirst());
        assertTrue(withBits(2.4, 2.69).findings().getFirst()
                .startsWith("Neither latent variable alone decides the class, nor do both together"));
    }

    @Test
    void aRankIsNotRoundedUp() {
        // 117 of 120 tell less than the first axis
        double[] bits = IntStream.range(0, 120).mapToDouble(i -> i == 0 ? 200 : i < 3 ? 300 : i).toArray();
        var part = new InformationPart(1, new Interval(0.9, 1.1), 0, 0.1, 0.005);
        String axes =
                new Information(0, 1, 100, 3, part, part, part, new InformationRotation(new double[120], bits)).findings().get(1);
        assertTrue(axes.contains("z₁ tells more than 97.5 % of all directions"), axes);
    }

    @Test
    void whatEstimatesCannotTellIsNotSaid() {
        // the second variable tells nothing, alone or beside the first
        var information = of(plane(300, 8), z -> z[0] > 0 ? 1 : 0);
        assertTrue(information.findings().get(2).endsWith("cannot be said."), information.findings().get(2));
    }

    @Test
    void theMapIsThatOfAtlasJson() {
        Map<String, Object> map = of(plane(300, 5), z -> z[1] > 0 ? 1 : 0).toMap();
        assertEquals(List.of("images", "class_entropy", "first", "second", "both", "rotation", "answers", "findings"),
                List.copyOf(map.keySet()));
        assertEquals(Map.of("Does one latent variable alone decide the class?", ((List<?>) map.get("findings")).getFirst()),
                map.get("answers"));
        assertEquals(List.of("bits", "low", "high", "null_mean", "null_high", "p"),
                List.copyOf(((Map<?, ?>) map.get("both")).keySet()));
        assertEquals(List.of("degrees", "bits", "minimum", "minimum_degrees", "mean", "maximum", "maximum_degrees", "first_rank",
                "second_rank"), List.copyOf(((Map<?, ?>) map.get("rotation")).keySet()));
    }

    @Test
    void aFewImagesTellNothing() {
        for (int n : new int[] {1, 2, 3}) {
            assertTrue(of(plane(n, 7), z -> z[0] > 0 ? 1 : 0).findings().getFirst().startsWith("Too few images to tell: " + n));
        }
    }

    @Test
    void imagesOfOneClassLeaveNothingToTell() {
        assertEquals(List.of("All images are of one class, of which nothing can be told."), of(plane(50, 6), z -> 0).findings());
    }

    @Test
    void whatBothTellDoesNotDependOnTheScaleOfAnAxis() {
        double[][] plane = plane(600, 7), stretched = Arrays.stream(plane).map(z -> new double[] {100 * z[0], z[1]})
                .toArray(double[][]::new);
        int[] label = labels(plane, z -> z[0] + z[1] > 0 ? 1 : 0);
        assertEquals(Information.of(plane, label, 0, 1, 1).both().bits(), Information.of(stretched, label, 0, 1, 1).both().bits(),
                1e-9);
    }
}
