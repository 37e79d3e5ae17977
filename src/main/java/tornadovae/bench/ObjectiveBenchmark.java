package tornadovae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import tornadovae.engine.Engine;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Images;
import tornadovae.graph.Kernel;
import tornadovae.graph.Split;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;
import tornadovae.model.Prior;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;

/**
 * What an objective's extra terms cost: training throughput of one workload with each objective, in turns with the vanilla VAE,
 * so that a busy moment of a shared machine hits both alike.
 */
public final class ObjectiveBenchmark {

    /**
     * @param imagesPerSecond summed over replicas
     * @param cost            time of a step in units of the vanilla VAE's: median of the ratios window by window, least and most
     */
    public record Result(Workload workload, String objective, int replicas, Measured imagesPerSecond, double cost, double least,
            double most) {}

    /** Of learned priors. */
    private static final int COMPONENTS = 100;

    /** What is measured, by the name it has in experiments; weights do not matter for the cost. */
    static final SequencedMap<String, Objective> OBJECTIVES = new LinkedHashMap<>();

    static {
        OBJECTIVES.put("vae", Objective.VAE);
        OBJECTIVES.put("vae, free bits", Objective.VAE.withFreeBits(0.1f));
        OBJECTIVES.put("capacity", Objective.capacity(100, 20, 0));
        for (Kernel kernel : Kernel.values()) OBJECTIVES.put("info-vae, " + name(kernel), Objective.infoVae(0.5f, 10, kernel));
        OBJECTIVES.put("wae, imq", Objective.wae(10, Kernel.IMQ));
        OBJECTIVES.put("dip-vae-i", Objective.dipVae(Penalty.DIP_I, 10, 100));
        OBJECTIVES.put("dip-vae-ii", Objective.dipVae(Penalty.DIP_II, 10, 100));
        for (DensityEstimate estimate : DensityEstimate.values()) {
            OBJECTIVES.put("beta-tcvae, " + name(estimate), Objective.betaTcVae(4, estimate));
        }
        OBJECTIVES.put("factor-vae", Objective.factorVae(35, List.of(1000, 1000, 1000, 1000, 1000, 1000), 1e-4f));
        OBJECTIVES.put("vae, 5 draws", Objective.VAE.withDraws(5));
        OBJECTIVES.put("iwae, k = 5", Objective.iwae(5, false));
        OBJECTIVES.put("iwae, k = 5, doubly reparameterised", Objective.iwae(5, true));
        OBJECTIVES.put("miwae, m = 2, k = 3", Objective.miwae(2, 3));
        OBJECTIVES.put("piwae, m = 2, k = 3", Objective.piwae(2, 3));
        OBJECTIVES.put("ciwae, k = 5", Objective.ciwae(5, 0.5f));
    }

    /** Models whose pixels or codes have another distribution, by the name of that; they minimise NLL + KL. */
    private static Map<String, Vae> distributions(Vae vae) {
        VaeSpec of = vae.spec();
        var variants = new LinkedHashMap<String, Vae>();
        for (Likelihood likelihood : Likelihood.values()) {
            var spec = new VaeSpec(of.pixels(), of.hidden(), of.latent(), of.activation(), likelihood, Binarize.NONE,
                    of.minLogVar());
            variants.put("vae, " + likelihood, new Vae(spec));
            if (likelihood != Likelihood.GAUSSIAN) continue;
            for (Variance variance : List.of(Variance.SHARED, Variance.OPTIMAL, Variance.fixed(0.05))) {
                variants.put("vae, gaussian " + name(variance.kind()), new Vae(spec.with(variance)));
            }
        }
        variants.remove("vae, " + of.likelihood());   // the first row
        for (Prior.Kind prior : List.of(Prior.Kind.MIXTURE, Prior.Kind.VAMP)) {
            variants.put("vae, prior " + name(prior), new Vae(of.with(new Prior(prior, COMPONENTS))));
        }
        return variants;
    }

    /** Whether a row's work is all of the first row's and more: another likelihood may be cheaper. */
    public static boolean addsTerms(String name) {
        return OBJECTIVES.containsKey(name);
    }

    private final Engine engine;
    private final int windows;
    private final double windowSeconds;
    private final double warmUpSeconds;

    public ObjectiveBenchmark(Engine engine, int windows, double windowSeconds, double warmUpSeconds) {
        this.engine = engine;
        this.windows = windows;
        this.windowSeconds = windowSeconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /** A result an objective, in a fixed order, the vanilla VAE first. */
    public List<Result> run(Workload workload, int replicas) {
        Map<Split, Images> data = TrainingCase.data();
        try (var turns = new Turns(windows, windowSeconds, warmUpSeconds, Runtime.getRuntime().availableProcessors())) {
            var cases = new LinkedHashMap<String, TrainingCase>();
            OBJECTIVES.forEach(
                    (name, objective) -> cases.put(name, turns.add(workload, objective, workload.batch, replicas, engine, data)));
            distributions(workload.vae).forEach((name, vae) -> cases.put(name,
                    turns.add(workload, vae, Objective.VAE, workload.batch, replicas, engine, data)));
            turns.measure();
            var results = new ArrayList<Result>();
            double[] vanilla = turns.rates(cases.firstEntry().getValue());
            cases.forEach((name, each) -> {
                double[] ratios = new double[windows];
                Arrays.setAll(ratios, window -> vanilla[window] / turns.rates(each)[window]);
                Spread cost = Spread.of(ratios);
                results.add(new Result(workload, name, replicas, turns.measured(each), cost.median(), cost.least(),
                        cost.most()));
            });
            return results;
        }
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
