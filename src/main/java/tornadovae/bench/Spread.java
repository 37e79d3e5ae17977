package tornadovae.bench;

import java.util.Arrays;
import tornadovae.math.Statistics;

/** What was measured several times: median, least and most. */
record Spread(double median, double least, double most) {

    static Spread of(double... values) {
        return new Spread(Statistics.median(values), Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }
}
