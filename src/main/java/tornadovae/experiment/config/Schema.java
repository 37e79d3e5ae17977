package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.experiment.config.Node.Mapping;
import tornadovae.experiment.config.Type.Choice;
import tornadovae.experiment.config.Type.DatasetName;
import tornadovae.experiment.config.Type.Flag;
import tornadovae.experiment.config.Type.Real;
import tornadovae.experiment.config.Type.Whole;
import tornadovae.experiment.config.Type.Widths;
import tornadovae.train.ImportanceEstimates;

/**
 * The keys of an experiment file; this table is their one definition.
 *
 * <pre>
 * dataset:                  # or only the name: "dataset: digits"
 *   name                    # digits, sprites, sprites64, mnist, fashion-mnist, idx:DIR or images:DIR; must be given
 *   train: 0, test: 0       # how many images, the first of the set; 0 takes all, or a procedural set's usual number
 *   seed: 1                 # of procedural sets
 *   transpose: false        # exchange rows and columns of idx:DIR or images:DIR, as EMNIST needs it
 * model:
 *   hidden: [500]           # widths of the encoder's hidden layers; the decoder has them in reverse
 *   latent: 2               # latent dimensions
 *   activation: tanh        # tanh, relu, softplus
 *   likelihood: bernoulli   # bernoulli, gaussian
 *   binarize: none          # none, static (drawn once), dynamic (drawn at every presentation); bernoulli only
 *   minLogVar: -8           # lower clamp of a gaussian decoder's log-variance
 * objective:                # or only the name: "objective: vae"
 *   name: vae               # vae: NLL + KL; beta-vae: NLL + β KL; capacity: NLL + γ |KL − C|; info-vae: NLL + (1 − α) KL + (α + λ − 1) MMD; wae: NLL + λ MMD;
 *                           # dip-vae-i, dip-vae-ii: NLL + KL + λ_od Σ c_ab² + λ_d Σ (c_aa − 1)²; beta-tcvae: NLL + KL + (β − 1) TC
 *   beta                    # must be given for beta-vae and beta-tcvae
 *   capacity                # C in nats, must be given for capacity
 *   gamma: 1000             # of capacity
 *   capacitySteps: 0        # C rises linearly from 0 over so many optimiser steps
 *   lambda                  # must be given for info-vae and wae
 *   alpha: 0                # of info-vae
 *   kernel: imq             # of the MMD: imq, rbf
 *   lambdaOffDiagonal       # must be given for dip-vae-i and dip-vae-ii
 *   lambdaDiagonal          # likewise
 *   estimate: weighted      # of the total correlation of beta-tcvae: weighted, stratified
 *   freeBits: 0             # nats per latent dimension that cost nothing; for all but capacity and wae
 *   warmupEpochs: 0         # the weight of the KL term rises linearly from 0 over so many epochs; for all but capacity and wae
 *   cycleEpochs: 0          # and does so again every so many epochs; 0 for once
 * training:
 *   epochs: 20
 *   batch: 100              # images a step
 *   optimizer: adam         # adam, adagrad
 *   learningRate: 0.001
 *   schedule: constant      # of the learning rate: constant, stages (Burda et al. 2016: 1 + 3 + 9 + … + 2187 epochs, down to a tenth)
 *   beta1: 0.9, beta2: 0.999, epsilon: 1e-8
 *   clipNorm: 0             # gradients longer than this, all parameters together, are shortened to it (Pascanu et al. 2013); 0 for none
 *   seed: 1                 # of initialisation, order of images and noise
 *   decoderBias: zero       # zero, or data: start from the mean image
 *   checkpointEvery: 1      # epochs
 * measures:                 # what metrics.json holds besides the test loss and what the code holds of an image
 *   importanceSamples: 0    # samples an image of the importance-weighted bounds: those of 1, 5, 50 and 5000 that are fewer, and this one; 0 for none
 *   disentanglement: false  # scores against the true factors, of data sets that have them: digits, sprites
 * pictures:
 *   grid: 20                # the manifold is a grid of so many by so many images
 *   scale: 1                # screen pixels an image pixel
 *   invert: false           # dark on white, for print
 *   gif: false              # an animation of the manifold over the epochs
 *   atlas: true             # say what the manifold shows, where there are two latent dimensions, labels and test images enough
 * sweep:                    # lists of values of any of these keys, nested or dotted: all combinations are trained
 *   objective.beta: [1, 4]
 * cases:                    # a list of mappings of these keys, each combined with the sweep, for values that belong together; a list is swept within
 *   - {objective: vae}      # its case. A case wins over the settings above, and no key may stand in a case and under sweep
 *   - {objective: {name: beta-vae, beta: [2, 4]}}
 * exclude:                  # a list of mappings of these keys; combinations that match all of one are left out
 * </pre>
 */
