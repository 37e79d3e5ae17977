package tornadovae.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellResultTest {

    @Test
    void whetherMoreEpochsWouldPayIsReadOffTheVerdict() {
        assertEquals(Optional.of(true), CellResult.isStillImproving(Map.of("verdict", "still improving")));
        assertEquals(Optional.of(true), CellResult.isStillImproving(Map.of("verdict", "overfits", "also",
                List.of(Map.of("verdict", "still improving")))));
        assertEquals(Optional.of(false), CellResult.isStillImproving(Map.of("verdict", "learned", "also", List.of())));
        assertEquals(Optional.empty(), CellResult.isStillImproving(Map.of("verdict", "too few images to say")));
        assertEquals(Optional.empty(), CellResult.isStillImproving(Map.of()), "a cell of before there were verdicts");
    }
}
