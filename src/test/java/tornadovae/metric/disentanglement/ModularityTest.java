package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModularityTest {

    @Test
    void aMatrixOfInformationByHand() {
        // code 0: 1 − .09 / (.36 · 2), code 1: 1 − .25 / (.25 · 2), code 2 tells nothing
        assertEquals(0.458333, Modularity.of(new double[][] {{0.6, 0.3, 0}, {0, 0.5, 0.5}, {0, 0, 0}}), 1e-6);
    }

    @Test
    void identityAndDuplicatedCodesAreModular() {
        assertTrue(Modularity.of(Examples.identity(3000, 0)) > 0.999);
        assertTrue(Modularity.of(Examples.duplicated(3000, 0)) > 0.999);
    }

    @Test
    void aCodeOfAllFactorsIsNot() {
        assertEquals(0, Modularity.of(new double[][] {{0.7, 0.7, 0.7}}), 1e-15);
    }

    @Test
    void constantCodesAndFactorsThatDoNotVaryScoreNothing() {
        assertEquals(0, Modularity.of(Examples.constant(100, 0)));
        assertEquals(0, Modularity.of(Examples.oneClass(100, 0)));
        assertEquals(0, Modularity.of(new double[10][10]));
    }

    @Test
    void withOneFactorEveryCodeThatTellsOfItIsModular() {
        assertEquals(0.5, Modularity.of(new double[][] {{0.2}, {0}}));
    }

    @Test
    void nanIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Modularity.of(new double[][] {{Double.NaN, 1}}));
    }
}
