package tornadovae.train;

/**
 * q(z|x) of some images.
 *
 * @param mu     {@code [images][latent]}: the means
 * @param logVar {@code [images][latent]}: log σ², nats
 */
public record Codes(float[][] mu, float[][] logVar) {

    /** {@code [images][latent]}: the means in double precision. */
    public double[][] means() {
        return widened(mu);
    }

    /** {@code [images][latent]}: log σ² in double precision, nats. */
    public double[][] logVariances() {
        return widened(logVar);
    }

    private static double[][] widened(float[][] rows) {
        double[][] wide = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            wide[i] = new double[rows[i].length];
            for (int d = 0; d < rows[i].length; d++) wide[i][d] = rows[i][d];
        }
        return wide;
    }
}
