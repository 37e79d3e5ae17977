package tornadovae.experiment.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.experiment.config.Setting.Builder;
import tornadovae.experiment.config.Type.Choice;
import tornadovae.experiment.config.Type.DatasetName;
import tornadovae.experiment.config.Type.Flag;
import tornadovae.experiment.config.Type.Real;
import tornadovae.experiment.config.Type.Weights;
import tornadovae.experiment.config.Type.Whole;
import tornadovae.experiment.config.Type.Widths;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Optimiser;
import tornadovae.model.Variance;
import tornadovae.train.ImportanceEstimates;
import tornadovae.train.LearningRateSchedule;

/**
 * All settings of a training, in the order of config.yaml and of the help page of {@code train}. A line here is what the reader
 * of experiment files, the options of {@code train}, the names in reports, config.yaml and docs/settings.md know of a setting.
 */
public final class Settings {

    /** The value of a decoder's setting that follows the encoder's. */
    static final String MIRROR = "mirror";

    private static final Map<String, Setting> ALL = new LinkedHashMap<>();
    /** What each section is about, by its name. */
    private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

    static {
        section("dataset", "The images.");
        add(of("dataset.name", new DatasetName(), null).title("data set").flag("--dataset", "NAME")
                .says("A name that 'data list' shows, or your own: idx:DIR, images:DIR, npz:FILE, npy:FILE, csv:FILE."));
        add(whole("dataset.train", 0, 0, 10_000_000).title("training images").unit("images").zero("all").flag("--train", "N")
                .says("Training images, the first of the set; of a procedural set, all is its usual number."));
        add(whole("dataset.test", 0, 0, 10_000_000).title("test images").unit("images").zero("all").flag("--test", "N")
                .says("Test images, the first of the set; of a procedural set, all is its usual number."));
        add(whole("dataset.seed", 1, 0, Integer.MAX_VALUE).title("seed of the data set").says("Seed of a procedural set."));
        add(of("dataset.transpose", new Flag(), false).flag("--transpose")
                .says("Exchange rows and columns of the images of your own files, as EMNIST needs it."));
        add(of("dataset.colour", new Flag(), false).flag("--colour")
                .says("Keep the colours of the pictures of images:DIR, three values a pixel; they are grey otherwise."));
        add(whole("dataset.width", 0, 0, 4096).title("width of a picture").unit("pixels").zero("as it is").flag("--width", "N")
                .says("Pixels a row that each picture of images:DIR gets, by the mean of the area that a new pixel covers."));
        add(whole("dataset.height", 0, 0, 4096).title("height of a picture").unit("pixels").zero("as the width")
                .flag("--height", "N").says("Rows that each picture of images:DIR gets."));

        section("model", "Encoder and decoder.");
        add(of("model.hidden", new Widths(""), List.of(500)).title("hidden layers").flag("--hidden", "N,N")
                .says("Widths of the encoder's hidden layers; [] is a linear map."));
        add(whole("model.latent", 2, 1, 4096).title("latent dimensions").flag("--latent", "N").says("Latent dimensions."));
        add(choice("model.activation", "tanh", "tanh", "relu", "softplus").flag("--activation", "NAME")
                .says("What the hidden layers apply to their sums."));
        add(of("model.decoder.hidden", new Widths(MIRROR), MIRROR).title("hidden layers of the decoder")
                .flag("--decoder-hidden", "N,N")
                .says("Widths of the decoder's hidden layers; [] is a linear map, mirror the encoder's in reverse."));
        add(choice("model.decoder.activation", MIRROR, MIRROR, "tanh", "relu", "softplus").title("activation of the decoder")
                .flag("--decoder-activation", "NAME")
                .says("What the decoder's hidden layers apply to their sums; mirror stands for what the encoder's do."));
        add(choice("model.likelihood", Likelihood.BERNOULLI).symbol("p(x|z)").title("likelihood").flag("--likelihood", "NAME")
                .says("The decoder's distribution of a pixel."));
        add(choice("model.variance", Variance.Kind.PIXEL).symbol("σ²").title("variance").flag("--variance", "HOW")
                .says("The variance of a gaussian decoder: one for each pixel from a head of its own; one for all that is "
                        + "learned, the minibatch's mean squared error, or given."));
        add(real("model.sigma2", 1, new Real(1e-12, false, 1e6, false)).title("fixed σ²").flag("--sigma2", "X")
                .says("The variance of every pixel where model.variance is fixed."));
        add(choice("model.binarize", Binarize.NONE).flag("--binarize", "HOW")
                .says("How pixels become 0 or 1 for a bernoulli likelihood: not at all, drawn once, or drawn at every "
                        + "presentation."));
        add(real("model.minLogVar", -8, new Real(-30, false, 0, false)).title("lowest log σ²")
                .says("The least log-variance that a gaussian decoder may have; the gradient is 0 below it."));

        section("objective", "What is minimised, in nats per image.");
        add(choice("objective.name", "vae", Objectives.names().toArray(String[]::new)).title("objective")
                .flag("--objective", "NAME")
                .says("The loss; without it, a --beta other than 1 makes it beta-vae."));
        add(real("objective.beta", 1, upTo(1e6)).symbol("β").flag("--beta", "X")
                .says("Weight of the KL term, of the total correlation in beta-tcvae, where it is at least 1, or of the "
                        + "bound of single draws in ciwae, where it is at most 1."));
        add(real("objective.capacity", 0, upTo(1e6)).symbol("C").unit("nats").flag("--capacity", "X")
                .says("What the KL term is held at, in nats."));
        add(real("objective.gamma", 1000, upTo(1e6)).symbol("γ").flag("--gamma", "X")
                .says("Weight of |KL − C|, or of the total correlation in factor-vae."));
        add(whole("objective.capacitySteps", 0, 0, Integer.MAX_VALUE).title("steps of C").unit("optimiser steps")
                .flag("--capacity-steps", "N").says("Optimiser steps over which C rises linearly from 0."));
        add(real("objective.lambda", 0, upTo(1e6)).symbol("λ").flag("--lambda", "X")
                .says("Weight of the MMD; info-vae weighs it with α + λ − 1."));
        add(real("objective.alpha", 0, new Real(-1e6, false, 1e6, false)).symbol("α").flag("--alpha", "X")
                .says("Weight of the mutual information between images and codes."));
        add(choice("objective.kernel", Kernel.IMQ).flag("--kernel", "NAME")
                .says("Kernel of the MMD: inverse multiquadratic or Gaussian."));
        add(real("objective.lambdaOffDiagonal", 0, upTo(1e6)).title("λ off the diagonal").symbol("λ_od")
                .flag("--lambda-off-diagonal", "X").says("Weight of the squared covariances of codes."));
        add(real("objective.lambdaDiagonal", 0, upTo(1e6)).title("λ on the diagonal").symbol("λ_d").flag("--lambda-diagonal", "X")
                .says("Weight of the squared distances of the variances of codes from 1."));
        add(choice("objective.estimate", DensityEstimate.WEIGHTED).flag("--estimate", "HOW")
                .says("How the total correlation is estimated from a minibatch."));
        add(of("objective.discriminator", new Widths(""), List.of(1000, 1000, 1000, 1000, 1000, 1000)).title("discriminator")
                .flag("--discriminator", "N,N").says("Widths of the hidden layers of the discriminator in factor-vae."));
        add(real("objective.discriminatorRate", 1e-4, new Real(0, true, 10, false)).title("discriminator's learning rate")
                .flag("--discriminator-rate", "X").says("Step size of the discriminator's own optimiser, Adam."));
        add(whole("objective.draws", 1, 1, 10_000).title("draws").symbol("L").flag("--draws", "N")
                .says("Draws of z for each image, over which the NLL is averaged."));
        add(whole("objective.k", 1, 1, 10_000).title("draws of a bound").symbol("K").flag("--k", "N")
                .says("Draws of z in each importance-weighted bound."));
        add(whole("objective.m", 1, 1, 10_000).title("bounds").symbol("M").flag("--m", "N")
                .says("Importance-weighted bounds of each image that are averaged."));
        add(of("objective.dreg", new Flag(), false).title("doubly reparameterised").flag("--dreg")
                .says("Estimate the encoder's gradient of iwae as Tucker et al. 2019, with less variance for many draws."));
        add(real("objective.freeBits", 0, upTo(1e6)).title("free bits").unit("nats").flag("--free-bits", "X")
                .says("Nats per latent dimension that cost nothing."));
        add(whole("objective.warmupEpochs", 0, 0, 100_000).title("warm-up epochs").unit("epochs").flag("--warmup-epochs", "N")
                .says("Epochs over which the weight of the KL term rises linearly from 0."));
        add(whole("objective.cycleEpochs", 0, 0, 100_000).title("cycle epochs").unit("epochs").zero("only one")
                .flag("--cycle-epochs", "N").says("Epochs from one such rise to the next."));

        section("training", "How the objective is minimised.");
        add(whole("training.epochs", 20, 1, 100_000).unit("epochs").flag("--epochs", "N")
                .says("Passes over the training images."));
        add(whole("training.batch", 100, 1, 65_536).unit("images").flag("--batch", "N").says("Images a step."));
        add(choice("training.optimizer", Optimiser.Kind.ADAM).flag("--optimizer", "NAME")
                .says("How gradients change the weights: as Kingma & Ba 2015, or Duchi et al. 2011."));
        add(real("training.learningRate", 0.001, new Real(0, true, 10, false)).title("learning rate").symbol("η")
                .flag("--learning-rate", "X").says("Step size of the optimiser."));
        add(choice("training.schedule", LearningRateSchedule.CONSTANT).flag("--schedule", "NAME")
                .says("How the learning rate changes: not, or in stages of 1 + 3 + 9 + … + 2187 epochs down to a tenth, "
                        + "as Burda et al. 2016."));
        add(real("training.beta1", Optimiser.ADAM.beta1(), new Real(0, false, 1, true)).symbol("β₁")
                .title("beta1").says("Decay of the gradients' mean in adam."));
        add(real("training.beta2", Optimiser.ADAM.beta2(), new Real(0, false, 1, true)).symbol("β₂")
                .title("beta2").says("Decay of the mean of the gradients' squares in adam."));
        add(real("training.epsilon", Optimiser.ADAM.epsilon(), new Real(1e-30, false, 1, false)).symbol("ε").title("epsilon")
                .says("What the optimiser adds to the root that it divides by."));
        add(real("training.clipNorm", 0, upTo(1e6)).title("clip norm").zero("do not").flag("--clip-norm", "X")
                .says("Shorten a gradient to this norm, over all parameters of the model, where it is longer, as Pascanu et al. "
                        + "2013; that of a discriminator stays as it is."));
        add(whole("training.seed", 1, 0, Integer.MAX_VALUE).flag("--seed", "N")
                .says("Seed of first weights, order of images and noise."));
        add(choice("training.decoderBias", "zero", "zero", "data").title("decoder bias").flag("--decoder-bias", "HOW")
                .says("Where the decoder's last bias starts: from 0, or from the mean image."));
        add(whole("training.checkpointEvery", 1, 1, 100_000).unit("epochs").decidesNothing().flag("--checkpoint-every", "N")
                .says("Epochs between checkpoints."));
        add(of("training.imported", new Weights(), Weights.TRAINED).title("imported weights")
                .says("Which weights the command import has put in place of a training; experiments leave it out."));

        section("measures", "What metrics.json holds besides the test loss and what the code tells of an image.");
        add(whole("measures.importanceSamples", 0, 0, ImportanceEstimates.MOST_SAMPLES).unit("samples").zero("none")
                .decidesNothing().flag("--importance-samples", "N")
                .says("Samples of z for each image in importance-weighted bounds; the bounds of 1, 5, 50 and 5000 samples are "
                        + "computed too, where these are fewer."));
        add(of("measures.disentanglement", new Flag(), false).decidesNothing().flag("--disentanglement")
                .says("Score the code against the true factors, where the data set has them (digits, sprites)."));

        section("pictures", "What is drawn of a trained model.");
        add(whole("pictures.grid", 20, 1, 200).unit("images").decidesNothing().flag("--grid", "N")
                .says("Images in a row and in a column of the manifold."));
        add(whole("pictures.scale", 1, 1, 64).unit("pixels").decidesNothing().flag("--scale", "N")
                .says("Draw every pixel as a square of N × N."));
        add(of("pictures.invert", new Flag(), false).decidesNothing().flag("--invert").says("Draw dark on white, for print."));
        add(of("pictures.gif", new Flag(), false).decidesNothing().flag("--gif")
                .says("Draw training.gif, the manifold over the epochs."));
        add(of("pictures.atlas", new Flag(), true).decidesNothing().flag("--no-atlas")
                .says("Say what the manifold shows, where there are two latent dimensions, labels and test images enough; this "
                        + "takes a classifier of the images."));
    }