public final class Schema {

    /** @param standard the value where none is given; null if one must be */
    public record Setting(String key, Type type, Object standard) {}

    private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

    static {
        add("dataset.name", new DatasetName(), null);
        add("dataset.train", new Whole(0, 10_000_000), 0L);
        add("dataset.test", new Whole(0, 10_000_000), 0L);
        add("dataset.seed", new Whole(0, Integer.MAX_VALUE), 1L);
        add("dataset.transpose", new Flag(), false);
        add("model.hidden", new Widths(), List.of(500));
        add("model.latent", new Whole(1, 4096), 2L);
        add("model.activation", new Choice(List.of("tanh", "relu", "softplus")), "tanh");
        add("model.likelihood", new Choice(List.of("bernoulli", "gaussian")), "bernoulli");
        add("model.binarize", new Choice(List.of("none", "static", "dynamic")), "none");
        add("model.minLogVar", new Real(-30, false, 0, false), -8.0);
        add("objective.name", new Choice(Objectives.names()), "vae");
        add("objective.beta", new Real(0, false, 1e6, false), 1.0);
        add("objective.capacity", new Real(0, false, 1e6, false), 0.0);
        add("objective.gamma", new Real(0, false, 1e6, false), 1000.0);
        add("objective.capacitySteps", new Whole(0, Integer.MAX_VALUE), 0L);
        add("objective.lambda", new Real(0, false, 1e6, false), 0.0);
        add("objective.alpha", new Real(-1e6, false, 1e6, false), 0.0);
        add("objective.kernel", new Choice(List.of("imq", "rbf")), "imq");
        add("objective.lambdaOffDiagonal", new Real(0, false, 1e6, false), 0.0);
        add("objective.lambdaDiagonal", new Real(0, false, 1e6, false), 0.0);
        add("objective.estimate", new Choice(List.of("weighted", "stratified")), "weighted");
        add("objective.freeBits", new Real(0, false, 1e6, false), 0.0);
        add("objective.warmupEpochs", new Whole(0, 100_000), 0L);
        add("objective.cycleEpochs", new Whole(0, 100_000), 0L);
        add("training.epochs", new Whole(1, 100_000), 20L);
        add("training.batch", new Whole(1, 65_536), 100L);
        add("training.optimizer", new Choice(List.of("adam", "adagrad")), "adam");
        add("training.learningRate", new Real(0, true, 10, false), 0.001);
        add("training.schedule", new Choice(List.of("constant", "stages")), "constant");
        add("training.beta1", new Real(0, false, 1, true), 0.9);
        add("training.beta2", new Real(0, false, 1, true), 0.999);
        add("training.epsilon", new Real(1e-30, false, 1, false), 1e-8);
        add("training.clipNorm", new Real(0, false, 1e6, false), 0.0);
        add("training.seed", new Whole(0, Integer.MAX_VALUE), 1L);
        add("training.decoderBias", new Choice(List.of("zero", "data")), "zero");
        add("training.checkpointEvery", new Whole(1, 100_000), 1L);
        add("measures.importanceSamples", new Whole(0, ImportanceEstimates.MOST_SAMPLES), 0L);
        add("measures.disentanglement", new Flag(), false);
        add("pictures.grid", new Whole(1, 200), 20L);
        add("pictures.scale", new Whole(1, 16), 1L);
        add("pictures.invert", new Flag(), false);
        add("pictures.gif", new Flag(), false);
        add("pictures.atlas", new Flag(), true);
    }

