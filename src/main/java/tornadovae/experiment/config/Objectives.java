package tornadovae.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;
import tornadovae.model.Schedule;

/** The objectives by name: which settings each has, which of them must be given, and what it then is. This table is their one definition. */
public final class Objectives {

    /**
     * @param needs   keys that must be given, with an example
     * @param options keys that may be given
     * @param make    the objective of a configuration
     */
    private record Kind(Map<String, String> needs, List<String> options, Function<Configuration, Objective> make) {}

    private static final String BETA = key("beta"), GAMMA = key("gamma"), CAPACITY = key("capacity"), CAPACITY_STEPS = key("capacitySteps"), ALPHA = key("alpha"), LAMBDA = key("lambda"),
            KERNEL = key("kernel"), OFF_DIAGONAL = key("lambdaOffDiagonal"), DIAGONAL = key("lambdaDiagonal"), ESTIMATE = key("estimate"), WARMUP = key("warmupEpochs"),
            CYCLE = key("cycleEpochs"), FREE_BITS = key("freeBits");

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        weighted("vae", Map.of(), List.of(), c -> Objective.VAE);
        weighted("beta-vae", Map.of(BETA, "4"), List.of(), c -> Objective.betaVae(c.real(BETA)));
        KINDS.put("capacity", new Kind(Map.of(CAPACITY, "25"), List.of(GAMMA, CAPACITY_STEPS),
                c -> Objective.capacity(c.real(GAMMA), c.real(CAPACITY), c.whole(CAPACITY_STEPS))));
        weighted("info-vae", Map.of(LAMBDA, "10"), List.of(ALPHA, KERNEL), c -> Objective.infoVae(c.real(ALPHA), c.real(LAMBDA), kernel(c)));
        KINDS.put("wae", new Kind(Map.of(LAMBDA, "10"), List.of(KERNEL), c -> Objective.wae(c.real(LAMBDA), kernel(c))));
        var dip = Map.of(OFF_DIAGONAL, "10", DIAGONAL, "100");
        weighted("dip-vae-i", dip, List.of(), c -> Objective.dipVae(Penalty.DIP_I, c.real(OFF_DIAGONAL), c.real(DIAGONAL)));
        weighted("dip-vae-ii", dip, List.of(), c -> Objective.dipVae(Penalty.DIP_II, c.real(OFF_DIAGONAL), c.real(DIAGONAL)));
        weighted("beta-tcvae", Map.of(BETA, "4"), List.of(ESTIMATE),
                c -> Objective.betaTcVae(c.real(BETA), DensityEstimate.valueOf(c.name(ESTIMATE))));
    }

    private Objectives() {}

    private static String key(String name) {
        return "objective." + name;
    }

    /** An objective with a plain KL term, whose weight may follow a schedule and which may have free bits. */
    private static void weighted(String name, Map<String, String> needs, List<String> options, Function<Configuration, Objective> make) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(WARMUP, CYCLE, FREE_BITS));
        KINDS.put(name, new Kind(needs, all, c -> c.real(FREE_BITS) == 0 ? make.apply(c) : make.apply(c).withFreeBits(c.real(FREE_BITS))));
    }

    private static Kernel kernel(Configuration c) {
        return Kernel.valueOf(c.name(KERNEL));
    }

    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    /** A {@link tornadovae.UserError} says which numbers do not go together. */
    static Objective of(Configuration c) {
        return KINDS.get(c.text(key("name"))).make.apply(c);
    }

    static Schedule schedule(Configuration c) {
        return new Schedule(c.whole(WARMUP), c.whole(CYCLE));
    }

    /** Its name with the settings that make it what it is: {@code info-vae with alpha 0.5, lambda 10}. */
    public static String describe(Configuration c) {
        String settings = Schema.settings().stream().filter(setting -> setting.key().startsWith("objective.") && !setting.key().equals(key("name")))
                .filter(setting -> !c.values().get(setting.key()).equals(setting.standard()))
                .map(setting -> setting.key().substring(key("").length()) + " " + Values.text(c.values().get(setting.key()))).collect(Collectors.joining(", "));
        return c.text(key("name")) + (settings.isEmpty() ? "" : " with " + settings);
    }

    /** Why a setting that is not at its standard value has no place in an objective, as the rest of a sentence that names the setting; empty where it has one. */
    static Optional<String> misplaced(String objective, String key) {
        Kind kind = KINDS.get(objective);
        if (kind.needs.containsKey(key) || kind.options.contains(key)) return Optional.empty();
        if (objective.equals("vae") && key.equals(BETA)) return Optional.of("but the objective vae has no β other than 1; set objective.name: beta-vae");
        List<String> users = KINDS.entrySet().stream().filter(e -> e.getValue().needs.containsKey(key) || e.getValue().options.contains(key)).map(Map.Entry::getKey).toList();
        return Optional.of("but the objective " + objective + " has no such setting; it belongs to " + String.join(", ", users));
    }

    /** The settings that an objective must be given, in alphabetical order, each with an example of a value. */
    static Map<String, String> needs(String objective) {
        return new TreeMap<>(KINDS.get(objective).needs);
    }
}
