package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Points that share the value of one factor, for measures that hold a factor fixed while the others vary. The study of Locatello
 * et al. 2019 asks a simulator for new images; here they are drawn from the points that are given, so the other factors vary as
 * they do in the data.
 */
final class FixedFactor {

    private final int[] values;   // of the factor, [points]
    private final int[] ordered;  // points, by value
    private final int[] start;    // [values + 1]: where a value begins
    private final int[] shared;   // points whose value another point has too

    FixedFactor(Encoded points, int factor) {
        values = points.factor(factor);
        start = new int[points.values()[factor] + 1];
        for (int value : values) start[value + 1]++;
        for (int v = 1; v < start.length; v++) start[v] += start[v - 1];
        int[] next = start.clone();
        ordered = new int[values.length];
        for (int i = 0; i < values.length; i++) ordered[next[values[i]]++] = i;
        shared = IntStream.range(0, values.length).filter(i -> start[values[i] + 1] - start[values[i]] > 1).toArray();
    }

    /**
     * The factors that vary among the training points and can be held fixed in both parts: some value is shared by two points.
     */
    static int[] usable(Encoded train, Encoded test) {
        train.requireLike(test);
        return Arrays.stream(train.varyingFactors())
                .filter(f -> new FixedFactor(train, f).shared.length > 0 && new FixedFactor(test, f).shared.length > 0).toArray();
    }

    static FixedFactor[] of(Encoded points, int[] factors) {
        return Arrays.stream(factors).mapToObj(f -> new FixedFactor(points, f)).toArray(FixedFactor[]::new);
    }

    /** Any point whose value another point has too. */
    int any(Draws draws) {
        return shared[draws.below(shared.length)];
    }

    /** Any point with the same value as this one, which it may be. */
    int like(int point, Draws draws) {
        int first = start[values[point]];
        return ordered[first + draws.below(start[values[point] + 1] - first)];
    }

    /** Another point with the same value. */
    int other(int point, Draws draws) {
        int first = start[values[point]];
        int drawn = ordered[first + draws.below(start[values[point] + 1] - first - 1)];
        return drawn == point ? ordered[start[values[point] + 1] - 1] : drawn;
    }
}
