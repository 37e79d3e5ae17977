package tornadovae.engine.tornado;

import tornadovae.graph.*;

/** Every op as a kernel of plain parallel loops, one task an op: what runs on any device. */
final class LoopTasks {

    private LoopTasks() {}

    /** What an op becomes: the table of all ops. */
    static Task of(Op op, Layout layout) {
        return switch (op) {
            case Gather o -> InputLoops.task(o, layout);
            case Binarise o -> InputLoops.task(o, layout);
            case StandardNormal o -> InputLoops.task(o, layout);
            case Affine o -> LayerLoops.task(o, layout);
            case Affine.PreactivationGradient o -> LayerLoops.task(o, layout);
            case Affine.WeightGradient o -> LayerLoops.task(o, layout);
            case Affine.BiasGradient o -> LayerLoops.task(o, layout);
            case Affine.InputGradient o -> LayerLoops.task(o, layout);
            case Reparameterise o -> LatentLoops.task(o, layout);
            case Reparameterise.Gradient o -> LatentLoops.task(o, layout);
            case KullbackLeibler o -> LatentLoops.task(o, layout);
            case KullbackLeibler.Gradient o -> LatentLoops.task(o, layout);
            case LogImportanceWeight o -> ImportanceLoops.task(o, layout);
            case LogImportanceWeight.NllGradient o -> DrawLoops.task(o, layout);
            case LogImportanceWeight.DrawGradient o -> DrawLoops.task(o, layout);
            case LogImportanceWeight.CodeGradient o -> DrawLoops.task(o, layout);
            case PermuteCodes o -> DrawLoops.task(o, layout);
            case Repeat o -> DrawLoops.task(o, layout);
            case Repeat.Gradient o -> DrawLoops.task(o, layout);
            case FirstDraw o -> DrawLoops.task(o, layout);
            case FirstDraw.Gradient o -> DrawLoops.task(o, layout);
            case ImportanceLoss o -> DrawLoops.task(o, layout);
            case ImportanceLoss.Gradient o -> DrawLoops.task(o, layout);
            case MixtureRatio o -> MixtureLoops.task(o, layout);
            case MixtureRatio.DrawGradient o -> MixtureLoops.task(o, layout);
            case MixtureRatio.CodeGradient o -> MixtureLoops.task(o, layout);
            case UnitClamp o -> MixtureLoops.task(o, layout);
            case UnitClamp.Gradient o -> MixtureLoops.task(o, layout);
            case LogSumExp o -> ImportanceLoops.task(o, layout);
            case BernoulliNll o -> LikelihoodLoops.task(o, layout);
            case BernoulliNll.Gradient o -> LikelihoodLoops.task(o, layout);
            case GaussianNll o -> LikelihoodLoops.task(o, layout);
            case GaussianNll.Gradient o -> LikelihoodLoops.task(o, layout);
            case CategoricalNll o -> LikelihoodLoops.task(o, layout);
            case CategoricalNll.Gradient o -> LikelihoodLoops.task(o, layout);
            case ContinuousBernoulliNll o -> ContinuousBernoulliLoops.task(o, layout);
            case ContinuousBernoulliNll.Gradient o -> ContinuousBernoulliLoops.task(o, layout);
            case ContinuousBernoulliMean o -> ContinuousBernoulliLoops.task(o, layout);
            case ContinuousBernoulliDraw o -> ContinuousBernoulliLoops.task(o, layout);
            case SquaredError o -> IsotropicLoops.task(o, layout);
            case SquaredError.Gradient o -> IsotropicLoops.task(o, layout);
            case IsotropicNll o -> IsotropicLoops.task(o, layout);
            case IsotropicNll.ErrorGradient o -> IsotropicLoops.task(o, layout);
            case IsotropicNll.VarianceGradient o -> IsotropicLoops.task(o, layout);
            case OptimalVariance o -> IsotropicLoops.task(o, layout);
            case IsotropicDraw o -> IsotropicLoops.task(o, layout);
            case Sigmoid o -> LikelihoodLoops.task(o, layout);
            case BatchMean o -> ScalarLoops.task(o, layout);
            case BatchMean.Gradient o -> ScalarLoops.task(o, layout);
            case ScaledAdd o -> ScalarLoops.task(o, layout);
            case Fill o -> ScalarLoops.task(o, layout);
            case Add o -> ScalarLoops.task(o, layout);
            case Slice o -> ScalarLoops.task(o, layout);
            case Ramp o -> ScalarLoops.task(o, layout);
            case AbsoluteDifference o -> ScalarLoops.task(o, layout);
            case AbsoluteDifference.Gradient o -> ScalarLoops.task(o, layout);
            case Store o -> ScalarLoops.task(o, layout);
            case Advance o -> ScalarLoops.task(o, layout);
            case FreeBits o -> PenaltyLoops.task(o, layout);
            case FreeBits.Gradient o -> PenaltyLoops.task(o, layout);
            case Covariance o -> PenaltyLoops.task(o, layout);
            case Covariance.Gradient o -> PenaltyLoops.task(o, layout);
            case IdentityPenalty o -> PenaltyLoops.task(o, layout);
            case IdentityPenalty.Gradient o -> PenaltyLoops.task(o, layout);
            case MeanDiscrepancy o -> DiscrepancyLoops.task(o, layout);
            case MeanDiscrepancy.Gradient o -> DiscrepancyLoops.task(o, layout);
            case TotalCorrelation o -> CorrelationLoops.task(o, layout);
            case TotalCorrelation.DrawGradient o -> CorrelationLoops.task(o, layout);
            case TotalCorrelation.CodeGradient o -> CorrelationLoops.task(o, layout);
            case RowNorm o -> ClipLoops.task(o, layout);
            case ClipFactor o -> ClipLoops.task(o, layout);
            case Multiply o -> ClipLoops.task(o, layout);
            case Adam o -> UpdateLoops.task(o, layout);
            case Adagrad o -> UpdateLoops.task(o, layout);
        };
    }
}
