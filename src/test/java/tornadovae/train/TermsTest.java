package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tornadovae.model.LossForm;

class TermsTest {

    private static final float BAD = Float.NEGATIVE_INFINITY;

    /** Two replicas and an epoch of three steps; the second replica has these terms. */
    private static Terms terms(float[] nll, float[] kl, float[] total) {
        var terms = new Terms(LossForm.BETA_VAE, 2, 3);
        terms.take(1, 3, new Checkpoint("a test", Map.of(), Map.of("unfinished.nll", FloatTensor.of(nll), "unfinished.kl",
                FloatTensor.of(kl), "unfinished.total", FloatTensor.of(total))));
        return terms;
    }

    @Test
    void theEarliestStepIsBlamedAndInItTheTermThatOthersAreMadeOf() {
        var terms = terms(new float[] {1, 2, Float.NaN}, new float[] {1, BAD, 3}, new float[] {1, Float.NaN, Float.NaN});
        assertEquals(Optional.of(new Terms.Bad(1, "kl", BAD)), terms.firstBad(1, 3));
        assertEquals(Optional.empty(), terms.firstBad(1, 1), "steps that were not run yet do not count");
        assertEquals(Optional.empty(), terms.firstBad(0, 3), "nor do neighbours");
    }

    @Test
    void aTotalCanOverflowAlone() {
        var terms = terms(new float[] {1, 2, 3}, new float[] {1, 2, 3}, new float[] {BAD, 4, 6});
        assertEquals(Optional.of(new Terms.Bad(0, "total", BAD)), terms.firstBad(1, 3));
    }

    @Test
    void meansAreInDoublePrecision() {
        var terms = terms(new float[] {1 << 24, 1, 1}, new float[] {1, 2, 3}, new float[] {0, 0, 1});
        assertEquals(List.of(((1 << 24) + 2) / 3.0, 2.0, 1 / 3.0), terms.means(1));
    }

    @Test
    void stepsSoFarGoIntoACheckpointAndBack() {
        var tensors = new TreeMap<String, FloatTensor>();
        terms(new float[] {1, 2, 3}, new float[] {4, 5, 6}, new float[] {7, 8, 9}).putInto(tensors, 1, 2);
        assertEquals("[unfinished.kl, unfinished.nll, unfinished.total]", tensors.keySet().toString());
        assertEquals(5, tensors.get("unfinished.kl").values()[1]);
        assertEquals(2, tensors.get("unfinished.total").values().length);
    }
}
