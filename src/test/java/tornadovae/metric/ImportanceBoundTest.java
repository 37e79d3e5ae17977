package tornadovae.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.train.ImportanceEstimates;

class ImportanceBoundTest {

    @Test
    void theBoundIsTheNegativeMeanOverImages() {
        List<ImportanceBound> bounds = ImportanceBound.of(new ImportanceEstimates(new int[] {1, 5},
                new double[][] {{-90, -100, -110}, {-80, -90, -100}}, new double[][] {{1, 1, 1}, {2, 3, 4}}), 1);
        assertEquals(2, bounds.size());
        assertEquals(100, bounds.get(0).bound());
        assertEquals(90, bounds.get(1).bound());
        assertEquals(5, bounds.get(1).samples());
        assertEquals(3, bounds.get(1).images());
        assertEquals(3, bounds.get(1).effectiveSamples());
        assertTrue(bounds.get(1).interval().low() >= 80 && bounds.get(1).interval().low() < 90
                && bounds.get(1).interval().high() > 90 && bounds.get(1).interval().high() <= 100);
    }

    @Test
    void oneImageHasABoundButNoInterval() {
        ImportanceBound bound = ImportanceBound
                .of(new ImportanceEstimates(new int[] {1}, new double[][] {{-90}}, new double[][] {{1}}), 1).getFirst();
        assertEquals(90, bound.bound());
        assertEquals(Double.NaN, bound.interval().low());
    }

    @Test
    void nanIsNotHidden() {
        ImportanceBound bound = ImportanceBound
                .of(new ImportanceEstimates(new int[] {1}, new double[][] {{-90, Double.NaN}}, new double[][] {{1, 1}}), 1)
                .getFirst();
        assertEquals(Double.NaN, bound.bound());
        assertEquals(Double.NaN, bound.interval().high());
    }
}
