package tornadovae.results;

import java.util.List;
import tornadovae.experiment.config.Settings;

/** What settings are called in headings and sentences. */
public final class SettingNames {

    public static final String OBJECTIVE = "objective.name";
    public static final String BETA = "objective.beta";
    public static final String LATENT = "model.latent";
    public static final String SEED = "training.seed";
    public static final String DATASET = "dataset.name";
    /** Not a key of experiment files: which experiment a cell comes from, where several are compared. */
    public static final String EXPERIMENT = "experiment";

    private SettingNames() {}

    /** {@code β}, {@code learning rate}. */
    public static String name(String key) {
        return Settings.shown(key);
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
        return Settings.zeroMeansAll(key, value);
    }

    /** Whether a key decides what is learned: not one of pictures, measures or checkpoints. */
    public static boolean decidesTheModel(String key) {
        return Settings.decides(key);
    }
}
