package tornadovae.train;

/**
 * The loss of every test image, with one draw of z each; nats.
 *
 * @param nll {@code [images]}: −log p(x|z)
 * @param kl  {@code [images][latent]}: KL(q‖p) per dimension
 */
public record Evaluation(float[] nll, float[][] kl) {

    public Evaluation {
        if (nll.length == 0 || nll.length != kl.length) throw new IllegalArgumentException(nll.length + " images cannot have " + kl.length + " rows of KL");
    }

    public int images() {
        return nll.length;
    }

    public int latent() {
        return kl[0].length;
    }
}
