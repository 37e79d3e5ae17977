package tornadovae.metric.disentanglement;

import tornadovae.math.Philox;
import tornadovae.math.Philox.Stream;

/** Uniform whole numbers one after the other, a pure function of (seed, step) and of how many were drawn before. */
final class Draws {

    /** Steps of {@link Stream#DISENTANGLEMENT}: two measures never share their random numbers. */
    static final int BETA_VAE = 0;
    static final int FACTOR_VAE = 2;
    static final int INFORMATION_GAP = 1 << 16;
    static final int TREES = 1 << 20;

    private final int seed;
    private final int step;
    private final int[] words = new int[4];
    private int drawn;

    Draws(int seed, int step) {
        this.seed = seed;
        this.step = step;
    }

    /** 0 … n − 1: ⌊n u / 2³²⌋. */
    int below(int n) {
        if ((drawn & 3) == 0) Philox.block(seed, Stream.DISENTANGLEMENT, step, drawn >>> 2, words);
        return (int) ((words[drawn++ & 3] & 0xFFFFFFFFL) * n >>> 32);
    }
}
