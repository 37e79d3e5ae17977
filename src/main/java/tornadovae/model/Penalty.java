package tornadovae.model;

import java.util.List;
import tornadovae.graph.BatchMean;
import tornadovae.graph.Covariance;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.IdentityPenalty;
import tornadovae.graph.Kernel;
import tornadovae.graph.MeanDiscrepancy;
import tornadovae.graph.Op;
import tornadovae.graph.Tensor;
import tornadovae.graph.TotalCorrelation;

/** The term P that an objective adds to NLL and KL. */
public enum Penalty {
    NONE(""),
    /** {@link tornadovae.graph.MeanDiscrepancy} between codes and prior with the inverse multiquadratic kernel. */
    MMD_IMQ("mmd"),
    /** As {@link #MMD_IMQ}, with a Gaussian kernel. */
    MMD_RBF("mmd"),
    /** {@link tornadovae.graph.IdentityPenalty} on the covariance of the codes' means. */
    DIP_I("dip"),
    /** As {@link #DIP_I}, on the covariance of the draws. */
    DIP_II("dip"),
    /** {@link tornadovae.graph.TotalCorrelation} of the draws, minibatch-weighted. */
    TC_WEIGHTED("tc"),
    /** As {@link #TC_WEIGHTED}, minibatch-stratified. */
    TC_STRATIFIED("tc"),
    /** The total correlation of the draws by the log ratio of densities that a discriminator learns: {@link Discriminator}. */
    FACTOR("tc");

    private final String term;

    Penalty(String term) {
        this.term = term;
    }

    /** What the term is called in history.csv and in messages; empty for none. */
    public String term() {
        return term;
    }

    /** Whether it compares the images of a minibatch with each other, so that there must be two. */
    public boolean needsPairs() {
        return this != NONE;
    }

    /** Whether it is about the dependence of latent dimensions on each other alone, so that there must be two. */
    public boolean needsDimensions() {
        return this == TC_WEIGHTED || this == TC_STRATIFIED || this == FACTOR;
    }

    /** Whether it is computed from draws, and not from codes alone. */
    boolean comparesDraws() {
        return this != NONE && this != DIP_I && this != DIP_II;
    }

    /** Whether it compares codes with draws from the prior. */
    boolean comparesWithPrior() {
        return this == MMD_IMQ || this == MMD_RBF;
    }

    /**
     * Appends what computes it.
     *
     * @param code    [B, 2d]
     * @param z       [B, d], a draw for each image
     * @param prior   [B, d]: draws from p(z), where it compares with them
     * @param images  N, the number of training images
     * @param penalty [1, 1]: P
     */
    void addTo(List<Op> ops, Tensor code, Tensor z, Tensor prior, int images, Tensor penalty) {
        Tensor rows = Tensor.activation(term + "PerRow", z.rows(), 1);
        switch (this) {
            case NONE -> throw new IllegalArgumentException("there is no penalty");
            case FACTOR -> throw new IllegalArgumentException("a discriminator computes it");
            case MMD_IMQ, MMD_RBF -> {
                ops.add(new MeanDiscrepancy(this == MMD_IMQ ? Kernel.IMQ : Kernel.RBF, z, prior, rows));
                ops.add(new BatchMean(rows, penalty));
            }
            case DIP_I, DIP_II -> {
                Tensor covariance = Tensor.activation("covariance", z.columns(), z.columns());
                ops.add(new Covariance(this == DIP_II, code, covariance));
                ops.add(new IdentityPenalty(covariance, LossWeights.OFF_DIAGONAL, LossWeights.DIAGONAL, penalty));
            }
            case TC_WEIGHTED, TC_STRATIFIED -> {
                var estimate = this == TC_WEIGHTED ? DensityEstimate.WEIGHTED : DensityEstimate.STRATIFIED;
                Tensor logDensity = Tensor.activation("logDensity", z.rows(), z.columns() + 1);
                ops.add(new TotalCorrelation(estimate, images, code, z, logDensity, rows));
                ops.add(new BatchMean(rows, penalty));
            }
        }
    }
}
