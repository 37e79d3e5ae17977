package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.engine.EngineContract.Training;
import tornadovae.model.Likelihood;

/** TornadoVM's graphs hold so many tasks and no more. */
@Tag("tornado")
class StepsPerGraphTest {

    @Test
    void moreStepsThanAGraphCanHoldAreRefused() {
        var training = new Training(Likelihood.BERNOULLI, 1, new int[] {1}, List.of(35), 13, OpCases.IMAGES);
        var refusal = assertThrows(UserError.class, () -> training.run(TornadoEngines.of("loop\nsteps.per.graph = 1000"), 1));
        assertTrue(refusal.getMessage().contains("steps.per.graph = 1000: TornadoVM cannot hold the ")
                && refusal.getMessage().endsWith("make steps.per.graph smaller."), refusal.getMessage());
    }
}
