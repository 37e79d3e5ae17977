package tornadovae.graph;

import java.util.List;

/**
 * One operation of a {@link Program}. It says what to compute for every replica and nothing about how; its javadoc is the
 * specification of all kernels. Index order is replica r, row i, column j; the replica is left out of the formulas because every
 * replica computes the same for itself.
 */
public sealed interface Op permits
        Gather, Binarise, StandardNormal,
        Affine, Affine.PreactivationGradient, Affine.WeightGradient, Affine.BiasGradient, Affine.InputGradient,
        Reparameterise, Reparameterise.Gradient, KullbackLeibler, KullbackLeibler.Gradient,
        BernoulliNll, BernoulliNll.Gradient, GaussianNll, GaussianNll.Gradient, CategoricalNll, CategoricalNll.Gradient,
        ContinuousBernoulliNll, ContinuousBernoulliNll.Gradient, ContinuousBernoulliMean, ContinuousBernoulliDraw,
        SquaredError, SquaredError.Gradient, IsotropicNll, IsotropicNll.ErrorGradient, IsotropicNll.VarianceGradient,
        OptimalVariance, IsotropicDraw,
        BatchMean, BatchMean.Gradient, ScaledAdd, Fill, Add, Multiply,
        AbsoluteDifference, AbsoluteDifference.Gradient, FreeBits, FreeBits.Gradient,
        MeanDiscrepancy, MeanDiscrepancy.Gradient, TotalCorrelation, TotalCorrelation.DrawGradient, TotalCorrelation.CodeGradient,
        Covariance, Covariance.Gradient, IdentityPenalty, IdentityPenalty.Gradient,
        PermuteCodes, Repeat, Repeat.Gradient, FirstDraw, FirstDraw.Gradient, ImportanceLoss, ImportanceLoss.Gradient,
        LogImportanceWeight, LogImportanceWeight.NllGradient, LogImportanceWeight.DrawGradient,
        LogImportanceWeight.CodeGradient, LogSumExp, MixtureRatio, MixtureRatio.DrawGradient, MixtureRatio.CodeGradient,
        UnitClamp, UnitClamp.Gradient, Sigmoid, Slice, Ramp, Store, Advance, RowNorm, ClipFactor, OptimiserStep {

    /** The tensors whose values the result depends on. */
    List<Tensor> reads();

    /** The tensors this op changes. */
    List<Tensor> writes();

    /**
     * The tensors that hold two halves side by side, such as μ and log σ². An engine may keep the halves apart, as long as each
     * index means what it says.
     */
    default List<Tensor> halves() {
        return List.of();
    }

    /** Floating-point operations for one replica; an exponential counts as one. */
    long flops();

    /** Appends the adjoint of this op to a backward program; ops that no gradient passes through append nothing. */
    default void differentiate(Gradients gradients) {}
}
