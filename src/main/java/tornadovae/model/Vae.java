package tornadovae.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.graph.Adagrad;
import tornadovae.graph.Adam;
import tornadovae.graph.Add;
import tornadovae.graph.Advance;
import tornadovae.graph.BatchMean;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.Binarise;
import tornadovae.graph.ClipFactor;
import tornadovae.graph.ContinuousBernoulliDraw;
import tornadovae.graph.ContinuousBernoulliMean;
import tornadovae.graph.ContinuousBernoulliNll;
import tornadovae.graph.Fill;
import tornadovae.graph.FirstDraw;
import tornadovae.graph.Gather;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.Gradients;
import tornadovae.graph.IsotropicDraw;
import tornadovae.graph.IsotropicNll;
import tornadovae.graph.KullbackLeibler;
import tornadovae.graph.LogImportanceWeight;
import tornadovae.graph.LogSumExp;
import tornadovae.graph.Op;
import tornadovae.graph.OptimalVariance;
import tornadovae.graph.PermuteCodes;
import tornadovae.graph.Program;
import tornadovae.graph.Repeat;
import tornadovae.graph.Reparameterise;
import tornadovae.graph.Role;
import tornadovae.graph.RowNorm;
import tornadovae.graph.Multiply;
import tornadovae.graph.Sigmoid;
import tornadovae.graph.Slice;
import tornadovae.graph.Split;
import tornadovae.graph.SquaredError;
import tornadovae.graph.StandardNormal;
import tornadovae.graph.Store;
import tornadovae.graph.Tensor;
import tornadovae.math.Philox;

/**
 * A variational autoencoder written down as programs over one set of parameters (Kingma and Welling 2014, arXiv 1312.6114).
 * All losses are nats per image: summed over pixels and latent dimensions, averaged over images.
 */
public final class Vae {

    /** A replica's own numbers, [1, 1] each, besides its weights in the {@link Loss}; the host writes them. */
    public static final Tensor SEED = Tensor.scalar("seed", Role.INTEGER);
    /** Of the other minibatch that a discriminator's permuted codes come from; {@link #otherSeed} of the seed. */
    public static final Tensor OTHER_SEED = Tensor.scalar("otherSeed", Role.INTEGER);
    public static final Tensor LEARNING_RATE = Tensor.scalar("learningRate", Role.HYPERPARAMETER);
    /** The longest that ∂total/∂(all parameters) may be; in programs that clip. */
    public static final Tensor CLIP_NORM = Tensor.scalar("clipNorm", Role.HYPERPARAMETER);
    /** How long it was before it was clipped; in programs that clip. */
    public static final Tensor GRADIENT_NORM = Tensor.scalar("gradientNorm", Role.ACTIVATION);
    /** Optimiser steps done; {@link #trainStep} advances it. */
    public static final Tensor STEP = Tensor.scalar("step", Role.INTEGER);
    /**
     * Minibatches done by {@link #evaluate}, {@link #encode}, {@link #sample} and {@link #importanceEncode}; the host sets it to
     * 0.
     */
    public static final Tensor CURSOR = Tensor.scalar("cursor", Role.INTEGER);

    /** Samples an image that {@link #importanceSample} has taken into its sums; the host sets it to 0, which begins them anew. */
    public static final Tensor SAMPLES = Tensor.scalar("samples", Role.INTEGER);
    /** Which noise {@link #importanceSample} draws next; it advances it. */
    public static final Tensor DRAW = Tensor.scalar("draw", Role.INTEGER);

    /** log σ² of a Gaussian decoder with one variance for all pixels that is not given, [1, 1]. */
    public static final Tensor LOG_VARIANCE = Tensor.scalar("decoder.logvar", Role.PARAMETER);

    /** How a discriminator learns, with step sizes of {@link LossWeights#DISCRIMINATOR_RATE}. */
    public static final Optimiser OPTIMISER_OF_DISCRIMINATOR = Discriminator.OPTIMISER;

