package tornadovae.train;

import static tornadovae.train.ImportanceEstimates.MOST_SAMPLES;

import java.util.Map;
import java.util.function.LongConsumer;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.model.Vae;

/**
 * Weighs draws from q(z|x) of test images, many images at a time and sample after sample, so that memory does not grow with the
 * number of samples.
 */
final class ImportanceSampler implements AutoCloseable {

    /** Images at once: many, since the decoder's products are fastest then. Fixed, so that results do not depend on it. */
    private static final int ROWS = 500;

    /** Samples between two reports of progress. */
    private static final int STRIDE = 250;

    private final int seed;
    private final Program encode;
    private final Program sample;
    private final Session session;
    private final float[] max = new float[ROWS];
    private final float[] sum = new float[ROWS];
    private final float[] squares = new float[ROWS];

    ImportanceSampler(Engine engine, Vae vae, State state, int seed, Map<Split, Images> images) {
        this.seed = seed;
        encode = vae.importanceEncode(ROWS, images.get(Split.TEST).count());
        sample = vae.importanceSample(ROWS);
        var memory = Memory.of(1, encode, sample);
        session = state.open(engine, memory, images);
    }

    /**
     * @param samples  ascending, from 1 to {@link ImportanceEstimates#MOST_SAMPLES}
     * @param images   the first so many test images
     * @param progress is told how many of images · (largest count) draws are weighed
     */
    ImportanceEstimates estimate(int[] samples, int images, LongConsumer progress) {
        for (int k = 0; k < samples.length; k++) {
            if (samples[k] <= (k == 0 ? 0 : samples[k - 1]) || samples[k] > MOST_SAMPLES) {
                throw new IllegalArgumentException(
                        "numbers of samples must ascend from 1 to " + MOST_SAMPLES + ", found " + samples[k] + " at place " + k);
            }
        }
        var estimates = new ImportanceEstimates(samples, new double[samples.length][images], new double[samples.length][images]);
        session.writeIntegers(Vae.SEED, new int[] {seed});
        session.writeIntegers(Vae.CURSOR, new int[] {0});
        for (int first = 0; first < images; first += ROWS) {
            int rows = Math.min(ROWS, images - first), done = 0;
            session.run(encode, 1);
            session.writeIntegers(Vae.SAMPLES, new int[] {0});
            // no two blocks of images share noise, and how many samples are asked for changes none of them
            session.writeIntegers(Vae.DRAW, new int[] {first / ROWS * MOST_SAMPLES});
            for (int k = 0; k < samples.length; k++) {
                while (done < samples[k]) {
                    int now = Math.min(STRIDE, samples[k] - done);
                    session.run(sample, now);
                    done += now;
                    progress.accept((long) first * samples[samples.length - 1] + (long) rows * done);
                }
                read(estimates, k, first, rows);
            }
        }
        return estimates;
    }

    private void read(ImportanceEstimates estimates, int k, int first, int rows) {
        session.read(Vae.maxLogWeight(ROWS), max);
        session.read(Vae.weightSum(ROWS), sum);
        session.read(Vae.squaredWeightSum(ROWS), squares);
        for (int i = 0; i < rows; i++) {
            // log p̂_K = m + log s − log K
            estimates.logLikelihood()[k][first + i] = max[i] + Math.log(sum[i] / (double) estimates.samples()[k]);
            estimates.effectiveSamples()[k][first + i] = (double) sum[i] * sum[i] / squares[i];
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
