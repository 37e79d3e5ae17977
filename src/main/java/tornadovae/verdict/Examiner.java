package tornadovae.verdict;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.math.Statistics;
import tornadovae.metric.AggregatePosterior;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.LossForm;
import tornadovae.model.Objective;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;
import tornadovae.train.Evaluation;
import tornadovae.train.History;
import tornadovae.train.HistoryRow;
import tornadovae.train.TrainedModel;

/** Judges models of one data set, which share the baselines. It belongs to one thread at a time. */
public final class Examiner {

    /** Training images that are evaluated, the first of them; the bound of so many is known as well as anything here. */
    private static final int MOST_TRAIN_IMAGES = 2_000;

    private final Map<Binarize, Baselines> baselines = new EnumMap<>(Binarize.class);

    /**
     * @param model      with the images of the data set
     * @param checkpoint that it was opened from
     * @param measures   of the same model
     */
    public Verdict judge(TrainedModel model, Checkpoint checkpoint, LikelihoodMeasures measures, Objective objective) {
        return Verdict.of(evidence(model, checkpoint, measures, objective));
    }

    Evidence evidence(TrainedModel model, Checkpoint checkpoint, LikelihoodMeasures measures, Objective objective) {
        VaeSpec spec = model.spec();
        Images train = model.images(Split.TRAIN), test = model.images(Split.TEST);
        Baselines shared = baselines.computeIfAbsent(spec.binarize(), _ -> new Baselines(train, test));
        MeanImage constant = shared.meanImage(spec);
        double ofNothing = constant.ofNothing(test), weight = weightOfKl(objective);

        Losses losses = Losses.of(measures.loss(), weight, shared.meanImageLosses(spec));
        Images seen = new Images(train.columns(), Arrays.copyOf(train.pixels(), Math.min(train.count(), MOST_TRAIN_IMAGES)));
        Losses onTrain = Losses.of(model.evaluate(seen), weight, constant.losses(seen));

        CodeUse use = CodeUse.of(measures.codes());
        int used = use.latent() - use.unused().size();
        boolean asksPca = used > 0 && used <= Math.max(1, Thresholds.FEW_USED * use.latent()) && used < use.latent();
        AggregatePosterior.Part information = measures.aggregate().mutualInformationLeavingOneOut();

        Estimate pcaGain = Estimate.UNKNOWN, pcaErrorGain = Estimate.UNKNOWN, clamped = Estimate.UNKNOWN;
        if (spec.likelihood() == Likelihood.GAUSSIAN) {
            clamped = Clamp.share(model, measures.codes());
            if (spec.hasVarianceOfPixels() && spec.latent() <= Baselines.MOST_WIDTH) {
                LinearModel linear = shared.linearModel(spec.latent(), spec.minLogVar());
                pcaGain = gain(linear.losses(), losses.bound());
                pcaErrorGain = gain(linear.errors(), measures.reconstruction().ofImage());
            }
        }
        List<HistoryRow> rows = History.of(objective.form(), checkpoint).rows();
        double own = Statistics.mean(losses.nll()) + weight * Statistics.mean(measures.loss().klOfImages());
        double error = Statistics.standardError(losses.charged());
        return new Evidence(losses.bound().length, seen.count(), spec.pixels(), constant.deviation(), spec.likelihood(),
                ofNothing, weight, Estimate.mean(losses.meanImage()),
                Estimate.mean(losses.bound()), Estimate.mean(losses.charged()), gain(losses.meanImage(), losses.charged()),
                gain(losses.meanImage(), losses.nll()), far(losses.bound(), ofNothing), Estimate.mean(measures.loss()
                        .klOfImages()),
                new Estimate(information.mean(), information.interval().low(), information.interval().high()), use,
                asksPca ? shared.components(used).explained() : Double.NaN,
                model.prior().isPresent() ? Estimate.UNKNOWN : PriorGap.of(measures.codes()),
                gain(onTrain.meanImage(), onTrain.charged()), Estimate.difference(onTrain.gains(), losses.gains()),
                Estimate.difference(losses.meanImage(), onTrain.meanImage()),
                LossTrend.of(rows, own, weight, error), LossTrend.of(rows, Statistics.mean(losses.nll()), 0, error).fall(),
                pcaGain,
                pcaErrorGain, clamped);
    }

    /**
     * The weight of the KL term in what is minimised, before any schedule; 0 where the objective holds the KL at a number, or has
     * no such term; 1 where it is a bound on log p(x).
     */
    private static double weightOfKl(Objective objective) {
        if (objective.form().draws().isBound()) return 1;
        return objective.form().kl() == LossForm.KlTerm.WEIGHTED || objective.form().kl() == LossForm.KlTerm.FREE_BITS
                ? objective.beta() : 0;
    }

    private static Estimate gain(double[] baseline, double[] losses) {
        return Estimate.mean(IntStream.range(0, baseline.length).mapToDouble(i -> baseline[i] - losses[i]).toArray());
    }

    private static Estimate far(double[] bound, double ofNothing) {
        int far = (int) Arrays.stream(bound).filter(loss -> !(loss <= Thresholds.FAR * ofNothing)).count();
        return Estimate.share(far, bound.length);
    }

    /** The losses of every image: {@code charged} is NLL + min(1, w) KL. */
    private record Losses(double[] nll, double[] bound, double[] charged, double[] meanImage) {

        static Losses of(Evaluation evaluation, double weight, double[] meanImage) {
            double[] nll = evaluation.nllOfImages(), kl = evaluation.klOfImages(), bound = new double[nll.length],
                    charged = new double[nll.length];
            for (int i = 0; i < nll.length; i++) {
                bound[i] = nll[i] + kl[i];
                charged[i] = nll[i] + Math.min(1, weight) * kl[i];
            }
            return new Losses(nll, bound, charged, meanImage);
        }

        /** What the model is better by than the mean image. */
        double[] gains() {
            return IntStream.range(0, nll.length).mapToDouble(i -> meanImage[i] - charged[i]).toArray();
        }
    }
}
