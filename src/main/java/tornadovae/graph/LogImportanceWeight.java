package tornadovae.graph;

import java.util.List;

/**
 * The logarithm of an importance weight, nats: log w[i] = log p(x|z) + log p(z) − log q(z|x) = −nll[i] + ½ Σ_d (log σ²[i, d] +
 * ε[i, d]² − z[i, d]²), for q = N(μ, σ²), p = N(0, 1) and z = μ + σ ⊙ ε; the two log 2π cancel (Burda, Grosse and Salakhutdinov
 * 2016, eq. 8). It measures and is not trained, so it has no adjoint.
 *
 * @param nll [B, 1]: −log p(x|z)
 * @param code [B, 2d]: μ in the first d columns, log σ² in the others
 * @param epsilon [B, d]
 * @param z [B, d], drawn from that code with that noise
 * @param logWeight [B, 1]
 */
public record LogImportanceWeight(Tensor nll, Tensor code, Tensor epsilon, Tensor z, Tensor logWeight) implements Op {

    public LogImportanceWeight {
        code.require("mean and log-variance", z.rows(), 2 * z.columns());
        epsilon.requireShapeOf(z, "the noise");
        nll.require("the negative log-likelihood", z.rows(), 1);
        logWeight.requireShapeOf(nll, "the logarithm of the weight");
    }

    @Override
    public List<Tensor> reads() { return List.of(nll, code, epsilon, z); }

    @Override
    public List<Tensor> writes() { return List.of(logWeight); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 5L * z.size(); }
}
