package tornadovae.experiment.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.Collections;
import java.util.stream.Collectors;
import tornadovae.Sha256;
import tornadovae.data.DataSpec;
import tornadovae.graph.Activation;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;
import tornadovae.train.LearningRateSchedule;

/**
 * Every setting of one training: nothing is left to a default.
 *
 * @param values by full key, all keys of {@link Schema}
 */
public record Configuration(SortedMap<String, Object> values) {

    public Configuration {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (var setting : Schema.settings())
            if (!values.containsKey(setting.key())) throw new IllegalArgumentException(setting.key() + " is missing");
    }

    /** Reads what {@link #yaml} wrote; {@code source} names it in error messages. */
    public static Configuration parse(String source, String yaml) {
        Node.Mapping root = Yaml.mapping(source, yaml);
        for (String key : List.of("sweep", "cases", "exclude")) {
            Node several = root.entries().get(key);
            if (several != null) throw several.place().error("the configuration of one cell has no " + key + "; take it out, or train again");
        }
        return Request.of(root, List.of()).only().configuration();
    }

    public DataSpec dataset() {
        return new DataSpec(text("dataset.name"), whole("dataset.train"), whole("dataset.test"), whole("dataset.seed"),
                flag("dataset.transpose"));
    }

    @SuppressWarnings("unchecked")
    public VaeSpec model(int pixels) {
        return new VaeSpec(pixels, (List<Integer>) values.get("model.hidden"), whole("model.latent"),
                Activation.valueOf(name("model.activation")), Likelihood.valueOf(name("model.likelihood")),
                Binarize.valueOf(name("model.binarize")), real("model.minLogVar"));
    }

    /** Adagrad has no decay rates: it is the same optimiser whatever they are set to. */
    public Optimiser optimiser() {
        var kind = Optimiser.Kind.valueOf(name("training.optimizer"));
        return switch (kind) {
            case ADAM -> new Optimiser(kind, number("training.beta1"), number("training.beta2"), number("training.epsilon"));
            case ADAGRAD -> new Optimiser(kind, 0, 0, number("training.epsilon"));
        };
    }

    public LearningRateSchedule schedule() {
        return LearningRateSchedule.valueOf(name("training.schedule"));
    }

    public Objective objective() {
        return Objectives.of(this);
    }

    /** Of the objective's β. */
    public Schedule betaSchedule() {
        return Objectives.schedule(this);
    }

    public int whole(String key) {
        return Math.toIntExact((Long) values.get(key));
    }

    public float real(String key) {
        return (float) number(key);
    }

    /** Whether it minimises NLL + KL and nothing else, from the first step on. */
    public boolean isVanilla() {
        return objective().equals(Objective.VAE) && betaSchedule().equals(Schedule.CONSTANT);
    }

    /** The same but for one setting. */
    public Configuration with(String key, Object value) {
        var changed = new TreeMap<>(values);
        changed.put(key, value);
        return new Configuration(changed);
    }

    /** Decay rates stay doubles: 1 − 0.999f is off by 10⁻⁵. */
    private double number(String key) {
        return (Double) values.get(key);
    }

    public String text(String key) {
        return (String) values.get(key);
    }

    public boolean flag(String key) {
        return (Boolean) values.get(key);
    }

    /** A choice as the name of an enum's constant. */
    String name(String key) {
        return text(key).toUpperCase(Locale.ROOT);
    }

    /**
     * The first eight hexadecimal digits of SHA-256 over {@code key=value} lines in alphabetical order, without the settings that are at their standard value: a setting that is
     * added to {@link Schema} leaves what was trained before it where it is.
     */
    public String hash() {
        String canonical = values.entrySet().stream().filter(e -> !e.getValue().equals(Schema.setting(e.getKey()).standard())).map(e -> e.getKey() + "=" + Values.text(e.getValue()) + "\n")
                .collect(Collectors.joining());
        return HexFormat.of().formatHex(Sha256.begin().digest(canonical.getBytes(StandardCharsets.UTF_8)), 0, 4);
    }

    /** As an experiment file that spells everything out; reading it gives this configuration again. */
    public String yaml() {
        var text = new StringBuilder();
        String section = "";
        for (var setting : Schema.settings()) {
            int dot = setting.key().indexOf('.');
            if (!setting.key().substring(0, dot).equals(section)) {
                section = setting.key().substring(0, dot);
                text.append(section).append(":\n");
            }
            text.append("  ").append(setting.key().substring(dot + 1)).append(": ").append(Values.yaml(values.get(setting.key())))
                    .append('\n');
        }
        return text.toString();
    }
}
