package tornadovae.results;

import java.util.List;
import java.util.Map;

/** What settings are called in headings and sentences. */
public final class SettingNames {

    public static final String OBJECTIVE = "objective.name";
    public static final String BETA = "objective.beta";
    public static final String LATENT = "model.latent";
    public static final String SEED = "training.seed";
    public static final String DATASET = "dataset.name";
    /** Not a key of experiment files: which experiment a cell comes from, where several are compared. */
    public static final String EXPERIMENT = "experiment";

    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry(OBJECTIVE, "objective"), Map.entry(BETA, "β"), Map.entry(LATENT, "latent dimensions"),
            Map.entry(DATASET, "data set"), Map.entry("objective.capacity", "C"), Map.entry("objective.gamma", "γ"), Map.entry("objective.lambda", "λ"),
            Map.entry("objective.alpha", "α"), Map.entry("objective.lambdaOffDiagonal", "λ off the diagonal"), Map.entry("objective.lambdaDiagonal", "λ on the diagonal"),
            Map.entry("objective.freeBits", "free bits"), Map.entry("objective.warmupEpochs", "warm-up epochs"), Map.entry("objective.cycleEpochs", "cycle epochs"),
            Map.entry("objective.capacitySteps", "steps of C"), Map.entry("training.learningRate", "learning rate"), Map.entry("training.clipNorm", "clip norm"), Map.entry("model.hidden", "hidden layers"),
            Map.entry("model.minLogVar", "lowest log σ²"), Map.entry("training.decoderBias", "decoder bias"), Map.entry("dataset.train", "training images"),
            Map.entry("dataset.test", "test images"), Map.entry("dataset.seed", "seed of the data set"));

    private SettingNames() {}

    /** {@code β}, {@code learning rate}. */
    public static String name(String key) {
        return NAMES.getOrDefault(key, key.substring(key.indexOf('.') + 1));
    }

    /** {@code β = 4}, {@code 2 latent dimensions}, {@code beta-tcvae}. */
    public static String phrase(String key, Object value) {
        String text = Numbers.value(value);
        return switch (key) {
            case OBJECTIVE, DATASET, EXPERIMENT, "model.activation", "training.optimizer", "model.likelihood" -> text;
            case LATENT -> text + " latent dimension" + (text.equals("1") ? "" : "s");
            case "training.epochs" -> text + " epochs";
            default -> name(key) + " = " + value(key, value);
        };
    }

    /** A value beside others of its key: a list in brackets, and {@code all} for the 0 that stands for all images. */
    public static String value(String key, Object value) {
        if (value instanceof List<?> list) return "[" + Numbers.value(list) + "]";
        return isAll(key, value) ? "all" : Numbers.value(value);
    }

    public static boolean isAll(String key, Object value) {
        return (key.equals("dataset.train") || key.equals("dataset.test")) && value instanceof Number number && number.doubleValue() == 0;
    }

    /** Whether a key decides what is learned: not one of pictures, measures or checkpoints. */
    public static boolean decidesTheModel(String key) {
        return !key.equals("training.checkpointEvery") && !key.startsWith("pictures.") && !key.startsWith("measures.");
    }
}