    private static final String SQUARES_OF_ADAM = "adam.v.", SQUARES_OF_ADAGRAD = "adagrad.sum.";
    private static final String OF_OTHERS = " of other images";
    private static final float NO_FLOOR = Float.NEGATIVE_INFINITY;

    private final VaeSpec spec;
    private final Network encoder;
    private final Network decoder;
    private final LearnedPrior learnedPrior; // null for a standard normal

    public Vae(VaeSpec spec) {
        this.spec = spec;
        this.encoder = Network.encoder(spec);
        this.decoder = Network.decoder(spec);
        this.learnedPrior = spec.prior().isLearned() ? new LearnedPrior(spec, encoder) : null;
    }

    public VaeSpec spec() {
        return spec;
    }

    /** Weights and biases by their checkpoint names: encoder first, layer by layer. */
    public List<Parameter> parameters() {
        var parameters = new ArrayList<>(encoder.parameters());
        parameters.addAll(decoder.parameters());
        if (keepsVariance()) parameters.add(new Parameter(LOG_VARIANCE.name(), LOG_VARIANCE, 0, 1, 0));
        if (learnedPrior != null) parameters.addAll(learnedPrior.parameters());
        return parameters;
    }

    /** Whether an optimiser changes a parameter: all but the running variance of {@link Variance.Kind#OPTIMAL}. */
    public boolean learns(Tensor parameter) {
        return !parameter.equals(LOG_VARIANCE) || spec.variance().kind() == Variance.Kind.SHARED;
    }

    /** Whether a tensor is the pseudo-inputs of a VampPrior. */
    public boolean isPseudoInputs(Tensor parameter) {
        return parameter.name().equals(LearnedPrior.PSEUDO_INPUTS);
    }

    private boolean keepsVariance() {
        return spec.isIsotropic() && spec.variance().kind() != Variance.Kind.FIXED;
    }

    /** The distinct tensors behind {@link #parameters()}. */
    public List<Tensor> parameterTensors() {
        return parameters().stream().map(Parameter::tensor).distinct().toList();
    }

    private List<Tensor> learnedTensors() {
        return parameterTensors().stream().filter(this::learns).toList();
    }

    /** The parameters that a training has besides {@link #parameters()}: those of a discriminator. */
    public List<Parameter> parametersOf(LossForm form) {
        return form.penalty() == Penalty.FACTOR ? discriminator(form).parameters() : List.of();
    }

    /** {@link #OTHER_SEED}. */
    public static int otherSeed(int seed) {
        return Philox.word(seed, Philox.Stream.PERMUTED_CODES, -1, 0);
    }

    private Discriminator discriminator(LossForm form) {
        return new Discriminator(spec.latent(), form.discriminator());
    }

    /** The optimiser's memory of one parameter tensor: Adam's two moments, or Adagrad's sum of squares. */
    public static List<Tensor> optimiserState(Optimiser optimiser, Tensor parameter) {
        return switch (optimiser.kind()) {
            case ADAM -> List.of(state("adam.m.", parameter), state(SQUARES_OF_ADAM, parameter));
            case ADAGRAD -> List.of(state(SQUARES_OF_ADAGRAD, parameter));
        };
    }

    /** Whether a tensor of this name is what an optimiser keeps of squared gradients. */
    public static boolean holdsSquares(String tensor) {
        return tensor.startsWith(SQUARES_OF_ADAM) || tensor.startsWith(SQUARES_OF_ADAGRAD);
    }

    private static Tensor state(String prefix, Tensor parameter) {
        return new Tensor(prefix + parameter.name(), parameter.rows(), parameter.columns(), Role.OPTIMISER_STATE);
    }

    /** The image batch x [B, pixels]. */
    public Tensor x(int batch) {
        return Tensor.activation("x", batch, spec.pixels());
    }

    /** The noise of the reparameterised draw, [B, d]. */
    public Tensor epsilon(int batch) {
        return Tensor.activation("epsilon", batch, spec.latent());
    }

    /** The latent draw, [B, d]. */
    public Tensor z(int batch) {
        return Tensor.activation("z", batch, spec.latent());
    }

