package tornadovae.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.Table;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.limit.LinearLimit;

@Command(name = "limit", description = {
        "Say how far a VAE with a linear decoder can come on some images, in closed form: probabilistic PCA. One variance for "
                + "all pixels; what is learned comes from the training images alone.",
        "The first table has the most likely variance for each number of latent dimensions. The second one has rate and "
                + "distortion at each level beta sigma2, by reverse water-filling: a dimension is used where its eigenvalue "
                + "lies above the level. docs/limit.md explains both."},
        footer = {
                "  ./run.sh limit mnist",
                "  ./run.sh limit digits --latent 2,10 --beta 1,4 --sigma2 0.05"})
public final class LimitCommand extends BaseCommand {

    @Mixin
    DataOptions data;

    @Parameters(paramLabel = "DATASET", description = "A name or a place as 'data list' shows them, such as images:DIR.")
    String name;

    @Option(names = "--latent", split = ",", paramLabel = "N",
            description = "Latent dimensions (default: 2, 10, 20 and 50, and for rate and distortion as many as pixels).")
    List<Integer> latent = List.of();

    @Option(names = "--beta", split = ",", paramLabel = "X", defaultValue = "1,0.5,0.1,0.05",
            description = "Weights of the KL term (default: ${DEFAULT-VALUE}).")
    List<Double> betas;

    @Option(names = "--sigma2", paramLabel = "X", defaultValue = "1",
            description = "Variance of all pixels, for rate and distortion (default: ${DEFAULT-VALUE}).")
    double sigma2;

    @Option(names = "--train", paramLabel = "N", defaultValue = "0",
            description = "Training images, the first of the set (0: all).")
    int train;

    @Option(names = "--test", paramLabel = "N", defaultValue = "0",
            description = "Test images, the first of the set (0: all).")
    int test;

    @Override
    public Integer call() {
        requireRange("--train", train, 0, 10_000_000);
        requireRange("--test", test, 0, 10_000_000);
        for (double value : betas) requirePositive("--beta", value);
        requirePositive("--sigma2", sigma2);
        for (int d : latent) requireRange("--latent", d, 1, LinearLimit.MOST_PIXELS);
        Dataset set = data.load(new DataSpec(name, train, test, 1), this);
        int pixels = set.columns();
        for (int d : latent) {
            if (d >= pixels) {
                throw new UserError("--latent must be fewer than the " + pixels + " pixels of an image, found " + d + ".");
            }
        }
        LinearLimit limit = LinearLimit.of(set.train().images(), set.test().images());
        out().println("Nats per image of " + set.name() + ", " + set.train().count() + " images to learn from and "
                + set.test().count() + " to test on; " + pixels + " pixels in [0, 1].");
        out().println();
        out().print(likelihoods(limit));
        out().println();
        out().print(waterFilling(limit));
        next("train --dataset " + name + " --likelihood gaussian --variance shared --latent 10" + data.words(),
                "a deep model, to hold beside it");
        return 0;
    }

    private static void requirePositive(String option, double value) {
        if (!(value >= 1e-12 && value <= 1e6)) {
            throw new UserError(option + " must lie between 1e-12 and 1000000, found " + value + ".");
        }
    }

    private Table likelihoods(LinearLimit limit) {
        var table = new Table("latent", "ML sigma2", "train -log p", "test -log p", "KL");
        var widths = new ArrayList<>(latent);
        if (widths.isEmpty()) {
            for (int d : new int[] {2, 10, 20, 50}) {
                if (d < limit.pixels()) widths.add(d);
            }
        }
        for (int d : widths) {
            double variance = limit.mostLikelyVariance(d);
            if (variance <= 0) {
                table.row(d, "0", "-", "-", "-");   // the images lie in a subspace, where the density has no bound
            } else {
                table.row(d, number("%.6f", variance), number("%.2f", limit.trainNll(d, variance)),
                        number("%.2f", limit.testNll(d, variance)), number("%.2f", limit.at(d, variance).rate()));
            }
        }
        return table;
    }

    private Table waterFilling(LinearLimit limit) {
        var table = new Table("beta sigma2", "latent", "active", "rate", "distortion", "-ELBO");
        for (int d : latent.isEmpty() ? List.of(limit.pixels()) : latent) {
            for (double beta : betas) {
                var point = limit.at(d, beta * sigma2);
                table.row(number("%.4g", point.level()), d, point.active(), number("%.3f", point.rate()),
                        number("%.3f", point.distortion()),
                        number("%.2f", point.nll(limit.pixels(), sigma2) + point.rate()));
            }
        }
        return table;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
