package tornadovae.graph;

import java.util.List;

/**
 * The minibatch: x[i, j] = image[index(i), j] / 255, for i = 0 … B−1.
 *
 * <p>{@link Order#SHUFFLED}: with n images there are b = ⌊n/B⌋ batches an epoch; epoch e = ⌊cursor / b⌋ visits the images in the
 * order of the {@link tornadovae.math.Permutation} keyed by (seed, e), so index(i) = permutation((cursor mod b)·B + i) and the
 * last n mod B positions of an epoch are left out. {@link Order#SEQUENTIAL}: index(i) = cursor·B + i; rows beyond the last image
 * are 0.
 *
 * @param images number of images in the split
 * @param seed [1, 1] integer
 * @param cursor [1, 1] integer: the number of minibatches gathered before
 * @param x [B, pixels]
 */
public record Gather(Split split, int images, Order order, Tensor seed, Tensor cursor, Tensor x) implements Op {

    public enum Order { SHUFFLED, SEQUENTIAL }

    public Gather {
        seed.require("the seed", 1, 1);
        cursor.require("the cursor", 1, 1);
        if (order == Order.SHUFFLED && images < x.rows()) {
            throw new IllegalArgumentException("a minibatch of " + x.rows() + " needs at least as many images, found " + images);
        }
    }

    /** Minibatches an epoch: ⌊n/B⌋ when shuffled, ⌈n/B⌉ in sequence. */
    public int batches() {
        return order == Order.SHUFFLED ? images / x.rows() : Math.ceilDiv(images, x.rows());
    }

    @Override
    public List<Tensor> reads() { return List.of(seed, cursor); }

    @Override
    public List<Tensor> writes() { return List.of(x); }

    @Override
    public long flops() { return x.size(); }
}