    /** Permuted codes of other images, for a discriminator, [B, d]: draws from Π_j q(z_j). */
    public Tensor permuted(int batch) {
        return Tensor.activation("permuted", batch, spec.latent());
    }

    /** Draws from the prior, for objectives that compare codes with them, [B, d]. */
    public Tensor prior(int batch) {
        return Tensor.activation("prior", batch, spec.latent());
    }

    /** The encoder's μ and log σ² side by side, [B, 2d]. */
    public Tensor code(int batch) {
        return Tensor.activation("encoder.mu+logvar", batch, 2 * spec.latent());
    }

    /** The mean of p(x|z), [B, pixels]. */
    public Tensor mean(int batch) {
        return Tensor.activation("mean", batch, spec.pixels());
    }

    /** The log-variance of p(x|z), [B, pixels]. */
    public Tensor logVariance(int batch) {
        return Tensor.activation("logVariance", batch, spec.pixels());
    }

    /** A draw from p(x|z), [B, pixels]. */
    public Tensor sampled(int batch) {
        return Tensor.activation("sample", batch, spec.pixels());
    }

    /** A loss term over the steps of an epoch, [steps, 1]; {@code term} is one of {@link Loss#terms}. */
    public static Tensor history(Tensor term, int steps) {
        return new Tensor("history." + term.name(), steps, 1, Role.RESULT);
    }

    /** −log p(x|z) of every image of an evaluation, [N, 1]. */
    public static Tensor nllPerImage(int images) {
        return new Tensor("nllPerImage", images, 1, Role.RESULT);
    }

    /** KL(q‖p) of every image and latent dimension of an evaluation, [N, d]; of every image, [N, 1], with a learned prior. */
    public Tensor klPerImage(int images) {
        return new Tensor("klPerImage", images, spec.prior().isLearned() ? 1 : spec.latent(), Role.RESULT);
    }

    /** As {@link #trainStep(Optimiser, LossForm, boolean, int, int)}, without clipping. */
    public Program trainStep(Optimiser optimiser, LossForm form, int batch, int images) {
        return trainStep(optimiser, form, false, batch, images);
    }

    /**
     * One step of minibatch training: gather → encoder → reparameterised draw → decoder → loss → backward → clip → update → log.
     *
     * @param clips  whether the gradient of all parameters together is shortened to {@link #CLIP_NORM} where it is longer
     * @param images training images; {@code ⌊images/batch⌋} steps are an epoch, whose terms lie in {@link #history}
     */
    public Program trainStep(Optimiser optimiser, LossForm form, boolean clips, int batch, int images) {
        var ops = new ArrayList<Op>();
        int steps = present(Split.TRAIN, SEED, batch, images, "", ops);
        ops.add(new StandardNormal(Philox.Stream.EPSILON, SEED, STEP, epsilon(batch * form.draws().ofImage())));
        if (form.penalty().comparesWithPrior()) ops.add(new StandardNormal(Philox.Stream.PRIOR, SEED, STEP, prior(batch)));
        if (form.penalty() == Penalty.FACTOR) ops.addAll(permutedCodes(batch, images));
        List<Op> loss = loss(form, batch, images);
        ops.addAll(loss);
        ops.addAll(update(optimiser, form, clips, backward(form, loss)));
        for (Tensor term : Loss.terms(form)) ops.add(new Store(term, STEP, history(term, steps)));
        ops.add(new Advance(STEP));
        return new Program("trainStep", ops);
    }

    /**
     * {@link #trainStep} without a data set or random numbers: x, ε and the prior's draws are what the host has written. For
     * checking against other implementations.
     */
    public Program trainStepOnGivenNoise(Optimiser optimiser, LossForm form, boolean clips, int batch) {
        List<Op> ops = new ArrayList<>(loss(form, batch, batch));
        ops.addAll(update(optimiser, form, clips, backward(form, List.copyOf(ops))));
        ops.add(new Advance(STEP));
        return new Program("trainStepOnGivenNoise", ops);
    }

