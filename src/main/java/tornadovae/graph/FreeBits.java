package tornadovae.graph;

import java.util.List;

/**
 * sum = Σ_j max(λ, k_j) with k_j = (1/B) Σ_i kl[i, j]: every latent dimension may carry λ nats for free, so that none is switched
 * off early (Kingma et al. 2016, eq. 15, with a group for each dimension).
 *
 * @param kl [B, d], nats
 * @param minimum [1, 1]: λ, nats per latent dimension
 * @param means [1, d]: k_j
 * @param sum [1, 1]
 */
public record FreeBits(Tensor kl, Tensor minimum, Tensor means, Tensor sum) implements Op {

    public FreeBits {
        minimum.require("the free nats", 1, 1);
        means.require("the means", 1, kl.columns());
        sum.require("the sum", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(kl, minimum); }

    @Override
    public List<Tensor> writes() { return List.of(means, sum); }

    @Override
    public long flops() { return kl.size() + 2L * kl.columns(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(sum)) gradients.contribute(kl, dKl -> new Gradient(means, minimum, gradients.of(sum), dKl));
    }

    /**
     * ∂kl[i, j] = ∂sum / B where k_j &gt; λ, else 0.
     *
     * @param means [1, d]
     * @param dSum  [1, 1]
     * @param dKl   [B, d]
     */
    public record Gradient(Tensor means, Tensor minimum, Tensor dSum, Tensor dKl) implements Op {

        public Gradient {
            means.require("the means", 1, dKl.columns());
        }

        @Override
        public List<Tensor> reads() { return List.of(means, minimum, dSum); }

        @Override
        public List<Tensor> writes() { return List.of(dKl); }

        @Override
        public long flops() { return dKl.size(); }
    }
}
