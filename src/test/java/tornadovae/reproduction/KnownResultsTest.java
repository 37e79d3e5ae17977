package tornadovae.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** The claims and their experiment files belong together. */
class KnownResultsTest {

    static Stream<KnownResult> claims() {
        return KnownResults.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void everyClaimHasCellsInBothForms(KnownResult claim) {
        for (Effort form : Effort.values()) {
            assertFalse(Attempt.of(claim, form, claim.experiment(Trained.EXPERIMENTS, form), Trained.EXPERIMENTS).cells()
                    .isEmpty(), form.label());
        }
    }

    @ParameterizedTest
    @MethodSource("claims")
    void theFileTellsItsClaimAndItsQuickForm(KnownResult claim) throws Exception {
        String text = Files.readString(Trained.EXPERIMENTS.resolve(claim.experiment() + ".yaml"));
        assertTrue(text.contains(claim.name()), claim.name());
        for (String override : claim.quick()) assertTrue(text.contains(override), override);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void claimsOnOneFileShareItsQuickForm(KnownResult claim) {
        for (KnownResult other : KnownResults.ALL) {
            if (other.experiment().equals(claim.experiment())) assertEquals(claim.quick(), other.quick());
        }
    }

    @Test
    void namesAreTheirOwn() {
        assertEquals(KnownResults.ALL.size(), new HashSet<>(KnownResults.names()).size());
    }
}