    /**
     * The loss and its gradient for the x, ε and prior's draws that the session holds, without an update; the gradients lie in
     * {@link #gradientOf}. For checking against other implementations.
     *
     * @param images N, the number of training images that the minibatch stands for
     */
    public Program gradients(LossForm form, int batch, int images) {
        List<Op> ops = new ArrayList<>(loss(form, batch, images));
        ops.addAll(backward(form, List.copyOf(ops)).ops());
        return new Program("gradients", ops);
    }

    /** ∂total/∂parameter after {@link #gradients}; for checking against other implementations. */
    public Tensor gradientOf(Tensor parameter, LossForm form, int batch, int images) {
        return backward(form, loss(form, batch, images)).of(parameter);
    }

    /**
     * One minibatch of an evaluation on the test images, in sequence, with one draw of z an image: fills {@link #nllPerImage} and
     * {@link #klPerImage}.
     */
    public Program evaluate(int batch, int images) {
        var ops = new ArrayList<Op>();
        present(Split.TEST, SEED, batch, images, "", ops);
        ops.add(new StandardNormal(Philox.Stream.EVALUATION, SEED, CURSOR, epsilon(batch)));
        ops.addAll(forward(batch, 1, false));
        ops.add(new Store(nll(batch), CURSOR, nllPerImage(images)));
        ops.add(new Store(klOfDraws(batch, batch), CURSOR, klPerImage(images)));
        ops.add(new Advance(CURSOR));
        return new Program("evaluate", ops);
    }

    /** One minibatch of encoding a whole split, in sequence: fills {@link #code}. */
    public Program encode(Split split, int batch, int images) {
        var ops = new ArrayList<Op>();
        ops.add(new Gather(split, images, Gather.Order.SEQUENTIAL, SEED, CURSOR, x(batch)));
        encoder.forward(x(batch), ops);
        ops.add(new Advance(CURSOR));
        return new Program("encode", ops);
    }

    /** The mean of p(x|z) for the z that the host has written: {@link #z} → {@link #mean}. */
    public Program decode(int batch) {
        var ops = new ArrayList<Op>();
        decodeInto(batch, ops);
        return new Program("decode", ops);
    }

    /** The log-variance of p(x|z) where each pixel has its own, not yet clamped: {@link #z} → {@link #logVariance}. */
    public Program decodeLogVariance(int batch) {
        var ops = new ArrayList<Op>();
        ops.add(new Slice(decoder.forward(z(batch), ops), spec.pixels(), logVariance(batch)));
        return new Program("decodeLogVariance", ops);
    }

    /** As {@link #decode}, then a draw from p(x|z): {@link #z} → {@link #mean}, {@link #sampled}. */
    public Program sample(int batch) {
        var ops = new ArrayList<Op>();
        Tensor out = decodeInto(batch, ops);
        switch (spec.likelihood()) {
            case BERNOULLI ->
                ops.add(new Binarise(Philox.Stream.EVALUATION_BINARISATION, SEED, CURSOR, mean(batch), sampled(batch)));
            case CONTINUOUS_BERNOULLI -> ops.add(new ContinuousBernoulliDraw(Philox.Stream.EVALUATION_BINARISATION, SEED, CURSOR,
                    out, sampled(batch)));
            case GAUSSIAN -> {
                Tensor noise = Tensor.activation("pixelNoise", batch, spec.pixels());
                ops.add(new StandardNormal(Philox.Stream.EVALUATION, SEED, CURSOR, noise));
                ops.add(spec.hasVarianceOfPixels() ? new Reparameterise(out, noise, spec.minLogVar(), sampled(batch))
                        : new IsotropicDraw(mean(batch), keptVariance(ops), floor(), noise, sampled(batch)));
            }
        }
        ops.add(new Advance(CURSOR));
        return new Program("sample", ops);
    }

    /**
     * The decoder's output and how it grows along a direction of the latent space, at the z and the directions ż that the host
     * has written: {@link #z}, {@link #direction} → {@link #output}, {@link #tangent}. With a unit vector as direction, the
     * tangent is a column of the Jacobian.
     */
    public Program tangents(int batch) {
        var ops = new ArrayList<Op>();
        decoder.forward(z(batch), ops);
        decoder.tangents(direction(batch), ops);
        return new Program("tangents", ops);
    }

