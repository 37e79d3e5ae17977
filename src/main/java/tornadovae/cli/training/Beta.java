package tornadovae.cli.training;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Table;
import tornadovae.model.BetaConvention.Sizes;
import tornadovae.model.BetaConvention;

@Command(name = "beta", description = {
        "Translate what another code calls beta, or its weight of the KL term, into this program's objective.beta. "
                + "Codes sum or average over pixels and leave out the variance of a squared error, so that one number means "
                + "many things.",
        "Conventions: nats (this program's), mean-bce, sum-mse, half-mse, mean-mse, normalised; docs/beta.md has formulas "
                + "and sources."},
        footer = {
                "  ./run.sh beta --from mean-mse --weight 0.00025 --pixels 784",
                "  ./run.sh beta --from normalised --weight 0.01 --pixels 784 --latent 10"})
public final class Beta extends BaseCommand {

    @Option(names = "--from", required = true, paramLabel = "CONVENTION", description = "How the other code counts.")
    String from;

    @Option(names = "--weight", paramLabel = "W", defaultValue = "1", description = "Its weight of the KL term (default: "
            + "${DEFAULT-VALUE}).")
    double weight;

    @Option(names = "--pixels", required = true, paramLabel = "N", description = "Values an image has: width times height "
            + "times channels.")
    int pixels;

    @Option(names = "--latent", paramLabel = "M", defaultValue = "2", description = "Latent dimensions (default: "
            + "${DEFAULT-VALUE}).")
    int latent;

    @Option(names = "--sigma2", paramLabel = "X", defaultValue = "1",
            description = "Variance of the Gaussian decoder that a squared error stands for (default: ${DEFAULT-VALUE}).")
    double sigma2;

    @Option(names = "--range", paramLabel = "X", defaultValue = "1",
            description = "Values between black and white in the other code: 1 for [0, 1], 2 for [-1, 1], 255 for bytes "
                    + "(default: ${DEFAULT-VALUE}).")
    double range;

    @Option(names = "--kl", paramLabel = "HOW", defaultValue = "sum",
            description = "Whether its KL term is a sum or a mean over latent dimensions (default: ${DEFAULT-VALUE}).")
    String kl;

    @Override
    public Integer call() {
        var convention = BetaConvention.of(from);
        requireRange("--pixels", pixels, 1, Integer.MAX_VALUE);
        requireRange("--latent", latent, 1, Integer.MAX_VALUE);
        if (!kl.matches("sum|mean")) throw new UserError("--kl must be sum or mean, not '" + kl + "'.");
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new UserError("--weight must be 0 or a positive number, not "
                    + weight + ".");
        }
        if (!(range > 0) || Double.isInfinite(range)) {
            throw new UserError("--range must be a positive number, not " + range
                    + ".");
        }
        if (range != 1 && !convention.isGaussian()) {
            throw new UserError("--range is for squared errors, sum-mse, half-mse and mean-mse; leave it out with "
                    + convention + ".");
        }
        var sizes = new Sizes(pixels, latent, sigma2);
        // (r x − r μ)² = r² (x − μ)², and a mean over M dimensions is KL / M
        double alike = weight / (range * range) / (kl.equals("mean") ? latent : 1);
        double beta = convention.beta(alike, sizes);
        out().println("objective.beta: " + number(beta) + "   (nats per image"
                + (convention.isGaussian() ? ", for a Gaussian decoder of variance " + number(sigma2)
                        + " and pixels in [0, 1])" : ")"));
        if (convention.isGaussian() && beta > 0) {
            out().println("It is also the VAE, beta 1, with a Gaussian decoder of variance " + number(beta * sigma2)
                    + ", a standard deviation of " + number(Math.sqrt(beta * sigma2)) + " of the range from black to white.");
        }
        var table = new Table("convention", "weight", "what is minimised");
        for (var each : BetaConvention.values()) table.row(each, number(each.weight(beta, sizes)), each.loss());
        out().println();
        out().print(table);
        if (convention.isGaussian()) {
            say("Without --variance fixed a Gaussian decoder learns its variances, and this beta is near the truth only where "
                    + "they are near " + number(sigma2) + ".");
        }
        next("train --dataset digits --beta " + number(beta) + (convention.isGaussian()
                ? " --likelihood gaussian --variance fixed --sigma2 " + number(sigma2) : "") + " --epochs 5", "a model with it");
        return 0;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains("e") || !text.contains(".") ? text : text.replaceFirst("\\.?0+$", "");
    }
}
