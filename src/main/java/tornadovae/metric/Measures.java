package tornadovae.metric;

import static tornadovae.metric.Measure.Place.ABLATION;
import static tornadovae.metric.Measure.Place.REPORT;
import static tornadovae.metric.Measure.detail;
import static tornadovae.metric.Measure.nats;
import static tornadovae.metric.Measure.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.math.Interval;
import tornadovae.math.Statistics;
import tornadovae.metric.AggregatePosterior.Part;
import tornadovae.metric.Measure.Better;
import tornadovae.metric.disentanglement.AttributePredictability;
import tornadovae.metric.disentanglement.BetaVaeScore;
import tornadovae.metric.disentanglement.Disentanglement;
import tornadovae.metric.disentanglement.Explicitness;
import tornadovae.metric.disentanglement.FactorVaeScore;
import tornadovae.metric.disentanglement.InformationGap;
import tornadovae.metric.disentanglement.Modularity;
import tornadovae.metric.disentanglement.SampledInformationGap;

/**
 * The table of measures. A line is all that is known of one, with the function that computes it; metrics.json, measures.json, the
 * report, {@code ablate}, {@code measure}, figures and docs/measures.md follow from it, in its order.
 */
public final class Measures {

    /** −ELBO, by which models are ranked. */
    public static final String LOSS = "test_total";

    /** A sentence on what cannot be told from so few images. */
    public static final String NOT_MEASURABLE = "not_measurable";

    /** A key that stands for many, one for each number of samples. */
    private static final Pattern SAMPLES = Pattern.compile("iwae_(\\d{1,9})");

    /** Puts a measure of something under its key; nothing where it is not known. */
    private interface Reading<T> {
        void put(T of, String key, Map<String, Object> into);
    }

    private record Line<T>(Measure measure, Reading<T> reading) {}