    private Settings() {}

    private static void section(String name, String sentence) {
        SECTIONS.put(name, sentence);
    }

    private static void add(Setting setting) {
        if (!SECTIONS.containsKey(setting.section())) {
            throw new IllegalArgumentException(setting.key() + " stands before its section");
        }
        if (ALL.put(setting.key(), setting) != null) throw new IllegalArgumentException(setting.key() + " stands here twice");
    }

    private static Builder of(String key, Type type, Object standard) {
        return new Builder(key, type, standard);
    }

    private static Builder whole(String key, long standard, long min, long max) {
        return of(key, new Whole(min, max), standard);
    }

    private static Builder real(String key, double standard, Real type) {
        return of(key, type, standard);
    }

    private static Real upTo(double max) {
        return new Real(0, false, max, false);
    }

    private static Builder choice(String key, String standard, String... names) {
        return of(key, new Choice(List.of(names)), standard);
    }

    /** Any constant of an enum. */
    private static <E extends Enum<E>> Builder choice(String key, E standard) {
        return of(key, Choice.of(standard.getDeclaringClass()), Choice.name(standard));
    }

    public static Collection<Setting> all() {
        return ALL.values();
    }

    /** The settings of a section. */
    public static List<Setting> in(String section) {
        return ALL.values().stream().filter(setting -> setting.section().equals(section)).toList();
    }

