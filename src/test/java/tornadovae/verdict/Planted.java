package tornadovae.verdict;

import static tornadovae.verdict.Kind.BLEW_UP;
import static tornadovae.verdict.Kind.COLLAPSED;
import static tornadovae.verdict.Kind.DECIDED_BY_CLAMP;
import static tornadovae.verdict.Kind.NO_BETTER_THAN_MEAN_IMAGE;
import static tornadovae.verdict.Kind.NO_BETTER_THAN_PCA;
import static tornadovae.verdict.Kind.OVERFITS;
import static tornadovae.verdict.Kind.PRIOR_UNMET;
import static tornadovae.verdict.Kind.STILL_IMPROVING;
import static tornadovae.verdict.Kind.TOO_FEW_IMAGES;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.data.Dataset;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;
import tornadovae.model.Schedule;

/** Trainings with one thing wrong with them. */
final class Planted {

    private Planted() {}

    static List<Trial> all() {
        return Stream.of(data(), settings(), weights()).flatMap(List::stream).toList();
    }

    /** Every second of those that train fast. */
    static List<Trial> some() {
        List<Trial> fast = all().stream().filter(trial -> trial.run().epochs() <= 30).toList();
        return IntStream.range(0, fast.size()).filter(i -> i % 2 == 0).mapToObj(fast::get).toList();
    }

    /** What is wrong with the images. */
    static List<Trial> data() {
        Dataset digits = Pictures.digits(), spots = Pictures.spots();
        return List.of(
                new Trial("all images black", COLLAPSED, "wholly", Run.of(Pictures.constant(0))),
                new Trial("all images grey, Gaussian decoder", COLLAPSED, "wholly", Run.of(Pictures.constant(128)).gaussian(-8)),
                new Trial("pixels black or white by chance", NO_BETTER_THAN_MEAN_IMAGE, Run.of(Pictures.noise())),
                new Trial("grey noise, Gaussian decoder", NO_BETTER_THAN_MEAN_IMAGE, Run.of(Pictures.greyNoise()).gaussian(-8)),
                new Trial("pixels of each image shuffled in their own way", NO_BETTER_THAN_MEAN_IMAGE,
                        Run.of(Pictures.shuffled(digits)).latent(4)),
                new Trial("test images in negative", OVERFITS, "another kind", Run.of(Pictures.negativeTest(digits))),
                new Trial("test images moved by three pixels", OVERFITS, "another kind", Run.of(Pictures.shiftedTest(digits, 3))),
                new Trial("test images from elsewhere, Gaussian decoder", OVERFITS, "another kind",
                        Run.of(Pictures.testOf(Pictures.straight(), Pictures.greyNoise())).gaussian(-8)),
                new Trial("50 training images", OVERFITS, Run.of(Pictures.cut(digits, 50, 400)).epochs(400)),
                new Trial("40 training images, Gaussian decoder", OVERFITS, Run.of(Pictures.cut(spots, 40, 400)).gaussian(-8)
                        .batch(20).epochs(400)),
                new Trial("1 test image", TOO_FEW_IMAGES, Run.of(Pictures.cut(digits, 1500, 1))),
                new Trial("4 test images", TOO_FEW_IMAGES, Run.of(Pictures.cut(digits, 1500, 4))),
                new Trial("15 test images, Gaussian decoder", TOO_FEW_IMAGES, Run.of(Pictures.cut(spots, 1500, 15)).gaussian(-8)),
                new Trial("images vary along straight lines", NO_BETTER_THAN_PCA, Run.of(Pictures.straight()).gaussian(-8)),
                new Trial("images vary along straight lines, WAE", NO_BETTER_THAN_PCA,
                        Run.of(Pictures.straight()).gaussian(-8).objective(Objective.wae(5, Kernel.IMQ))),
                new Trial("a black frame around grey images, Gaussian decoder", DECIDED_BY_CLAMP, Run.of(Pictures.framed())
                        .gaussian(-8).epochs(60)),
                new Trial("black and white images, Gaussian decoder", DECIDED_BY_CLAMP, Run.of(Pictures.sprites()).gaussian(-4)
                        .epochs(60)));
    }