    private static final List<Line<LikelihoodMeasures>> OF_IMAGES = List.of(
            line(detail("test_images").is("how many test images everything else is of"), value(m -> m.loss().images())),
            line(nats(LOSS, "−ELBO").better(Better.LOWER)
                    .is("−ELBO = `test_nll` + `test_kl`, with one draw of z an image; `test_total_error` is its standard error")
                    .source("Kingma & Welling 2014, eq. 3; an upper bound of −log p(x)"),
                    mean(m -> TestLoss.of(m.loss()).total(), LikelihoodMeasures::totalOfImages)),
            line(nats("test_nll", "NLL").noun("reconstruction").symbol("−log p(x|z)").better(Better.LOWER)
                    .is("reconstruction: −log p(x|z)"), mean(m -> m.loss().nllOfImages())),
            line(nats("test_kl", "KL").symbol("KL(q‖p)").is("KL(q(z|x)‖p(z))"), mean(m -> m.loss().klOfImages())),
            line(detail("kl_per_dimension").is("mean KL of each latent dimension"),
                    value(m -> m.hasKlOfDimensions() ? TestLoss.of(m.loss()).klPerDimension() : null)),
            line(detail("kl_per_dimension_error").is("their standard errors over images"),
                    value(m -> m.loss().images() > 1 && m.hasKlOfDimensions() ? m.klErrors() : null)),
            line(nats("rate", "rate").symbol("KL(q‖p)").only().is("`test_kl`, as a coordinate of the rate–distortion plane")
                    .source("Alemi et al. 2018"), value(m -> Statistics.mean(m.loss().klOfImages()))),
            line(nats("distortion", "distortion").symbol("−log p(x|z)").only().is("`test_nll`, likewise")
                    .source("Alemi et al. 2018"), value(m -> Statistics.mean(m.loss().nllOfImages()))),
            line(nats("iwae_K", "IWAE K").better(Better.LOWER)
                    .is("importance-weighted bound of K samples, −log (1/K) Σ_k p(x, z_k)/q(z_k|x); "
                            + "`iwae_K_effective_samples` is (Σ w)² / Σ w² (Kong 1992), and near 1 says that one sample decides")
                    .source("Burda et al. 2016, eq. 8; an upper bound of −log p(x) that falls with K. Streamed: a "
                            + "running maximum and sums, in constant memory"),
                    Measures::bounds),
            line(detail("active_units").title("active units").decimals(0).only(REPORT, ABLATION)
                    .is("dimensions with Var_x E[z_d|x] > 0.01").source("Burda et al. 2016, eq. 10"),
                    value(m -> m.units().map(ActiveUnits::active).orElse(null))),
            line(detail("code_variance").is("these variances"), value(m -> m.units().map(ActiveUnits::variance).orElse(null))),
            line(detail("aggregate_images").is("how many images q(z) is averaged over"), value(m -> m.aggregate().images())),
            line(detail("aggregate_draws").is("of how many of them a draw is made"), value(m -> m.aggregate().draws())),
            line(nats("mutual_information", "I(x;z)")
                    .is("E log q(z|x)/q(z), q(z) averaged over all `aggregate_images` test images with the "
                            + "image's own, in the mean over draws of `aggregate_draws` of them")
                    .source("Hoffman & Johnson 2016; at most log N, too small where it comes near that"),
                    ofMany(AggregatePosterior::mutualInformation)),
            line(nats("mutual_information_leaving_one_out", "I(x;z), one left out").only()
                    .is("the same without the image's own; it is too large, so that the truth lies between"),
                    ofMany(AggregatePosterior::mutualInformationLeavingOneOut)),
            line(nats("marginal_kl", "KL(q(z)‖p(z))").only(ABLATION)
                    .is("KL(q(z)‖p(z)) = KL − I(x;z), with the analytic KL of the same images")
                    .source("Hoffman & Johnson 2016; biased the other way"), ofMany(AggregatePosterior::marginalKl)),
            line(nats("marginal_kl_leaving_one_out", "KL(q(z)‖p(z)), one left out").only().is("the same with the other I(x;z)"),
                    ofMany(AggregatePosterior::marginalKlLeavingOneOut)),
            line(nats("total_correlation", "TC(q(z))").is("the part of the marginal KL that is KL(q(z)‖Π q(z_k))")
                    .source("Chen et al. 2018, eq. 2"), ofMany(AggregatePosterior::totalCorrelation)),
            line(nats("total_correlation_leaving_one_out", "TC(q(z)), one left out").only()
                    .is("the same without the image's own in either density"),
                    ofMany(AggregatePosterior::totalCorrelationLeavingOneOut)),
            line(nats("mutual_information_at_least", "I(x;z), at least").only()
                    .is("stands in the place of the six above where there are too few images for them"),
                    value(m -> m.isWithheld() ? m.aggregate().mutualInformation().mean() : null)),
            line(detail(NOT_MEASURABLE).is("a sentence that says so"), value(m -> m.isWithheld() ? m.notMeasurable() : null)),
            line(nats("dimension_wise_kl", "Σ KL(q(z_k)‖p(z_k))").only().is("the rest of the marginal KL, Σ_k KL(q(z_k)‖p(z_k))")
                    .source("Chen et al. 2018, eq. 2"), part(AggregatePosterior::dimensionWiseKl)),
            line(detail("reconstruction_mse").title("MSE").better(Better.LOWER).decimals(4).only(REPORT)
                    .is("squared error of the decoder's mean at z = μ(x), per pixel; squared pixel values, not nats"),
                    mean(m -> m.reconstruction().perPixel())),
            line(detail("reconstruction_error").title("squared error").better(Better.LOWER)
                    .is("the same, summed over the pixels of an image"), mean(m -> m.reconstruction().ofImage())));

