package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;
import tornadovae.model.Schedule;

/**
 * All objectives: what each minimises, which settings it needs or allows, and what it then is. A line here is what experiment
 * files, the options of {@code train} and docs/settings.md know of an objective. The settings themselves stand in Settings.
 */
public final class Objectives {

    /** The vanilla VAE, which all others are compared with. */
    public static final String VANILLA = "vae";

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    private static final String BETA = key("beta"), GAMMA = key("gamma"), CAPACITY = key("capacity"),
            CAPACITY_STEPS = key("capacitySteps"), ALPHA = key("alpha"), LAMBDA = key("lambda"), KERNEL = key("kernel"),
            OFF_DIAGONAL = key("lambdaOffDiagonal"), DIAGONAL = key("lambdaDiagonal"), ESTIMATE = key("estimate"),
            DISCRIMINATOR = key("discriminator"),
            RATE = key("discriminatorRate"), DRAWS = key("draws"), K = key("k"), M = key("m"), DOUBLY = key("dreg"),
            WARMUP = key("warmupEpochs"), CYCLE = key("cycleEpochs"), FREE_BITS = key("freeBits");

    static {
        add(objective(VANILLA, "NLL + KL", "Kingma & Welling 2014, eq. 3").weighted(c -> Objective.VAE));
        add(objective("beta-vae", "NLL + β KL", "Higgins et al. 2017, eq. 4").needs(BETA, "4")
                .weighted(c -> Objective.betaVae(c.real(BETA))));
        add(objective("capacity", "NLL + γ |KL − C|", "Burgess et al. 2018, eq. 8").needs(CAPACITY, "25")
                .allows(GAMMA, CAPACITY_STEPS)
                .is(c -> Objective.capacity(c.real(GAMMA), c.real(CAPACITY), c.whole(CAPACITY_STEPS))));
        add(objective("info-vae", "NLL + (1 − α) KL + (α + λ − 1) MMD(q(z), p(z))", "Zhao, Song & Ermon 2019, eq. 6")
                .needs(LAMBDA, "10").allows(ALPHA, KERNEL)
                .weighted(c -> Objective.infoVae(c.real(ALPHA), c.real(LAMBDA), c.constant(Kernel.class, KERNEL))));
        add(objective("wae", "NLL + λ MMD(q(z), p(z))", "Tolstikhin et al. 2018, alg. 2").needs(LAMBDA, "10").allows(KERNEL)
                .is(c -> Objective.wae(c.real(LAMBDA), c.constant(Kernel.class, KERNEL))));
        add(objective("dip-vae-i", "NLL + KL + λ_od Σ_{a≠b} c_ab² + λ_d Σ_a (c_aa − 1)², c = Cov μ(x)",
                "Kumar et al. 2018, eq. 6")
                .needs(OFF_DIAGONAL, "10").needs(DIAGONAL, "100").weighted(c -> dip(Penalty.DIP_I, c)));
        add(objective("dip-vae-ii", "as dip-vae-i with c = Cov z = Cov μ(x) + E diag σ²(x)", "Kumar et al. 2018, eq. 7")
                .needs(OFF_DIAGONAL, "10").needs(DIAGONAL, "100").weighted(c -> dip(Penalty.DIP_II, c)));
        add(objective("beta-tcvae", "NLL + KL + (β − 1) TC(z)", "Chen et al. 2018, eq. 4").needs(BETA, "4").allows(ESTIMATE)
                .weighted(c -> Objective.betaTcVae(c.real(BETA), c.constant(DensityEstimate.class, ESTIMATE))));
        add(objective("factor-vae", "NLL + KL + γ TC(z), TC by a discriminator", "Kim & Mnih 2018, eq. 2").needs(GAMMA, "35")
                .allows(DISCRIMINATOR, RATE)
                .weighted(c -> Objective.factorVae(c.real(GAMMA), c.widths(DISCRIMINATOR), c.real(RATE))));
        add(objective("iwae", "−I_K, I_K = log (1/K) Σ_k p(x|z_k) p(z_k) / q(z_k|x)", "Burda et al. 2016, eq. 8").needs(K, "5")
                .allows(DOUBLY).bound(c -> Objective.iwae(c.whole(K), c.flag(DOUBLY))));
        add(objective("miwae", "−(1/M) Σ_m I_K", "Rainforth et al. 2018, sec. 5").needs(K, "8").needs(M, "8")
                .bound(c -> Objective.miwae(c.whole(M), c.whole(K))));
        add(objective("piwae", "decoder −I_MK, encoder −(1/M) Σ_m I_K", "Rainforth et al. 2018, sec. 5").needs(K, "8")
                .needs(M, "8").bound(c -> Objective.piwae(c.whole(M), c.whole(K))));
        add(objective("ciwae", "−(1 − β) I_K − β (1/K) Σ_k I_1", "Rainforth et al. 2018, eq. 11").needs(BETA, "0.5")
                .needs(K, "64").bound(c -> Objective.ciwae(c.whole(K), c.real(BETA))));
    }

