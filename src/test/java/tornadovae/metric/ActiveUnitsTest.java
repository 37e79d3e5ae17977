package tornadovae.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ActiveUnitsTest {

    @Test
    void aDimensionIsActiveWhenItsMeanCodeVariesWithTheImage() {
        // far from 0 but the same for all images; barely varying; varying
        ActiveUnits units = ActiveUnits.of(new float[][] {{5, 0.09f, 1}, {5, -0.09f, -1}, {5, 0, 0}});
        assertEquals(0, units.variance()[0]);
        assertEquals(0.0081, units.variance()[1], 1e-8);
        assertEquals(1, units.variance()[2]);
        assertEquals(1, units.active());
    }

    @Test
    void aConstantCodeIsNotActive() {
        assertEquals(0, ActiveUnits.of(new float[][] {{3, -2}, {3, -2}, {3, -2}}).active());
    }

    @Test
    void nanIsNotActiveAndNotHidden() {
        ActiveUnits units = ActiveUnits.of(new float[][] {{Float.NaN, 1}, {0, 2}, {1, 3}});
        assertEquals(Double.NaN, units.variance()[0]);
        assertEquals(1, units.active());
    }

    @Test
    void oneImageHasNoVariance() {
        assertThrows(IllegalArgumentException.class, () -> ActiveUnits.of(new float[][] {{1}}));
    }
}
