package tornadovae.engine.cpu;

/** The functions of {@link VectorMath} for single floats, by the JDK's double precision functions. */
final class ScalarMath {

    private ScalarMath() {}

    static float exp(float x) {
        return (float) Math.exp(x);
    }

    /** eˣ − 1. */
    static float expm1(float x) {
        return (float) Math.expm1(x);
    }

    static float tanh(float x) {
        return (float) Math.tanh(x);
    }

    /** σ(x) = 1 / (1 + e⁻ˣ). */
    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /** softplus(x) = max(x, 0) + log1p(e^−|x|). */
    static float softplus(float x) {
        return (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
    }
}