    /** The direction ż of {@link #tangents}, [B, d]. */
    public Tensor direction(int batch) {
        return Tensor.activation("tangent(z)", batch, spec.latent());
    }

    /** What the decoder's heads give: logits [B, pixels], or means and log-variances side by side [B, 2·pixels]. */
    public Tensor output(int batch) {
        return decoder.output(batch);
    }

    /** d output(z + t ż)/dt at t = 0, in the shape of {@link #output}. */
    public Tensor tangent(int batch) {
        return decoder.tangent(batch);
    }

    /**
     * One minibatch of test images, in sequence, as a training would see them: fills {@link #x} and {@link #code} for
     * {@link #importanceSample}.
     */
    public Program importanceEncode(int batch, int images) {
        var ops = new ArrayList<Op>();
        present(Split.TEST, SEED, batch, images, "", ops);
        encoder.forward(x(batch), ops);
        addComponents(ops);
        ops.add(new Advance(CURSOR));
        return new Program("importanceEncode", ops);
    }

    /**
     * One more sample z ~ q(z|x) of every encoded image: adds its weight p(x|z) p(z) / q(z|x) to {@link #weightSum}. Run K times,
     * it gives log p̂_K(x) = log (1/K) Σ_k p(x|z_k) p(z_k) / q(z_k|x) = max + log sum − log K, whose mean over draws is a lower
     * bound on log p(x) (Burda, Grosse and Salakhutdinov 2016, eq. 8).
     */
    public Program importanceSample(int batch) {
        var ops = new ArrayList<Op>();
        ops.add(new StandardNormal(Philox.Stream.IMPORTANCE, SEED, DRAW, epsilon(batch)));
        weigh(batch, ops);
        ops.add(new Advance(DRAW));
        return new Program("importanceSample", ops);
    }

    /**
     * {@link #importanceEncode} and {@link #importanceSample} for the x and ε that the host has written. For checking against
     * other implementations.
     */
    public Program importanceSampleOnGivenNoise(int batch) {
        var ops = new ArrayList<Op>();
        encoder.forward(x(batch), ops);
        addComponents(ops);
        weigh(batch, ops);
        return new Program("importanceSampleOnGivenNoise", ops);
    }

    /** The largest log weight of an image so far, [B, 1]. */
    public static Tensor maxLogWeight(int batch) {
        return new Tensor("maxLogWeight", batch, 1, Role.RESULT);
    }

    /** Σ_k w_k of an image so far, over the largest weight, [B, 1]. */
    public static Tensor weightSum(int batch) {
        return new Tensor("weightSum", batch, 1, Role.RESULT);
    }

    /** Σ_k w_k² of an image so far, over the largest weight squared, [B, 1]. */
    public static Tensor squaredWeightSum(int batch) {
        return new Tensor("squaredWeightSum", batch, 1, Role.RESULT);
    }

    /** {@link #code}, ε → z → weight → its sums. */
    private void weigh(int batch, List<Op> ops) {
        Tensor logWeight = Tensor.activation("logWeight", batch, 1);
        ops.add(new Reparameterise(code(batch), epsilon(batch), NO_FLOOR, z(batch)));
        addReconstructionLoss(batch, decoder.forward(z(batch), ops), false, ops);
        addLogWeight(ops, logWeight, learnedPrior == null ? null : learnedPrior.addRatio(ops, z(batch)));
        ops.add(new LogSumExp(logWeight, SAMPLES, maxLogWeight(batch), weightSum(batch), squaredWeightSum(batch)));
        ops.add(new Advance(SAMPLES));
    }

    /** Computes {@link #components} of a learned prior; empty where they are parameters. Other programs do so for themselves. */
    public Optional<Program> priorComponents() {
        var ops = new ArrayList<Op>();
        addComponents(ops);
        return ops.isEmpty() ? Optional.empty() : Optional.of(new Program("priorComponents", ops));
    }

