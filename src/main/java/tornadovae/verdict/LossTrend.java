package tornadovae.verdict;

import java.util.List;
import tornadovae.math.Statistics;
import tornadovae.train.HistoryRow;

/**
 * How the test loss went over the epochs.
 *
 * @param epochs    that were trained
 * @param fall      from half of the training to its end, nats; above 0 where it fell
 * @param bestEpoch of the lowest test loss, from 1
 * @param best      the loss there, nats
 * @param last      the loss at the end, nats
 */
record LossTrend(int epochs, Estimate fall, int bestEpoch, double best, double last) {

    /**
     * @param now    the loss of the model that is judged, which is that of the last row unless its weights have changed since
     * @param weight of the KL term in the loss that is followed: NLL + weight · KL
     * @param error  standard error over images of a test loss; taken for the noise of the course where it is too short to show
     * its own
     */
    static LossTrend of(List<HistoryRow> rows, double now, double weight, double error) {
        int epochs = rows.size(), half = epochs / 2;
        double[] loss = rows.stream().mapToDouble(row -> row.testNll() + weight * row.testKl()).toArray();
        loss[epochs - 1] = now;
        // the mean over a first epoch's minibatches is about the loss in its middle
        double before = half > 0 ? loss[half - 1] : rows.getFirst().trainNll() + weight * rows.getFirst().trainKl();
        int bestEpoch = 0;
        for (int e = 1; e < epochs; e++) {
            if (loss[e] < loss[bestEpoch]) bestEpoch = e;
        }
        return new LossTrend(epochs, fall(before - now, loss, half, error), bestEpoch + 1, loss[bestEpoch], now);
    }

    private static Estimate fall(double fall, double[] loss, int half, double error) {
        int bends = loss.length - half - 2;   // second differences within the second half, which a smooth course does not have
        if (bends < 3) return Estimate.of(fall, error, 1e6);
        double[] squares = new double[bends];
        for (int b = 0; b < bends; b++) {
            double bend = loss[half + b] - 2 * loss[half + b + 1] + loss[half + b + 2];
            squares[b] = bend * bend / 6;   // (1, −2, 1) has the variance of 6 independent errors
        }
        return Estimate.of(fall, Math.sqrt(2 * Statistics.mean(squares)), bends);
    }

    /** How much the loss has risen since its best epoch, nats. */
    double rise() {
        return last - best;
    }

    /** What as many epochs again would bring, if the loss goes on as a + b / epochs: half of what the second half has brought. */
    Estimate ahead() {
        return fall.times(0.5);
    }
}