    /** What each section is about, by its name. */
    public static Map<String, String> sections() {
        return SECTIONS;
    }

    /** The setting of a full key. */
    public static Setting get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("there is no setting " + key));
    }

    /** The setting of a full key, if there is one. */
    public static Optional<Setting> find(String key) {
        return Optional.ofNullable(ALL.get(key));
    }

    /** The settings that {@code train} has an option for. */
    public static List<Setting> withFlag() {
        return ALL.values().stream().filter(setting -> !setting.flag().isEmpty()).toList();
    }

    /** What headings and sentences call a setting; the last part of a key that is none. */
    public static String shown(String key) {
        return find(key).map(Setting::shown).orElse(key.substring(key.indexOf('.') + 1));
    }

    /** Whether a key stands before others, as a section in a section: {@code model.decoder}. */
    static boolean isGroup(String key) {
        return ALL.keySet().stream().anyMatch(each -> each.startsWith(key + "."));
    }

    /** Whether a value is the 0 that stands for all images. */
    public static boolean zeroMeansAll(String key, Object value) {
        return find(key).filter(setting -> setting.zero().equals("all") && Setting.isZero(value)).isPresent();
    }

    /** Whether what is learned depends on a setting; true for a key that is none. */
    public static boolean decides(String key) {
        return find(key).map(Setting::decides).orElse(true);
    }
}
