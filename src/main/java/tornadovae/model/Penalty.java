package tornadovae.model;

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
    TC_STRATIFIED("tc");

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
        return this == TC_WEIGHTED || this == TC_STRATIFIED;
    }
}
