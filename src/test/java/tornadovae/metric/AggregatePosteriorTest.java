package tornadovae.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.math.Normal;
import tornadovae.math.Philox;
import tornadovae.train.Codes;

class AggregatePosteriorTest {

    private static Codes codes(int images, float[] mu, float[] logVar) {
        float[][] mus = new float[images][], logVars = new float[images][];
        Arrays.fill(mus, mu);
        Arrays.fill(logVars, logVar);
        return new Codes(mus, logVars);
    }

    /** Two dimensions with the same mean √3 Φ⁻¹(u) and unit variance: q(z) is nearly N(0, [[4, 3], [3, 4]]). */
    private static Codes correlated(int images) {
        float[][] mu = new float[images][2];
        for (int i = 0; i < images; i++) Arrays.fill(mu[i], (float) (Math.sqrt(3) * Normal.quantile((i + 0.5) / images)));
        return new Codes(mu, new float[images][2]);
    }

    @Test
    void aConstantCodeSaysNothingAboutItsImage() {
        AggregatePosterior constant = AggregatePosterior.of(codes(2_000, new float[] {0.5f, -1}, new float[] {0.2f, -0.3f}), 1);
        assertEquals(0, constant.mutualInformation().mean(), 1e-10);
        assertEquals(0, constant.mutualInformationLeavingOneOut().mean(), 1e-10);
        assertEquals(0, constant.totalCorrelation().mean(), 1e-10, "its dimensions are independent");
        assertEquals(constant.marginalKl().mean(), constant.dimensionWiseKl().mean(), 1e-10);
        assertEquals(0.656110, constant.marginalKl().mean(), 1e-6, "KL(q‖p) of the code itself");
    }

    @Test
    void theLargestInformationIsTheLogarithmOfTheImages() {
        float[][] mu = new float[100][1];
        for (int i = 0; i < mu.length; i++) mu[i][0] = 100 * i;
        AggregatePosterior apart = AggregatePosterior.of(new Codes(mu, new float[100][1]), 1);
        assertEquals(Math.log(100), apart.mutualInformation().mean(), 1e-10);
        assertTrue(apart.mutualInformationLeavingOneOut().mean() > 1_000, "no other code is near");
        assertEquals(0, apart.totalCorrelation().mean(), 1e-10, "one dimension cannot depend on another");
    }

    @Test
    void informationAndCorrelationOfGaussiansLieBetweenTheirEstimates() {
        AggregatePosterior aggregate = AggregatePosterior.of(correlated(2_000), 5);
        // I = ½ log det [[4, 3], [3, 4]] = ½ log 7; TC = −½ log(1 − (3/4)²)
        double noise = 3 / Math.sqrt(2_000);
        assertEquals(0.5 * Math.log(7), aggregate.mutualInformation().mean(), noise);
        assertEquals(0.5 * Math.log(7), aggregate.mutualInformationLeavingOneOut().mean(), noise);
        assertTrue(aggregate.mutualInformation().mean() < aggregate.mutualInformationLeavingOneOut().mean());
        assertEquals(-0.5 * Math.log(1 - 9 / 16.0), aggregate.totalCorrelation().mean(), noise);
        // KL(N(0, 4)‖N(0, 1)) = ½ (4 − 1 − log 4), twice
        assertEquals(3 - Math.log(4), aggregate.dimensionWiseKl().mean(), 2 * 3 * Math.sqrt(2 / 2_000.0) + noise);
    }

    @Test
    void thePartsAddUp() {
        AggregatePosterior aggregate = AggregatePosterior.of(correlated(300), 2);
        assertEquals(aggregate.marginalKl().mean(), aggregate.totalCorrelation().mean() + aggregate.dimensionWiseKl().mean(),
                1e-12);
        assertTrue(aggregate.mutualInformation().mean() > 0.5 && aggregate.totalCorrelation().mean() > 0.2
                && aggregate.dimensionWiseKl().mean() > 0.5, aggregate.toString());
        // E[KL(q(z|x)‖p(z))] = ½ Σ μ² for unit variances
        double kl = Arrays.stream(correlated(300).mu()).mapToDouble(mu -> 0.5 * (mu[0] * mu[0] + mu[1] * mu[1])).average()
                .orElseThrow();
        assertEquals(kl, aggregate.mutualInformation().mean() + aggregate.marginalKl().mean(), 1e-6);
    }

    @Test
    void intervalsHoldTheirMeans() {
        AggregatePosterior aggregate = AggregatePosterior.of(correlated(300), 2);
        for (AggregatePosterior.Part part : List.of(aggregate.mutualInformation(), aggregate.marginalKl(),
                aggregate.totalCorrelation(), aggregate.dimensionWiseKl())) {
            assertTrue(part.interval().low() < part.mean() && part.mean() < part.interval().high(), part.toString());
        }
    }

    @Test
    void oneImageHasNoOthers() {
        AggregatePosterior one = AggregatePosterior.of(codes(1, new float[] {1, 2}, new float[] {0, 0}), 1);
        assertEquals(0, one.mutualInformation().mean(), 1e-12);
        assertEquals(0, one.totalCorrelation().mean(), 1e-12);
        assertEquals(Double.NaN, one.mutualInformationLeavingOneOut().mean());
    }

    @Test
    void nanIsNotHidden() {
        Codes codes = correlated(10);
        codes.mu()[3][1] = Float.NaN;
        AggregatePosterior spoilt = AggregatePosterior.of(codes, 1);
        for (double part : new double[] {spoilt.mutualInformation().mean(), spoilt.mutualInformationLeavingOneOut().mean(),
                spoilt.marginalKl().mean(), spoilt.totalCorrelation().mean(), spoilt.dimensionWiseKl().mean()}) {
            assertEquals(Double.NaN, part);
        }
    }

    @Test
    void drawsAreMadeOfAsManyImagesAsAreAffordable() {
        assertEquals(5_000, AggregatePosterior.draws(10_000, 2));
        assertEquals(2_000, AggregatePosterior.draws(10_000, 20));
        assertEquals(500, AggregatePosterior.draws(60_000, 50));
        assertEquals(7, AggregatePosterior.draws(7, 50));
    }

    /**
     * Independent dimensions, each of which tells much of its image: their total correlation is 0, and from 500 images would seem
     * large.
     */
    @Test
    void whatLiesNearTheLogarithmOfTheImagesIsNotMeasurable() {
        float[][] mu = new float[500][20], logVar = new float[500][20];
        for (int i = 0; i < mu.length; i++) {
            for (int k = 0; k < 20; k++) {
                mu[i][k] = (float) Philox.normal(1, Philox.Stream.DATA, i, k);
                logVar[i][k] = -2;
            }
        }
        AggregatePosterior saturated = AggregatePosterior.of(new Codes(mu, logVar), 1);
        assertTrue(saturated.totalCorrelation().mean() > 3, saturated.toString());
        assertFalse(saturated.isMeasurable());
        assertTrue(saturated.totalCorrelationLeavingOneOut().mean() < 0, "the other estimate errs the other way: " + saturated);
        assertTrue(AggregatePosterior.of(correlated(300), 1).isMeasurable());
    }

    @Test
    void theTruthLiesBetweenTheTwoEstimates() {
        AggregatePosterior aggregate = AggregatePosterior.of(correlated(300), 3);
        assertTrue(aggregate.marginalKlLeavingOneOut().mean() < aggregate.marginalKl().mean());
    }

    @Test
    void noImagesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> AggregatePosterior.of(new Codes(new float[0][], new float[0][]), 1));
    }
}
