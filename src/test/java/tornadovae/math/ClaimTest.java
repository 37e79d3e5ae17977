package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static Claim of(double low, double high) {
        return Claim.ofImages((low + high) / 2, new Interval(low, high), 100);
    }

    @Test
    void aClaimIsMadeWhereTheIntervalExcludesItsAlternative() {
        assertTrue(of(0.1, 0.3).isMore());
        assertTrue(of(-0.3, -0.1).isLess());
        assertTrue(of(-0.1, 0.3).isOpen());
        assertEquals(Claim.Shown.LESS, of(0.1, 0.3).beside(0.5));
    }

    @Test
    void whatIsNotKnownIsNotShown() {
        Claim single = Claim.ofSeeds(MeanInterval.of(7));
        assertTrue(single.isOpen());
        assertFalse(single.isWithin(100));
        assertEquals("cannot be said from 1 seed", single.open());
        assertEquals("cannot be said from no seed in common", Claim.ofSeeds(MeanInterval.of()).open());
        assertEquals("cannot be said from 100 images", of(0, 0).open());
    }

    /** Two values have one degree of freedom, and an interval that nearly always includes 0: that is no sign of rest. */
    @Test
    void aWideIntervalShowsNoEquivalence() {
        Claim falls = Claim.ofSeeds(MeanInterval.of(-2.5, -3));
        assertTrue(falls.isOpen());
        assertFalse(falls.isWithin(1));
        assertTrue(of(-0.2, 0.3).isWithin(0.5));
        assertFalse(of(-0.2, 0.6).isWithin(0.5));
    }

    @Test
    void aSlopeHasTheErrorOfItsScatter() {
        LineFit fit = LineFit.of(0, 2, 1, 3); // slope 0.8, residuals −0.3, 0.9, −0.9, 0.3: Σ r² = 1.8
        assertEquals(0.8, fit.slope(), 1e-12);
        assertEquals(Math.sqrt(0.9 / 5), fit.standardError(), 1e-12);
        assertEquals(Double.NaN, LineFit.of(1, 2).standardError());
        MeanInterval mean = LineFit.mean(List.of(fit, fit));
        assertEquals(0.8, mean.mean(), 1e-12);
        assertEquals(2.776445 * Math.sqrt(0.18 / 2), mean.halfWidth(), 1e-6);
    }
}
