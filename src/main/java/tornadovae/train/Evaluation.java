package tornadovae.train;

/**
 * The loss of every test image, with one draw of z each; nats.
 *
 * @param nll {@code [images]}: −log p(x|z)
 * @param kl  {@code [images][latent]}: KL(q‖p) per dimension; {@code [images][1]}, estimated from the draw, with a learned prior
 */
public record Evaluation(float[] nll, float[][] kl) {

    public Evaluation {
        if (nll.length == 0 || nll.length != kl.length) {
            throw new IllegalArgumentException(nll.length + " images cannot have " + kl.length + " rows of KL");
        }
    }

    public int images() {
        return nll.length;
    }

    public int latent() {
        return kl[0].length;
    }

    /** −log p(x|z) of every image, for sums in double precision. */
    public double[] nllOfImages() {
        double[] sum = new double[nll.length];
        for (int i = 0; i < sum.length; i++) sum[i] = nll[i];
        return sum;
    }

    /** Σ_d KL_d of every image. */
    public double[] klOfImages() {
        double[] sum = new double[kl.length];
        for (int i = 0; i < sum.length; i++) {
            for (float ofDimension : kl[i]) sum[i] += ofDimension;
        }
        return sum;
    }
}