    private static final List<String> SECTIONS = SETTINGS.keySet().stream().map(k -> k.substring(0, k.indexOf('.'))).distinct().toList();
    private static final List<String> NAMED = List.of("dataset", "objective");

    private Schema() {}

    private static void add(String key, Type type, Object standard) {
        SETTINGS.put(key, new Setting(key, type, standard));
    }

    static Collection<Setting> settings() {
        return SETTINGS.values();
    }

    public static Setting setting(String key) {
        return SETTINGS.get(key);
    }

    static List<String> sections() {
        return SECTIONS;
    }

    /**
     * The node of every full key ("training.epochs") that a mapping gives, nested or dotted. {@code where} is what stands before a key in
     * sentences: "", "sweep.", "cases: " or "exclude: ".
     */
    static Map<String, Node> flatten(Mapping mapping, String where) {
        var found = new LinkedHashMap<String, Node>();
        flatten(mapping, "", where, found);
        return found;
    }

    private static void flatten(Mapping mapping, String prefix, String where, Map<String, Node> found) {
        mapping.entries().forEach((name, node) -> {
            String key = prefix + name;
            String full = fullKey(key, node, where);
            if (SETTINGS.containsKey(full)) {
                Node earlier = found.put(full, node);
                if (earlier != null)
                    throw node.place().error("the key " + where + full + " stands here for the second time, first at line "
                            + earlier.place().line() + "; keep one");
            } else if (node instanceof Mapping section && !section.entries().isEmpty()) {
                flatten(section, key + ".", where, found);
            } else {
                throw node.place().error(where + key + " must be a mapping of " + keysIn(key) + ", found " + node.quoted()
                        + "; leave it out to keep what is usual");
            }
        });
    }

    /** The key itself, or a section's name where only that is given. */
    static String fullKey(String key, Node node, String where) {
        if (SETTINGS.containsKey(key)) return key;
        if (NAMED.contains(key) && !(node instanceof Mapping)) return key + ".name";
        if (SECTIONS.contains(key)) return key;
        throw unknown(key, node.place(), where);
    }

    private static UserError unknown(String key, Place place, String where) {
        int dot = key.indexOf('.');
        boolean inSection = dot > 0 && SECTIONS.contains(key.substring(0, dot));
        var candidates = new ArrayList<String>(SETTINGS.keySet());
        candidates.addAll(SECTIONS);
        if (where.isEmpty()) candidates.addAll(List.of("sweep", "cases", "exclude"));
        String guess = guess(key, inSection, candidates);
        String allowed = inSection ? "allowed under " + key.substring(0, dot) + " are " + keysIn(key.substring(0, dot))
                : "allowed are " + String.join(", ", SECTIONS) + (where.isEmpty() ? ", sweep, cases and exclude" : "");
        return place.error("unknown key " + where + Node.shortened(key) + guess + "; " + allowed);
    }

    /** A slip of the fingers, or the right key in the wrong section. */
    private static String guess(String key, boolean inSection, List<String> candidates) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        var sameName = SETTINGS.keySet().stream().filter(k -> k.endsWith("." + last)).toList();
        if (sameName.size() == 1) return ", did you mean " + sameName.getFirst() + "?";
        var section = candidates.stream().filter(c -> !inSection || c.startsWith(key.substring(0, key.indexOf('.') + 1))).toList();
        return Suggestion.closest(key, section).map(k -> ", did you mean " + k + "?").orElse("");
    }

    private static String keysIn(String section) {
        return SETTINGS.keySet().stream().filter(k -> k.startsWith(section + ".")).map(k -> k.substring(section.length() + 1))
                .collect(Collectors.joining(", "));
    }
}