    private static final List<Line<Disentanglement>> OF_FACTORS = List.of(
            line(score("mig", "MIG").is("gap of the two codes that know most of a factor, in units of its entropy; "
                    + "20 bins of equal width a code").source("Chen et al. 2018, eq. 6"),
                    number(d -> InformationGap.of(d.train()))),
            line(score("mig_sampled", "MIG (sampled)").only(ABLATION)
                    .is("the same gap with I(z_k; v) from draws of q(z|x), not from bins; with 500 draws it has a "
                            + "noise of 0.012 (standard deviation over draws of one model), so that smaller differences "
                            + "of two models mean nothing")
                    .source("Chen et al. 2018, App. B"), number(d -> SampledInformationGap.of(d.train(), d.seed()))),
            line(score("beta_vae_score", "β-VAE score")
                    .is("accuracy of a logistic regression that finds, from mean absolute differences of 64 pairs, which factor "
                            + "they share")
                    .source("Higgins et al. 2017"),
                    number(d -> BetaVaeScore.of(d.train(), d.test(), d.seed()).test())),
            line(score("factor_vae_score", "FactorVAE").noun("FactorVAE score")
                    .is("accuracy of a majority vote by the code of least relative variance over 64 points that share a factor; "
                            + "codes with a deviation below 0.05 do not count")
                    .source("Kim & Mnih 2018"),
                    number(d -> FactorVaeScore.of(d.train(), d.test(), d.seed()).test())),
            line(score("dci_disentanglement", "DCI D")
                    .is("whether a code matters for one factor alone, from importances of gradient-boosted trees (100 rounds, "
                            + "depth 3), one classifier a factor")
                    .source("Eastwood & Williams 2018"), number(d -> d.dci().disentanglement())),
            line(score("dci_completeness", "DCI C").is("whether one code alone matters for a factor, from the same importances")
                    .source("Eastwood & Williams 2018"), number(d -> d.dci().completeness())),
            line(score("dci_informativeness", "DCI I").only(ABLATION).is("test accuracy of these trees")
                    .source("Eastwood & Williams 2018"), number(d -> d.dci().informativeness().test())),
            line(score("sap", "SAP").is("gap of the two codes from which a linear support vector machine (C = 0.01) predicts a "
                    + "factor best").source("Kumar et al. 2018"), number(d -> AttributePredictability.of(d.train(), d.test()))),
            line(score("modularity", "modularity").only(ABLATION).is("whether a code knows of one factor alone")
                    .source("Ridgeway & Mozer 2018"), number(d -> Modularity.of(d.train()))),
            line(score("explicitness", "explicitness").only(ABLATION)
                    .is("area under the ROC curve of a logistic regression for each value of a factor")
                    .source("Ridgeway & Mozer 2018"), number(d -> Explicitness.of(d.train(), d.test()).test())),
            line(nats("gaussian_total_correlation", "Gaussian TC").only()
                    .is("total correlation of a Gaussian with the codes' covariance; no factors needed")
                    .source("Locatello et al. 2019"), number(d -> d.correlation().total())),
            line(score("gaussian_wasserstein", "Gaussian W").better(Better.NEITHER).only()
                    .is("Wasserstein distance of that Gaussian from the product of its marginals")
                    .source("Locatello et al. 2019"),
                    number(d -> d.correlation().wasserstein())),
            line(score("gaussian_wasserstein_normalised", "Gaussian W, normalised").better(Better.NEITHER).only()
                    .is("the same in units of the codes' total variance").source("Locatello et al. 2019"),
                    number(d -> d.correlation().wassersteinNormalised())));

    private static final List<Measure> OF_SEEDS = List.of(score("udr", "UDR").only(REPORT)
            .is("agreement of models that differ in their seed alone (Spearman form); only from `measure DIR --disentanglement`")
            .source("Duan et al. 2020").build());

    private static final Map<String, Measure> ALL = new LinkedHashMap<>();

    static {
        Stream.of(OF_IMAGES.stream().map(Line::measure), OF_FACTORS.stream().map(Line::measure), OF_SEEDS.stream())
                .flatMap(part -> part).forEach(measure -> ALL.put(measure.key(), measure));
    }

    private Measures() {}

    /** All of them, in the order of files. */
    public static List<Measure> all() {
        return List.copyOf(ALL.values());
    }

    /** The measure of a key in a file; empty where there is none. */
    public static Optional<Measure> find(String key) {
        OptionalInt samples = samples(key);
        return samples.isPresent() ? Optional.of(ALL.get("iwae_K").with(samples.getAsInt())) : Optional.ofNullable(ALL.get(key));
    }

