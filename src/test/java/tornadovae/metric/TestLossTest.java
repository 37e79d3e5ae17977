package tornadovae.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tornadovae.train.Evaluation;

class TestLossTest {

    private final TestLoss loss = TestLoss.of(new Evaluation(new float[] {100, 104, 96}, new float[][] {{1, 0}, {2, 1}, {3, 5}}));

    @Test
    void termsAreMeansOverImagesInNats() {
        assertEquals(3, loss.images());
        assertEquals(100, loss.nll());
        assertEquals(4, loss.kl());
        assertEquals(104, loss.total());
        assertArrayEquals(new double[] {2, 2}, loss.klPerDimension());
    }

    @Test
    void oneImageHasALossOfUnknownError() {
        TestLoss one = TestLoss.of(new Evaluation(new float[] {100}, new float[][] {{1, 2}}));
        assertEquals(103, one.total());
        assertEquals(Double.NaN, one.totalError());
    }

    @Test
    void nanIsNotHidden() {
        TestLoss spoilt = TestLoss.of(new Evaluation(new float[] {100, 104}, new float[][] {{1, 2}, {Float.NaN, 2}}));
        assertEquals(102, spoilt.nll());
        assertEquals(Double.NaN, spoilt.kl());
        assertEquals(Double.NaN, spoilt.total());
        assertArrayEquals(new double[] {Double.NaN, 2}, spoilt.klPerDimension());
    }

    @Test
    void errorsAreOverImages() {
        // NLL: s = 4; KL: 1, 3, 8, s² = 13; total: 101, 107, 104, s = 3
        assertEquals(4 / Math.sqrt(3), loss.nllError(), 1e-12);
        assertEquals(Math.sqrt(13 / 3.0), loss.klError(), 1e-12);
        assertEquals(3 / Math.sqrt(3), loss.totalError(), 1e-12);
    }
}
