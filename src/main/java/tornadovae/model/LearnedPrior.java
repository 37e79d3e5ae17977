package tornadovae.model;

import java.util.List;
import tornadovae.graph.Add;
import tornadovae.graph.Fill;
import tornadovae.graph.ImportanceLoss;
import tornadovae.graph.LogImportanceWeight;
import tornadovae.graph.MixtureRatio;
import tornadovae.graph.Op;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;
import tornadovae.graph.UnitClamp;

/**
 * The ops of a {@link Prior} that is a mixture. Its density enters as the ratio to the standard normal's, so that all else stays
 * as it is with that.
 *
 * @param encoder gives the components of a VampPrior
 */
record LearnedPrior(VaeSpec spec, Network encoder) {

    /** {@link Parameter} names: means and log-variances side by side, [K, 2d]; pseudo-inputs, [K, pixels]. */
    static final String COMPONENTS = "prior.mu+logvar", PSEUDO_INPUTS = "prior.pseudoInputs";

    private static final String OF_PSEUDO_INPUTS = " of pseudo-inputs";

    private int k() {
        return spec.prior().components();
    }

    private boolean isVamp() {
        return spec.prior().kind() == Prior.Kind.VAMP;
    }

    private Tensor parameter() {
        return isVamp() ? new Tensor(PSEUDO_INPUTS, k(), spec.pixels(), Role.PARAMETER)
                : new Tensor(COMPONENTS, k(), 2 * spec.latent(), Role.PARAMETER);
    }

    List<Parameter> parameters() {
        Tensor tensor = parameter();
        return List.of(new Parameter(tensor.name(), tensor, 0, tensor.rows(), tensor.columns()));
    }

    /** μ and log σ² of the components side by side, [K, 2d], where {@link #addComponents} leaves them. */
    Tensor components() {
        return isVamp() ? encoder.output(k(), OF_PSEUDO_INPUTS) : parameter();
    }

    /** Appends what computes {@link #components}: the encoder's pass over pseudo-inputs. */
    void addComponents(List<Op> ops) {
        if (!isVamp()) return;
        Tensor pixels = Tensor.activation("pseudoInputs", k(), spec.pixels());
        ops.add(new UnitClamp(parameter(), pixels));
        encoder.forward(pixels, ops, OF_PSEUDO_INPUTS);
    }

    /** Appends log p(z) − log N(z; 0, I) of every row of z, [B, 1]. */
    Tensor addRatio(List<Op> ops, Tensor z) {
        Tensor ratio = ratio(z);
        ops.add(new MixtureRatio(z, components(), Tensor.activation("share of components", z.rows(), k()), ratio));
        return ratio;
    }

    /** Where {@link #addRatio} leaves it. */
    Tensor ratio(Tensor z) {
        return row("logRatio of the prior", z);
    }

    /**
     * Appends log q(z|x) − log p(z), whose mean over draws is KL(q(z|x)‖p(z)).
     *
     * @param ratio from {@link #addRatio}
     * @param kl    [B, 1]
     */
    void addDivergence(List<Op> ops, Tensor code, Tensor epsilon, Tensor z, Tensor ratio, Tensor kl) {
        Tensor nothing = row("no nll", z), normal = row("logRatio of the code", z), density = row("log p(z) / q(z|x)", z);
        ops.add(new Fill(0, nothing));
        ops.add(new LogImportanceWeight(nothing, code, epsilon, z, normal));
        ops.add(new Add(normal, ratio, density));
        ops.add(new ImportanceLoss(1, density, kl)); // of one draw: −log
    }

    /**
     * Appends what brings pseudo-inputs back among pixels after an update. The hardtanh of the paper's code would leave a pixel
     * outside for ever, since no gradient reaches it there.
     */
    void addProjection(List<Op> ops) {
        if (isVamp()) ops.add(new UnitClamp(parameter(), parameter()));
    }

    private static Tensor row(String name, Tensor z) {
        return Tensor.activation(name, z.rows(), 1);
    }
}