    /** μ and log σ² of the components of a learned prior side by side, [K, 2d]; a parameter, if they are learned themselves. */
    public Tensor components() {
        return learnedPrior.components();
    }

    private void addComponents(List<Op> ops) {
        if (learnedPrior != null) learnedPrior.addComponents(ops);
    }

    /** The components of a learned prior, and log q(z|x) − log p(z) of all draws. */
    private void addDivergence(int rows, List<Op> ops) {
        addComponents(ops);
        learnedPrior.addDivergence(ops, code(rows), epsilon(rows), z(rows), learnedPrior.addRatio(ops, z(rows)),
                klOfDraws(rows, rows));
    }

    /** @param ratio log p(z) − log N(z; 0, I) where the prior is learned, else null */
    private void addLogWeight(List<Op> ops, Tensor logWeight, Tensor ratio) {
        int rows = logWeight.rows();
        Tensor normal = ratio == null ? logWeight : Tensor.activation("logWeight with a standard normal prior", rows, 1);
        ops.add(new LogImportanceWeight(nll(rows), code(rows), epsilon(rows), z(rows), normal));
        if (ratio != null) ops.add(new Add(normal, ratio, logWeight));
    }

    private Tensor decodeInto(int batch, List<Op> ops) {
        Tensor out = decoder.forward(z(batch), ops);
        ops.add(switch (spec.likelihood()) {
            case BERNOULLI -> new Sigmoid(out, mean(batch));
            case CONTINUOUS_BERNOULLI -> new ContinuousBernoulliMean(out, mean(batch));
            case GAUSSIAN -> new Slice(out, 0, mean(batch));
        });
        return out;
    }

    /**
     * x → NLL of each draw of each image, and KL per image and dimension. The draws of an image follow each other.
     *
     * @param training whether an optimal variance is the minibatch's, and not the one that the model keeps
     */
    private List<Op> forward(int batch, int draws, boolean training) {
        var ops = new ArrayList<Op>();
        int rows = batch * draws;
        Tensor code = encoder.forward(x(batch), ops);
        if (draws > 1) {
            ops.add(new Repeat(code, code(rows)));
            ops.add(new Repeat(x(batch), x(rows)));
        }
        ops.add(new Reparameterise(code(rows), epsilon(rows), NO_FLOOR, z(rows)));
        if (learnedPrior == null) ops.add(new KullbackLeibler(code, kl(batch)));
        else addDivergence(rows, ops);
        addReconstructionLoss(rows, decoder.forward(z(rows), ops), training, ops);
        return ops;
    }

    /**
     * −log p(x|z) per image.
     *
     * @param training whether an optimal variance is the minibatch's, and not the one that the model keeps
     */
    private void addReconstructionLoss(int batch, Tensor out, boolean training, List<Op> ops) {
        switch (spec.likelihood()) {
            case BERNOULLI -> ops.add(new BernoulliNll(out, x(batch), nll(batch)));
            case CONTINUOUS_BERNOULLI -> ops.add(new ContinuousBernoulliNll(out, x(batch), nll(batch)));
            case GAUSSIAN -> {
                if (spec.hasVarianceOfPixels()) ops.add(new GaussianNll(out, x(batch), spec.minLogVar(), nll(batch)));
                else addIsotropicLoss(batch, out, training, ops);
            }
        }
    }

    private void addIsotropicLoss(int batch, Tensor mean, boolean training, List<Op> ops) {
        Tensor squares = Tensor.activation("squaredError", batch, 1);
        ops.add(new SquaredError(mean, x(batch), squares));
        Tensor logVar;
        if (training && spec.variance().kind() == Variance.Kind.OPTIMAL) {
            logVar = Tensor.scalar("optimalLogVariance", Role.ACTIVATION);
            ops.add(new OptimalVariance(squares, spec.pixels(), spec.minLogVar(), STEP, logVar, LOG_VARIANCE));
        } else logVar = keptVariance(ops);
        ops.add(new IsotropicNll(squares, spec.pixels(), logVar, floor(), nll(batch)));
    }

