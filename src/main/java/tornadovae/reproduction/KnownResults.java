package tornadovae.reproduction;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results that are tried. */
public final class KnownResults {

    /** Overrides of both claims on {@code kingma-welling-2014.yaml}. */
    private static final List<String> QUICK_FIGURES = List.of("training.epochs=15");

    public static final List<KnownResult> ALL = List.of(
            new KnownResult("kingma-welling-figure-2",
                    "MNIST: the test bound improves from 3 to 5, 10 and 20 latent dimensions, and does not collapse "
                            + "with 200.",
                    "Kingma & Welling 2014, arXiv 1312.6114, figure 2", "kingma-welling-2014", QUICK_FIGURES,
                    new BoundImproves(List.of(3, 5, 10, 20), 200, 5, 1)),
            new KnownResult("kingma-welling-figures-4-5",
                    "MNIST: the manifold of a model with two latent dimensions, and samples of models with 2, 5, 10 "
                            + "and 20, redrawn.",
                    "Kingma & Welling 2014, arXiv 1312.6114, figures 4 and 5", "kingma-welling-2014", QUICK_FIGURES,
                    new ImagesDrawn(List.of(2, 5, 10, 20))),
            // the quick form's number was measured here, with './run.sh reproduce --quick --only burda-2016 --engine cpu': 87.99,
            // with a 95 % interval over test images of 87.53 to 88.43
            new KnownResult("burda-2016",
                    "MNIST: a VAE with one stochastic layer, 784-200-200-50, reaches a test NLL of 86.76 nats by the "
                            + "bound of 5000 samples.",
                    "Burda, Grosse & Salakhutdinov 2016, arXiv 1509.00519, table 1", "burda-2016", List.of("training.epochs=364"),
                    new LikelihoodReached(5000, 86.76, 1, OptionalDouble.of(87.99), 0.5)),
            iwae(5, 85.54), iwae(50, 84.78),
            new KnownResult("capacity", "The objective NLL + γ |KL − C| holds the KL term at C, for C = 5 and C = 25 nats.",
                    "Burgess et al. 2018, arXiv 1804.03599", "capacity",
                    List.of("dataset.train=10000", "training.epochs=30", "objective.capacitySteps=1000"),
                    new CapacityHeld(0.02)),
            new KnownResult("vanilla-limits", "β-VAE with β = 1 and InfoVAE with α = 0, λ = 1 are the VAE, bit for bit.",
                    "Higgins et al. 2017; Zhao, Song & Ermon 2019, arXiv 1706.02262", "vanilla-limits",
                    List.of("training.epochs=2"), new WeightsEqual()),
            new KnownResult("linear-limit",
                    "A VAE with a linear decoder and one variance for all pixels trains to probabilistic PCA: to its likelihood, "
                            + "its dimensions and its subspace.",
                    "Tipping & Bishop 1999; Lucas et al. 2019, arXiv 1911.02469", "linear-limit",
                    List.of("dataset.name=digits", "dataset.train=4000", "dataset.test=1000", "model.latent=5"),
                    new LimitReached(0.1, 1)),
            new KnownResult("higgins-2017",
                    "On sprites, β = 4 disentangles better than β = 1, by the β-VAE score and MIG. These sprites are "
                            + "this program's own rendering: the numbers cannot be compared with published ones for dSprites.",
                    "after Higgins et al. 2017, ICLR, and Chen et al. 2018, arXiv 1802.04942",
                    "higgins-2017", List.of("dataset.train=10000", "training.epochs=20", "sweep.training.seed=[1, 2, 3]"),
                    new BetaHelps(List.of("beta_vae_score", "mig"), 1, 4)));

    private KnownResults() {}

    /** The quick forms' numbers are not measured yet. */
    private static KnownResult iwae(int k, double nats) {
        String name = "burda-2016-iwae-" + k;
        return new KnownResult(name,
                String.format(Locale.ROOT, "MNIST: an IWAE with k = %d and one stochastic layer, 784-200-200-50, reaches a test "
                        + "NLL of %.2f nats by the bound of 5000 samples.", k, nats),
                "Burda, Grosse & Salakhutdinov 2016, arXiv 1509.00519, table 1", name, List.of("training.epochs=364"),
                new LikelihoodReached(5000, nats, 1, OptionalDouble.empty(), 0.5));
    }

    public static List<String> names() {
        return ALL.stream().map(KnownResult::name).toList();
    }

    public static Optional<KnownResult> named(String name) {
        return ALL.stream().filter(claim -> claim.name().equals(name)).findFirst();
    }
}
