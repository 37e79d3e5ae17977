package tornadovae.graph;

import java.util.List;

/**
 * permuted[i, j] = z[π_j(i), j], with a {@link tornadovae.math.Permutation} π_j of the minibatch for each latent dimension, keyed
 * by (seed, step·d + j) in {@link tornadovae.math.Philox.Stream#PERMUTED_CODES}: draws from Π_j q(z_j) (Kim and Mnih 2018,
 * algorithm 1). It has no gradient: what tells them from q(z) learns from them, and they do not.
 *
 * @param seed [1, 1] integer
 * @param step [1, 1] integer
 * @param z [B, d]
 * @param permuted [B, d]
 */
public record PermuteCodes(Tensor seed, Tensor step, Tensor z, Tensor permuted) implements Op {

    public PermuteCodes {
        permuted.requireShapeOf(z, "the permuted codes");
    }

    @Override
    public List<Tensor> reads() { return List.of(seed, step, z); }

    @Override
    public List<Tensor> writes() { return List.of(permuted); }

    @Override
    public long flops() { return z.size(); }
}