    /** The log σ² of all pixels that belongs to the model. */
    private Tensor keptVariance(List<Op> ops) {
        if (keepsVariance()) return LOG_VARIANCE;
        Tensor given = Tensor.scalar("fixedLogVariance", Role.ACTIVATION);
        ops.add(new Fill((float) Math.log(spec.variance().sigma2()), given));
        return given;
    }

    /** The clamp of that; a variance that is given has none. */
    private float floor() {
        return keepsVariance() ? spec.minLogVar() : NO_FLOOR;
    }

    private List<Op> loss(LossForm form, int batch, int images) {
        spec.prior().requireFits(form);
        int rows = batch * form.draws().ofImage();
        var ops = new ArrayList<>(forward(batch, form.draws().ofImage(), true));
        if (form.draws().isBound()) {
            Tensor logWeight = Tensor.activation("logWeight", rows, 1);
            ops.add(new BatchMean(nll(rows), Loss.NLL));
            ops.add(new BatchMean(klOfDraws(batch, rows), Loss.KL));
            addLogWeight(ops, logWeight, learnedPrior == null ? null : learnedPrior.ratio(z(rows)));
            ops.addAll(BoundLoss.ops(form.draws(), logWeight));
            return ops;
        }
        if (rows > batch && form.penalty().comparesDraws()) ops.add(new FirstDraw(z(rows), z(batch)));
        Tensor compared = form.penalty() == Penalty.FACTOR ? permuted(batch) : prior(batch);
        ops.addAll(Loss.ops(form, nll(rows), klOfDraws(batch, rows), code(batch), z(batch), compared, images, STEP));
        return ops;
    }

    /** The codes of another minibatch, each latent dimension in an order of its own. */
    private List<Op> permutedCodes(int batch, int images) {
        Tensor noise = Tensor.activation("epsilon" + OF_OTHERS, batch, spec.latent());
        Tensor x = Tensor.activation("x" + OF_OTHERS, batch, spec.pixels());
        Tensor z = Tensor.activation("z" + OF_OTHERS, batch, spec.latent());
        var ops = new ArrayList<Op>();
        present(Split.TRAIN, OTHER_SEED, batch, images, OF_OTHERS, ops);
        ops.add(new StandardNormal(Philox.Stream.EPSILON, OTHER_SEED, STEP, noise));
        Tensor code = encoder.forward(x, ops, OF_OTHERS);
        ops.add(new Reparameterise(code, noise, NO_FLOOR, z));
        ops.add(new PermuteCodes(SEED, STEP, z, permuted(batch)));
        return ops;
    }

    /** The gradients of all parameters: of the total, or the encoder's and the discriminator's of their own losses. */
    private Backward backward(LossForm form, List<Op> loss) {
        Draws draws = form.draws();
        if (form.penalty() == Penalty.FACTOR) {
            List<Tensor> ofVae = learnedTensors(), ofDiscriminator = discriminator(form).parameterTensors();
            return Backward.of(ofVae, Gradients.of(loss, Loss.TOTAL, "∂", ofVae::contains)).and(Backward.of(ofDiscriminator,
                    Gradients.of(loss, Discriminator.LOSS, "∂ of the discriminator: ", ofDiscriminator::contains)));
        }
        if (!draws.divides()) return Backward.of(learnedTensors(), Gradients.of(loss, Loss.TOTAL));
        List<Tensor> ofEncoder = encoder.parameters().stream().map(Parameter::tensor).distinct().toList();
        List<Tensor> ofDecoder = learnedTensors().stream().filter(tensor -> !ofEncoder.contains(tensor)).toList();
        return Backward.of(ofDecoder, Gradients.of(loss, Loss.TOTAL, "∂", ofDecoder::contains))
                .and(Backward.of(ofEncoder, Gradients.of(BoundLoss.seenByEncoder(draws, loss), BoundLoss.ofEncoder(draws),
                        "∂ of the encoder: ", ofEncoder::contains)));
    }

