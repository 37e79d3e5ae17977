package tornadovae.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchTest {

    /** Up by one or by two, and from 6 no more. */
    private static Search<Integer> counting(int wrong) {
        return new Search<>(0, (state, step) -> {
            if (state >= 6) return;
            step.accept("one", state + 1);
            step.accept("two", state + 2);
        }, state -> state == wrong ? Optional.of("it is " + wrong) : Optional.empty());
    }

    @Test
    void everyStateIsMetOnce() {
        assertEquals(java.util.List.of(0, 1, 2, 3, 4, 5, 6, 7), counting(-1).states());
        assertEquals(12, counting(-1).steps());
    }

    @Test
    void theShortestWayToAFaultIsTold() {
        assertEquals(Optional.of("begins\none\ntwo\ntwo\n=> it is 5"), counting(5).counterexample());
        assertEquals(Optional.empty(), counting(8).counterexample());
    }

    @Test
    void aStateFromWhichNoWayLeadsToTheGoalIsTold() {
        assertEquals(Optional.of("begins\ntwo\ntwo\ntwo\n=> no way leads on"), counting(-1).deadEnd(state -> state == 7));
        assertEquals(Optional.empty(), counting(-1).deadEnd(state -> state >= 6));
    }
}
