package tornadovae.graph;

/**
 * How the density q(z) = (1/N) Σ_n q(z|x_n) of a code z_i that was drawn for image i is estimated from a minibatch of B of the N
 * training images: q(z_i) ≈ Σ_j w_ij q(z_i|x_j).
 */
public enum DensityEstimate {
    /**
     * Minibatch-weighted: w_ij = 1 / B, the mean over the minibatch (Chen et al. 2018, App. C.1, who have 1 / (N B): that adds
     * the constant −log N to every log density and changes no gradient).
     */
    WEIGHTED,
    /**
     * Minibatch-stratified, unbiased: with M = B − 1, w_ii = 1/N, one other image (here the next, j = i + 1 mod B) has (N − M)/(N
     * M), and all others 1/M (Chen et al. 2018, App. C.2).
     */
    STRATIFIED;

    /** log w_ij.
     *
     * @param batch  B ≥ 2
     * @param images N ≥ B
     */
    public float logWeight(int i, int j, int batch, int images) {
        double m = batch - 1;
        return (float) switch (this) {
            case WEIGHTED -> -Math.log(batch);
            case STRATIFIED ->
                i == j ? -Math.log(images) : j == (i + 1) % batch ? Math.log((images - m) / (images * m)) : -Math.log(m);
        };
    }
}
