package tornadovae.ablation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an ablation compares, by its key in metrics.json; keys that are not here are not compared. */
public enum Measure {

    TEST_TOTAL("test_total", "−ELBO", Group.LIKELIHOOD, Better.LOWER, "nats", 2),
    TEST_NLL("test_nll", "NLL", Group.LIKELIHOOD, Better.LOWER, "nats", 2),
    TEST_KL("test_kl", "KL", Group.LIKELIHOOD, Better.NEITHER, "nats", 2),
    IWAE_5("iwae_5", "IWAE 5", Group.LIKELIHOOD, Better.LOWER, "nats", 2),
    IWAE_50("iwae_50", "IWAE 50", Group.LIKELIHOOD, Better.LOWER, "nats", 2),
    IWAE_500("iwae_500", "IWAE 500", Group.LIKELIHOOD, Better.LOWER, "nats", 2),
    IWAE_5000("iwae_5000", "IWAE 5000", Group.LIKELIHOOD, Better.LOWER, "nats", 2),
    MUTUAL_INFORMATION("mutual_information", "I(x;z)", Group.LIKELIHOOD, Better.NEITHER, "nats", 2),
    MARGINAL_KL("marginal_kl", "KL(q(z)‖p(z))", Group.LIKELIHOOD, Better.NEITHER, "nats", 2),
    TOTAL_CORRELATION("total_correlation", "TC(q(z))", Group.LIKELIHOOD, Better.NEITHER, "nats", 2),
    ACTIVE_UNITS("active_units", "active units", Group.LIKELIHOOD, Better.NEITHER, "", 1),
    MIG("mig", "MIG", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    MIG_SAMPLED("mig_sampled", "MIG (sampled)", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    BETA_VAE_SCORE("beta_vae_score", "β-VAE score", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    FACTOR_VAE_SCORE("factor_vae_score", "FactorVAE", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    DCI_DISENTANGLEMENT("dci_disentanglement", "DCI D", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    DCI_COMPLETENESS("dci_completeness", "DCI C", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    DCI_INFORMATIVENESS("dci_informativeness", "DCI I", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    SAP("sap", "SAP", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    MODULARITY("modularity", "modularity", Group.DISENTANGLEMENT, Better.HIGHER, "", 3),
    EXPLICITNESS("explicitness", "explicitness", Group.DISENTANGLEMENT, Better.HIGHER, "", 3);

    /** The two sides of the trade: what the model is worth as a density, with the rate of its code, and how its code orders the factors. */
    public enum Group { LIKELIHOOD, DISENTANGLEMENT }

    /** Which way is up; what a code without any information has least of, as a rate or a total correlation, is neither good nor bad in itself. */
    public enum Better { LOWER, HIGHER, NEITHER }

    private final String key;
    private final String title;
    private final Group group;
    private final Better better;
    private final String unit;
    private final int decimals;

    Measure(String key, String title, Group group, Better better, String unit, int decimals) {
        this.key = key;
        this.title = title;
        this.group = group;
        this.better = better;
        this.unit = unit;
        this.decimals = decimals;
    }

    /** The measure of a key in metrics.json. */
    public static Optional<Measure> of(String key) {
        return Arrays.stream(values()).filter(measure -> measure.key.equals(key)).findFirst();
    }

    /** Keys of the measures that a setting can be chosen by. */
    public static List<String> criteria() {
        return Arrays.stream(values()).filter(measure -> measure.better != Better.NEITHER).map(measure -> measure.key).toList();
    }

    public String key() {
        return key;
    }

    /** As tables and sentences call it. */
    public String title() {
        return title;
    }

    public Group group() {
        return group;
    }

    public Better better() {
        return better;
    }

    /** "nats" an image, or nothing. */
    public String unit() {
        return unit;
    }

    /** How many decimals its values are shown with. */
    public int decimals() {
        return decimals;
    }
}
