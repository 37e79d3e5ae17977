package tornadovae.math;

import java.util.Arrays;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/** Ranks from 1, equal values sharing the mean of theirs; −0 and 0 are equal, which the library takes for different. */
public final class Ranks {

    private Ranks() {}

    /** @param values without NaN */
    public static double[] of(double... values) {
        double[] withoutNegativeZero = Arrays.stream(values).map(value -> value + 0.0).toArray();
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(withoutNegativeZero);
    }
}
