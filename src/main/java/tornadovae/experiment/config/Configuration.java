package tornadovae.experiment.config;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tornadovae.data.DataSpec;
import tornadovae.file.Sha256;
import tornadovae.graph.Activation;
import tornadovae.model.Binarize;
import tornadovae.model.Layers;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Prior;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;
import tornadovae.train.LearningRateSchedule;
import tornadovae.train.Recipe;
import tornadovae.train.Replica;

/**
 * Every setting of one training: nothing is left to a default.
 *
 * @param values by full key, all keys of {@link Settings}
 */
public record Configuration(SortedMap<String, Object> values) implements SettingValues {

    public Configuration {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (var setting : Settings.all()) {
            if (!values.containsKey(setting.key())) throw new IllegalArgumentException(setting.key() + " is missing");
        }
    }

    @Override
    public Object value(String key) {
        return values.get(key);
    }

    public DataSpec dataset() {
        return new DataSpec(text("dataset.name"), whole("dataset.train"), whole("dataset.test"), whole("dataset.seed"),
                flag("dataset.transpose"), flag("dataset.colour"), whole("dataset.width"), whole("dataset.height"));
    }

    public VaeSpec model(int pixels) {
        var encoder = new Layers(widths("model.hidden"), constant(Activation.class, "model.activation"));
        return new VaeSpec(pixels, encoder.hidden(), whole("model.latent"), encoder.activation(), decoder(encoder),
                constant(Likelihood.class, "model.likelihood"), variance(), constant(Binarize.class, "model.binarize"),
                real("model.minLogVar"), prior());
    }

    /** p(z). */
    public Prior prior() {
        var kind = constant(Prior.Kind.class, "model.prior");
        return kind == Prior.Kind.NORMAL ? Prior.NORMAL : new Prior(kind, whole("model.components"));
    }

    private Variance variance() {
        return new Variance(constant(Variance.Kind.class, "model.variance"), number("model.sigma2"));
    }

    /** The decoder's hidden layers: those of the encoder in a mirror, but for what is set. */
    private Layers decoder(Layers encoder) {
        Layers mirror = encoder.mirrored();
        boolean given = value("model.decoder.hidden") instanceof List;
        return new Layers(given ? widths("model.decoder.hidden") : mirror.hidden(),
                text("model.decoder.activation").equals(Settings.MIRROR) ? mirror.activation()
                        : constant(Activation.class, "model.decoder.activation"));
    }

    /**
     * What cells that train together share.
     *
     * @param pixels of an image
     * @param batch  images a step, which are fewer than was set where there are fewer
     */
    public Recipe recipe(int pixels, int batch) {
        return new Recipe(model(pixels), optimiser(), batch, whole("training.epochs"),
                constant(LearningRateSchedule.class, "training.schedule"), text("training.decoderBias").equals("data"));
    }

    /** What a cell has of its own in training. */
    public Replica replica() {
        return new Replica(whole("training.seed"), real("training.learningRate"), objective(), betaSchedule(),
                real("training.clipNorm"));
    }

    /** Adagrad has no decay rates: it is the same optimiser whatever they are set to. */
    private Optimiser optimiser() {
        var kind = constant(Optimiser.Kind.class, "training.optimizer");
        return switch (kind) {
            case ADAM -> new Optimiser(kind, number("training.beta1"), number("training.beta2"), number("training.epsilon"));
            case ADAGRAD -> new Optimiser(kind, 0, 0, number("training.epsilon"));
        };
    }

    public Objective objective() {
        return Objectives.get(text("objective.name")).make().apply(this);
    }

    /** The schedule of the objective's β. */
    Schedule betaSchedule() {
        return Objectives.schedule(this);
    }

    /** The objective's name with the settings that make it what it is: {@code info-vae with alpha 0.5, lambda 10}. */
    public String objectiveInWords() {
        String name = text("objective.name");
        String settings = Settings.in("objective").stream().filter(setting -> !setting.key().equals("objective.name"))
                .filter(setting -> !value(setting.key()).equals(setting.standard()))
                .map(setting -> setting.name() + " " + Values.text(value(setting.key()))).collect(Collectors.joining(", "));
        return name + (settings.isEmpty() ? "" : " with " + settings);
    }

    /** Whether its weights were imported; what it says of a training is then not what they have seen. */
    public boolean isImported() {
        return !text("training.imported").equals(Settings.get("training.imported").standard());
    }

    /** Whether it minimises NLL + KL and nothing else, from the first step on, with however many draws. */
    public boolean isVanilla() {
        Objective objective = objective();
        return !objective.form().draws().isBound() && objective.withDraws(1).equals(Objective.VAE)
                && betaSchedule().equals(Schedule.CONSTANT);
    }

    /** Whether its decoder is a Bernoulli one whose pixels may be grey. */
    public boolean hasCrossEntropy() {
        return constant(Likelihood.class, "model.likelihood").isCrossEntropy(constant(Binarize.class, "model.binarize"));
    }

    /** The same but for one setting. */
    public Configuration with(String key, Object value) {
        var changed = new TreeMap<>(values);
        changed.put(key, value);
        return new Configuration(changed);
    }

    /**
     * The first eight hexadecimal digits of SHA-256 over {@code key=value} lines in alphabetical order, without the settings that
     * are at their standard value: a setting that is added to {@link Settings} leaves what was trained before it where it is.
     */
    public String hash() {
        String canonical = values.entrySet().stream()
                .filter(e -> !e.getValue().equals(Settings.get(e.getKey()).standard()))
                .map(e -> e.getKey() + "=" + Values.text(e.getValue()) + "\n").collect(Collectors.joining());
        return HexFormat.of().formatHex(Sha256.begin().digest(canonical.getBytes(StandardCharsets.UTF_8)), 0, 4);
    }

    /** As an experiment file that spells everything out; reading it gives this configuration again. */
    public String yaml() {
        var text = new StringBuilder();
        for (String section : Settings.sections().keySet()) {
            text.append(section).append(":\n");
            for (var setting : Settings.in(section)) {
                text.append("  ").append(setting.name()).append(": ").append(Values.yaml(value(setting.key()))).append('\n');
            }
        }
        return text.toString();
    }
}
