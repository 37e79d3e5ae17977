package tornadovae.cli.codes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Version;
import tornadovae.codes.EncodedImages;
import tornadovae.data.DataDigest;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.graph.Split;
import tornadovae.train.TrainedModel;

@Command(name = "encode", description = {
        "Write what a model makes of images: means and log-variances of q(z|x), draws of it, each image's NLL and KL in nats, "
                + "labels and true factors.",
        "The ending of --out says the format: .npz for NumPy, .csv for a table."},
        footer = {
                "  ./run.sh encode results/mine --out codes.npz",
                "  ./run.sh encode results/mine --dataset fashion-mnist --images 1000 --draws 5 --out codes.csv"})
public final class EncodeCommand extends BaseCommand {

    @Mixin
    OneModel model;

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "Other images than those of the training, of the same size: a name or a place as 'data list' "
                    + "shows them, such as images:DIR.")
    String dataset;

    @Option(names = "--split", paramLabel = "NAME", defaultValue = "test",
            description = "Which images: test or train (default: ${DEFAULT-VALUE}).")
    String split;

    @Option(names = "--images", paramLabel = "N", description = "The first N images (default: all).")
    Integer images;

    @Option(names = "--draws", paramLabel = "N", defaultValue = "1",
            description = "Draws of z for each image (default: ${DEFAULT-VALUE}). The NLL is that of the first.")
    int draws;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "FILE", description = "The file to write: .npz or .csv.")
    Path out;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() {
        if (images != null) requireRange("--images", images, 1, Integer.MAX_VALUE);
        requireRange("--draws", draws, 0, 100);
        requirePlace("--out", out);
        boolean npz = Ending.of("--out", out, "npz", "csv").equals("npz");
        Split of = split();
        TrainedCell cell = model.read(this::say);
        DataSpec trained = cell.configuration().dataset();
        Dataset data = dataOptions.load(dataset == null ? trained : others(cell), this);
        var choice = engineOptions.choose();
        say(choice.reason());
        try (TrainedModel opened = dataset == null ? cell.open(choice.engine(), data)
                : cell.openUnasked(choice.engine(), data)) {
            var encoded = new EncodedImages(opened, data, of, images == null ? Integer.MAX_VALUE : images, draws);
            if (npz) encoded.writeNpz(out, about(cell, data, of));
            else encoded.writeCsv(out);
            out().println(String.format(Locale.ROOT, "%s: %d %s images of %s, NLL %.2f and KL %.2f nats an image", out,
                    encoded.count(), split, data.name(), encoded.meanNll(), encoded.meanKl()));
        }
        next("decode " + model.folder() + " " + out + " --out decoded.png", "look at what the codes stand for");
        return 0;
    }

    /** Pictures are taken as those of the training were, in colour or grey and in the size that was asked for then. */
    private DataSpec others(TrainedCell cell) {
        DataSpec trained = cell.configuration().dataset();
        return dataset.startsWith("images:")
                ? new DataSpec(dataset, 0, 0, 1, false, cell.channels() == 3, trained.width(), trained.height())
                : DataSpec.of(dataset);
    }

    private Split split() {
        return switch (split) {
            case "test" -> Split.TEST;
            case "train" -> Split.TRAIN;
            default -> throw new UserError("--split must be test or train, not '" + split + "'.");
        };
    }

    private static Map<String, Object> about(TrainedCell cell, Dataset data, Split of) {
        var about = new LinkedHashMap<String, Object>();
        about.put("software", "tornado-vae " + Version.software().version());
        about.put("configuration", cell.configuration().hash());
        about.put("model", cell.configuration().model(data.columns()).toString());
        about.put("dataset", data.name());
        about.put("split", of.name().toLowerCase(Locale.ROOT));
        about.put("images", DataDigest.of(data).toMap());
        about.put("width", data.width());
        about.put("height", data.height());
        about.put("channels", data.channels());
        about.put("seed", cell.configuration().whole("training.seed"));
        about.put("units", "nll and kl are nats; logvar is log σ² of q(z|x)");
        return about;
    }
}
