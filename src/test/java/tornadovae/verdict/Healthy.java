package tornadovae.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.data.Dataset;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.model.Binarize;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;
import tornadovae.model.Schedule;

/** Sound trainings of all objectives. */
final class Healthy {

    private Healthy() {}

    static Map<String, Objective> objectives() {
        var objectives = new LinkedHashMap<String, Objective>();
        objectives.put("vae", Objective.VAE);
        objectives.put("beta-vae, β = 2", Objective.betaVae(2));
        objectives.put("capacity, C = 5", Objective.capacity(10, 5, 300));
        objectives.put("info-vae, α = ½, λ = 10", Objective.infoVae(0.5f, 10, Kernel.IMQ));
        objectives.put("wae, λ = 20", Objective.wae(20, Kernel.IMQ));
        objectives.put("dip-vae-i", Objective.dipVae(Penalty.DIP_I, 10, 10));
        objectives.put("dip-vae-ii", Objective.dipVae(Penalty.DIP_II, 10, 10));
        objectives.put("beta-tcvae, β = 2", Objective.betaTcVae(2, DensityEstimate.WEIGHTED));
        objectives.put("vae with free bits", Objective.VAE.withFreeBits(0.5f));
        return objectives;
    }

    /** Objectives of several draws, and with a discriminator: a step of them costs more. */
    static Map<String, Objective> slowObjectives() {
        var objectives = new LinkedHashMap<String, Objective>();
        objectives.put("factor-vae, γ = 5", Objective.factorVae(5, List.of(64, 64), 1e-3f));
        objectives.put("vae with 3 draws", Objective.VAE.withDraws(3));
        objectives.put("iwae, k = 5", Objective.iwae(5, false));
        objectives.put("iwae, k = 5, doubly reparameterised", Objective.iwae(5, true));
        objectives.put("miwae, m = 2, k = 3", Objective.miwae(2, 3));
        objectives.put("piwae, m = 2, k = 3", Objective.piwae(2, 3));
        objectives.put("ciwae, k = 5, β = ½", Objective.ciwae(5, 0.5f));
        return objectives;
    }

    /**
     * A score: each objective on {@code digits} with a Bernoulli or on spots with a Gaussian decoder, the first six on both,
     * and a continuous Bernoulli decoder on spots.
     */
    static List<Trial> some() {
        var trials = new ArrayList<Trial>();
        objectives().forEach((name, objective) -> {
            int number = trials.size();
            if (number < 6 || number % 2 == 0) trials.add(trial(name, objective, Run.of(Pictures.digits())));
            if (number < 6 || number % 2 == 1) trials.add(trial(name, objective, gaussian(Pictures.spots())));
        });
        slowObjectives().forEach((name, objective) -> trials.add(trial(name, objective, Run.of(Pictures.digits()))));
        trials.add(trial("vae", Objective.VAE, continuousBernoulli()));
        return trials;
    }

    /** Over a hundred. */
    static List<Trial> many() {
        var trials = new ArrayList<Trial>();
        objectives().forEach((name, objective) -> {
            for (int seed = 1; seed <= 2; seed++) {
                trials.add(trial(name, objective, Run.of(Pictures.digits()).seed(seed)));
                trials.add(trial(name, objective, Run.of(Pictures.digits()).latent(5).seed(seed)));
                trials.add(trial(name, objective, Run.of(Pictures.sprites()).latent(5).hidden(128, 64).seed(seed)));
                trials.add(trial(name, objective, gaussian(Pictures.spots()).seed(seed)));
                trials.add(trial(name, objective, gaussian(Pictures.spots()).latent(3).seed(seed)));
                trials.add(trial(name, objective, Run.of(Pictures.digits()).binarize(seed == 1 ? Binarize.STATIC
                        : Binarize.DYNAMIC).seed(seed)));
            }
        });
        slowObjectives().forEach((name, objective) -> {
            for (int seed = 1; seed <= 2; seed++) {
                trials.add(trial(name, objective, Run.of(Pictures.digits()).seed(seed)));
                trials.add(trial(name, objective, Run.of(Pictures.sprites()).latent(5).hidden(128, 64).seed(seed)));
                trials.add(trial(name, objective, gaussian(Pictures.spots()).seed(seed)));
            }
        });
        for (int seed = 1; seed <= 2; seed++) {
            trials.add(trial("vae with warm-up", Objective.VAE, Run.of(Pictures.digits()).schedule(Schedule.warmup(10))
                    .seed(seed)));
            trials.add(trial("vae with cycles", Objective.VAE, Run.of(Pictures.digits()).schedule(Schedule.cyclic(5, 15))
                    .seed(seed)));
            trials.add(trial("vae of 10 dimensions", Objective.VAE, Run.of(Pictures.digits()).latent(10).seed(seed)));
        }
        return trials;
    }

    private static Run gaussian(Dataset data) {
        return Run.of(data).gaussian(-8);
    }

    /**
     * Not on digits: densities of pixels that are almost all black or white are so high that codes do leave the prior, by dozens
     * of nats in two dimensions.
     */
    private static Run continuousBernoulli() {
        return Run.of(Pictures.spots()).continuousBernoulli();
    }

    private static Trial trial(String name, Objective objective, Run run) {
        return new Trial(name + "; " + run.data().name() + ", " + run.latent() + " dimensions, " + run.likelihood().name()
                .toLowerCase(java.util.Locale.ROOT)
                + (run.binarize() == Binarize.NONE ? "" : " " + run.binarize().name().toLowerCase(java.util.Locale.ROOT))
                + ", seed " + run.seed(),
                Kind.LEARNED, run.objective(objective));
    }
}
