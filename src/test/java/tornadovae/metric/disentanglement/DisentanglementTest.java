package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import tornadovae.metric.Measures;

class DisentanglementTest {

    private static final int TRAIN = 600;
    private static final int TEST = 300;

    private final Map<String, Object> identity = Measures.values(Disentanglement.of(Examples.identity(TRAIN, 0),
            Examples.identity(TEST, 1), 1));

    @Test
    void scoresHaveTheirNamesInAFixedOrder() {
        assertEquals(List.of("mig", "mig_sampled", "beta_vae_score", "factor_vae_score", "dci_disentanglement",
                "dci_completeness", "dci_informativeness", "sap", "modularity", "explicitness", "gaussian_total_correlation",
                "gaussian_wasserstein", "gaussian_wasserstein_normalised"), List.copyOf(identity.keySet()));
    }

    @Test
    void identityCodesAreDisentangled() {
        for (String name : List.of("mig", "mig_sampled", "beta_vae_score", "factor_vae_score", "dci_disentanglement",
                "dci_completeness", "dci_informativeness", "modularity")) {
            assertTrue((double) identity.get(name) > 0.95, () -> name + " " + identity.get(name));
        }
        assertTrue((double) identity.get("gaussian_total_correlation") < 0.02);
    }

    @Test
    void theNumbersAreTheSameOnEveryRunAndAnyNumberOfThreads() throws Exception {
        Encoded train = Examples.noise(TRAIN, 0), test = Examples.noise(TEST, 1);
        Map<String, Object> first = Measures.values(Disentanglement.of(train, test, 5));
        try (ForkJoinPool pool = new ForkJoinPool(3)) {
            assertEquals(first, pool.submit(() -> Measures.values(Disentanglement.of(train, test, 5))).get());
        }
    }

    @Test
    void constantCodesAndFactorsThatDoNotVaryGiveFiniteScores() {
        for (Map<String, Object> scores : List.of(Measures.values(Disentanglement.of(Examples.constant(TRAIN, 0),
                Examples.constant(TEST, 1), 1)),
                Measures.values(Disentanglement.of(Examples.oneClass(TRAIN, 0), Examples.oneClass(TEST, 1), 1)))) {
            scores.forEach((name, score) -> assertTrue(Double.isFinite((double) score), () -> name + " " + score));
        }
    }

    @Test
    void twoPointsAreEnough() {
        Encoded two = Examples.with(new int[][] {{0, 1, 2}, {1, 1, 0}}, new double[][] {{0, 1}, {1, 3}});
        Measures.values(Disentanglement.of(two, two, 1))
                .forEach((name, score) -> assertTrue((double) score >= 0, () -> name + " " + score));
    }

    @Test
    void partsOfDifferentModelsAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Disentanglement.of(Examples.identity(TRAIN, 0), Examples.duplicated(TEST, 1), 1));
    }
}
