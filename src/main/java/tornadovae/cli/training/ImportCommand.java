package tornadovae.cli.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.ReportFile;
import tornadovae.cli.command.Table;
import tornadovae.cli.command.Version;
import tornadovae.data.Dataset;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.LayerMap;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.Importing;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.model.Likelihood;
import tornadovae.model.Variance;
import tornadovae.train.FloatTensor;
import tornadovae.train.ForeignWeights;
import tornadovae.train.Normalisation;

@Command(name = "import", description = {
        "Take over the weights of a perceptron VAE that PyTorch has trained, then measure and draw it as if it had been trained "
                + "here.",
        "The file is safetensors; widths and latent dimensions are read off it. Names are ours, pythae's, those of PyTorch's "
                + "example, or what --names says."},
        footer = {
                "  ./run.sh import vae.safetensors --dataset mnist --activation relu --out results/theirs",
                "  ./run.sh import vae.safetensors --dataset mnist --activation tanh --hidden 512,256 --latent 2 "
                        + "--names names.yaml --out results/theirs"})
public final class ImportCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", description = "The weights: a .safetensors file with numbers of F32, F16, BF16 or F64.")
    Path file;

    @Option(names = "--dataset", required = true, paramLabel = "NAME",
            description = "The images to measure the model on, of the size that it was trained with: a name or a place "
                    + "as 'data list' shows them, such as images:DIR.")
    String dataset;

    @Option(names = "--activation", required = true, paramLabel = "NAME",
            description = "What the hidden layers apply to their sums, which no file says: tanh, relu or softplus.")
    String activation;

    @Option(names = "--decoder-activation", paramLabel = "NAME", description = "The same of the decoder, if it has another.")
    String decoderActivation;

    @Option(names = "--hidden", paramLabel = "N,N",
            description = "Widths of the encoder's hidden layers, to be compared with the file's.")
    String hidden;

    @Option(names = "--latent", paramLabel = "N", description = "Latent dimensions, to be compared with the file's.")
    Integer latent;

    @Option(names = "--names", paramLabel = "FILE",
            description = "A YAML file that names the module of each layer, such as 'encoder.mu: fc21'.")
    Path names;

    @Option(names = "--mean", paramLabel = "X", defaultValue = "0",
            description = "What was subtracted from pixels in [0, 1] before the encoder saw them (default: ${DEFAULT-VALUE}).")
    double mean;

    @Option(names = "--std", paramLabel = "X", defaultValue = "1",
            description = "What they were divided by then (default: ${DEFAULT-VALUE}).")
    double deviation;

    @Option(names = "--likelihood", paramLabel = "NAME",
            description = "What the logits of a decoder are of: bernoulli or continuous-bernoulli (default: bernoulli).")
    String likelihood;

    @Option(names = "--sigma2", paramLabel = "X",
            description = "σ² of a decoder that gives means alone: 0.5 if it was trained by the sum of squared errors.")
    String sigma2;

    @Option(names = "--binarize", paramLabel = "HOW",
            description = "How pixels become 0 or 1 for a decoder of logits: none, static or dynamic (default: none).")
    String binarize;

    @Option(names = "--train", paramLabel = "N", description = "Training images, the first of the set (default: all).")
    String train;

    @Option(names = "--test", paramLabel = "N", description = "Test images, the first of the set (default: all).")
    String test;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the noise that it is measured with (default: 1).")
    String seed;

    @Option(names = "--no-atlas", description = "Do not say what the manifold shows.")
    boolean noAtlas;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "DIR", description = "Where the model's folder goes.")
    Path out;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() {
        var normal = new Normalisation(mean, deviation);
        ForeignWeights weights = names == null ? ForeignWeights.read(file) : ForeignWeights.read(file, LayerMap.read(names));
        // before the images are loaded, which may take a download
        Experiment asked = Experiment.ofFlags(settings(weights));
        Configuration shape = asked.cells().getFirst().configuration();
        requireSame("--hidden", shape.value("model.hidden"), weights.hidden());
        requireSame("--latent", shape.whole("model.latent"), weights.latent());
        Map<String, FloatTensor> parameters = weights.parameters(shape.model(weights.pixels()), normal);
        Dataset data = dataOptions.load(shape.dataset(), this);
        if (data.columns() != weights.pixels()) {
            throw new UserError(file + " is a model of " + weights.pixels() + " pixels, but the images of " + data.name()
                    + " have " + data.columns() + " (" + data.width() + "×" + data.height()
                    + "); give images of its size with --dataset.");
        }
        var choice = engineOptions.choose();
        var plan = Plan.of(imported(asked, parameters), _ -> DataShape.of(data),
                TrainingCommand.roomOf(choice));
        Group group = plan.groups().getFirst();
        say(choice.reason());
        var spec = group.family().model();
        say("The layers have the names of " + weights.names().title() + ": hidden " + spec.hidden() + ", "
                + spec.latent() + " latent dimensions, hidden " + spec.decoder().hidden() + " in a " + spec.likelihood()
                + " decoder.");
        try (var store = ResultStore.ofOne(out, plan, false);
                var importing = new Importing(choice.engine(), Version.software(), this::say)) {
            CellFolder folder = store.folder(plan.cells().getFirst());
            Configuration configuration = plan.cells().getFirst().configuration();
            importing.into(folder, configuration, data, group.family(), parameters);
            print(folder);
            new ReportFile(this, dataOptions).writeIfPossible(store.root());
        }
        next("explore " + out, "move over the latent plane in the browser");
        return 0;
    }

    private void requireSame(String option, Object asked, Object there) {
        if (!asked.equals(there)) {
            throw new UserError(file + " has " + there + " where " + option + " says " + asked + "; leave " + option
                    + " out to take what the file has.");
        }
    }

    /** Everything but which weights they are. */
    private Map<Setting, String> settings(ForeignWeights weights) {
        var given = new LinkedHashMap<Setting, String>();
        put(given, "dataset.name", dataset);
        put(given, "dataset.train", train);
        put(given, "dataset.test", test);
        put(given, "model.hidden", hidden != null ? hidden : weights.hidden().toString());
        put(given, "model.latent", String.valueOf(latent != null ? latent : weights.latent()));
        put(given, "model.activation", activation);
        if (!weights.decoderHidden().equals(weights.hidden().reversed())) {
            put(given, "model.decoder.hidden", weights.decoderHidden().toString());
        }
        put(given, "model.decoder.activation", decoderActivation);
        if (sigma2 != null && (weights.hasLogits() || weights.variance() != Variance.Kind.FIXED)) {
            throw new UserError("--sigma2 is for a decoder that gives means and no log σ², but that of " + file + " gives "
                    + (weights.hasLogits() ? "logits" : "log σ² too") + "; leave --sigma2 out.");
        }
        if (weights.hasLogits()) {
            put(given, "model.likelihood", likelihood);
            if (Likelihood.GAUSSIAN.toString().equals(likelihood)) {
                throw new UserError(file + " has a decoder of logits, which --likelihood gaussian does not fit; name its last "
                        + "layer decoder.mean with --names, if it gives means without a sigmoid.");
            }
        } else {
            putGaussian(given, weights.variance());
        }
        put(given, "model.sigma2", sigma2);
        put(given, "model.binarize", binarize);
        put(given, "training.seed", seed);
        if (noAtlas) put(given, "pictures.atlas", "false");
        return given;
    }

    private void putGaussian(Map<Setting, String> given, Variance.Kind variance) {
        if (likelihood != null && !likelihood.equals(Likelihood.GAUSSIAN.toString())) {
            throw new UserError(file + " has a decoder of means, which is gaussian, where --likelihood says " + likelihood
                    + "; leave --likelihood out.");
        }
        boolean isFixed = variance == Variance.Kind.FIXED;
        if (isFixed && sigma2 == null) {
            throw new UserError(file + " has a decoder of means and no log σ²; say with --sigma2 which variance its pixels have, "
                    + "0.5 if it was trained by the sum of squared errors.");
        }
        put(given, "model.likelihood", Likelihood.GAUSSIAN.toString());
        if (variance != Variance.Kind.PIXEL) put(given, "model.variance", variance.name().toLowerCase(Locale.ROOT));
    }

    private static void put(Map<Setting, String> given, String key, String value) {
        if (value != null) given.put(Settings.get(key), value);
    }

    private static Experiment imported(Experiment asked, Map<String, FloatTensor> parameters) {
        return asked.imported(ForeignWeights.digest(parameters));
    }

    private void print(CellFolder folder) {
        Map<String, Object> metrics = folder.metricsIfAny();
        var table = new Table("model", "test −ELBO", "±", "NLL", "KL", "active units");
        table.row(folder.name(), nats(metrics, "test_total"), nats(metrics, "test_total_error"), nats(metrics, "test_nll"),
                nats(metrics, "test_kl"), metrics.getOrDefault("active_units", ""));
        out().print(table);
        List<String> pictures = List.of("manifold", "samples", "reconstructions", "traversals");
        out().println("Pictures: " + folder.path().resolve("{" + String.join(",", pictures) + "}.png")
                + (Files.exists(folder.atlas()) ? "; atlas: " + folder.atlas() : ""));
    }

    private static String nats(Map<String, Object> metrics, String key) {
        return metrics.get(key) instanceof Number n ? String.format(Locale.ROOT, "%.2f", n.doubleValue()) : "";
    }
}
