package tornadovae.graph;

import java.util.List;

/**
 * loss[i] = −log (1/K) Σ_k w[i, k] with log w[i, k] = logWeight[i·K + k], nats: the negative importance-weighted bound of K draws
 * (Burda, Grosse and Salakhutdinov 2016, eq. 8). The largest weight is taken out of the sum, so that nothing overflows. K is the
 * ratio of the rows; with K = 1 the loss is −log w.
 *
 * @param power of the normalised weights in the adjoint: 1 for the derivative. 2 gives the weights of the doubly reparameterised
 *              estimate of the encoder's gradient (Tucker et al. 2019, eq. 8), in which a {@link LogImportanceWeight} with
 *              stopped parameters stands below; its mean over draws is the derivative's
 * @param logWeight [B·K, 1]
 * @param loss [B, 1]
 */
public record ImportanceLoss(int power, Tensor logWeight, Tensor loss) implements Op {

    public ImportanceLoss {
        requirePower(power);
        logWeight.require("the logarithms of the weights", loss.rows() * Repeat.requireMultiple(loss, logWeight), 1);
        loss.require("the loss", loss.rows(), 1);
    }

    private static void requirePower(int power) {
        if (power != 1 && power != 2) throw new IllegalArgumentException("weights have the power 1 or 2, not " + power);
    }

    @Override
    public List<Tensor> reads() { return List.of(logWeight); }

    @Override
    public List<Tensor> writes() { return List.of(loss); }

    @Override
    public long flops() { return 4L * logWeight.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(loss)) {
            gradients.contribute(logWeight, dLogWeight -> new Gradient(power, logWeight, gradients.of(loss), dLogWeight));
        }
    }

    /**
     * ∂log w[i, k] = −∂loss[i] v[i, k]^power with the normalised weights v[i, k] = w[i, k] / Σ_l w[i, l].
     *
     * @param dLoss      [B, 1]
     * @param dLogWeight [B·K, 1]
     */
    public record Gradient(int power, Tensor logWeight, Tensor dLoss, Tensor dLogWeight) implements Op {

        public Gradient {
            requirePower(power);
            dLogWeight.requireShapeOf(logWeight, "the weights' gradient");
            logWeight.require("the logarithms of the weights", dLoss.rows() * Repeat.requireMultiple(dLoss, logWeight), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(logWeight, dLoss); }

        @Override
        public List<Tensor> writes() { return List.of(dLogWeight); }

        @Override
        public long flops() { return 6L * logWeight.size(); }
    }
}