    /** The backward ops, and an update of every parameter. */
    private List<Op> update(Optimiser optimiser, LossForm form, boolean clips, Backward gradients) {
        var ops = new ArrayList<>(gradients.ops());
        Map<Tensor, Tensor> clipped = clips ? clip(gradients, ops) : Map.of();
        for (Tensor w : learnedTensors()) {
            Tensor g = clipped.getOrDefault(w, gradients.of(w));
            List<Tensor> state = optimiserState(optimiser, w);
            ops.add(switch (optimiser.kind()) {
                case ADAM -> new Adam(w, g, state.get(0), state.get(1), STEP, LEARNING_RATE, optimiser.beta1(), optimiser.beta2(),
                        optimiser.epsilon());
                case ADAGRAD -> new Adagrad(w, g, state.get(0), LEARNING_RATE, optimiser.epsilon());
            });
        }
        if (learnedPrior != null) learnedPrior.addProjection(ops);
        Optimiser own = OPTIMISER_OF_DISCRIMINATOR;
        for (Tensor w : parametersOf(form).stream().map(Parameter::tensor).distinct().toList()) {
            List<Tensor> state = optimiserState(own, w);
            ops.add(new Adam(w, gradients.of(w), state.get(0), state.get(1), STEP, LossWeights.DISCRIMINATOR_RATE, own.beta1(),
                    own.beta2(), own.epsilon()));
        }
        return ops;
    }

    /**
     * Appends g ← g · min(1, c/‖g‖), with one norm over all parameters ({@link ClipFactor}), and returns the clipped gradients by
     * parameter.
     */
    private Map<Tensor, Tensor> clip(Backward gradients, List<Op> ops) {
        var clipped = new LinkedHashMap<Tensor, Tensor>();
        var norms = new ArrayList<Tensor>();
        for (Tensor w : learnedTensors()) {
            Tensor norm = Tensor.activation("‖∂" + w.name() + "‖", w.rows(), 1);
            ops.add(new RowNorm(gradients.of(w), norm));
            norms.add(norm);
        }
        Tensor factor = Tensor.scalar("clipFactor", Role.ACTIVATION);
        ops.add(new ClipFactor(norms, CLIP_NORM, GRADIENT_NORM, factor));
        for (Tensor w : learnedTensors()) {
            Tensor g = new Tensor("clipped(∂" + w.name() + ")", w.rows(), w.columns(), Role.GRADIENT);
            ops.add(new Multiply(gradients.of(w), factor, g));
            clipped.put(w, g);
        }
        return clipped;
    }

    /**
     * The next minibatch as a training sees it: shuffled training images or test images in sequence, their pixels drawn anew
     * where {@link Binarize#DYNAMIC} says so. Returns how many minibatches make an epoch.
     *
     * @param suffix what the tensors' names have behind {@code x}
     */
    private int present(Split split, Tensor seed, int batch, int images, String suffix, List<Op> ops) {
        boolean trains = split == Split.TRAIN;
        Tensor cursor = trains ? STEP : CURSOR, x = Tensor.activation("x" + suffix, batch, spec.pixels());
        Tensor grey = spec.binarize() == Binarize.DYNAMIC ? Tensor.activation("grey" + suffix, batch, spec.pixels()) : x;
        var gather = new Gather(split, images, trains ? Gather.Order.SHUFFLED : Gather.Order.SEQUENTIAL, seed, cursor, grey);
        ops.add(gather);
        if (!grey.equals(x)) {
            ops.add(new Binarise(trains ? Philox.Stream.BINARISATION : Philox.Stream.EVALUATION_BINARISATION, seed, cursor, grey,
                    x));
        }
        return gather.batches();
    }

    private static Tensor nll(int batch) {
        return Tensor.activation("nllPerRow", batch, 1);
    }

    /** With a learned prior an estimate from each draw, [rows, 1]. */
    private Tensor klOfDraws(int batch, int rows) {
        return learnedPrior == null ? kl(batch) : Tensor.activation("klPerRow", rows, 1);
    }

    private Tensor kl(int batch) {
        return Tensor.activation("klPerRow", batch, spec.latent());
    }
}
