package tornadovae.metric;

/**
 * The latent dimensions that a model uses: those whose mean code varies with the image, Var_x(E_q[z_d|x]) &gt; 0.01 (Burda,
 * Grosse and Salakhutdinov 2016, eq. 10).
 *
 * @param variance {@code [latent]}: Var_x(μ_d(x)), unbiased
 * @param active how many exceed {@link #THRESHOLD}
 */
public record ActiveUnits(double[] variance, int active) {

    public static final double THRESHOLD = 0.01;

    /** @param mu {@code [images][latent]}, at least two images */
    public static ActiveUnits of(float[][] mu) {
        if (mu.length < 2) throw new IllegalArgumentException("a variance over images needs at least two, found " + mu.length);
        double[] variance = new double[mu[0].length];
        int active = 0;
        for (int d = 0; d < variance.length; d++) {
            double mean = 0;
            for (float[] code : mu) mean += code[d];
            mean /= mu.length;
            for (float[] code : mu) variance[d] += (code[d] - mean) * (code[d] - mean);
            variance[d] /= mu.length - 1;
            if (variance[d] > THRESHOLD) active++;
        }
        return new ActiveUnits(variance, active);
    }
}