    /** As {@link #find}, of what is known to be there. */
    public static Measure of(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("there is no measure " + key));
    }

    /**
     * The measures that are shown in a place, in the table's order, with a bound for each number of samples above 1 that there
     * is, ascending.
     *
     * @param keys of files; those without a measure are left out
     */
    public static List<Measure> shown(Measure.Place place, Stream<String> keys) {
        var present = new TreeSet<Integer>();
        keys.forEach(key -> samples(key).ifPresent(present::add));
        return ALL.values().stream().filter(measure -> measure.places().contains(place))
                .flatMap(measure -> measure.key().equals("iwae_K")
                        ? present.stream().filter(k -> k > 1).map(measure::with) : Stream.of(measure))
                .toList();
    }

    /** How many samples an importance-weighted bound has; empty for another key. */
    public static OptionalInt samples(String key) {
        var matcher = SAMPLES.matcher(key);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /**
     * All numbers of one model's likelihood and code by key. {@code …_low} and {@code …_high} are the ends of a 95 % interval of
     * the mean over test images; with one image there are none, and no variance of codes. What cannot be measured with so many
     * images is left out, and a sentence under {@link #NOT_MEASURABLE} says so.
     */
    public static Map<String, Object> values(LikelihoodMeasures of) {
        return read(OF_IMAGES, of);
    }

    /** All scores of one model against the true factors by key; accuracies and areas are those of the test points. */
    public static Map<String, Object> values(Disentanglement of) {
        return read(OF_FACTORS, of);
    }

    private static <T> Map<String, Object> read(List<Line<T>> lines, T of) {
        var values = new LinkedHashMap<String, Object>();
        for (Line<T> line : lines) line.reading.put(of, line.measure.key(), values);
        return values;
    }

    private static <T> Line<T> line(Measure.Builder measure, Reading<T> reading) {
        return new Line<>(measure.build(), reading);
    }

    private static <T> Reading<T> value(Function<T, Object> value) {
        return (of, key, into) -> Optional.ofNullable(value.apply(of)).ifPresent(known -> into.put(key, known));
    }

    /** One that is infinite, as a total correlation of codes that depend on each other linearly, is left out. */
    private static <T> Reading<T> number(ToDoubleFunction<T> number) {
        return (of, key, into) -> {
            double known = number.applyAsDouble(of);
            if (Double.isFinite(known)) into.put(key, known);
        };
    }

    /** The mean of a number of each test image, with a bootstrap interval. */
    private static Reading<LikelihoodMeasures> mean(Function<LikelihoodMeasures, double[]> ofImages) {
        return (of, key, into) -> putMean(of, key, Statistics.mean(ofImages.apply(of)), ofImages.apply(of), into);
    }

    /** @param mean where it is computed more precisely than from the sums */
    private static Reading<LikelihoodMeasures> mean(ToDoubleFunction<LikelihoodMeasures> mean,
            Function<LikelihoodMeasures, double[]> ofImages) {
        return (of, key, into) -> putMean(of, key, mean.applyAsDouble(of), ofImages.apply(of), into);
    }

    private static void putMean(LikelihoodMeasures of, String key, double mean, double[] ofImages, Map<String, Object> into) {
        into.put(key, mean);
        putInterval(into, key, ofImages.length, Interval.bootstrap(of.seed(), ofImages));
    }

    private static Reading<LikelihoodMeasures> part(Function<AggregatePosterior, Part> part) {
        return (of, key, into) -> {
            Part known = part.apply(of.aggregate());
            if (!Double.isFinite(known.mean())) return;
            into.put(key, known.mean());
            putInterval(into, key, of.aggregate().draws(), known.interval());
        };
    }

    /** Left out where there are too few images for it. */
    private static Reading<LikelihoodMeasures> ofMany(Function<AggregatePosterior, Part> part) {
        return new OfMany(part(part));
    }

    private record OfMany(Reading<LikelihoodMeasures> reading) implements Reading<LikelihoodMeasures> {
        @Override
        public void put(LikelihoodMeasures of, String key, Map<String, Object> into) {
            if (of.aggregate().isMeasurable()) reading.put(of, key, into);
        }
    }

    /** Whether a key, or that of an interval's end, is of a measure that is left out where there are too few images. */
    public static boolean needsManyImages(String key) {
        String of = key.replaceFirst("_(low|high)$", "");
        return OF_IMAGES.stream().anyMatch(line -> line.reading instanceof OfMany && line.measure.key().equals(of));
    }

    private static void bounds(LikelihoodMeasures of, String family, Map<String, Object> into) {
        for (ImportanceBound bound : of.bounds()) {
            String key = "iwae_" + bound.samples();
            into.put(key, bound.bound());
            putInterval(into, key, bound.images(), bound.interval());
            into.put(key + "_effective_samples", bound.effectiveSamples());
        }
    }

    private static void putInterval(Map<String, Object> into, String key, int images, Interval interval) {
        if (images < 2) return;
        into.put(key + "_low", interval.low());
        into.put(key + "_high", interval.high());
    }

    /** The tables of docs/measures.md, by the heading they stand under there. */
    public static Map<String, String> markdown() {
        var tables = new LinkedHashMap<String, String>();
        tables.put("of test images", markdown(OF_IMAGES.stream().map(Line::measure)));
        tables.put("of factors", markdown(Stream.concat(OF_FACTORS.stream().map(Line::measure), OF_SEEDS.stream())));
        return tables;
    }

    private static String markdown(Stream<Measure> measures) {
        var table = new StringBuilder("| name | as shown | unit | better | what | source, bias |\n|---|---|---|---|---|---|\n");
        measures.forEach(m -> table.append("| `%s` | %s | %s | %s | %s | %s |\n".formatted(m.key(),
                m.title().equals(m.key().replace('_', ' ')) ? "" : m.title(), m.unit(), switch (m.better()) {
                    case LOWER -> "lower";
                    case HIGHER -> "higher";
                    case NEITHER -> "";
                }, m.sentence().replace("|", "\\|"), m.source().replace("|", "\\|"))));
        return table.toString();
    }
}
