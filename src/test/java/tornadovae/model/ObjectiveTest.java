package tornadovae.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;

class ObjectiveTest {

    @Test
    void infoVaeWeighsKlAndMmd() {
        Objective objective = Objective.infoVae(0.25f, 10, Kernel.IMQ);
        assertEquals(0.75f, objective.beta());
        assertEquals(9.25f, objective.penaltyWeight());
        assertEquals(new LossForm(LossForm.KlTerm.WEIGHTED, Penalty.MMD_IMQ), objective.form());
    }

    /** Tenths are not exact in binary, but α + λ = 1 is meant all the same. */
    @Test
    void theMmdWeighsNothingWhereAlphaAndLambdaAreOne() {
        for (int tenths = -40; tenths <= 10; tenths++) {
            assertEquals(0, Objective.infoVae(tenths / 10f, (10 - tenths) / 10f, Kernel.RBF).penaltyWeight(),
                    "α = " + tenths / 10f);
        }
    }

    @Test
    void whatWouldBeMaximisedIsRefused() {
        assertThrows(UserError.class, () -> Objective.infoVae(0.5f, 0.49f, Kernel.IMQ));
        assertThrows(UserError.class, () -> Objective.infoVae(1.1f, 10, Kernel.IMQ));
        assertThrows(UserError.class, () -> Objective.betaTcVae(0.9f, DensityEstimate.WEIGHTED));
        assertThrows(UserError.class, () -> Objective.wae(-1, Kernel.IMQ));
    }

    @Test
    void drawsThatMeanNothingAreRefused() {
        assertThrows(UserError.class, () -> Objective.iwae(0, false));
        assertThrows(UserError.class, () -> Objective.miwae(0, 5));
        assertThrows(UserError.class, () -> Objective.ciwae(5, -0.1f));
        assertThrows(UserError.class, () -> Objective.VAE.withDraws(0));
        assertThrows(UserError.class, () -> Objective.iwae(5, false).withDraws(2));
        assertThrows(UserError.class, () -> Objective.piwae(2, 3).withFreeBits(1));
    }

    /** What checkpoints compare must stay as it was for objectives that were there before. */
    @Test
    void aFormWithOneDrawIsWrittenAsBefore() {
        assertEquals("LossForm[kl=WEIGHTED, penalty=NONE]", Objective.VAE.form().toString());
        assertEquals(Objective.VAE, Objective.VAE.withDraws(1));
    }

    @Test
    void freeBitsNeedAPlainKlTerm() {
        assertEquals(LossForm.KlTerm.FREE_BITS,
                Objective.betaTcVae(4, DensityEstimate.STRATIFIED).withFreeBits(0.5f).form().kl());
        assertThrows(UserError.class, () -> Objective.wae(10, Kernel.IMQ).withFreeBits(0.5f));
        assertThrows(UserError.class, () -> Objective.capacity(10, 5, 0).withFreeBits(0.5f));
    }
}
