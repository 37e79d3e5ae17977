package tornadovae.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two launchers, three workers, two groups, deaths anywhere. */
class SweepModelTest {

    private static Search<SweepModel.State> search(int groups, SweepModel.Second second, SweepModel.Mistake... mistakes) {
        return new Search<>(SweepModel.first(groups), new SweepModel(second, groups == 1 ? 0 : 3, mistakes), SweepModel::wrong);
    }

    /** One group and any number of deaths and new beginnings; two groups and three of them. */
    @ParameterizedTest
    @CsvSource({"1, LOCAL", "2, LOCAL", "1, SLURM_TASK", "2, SLURM_TASK"})
    void noGroupIsForgottenOrGivenUpTooEarlyAndAllThatRunsCanEnd(int groups, SweepModel.Second second) {
        var search = search(groups, second);
        System.out.printf("two launchers, three workers, %d of %s: %,d states, %,d steps%n", groups, second,
                search.states().size(), search.steps());
        assertEquals(Optional.empty(), search.counterexample());
        assertEquals(Optional.empty(), search.deadEnd(SweepModel::isQuiet));
    }

    @ParameterizedTest
    @EnumSource
    void eachMistakeIsFound(SweepModel.Mistake mistake) {
        assertTrue(Arrays.stream(SweepModel.Second.values()).map(second -> search(1, second, mistake))
                .anyMatch(search -> search.counterexample().isPresent() || search.deadEnd(SweepModel::isQuiet).isPresent()),
                "no harm was found in " + mistake);
    }
}
