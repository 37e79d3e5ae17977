package tornadovae.train;

/**
 * log p(x) of some images, estimated by importance sampling from q(z|x) with growing numbers of samples; the first samples of a
 * larger number are those of a smaller one.
 *
 * @param samples {@code [counts]}: K, ascending
 * @param logLikelihood {@code [counts][images]}: log p̂_K(x), nats, whose mean over draws is at most log p(x)
 * @param effectiveSamples {@code [counts][images]}: (Σ w)² / Σ w², from 1 to K: with few of them the estimate hangs on single
 * draws and is too low
 */
public record ImportanceEstimates(int[] samples, double[][] logLikelihood, double[][] effectiveSamples) {

    /** Samples an image at most. */
    public static final int MOST_SAMPLES = 1 << 17;
}
