package tornadovae.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three workers, any of which may be the one that was started in another's place, on two machines; up to three leases, one after
 * the other.
 */
class CellModelTest {

    private static Search<CellModel.State> search(CellModel.Mistake... mistakes) {
        return new Search<>(CellModel.first(), new CellModel(mistakes), CellModel::wrong);
    }

    @Test
    void nobodyWritesAfterItsSuccessorHasReadAndNoCellIsForgotten() {
        var search = search();
        System.out.printf("one cell, three workers: %,d states, %,d steps%n", search.states().size(), search.steps());
        assertEquals(Optional.empty(), search.counterexample());
        var quiet = search.states().stream().filter(CellModel::isQuiet).toList();
        assertTrue(quiet.size() > 1000, "only " + quiet.size() + " states in which nobody works were met");
        for (CellModel.State state : quiet) {
            if (!CellModel.isFinished(state)) assertEquals(Optional.empty(), new CellModel().forgotten(state));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachMistakeIsFound(CellModel.Mistake mistake) {
        assertTrue(search(mistake).counterexample().isPresent(), "no harm was found in " + mistake);
    }
}
