package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearClassifierTest {

    @Test
    void theLogisticRegressionOfTwoPointsIsKnown() {
        // x = ∓1: by symmetry no bias, and w minimises w²/2 + 2 log(1 + e^−w), w = 2 / (1 + e^w): w = 0.6748
        LinearClassifier classifier = LinearClassifier.logistic(new double[][] {{-1}, {1}}, new int[] {8, 3});
        double w = 0.6748;
        assertArrayEquals(new int[] {3, 8}, classifier.labels());
        assertArrayEquals(new double[] {1 / (1 + Math.exp(-w)), 1 / (1 + Math.exp(w))},
                classifier.probabilities(new double[] {1}), 2e-3);
        assertEquals(3, classifier.classify(0.1));
        assertEquals(8, classifier.classify(-0.1));
    }

    @Test
    void classesApartAreToldApart() {
        double[][] x = {{0, 5}, {1, 6}, {5, 0}, {6, 1}, {-5, -5}, {-6, -4}};
        int[] y = {2, 2, 0, 0, 9, 9};
        assertEquals(1, LinearClassifier.logistic(x, y).accuracy(x, y));
        assertEquals(1, LinearClassifier.supportVectors(x, y, 1).accuracy(x, y));
    }

    @Test
    void probabilitiesOfManyClassesSumToOne() {
        double[][] x = {{0}, {1}, {2}, {3}};
        double[] p = LinearClassifier.logistic(x, new int[] {0, 1, 2, 3}).probabilities(new double[] {2.5});
        assertEquals(4, p.length);
        assertEquals(1, Arrays.stream(p).sum(), 1e-12);
    }

    @Test
    void balancedClassesWeighTheRareOneMore() {
        // 9 points of class 0 around 0 and one of class 1 at 1: a weak machine that does not balance would call everything 0
        double[][] x = {{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {1}};
        int[] y = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        LinearClassifier classifier = LinearClassifier.supportVectors(x, y, 1);
        assertEquals(1, classifier.classify(1));
        assertEquals(0, classifier.classify(0));
    }

    @Test
    void theNumbersAreTheSameAgain() {
        Encoded points = Examples.noise(500, 0);
        double[] first = LinearClassifier.logistic(points.mu(), points.factor(2)).probabilities(points.mu()[0]);
        assertArrayEquals(first, LinearClassifier.logistic(points.mu(), points.factor(2)).probabilities(points.mu()[0]));
        assertTrue(first.length == 5);
    }
}