    /** What is wrong with the settings. */
    static List<Trial> settings() {
        Run digits = Run.of(Pictures.digits()), spots = Run.of(Pictures.spots()).gaussian(-8);
        return List.of(
                new Trial("β = 200", COLLAPSED, "wholly", digits.objective(Objective.betaVae(200))),
                new Trial("β = 2000, Gaussian decoder", COLLAPSED, "wholly", spots.objective(Objective.betaVae(2000))),
                new Trial("β = 4 with eight dimensions", COLLAPSED, "dimensions", digits.latent(8)
                        .objective(Objective.betaVae(4))),
                new Trial("β = 8 with eight dimensions, Gaussian decoder", NO_BETTER_THAN_PCA, spots.latent(8)
                        .objective(Objective.betaVae(8))),
                new Trial("capacity C = 0", COLLAPSED, "wholly", digits.objective(Objective.capacity(1000, 0, 0))),
                new Trial("β-TCVAE and β = 300 with four dimensions", COLLAPSED, "wholly", digits.latent(4)
                        .objective(Objective.betaTcVae(300, DensityEstimate.WEIGHTED))),
                new Trial("β = 0", PRIOR_UNMET, digits.objective(Objective.betaVae(0))),
                new Trial("β = 0.001, Gaussian decoder", PRIOR_UNMET, spots.objective(Objective.betaVae(0.001f))),
                new Trial("a warm-up of 1000 epochs", PRIOR_UNMET, digits.schedule(Schedule.warmup(1000))),
                new Trial("capacity C = 300", PRIOR_UNMET, digits.objective(Objective.capacity(100, 300, 0))),
                new Trial("WAE without a penalty", PRIOR_UNMET, digits.objective(Objective.wae(0, Kernel.IMQ))),
                new Trial("WAE without a penalty, Gaussian decoder", PRIOR_UNMET, spots.objective(Objective.wae(0, Kernel.RBF))),
                new Trial("InfoVAE with neither KL nor MMD", PRIOR_UNMET, digits.objective(Objective.infoVae(1, 0, Kernel.IMQ))),
                new Trial("eight dimensions for two factors, Gaussian decoder", PRIOR_UNMET, spots.latent(8)),
                new Trial("free bits of 40 nats a dimension", PRIOR_UNMET, digits.objective(Objective.VAE.withFreeBits(40))),
                new Trial("learning rate 1", BLEW_UP, spots.learningRate(1)),
                new Trial("learning rate 0.5 with two hidden layers", COLLAPSED, "wholly", digits.learningRate(0.5).hidden(64,
                        64)),
                new Trial("learning rate 10⁻⁵", STILL_IMPROVING, "not yet", digits.learningRate(1e-5)),
                new Trial("learning rate 10⁻²⁰", NO_BETTER_THAN_MEAN_IMAGE, digits.learningRate(1e-20)),
                new Trial("one epoch", STILL_IMPROVING, digits.epochs(1)),
                new Trial("three epochs, Gaussian decoder", STILL_IMPROVING, spots.epochs(3)),
                new Trial("five epochs, DIP-VAE", STILL_IMPROVING, digits.epochs(5).objective(Objective.dipVae(Penalty.DIP_II, 10,
                        10))),
                new Trial("least log-variance 0", COLLAPSED, "wholly", spots.gaussian(0)),
                new Trial("least log-variance −2", DECIDED_BY_CLAMP, spots.gaussian(-2)),
                new Trial("a wide model, 300 images, 300 epochs", OVERFITS,
                        Run.of(Pictures.cut(Pictures.digits(), 300, 400)).hidden(256).latent(10).epochs(300)));
    }

    /** What is wrong with the weights. */
    static List<Trial> weights() {
        Run digits = Run.of(Pictures.digits()), spots = Run.of(Pictures.spots()).gaussian(-8);
        return List.of(
                new Trial("the decoder's weights are 0", BLEW_UP, digits.afterwards(Weights.scaled("decoder.hidden0.weight", 0))),
                new Trial("the encoder's heads are 0", COLLAPSED, "wholly", digits.afterwards(Weights.scaled("encoder.mu", 0)
                        .andThen(Weights.scaled("encoder.logvar", 0))::apply)),
                new Trial("the encoder's second dimension is 0", BLEW_UP, spots.afterwards(Weights.deadDimension(1))),
                new Trial("all weights tenfold", BLEW_UP, digits.afterwards(Weights.scaled("", 10))),
                new Trial("all weights tenfold, Gaussian decoder", BLEW_UP, spots.afterwards(Weights.scaled("", 10))),
                new Trial("the last bias is off by 100", BLEW_UP, digits.afterwards(Weights.added("decoder.logits.bias", 100))),
                new Trial("log-variances of the code are off by 30", BLEW_UP,
                        digits.afterwards(Weights.added("encoder.logvar.bias", 30))),
                new Trial("codes moved by 4, and the decoder with them", PRIOR_UNMET, digits.afterwards(Weights.movedCode(4))),
                new Trial("codes scaled by 20, and the decoder with them", PRIOR_UNMET, spots.afterwards(Weights.scaledCode(20))),
                new Trial("codes scaled by 1/50, and the decoder with them", PRIOR_UNMET,
                        digits.afterwards(Weights.scaledCode(0.02))));
    }
}