    /**
     * An objective.
     *
     * @param loss   the formula
     * @param source its paper
     * @param needs  keys that must be given, in alphabetical order, each with an example of a value
     * @param allows keys that may be given
     * @param make   the objective of a configuration; a {@link tornadovae.UserError} says which numbers do not go together
     */
    public record Entry(String name, String loss, String source, SortedMap<String, String> needs, List<String> allows,
            Function<SettingValues, Objective> make) {

        public Entry {
            needs = Collections.unmodifiableSortedMap(new TreeMap<>(needs));
            allows = List.copyOf(allows);
        }

        /** Whether it has a setting. */
        public boolean has(String key) {
            return needs.containsKey(key) || allows.contains(key);
        }
    }

    /** Collects what is known of an objective, by name. */
    private static final class Builder {

        private final String name, loss, source;
        private final TreeMap<String, String> needs = new TreeMap<>();
        private final List<String> allows = new ArrayList<>();

        Builder(String name, String loss, String source) {
            this.name = name;
            this.loss = loss;
            this.source = source;
        }

        Builder needs(String key, String example) {
            needs.put(key, example);
            return this;
        }

        Builder allows(String... keys) {
            allows.addAll(List.of(keys));
            return this;
        }

        /** With terms that may be averaged over several draws of z. */
        Entry is(Function<SettingValues, Objective> make) {
            return allows(DRAWS).bound(c -> c.whole(DRAWS) == 1 ? make.apply(c) : make.apply(c).withDraws(c.whole(DRAWS)));
        }

        /** With a number of draws of its own. */
        Entry bound(Function<SettingValues, Objective> make) {
            return new Entry(name, loss, source, needs, allows, make);
        }

        /** With a plain KL term, whose weight may follow a schedule and which may have free bits. */
        Entry weighted(Function<SettingValues, Objective> make) {
            return allows(WARMUP, CYCLE, FREE_BITS)
                    .is(c -> c.real(FREE_BITS) == 0 ? make.apply(c) : make.apply(c).withFreeBits(c.real(FREE_BITS)));
        }
    }

    private Objectives() {}

    private static String key(String name) {
        return "objective." + name;
    }

    private static Builder objective(String name, String loss, String source) {
        return new Builder(name, loss, source);
    }

    private static void add(Entry entry) {
        ALL.put(entry.name(), entry);
    }

    private static Objective dip(Penalty variant, SettingValues c) {
        return Objective.dipVae(variant, c.real(OFF_DIAGONAL), c.real(DIAGONAL));
    }

    public static List<Entry> all() {
        return List.copyOf(ALL.values());
    }

    public static Entry get(String name) {
        return ALL.get(name);
    }

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The objectives that a setting must be given for. */
    public static List<String> needing(String key) {
        return names(ALL.values().stream().filter(entry -> entry.needs().containsKey(key)));
    }

    /** The objectives that a setting may be given for. */
    public static List<String> allowing(String key) {
        return names(ALL.values().stream().filter(entry -> entry.allows().contains(key)));
    }

    private static List<String> names(Stream<Entry> entries) {
        return entries.map(Entry::name).toList();
    }

    /** How the KL term's weight changes. */
    static Schedule schedule(SettingValues c) {
        return new Schedule(c.whole(WARMUP), c.whole(CYCLE));
    }

    /**
     * Why a setting that is not at its standard value has no place in an objective, as the rest of a sentence that names the
     * setting; empty where it has one.
     */
    static Optional<String> misplaced(String objective, String key) {
        if (get(objective).has(key)) return Optional.empty();
        if (objective.equals(VANILLA) && key.equals(BETA)) {
            return Optional.of("but the objective " + VANILLA + " has no β other than 1; set objective.name: beta-vae");
        }
        List<String> users = names(ALL.values().stream().filter(entry -> entry.has(key)));
        return Optional.of("but the objective " + objective + " has no such setting; it belongs to " + String.join(", ", users));
    }
}
