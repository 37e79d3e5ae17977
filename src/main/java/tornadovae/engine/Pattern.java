package tornadovae.engine;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tornadovae.graph.Add;
import tornadovae.graph.Affine;
import tornadovae.graph.BatchMean;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.KullbackLeibler;
import tornadovae.graph.Multiply;
import tornadovae.graph.Op;
import tornadovae.graph.OptimiserStep;
import tornadovae.graph.Reparameterise;

/**
 * Ops of a program that an engine may compute in one go, because nobody else needs what passes between them. {@link Patterns}
 * finds them; an engine takes those that it has a kernel for, and computes the others op by op.
 */
public sealed interface Pattern {

    /** What it replaces; the op that stands first in the program comes first. */
    List<Op> ops();

    /** A layer that only a likelihood reads; in a training with that likelihood's gradient, or null. */
    sealed interface Output extends Pattern {

        Affine layer();

        /**
         * What spreads the gradient of the mean over the images, so that it is the same for all of them; null without a gradient.
         */
        BatchMean.Gradient upstream();
    }

    /** ℓ = h Wᵀ + b, −log p(x|z) and ∂ℓ for a Bernoulli decoder. */
    record BernoulliOutput(Affine layer, BernoulliNll loss, BernoulliNll.Gradient gradient, BatchMean.Gradient upstream)
            implements Output {
        @Override
        public List<Op> ops() { return present(layer, loss, gradient, upstream); }
    }

    /** The same for a Gaussian decoder. */
    record GaussianOutput(Affine layer, GaussianNll loss, GaussianNll.Gradient gradient, BatchMean.Gradient upstream)
            implements Output {
        @Override
        public List<Op> ops() { return present(layer, loss, gradient, upstream); }
    }

    /** The code of a minibatch, which is kept, with the draw from it and the KL divergence, or null. */
    record LatentDraw(Affine layer, Reparameterise draw, KullbackLeibler kl) implements Pattern {
        @Override
        public List<Op> ops() { return present(layer, draw, kl); }
    }

    /** From the gradient of the layer above to that of the code: through the draw, and through the KL divergence, or null. */
    record LatentGradient(Affine.InputGradient product, Reparameterise.Gradient draw, KlGradient kl) implements Pattern {

        /** @param sum what adds the divergence's part to the draw's */
        public record KlGradient(KullbackLeibler.Gradient gradient, Add sum, BatchMean.Gradient upstream) {}

        @Override
        public List<Op> ops() {
            return kl == null ? List.of(product, draw) : List.of(product, draw, kl.gradient, kl.sum, kl.upstream);
        }
    }

    /** From the gradient of a layer's input to that of the pre-activation below. */
    record BackwardLayer(Affine.InputGradient product, Affine.PreactivationGradient below) implements Pattern {
        @Override
        public List<Op> ops() { return List.of(product, below); }
    }

    /**
     * The gradients of a layer's weights and of its biases, or null, and the steps that use both up, or null: they are kept then.
     */
    record LayerGradients(Affine.WeightGradient weight, Affine.BiasGradient bias, OptimiserStep weightStep,
            OptimiserStep biasStep)
            implements Pattern {

        public boolean kept() {
            return weightStep == null;
        }

        @Override
        public List<Op> ops() { return present(weight, bias, weightStep, biasStep); }
    }

    /** A gradient that was kept until its norm was known, shortened, and used up. */
    record ClippedStep(Multiply clip, OptimiserStep step) implements Pattern {
        @Override
        public List<Op> ops() { return List.of(clip, step); }
    }

    private static List<Op> present(Op... ops) {
        return Stream.of(ops).filter(Objects::nonNull).toList();
    }
}
