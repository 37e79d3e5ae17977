package tornadovae.train;

import java.util.Arrays;
import java.util.Map;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.math.ContinuousBernoulli;
import tornadovae.model.Likelihood;
import tornadovae.model.Vae;

/**
 * ∂μ/∂z, how the decoder's mean picture μ(z) = E[x|z] changes with the code: exact to float32, by forward-mode differentiation,
 * one pass a latent dimension (Griewank and Walther 2008, section 3.1). For a Bernoulli decoder μ = σ(ℓ), so ∂μ = σ(ℓ) (1 − σ(ℓ))
 * ∂ℓ, for a continuous one A′ in place of σ; for a Gaussian one μ is a head of its own. It belongs to one thread at a time.
 */
public final class DecoderJacobian implements AutoCloseable {

    /** Codes at once. Fixed, so that results do not depend on how many are asked for. */
    private static final int ROWS = 100;

    private final Vae vae;
    private final Program tangents;
    private final Session session;

    DecoderJacobian(Engine engine, Vae vae, State state) {
        this.vae = vae;
        tangents = vae.tangents(ROWS);
        session = state.open(engine, Memory.of(1, tangents), Map.of());
    }

    /**
     * @param z          {@code [n][latent]}
     * @param dimensions which columns of the Jacobian, 0 … latent − 1
     * @return {@code [n][dimensions.length][pixels]}: ∂μ_c/∂z_d, grey (0 … 1) per unit of z
     */
    public float[][][] at(float[][] z, int... dimensions) {
        int latent = vae.spec().latent(), pixels = vae.spec().pixels();
        for (float[] code : z) {
            if (code.length != latent) {
                throw new IllegalArgumentException(
                        "the model has " + latent + " latent dimensions, found a z of " + code.length);
            }
        }
        float[][][] jacobian = new float[z.length][dimensions.length][pixels];
        float[] codes = new float[ROWS * latent], direction = new float[ROWS * latent];
        Tensor output = vae.output(ROWS);
        float[] out = new float[output.size()], tangent = new float[output.size()];
        for (int first = 0; first < z.length; first += ROWS) {
            int rows = Math.min(ROWS, z.length - first);
            Arrays.fill(codes, 0); // the rows that pad the last minibatch
            for (int i = 0; i < rows; i++) System.arraycopy(z[first + i], 0, codes, i * latent, latent);
            session.write(vae.z(ROWS), codes);
            for (int d = 0; d < dimensions.length; d++) {
                for (int i = 0; i < direction.length; i++) direction[i] = i % latent == dimensions[d] ? 1 : 0;
                session.write(vae.direction(ROWS), direction);
                session.run(tangents, 1);
                session.read(output, out);
                session.read(vae.tangent(ROWS), tangent);
                for (int i = 0; i < rows; i++) {
                    for (int c = 0, at = i * output.columns(); c < pixels; c++, at++) {
                        jacobian[first + i][d][c] = ofMean(out[at], tangent[at]);
                    }
                }
            }
        }
        return jacobian;
    }

    private float ofMean(float out, float tangent) {
        if (vae.spec().likelihood() == Likelihood.GAUSSIAN) return tangent;
        if (vae.spec().likelihood() == Likelihood.CONTINUOUS_BERNOULLI) {
            return (float) (ContinuousBernoulli.variance(out) * tangent);
        }
        // σ′(ℓ) = σ(ℓ) σ(−ℓ) = e^−|ℓ| / (1 + e^−|ℓ|)²
        double e = Math.exp(-Math.abs(out));
        return (float) (e / ((1 + e) * (1 + e)) * tangent);
    }

    @Override
    public void close() {
        session.close();
    }
}
