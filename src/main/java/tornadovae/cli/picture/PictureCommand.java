package tornadovae.cli.picture;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Version;
import tornadovae.cli.training.SettingOptions;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Picture;
import tornadovae.manifold.PictureStyle;
import tornadovae.manifold.Pictures.Show;
import tornadovae.manifold.Pictures;
import tornadovae.manifold.Png;
import tornadovae.train.TrainedModel;

/**
 * What {@code manifold}, {@code samples}, {@code reconstruct} and {@code traverse} share: from a folder of results to a PNG file
 * for each model in it.
 */
@Command(defaultValueProvider = SettingOptions.PictureDefaults.class)
abstract class PictureCommand extends BaseCommand {

    @Parameters(paramLabel = "DIR",
            description = "The folder of an experiment, or of one of its cells: every model in it is drawn.")
    Path folder;

    @Option(names = "--sample", description = "Show true draws from p(x|z) instead of its mean.")
    boolean sample;

    @Option(names = "--scale", paramLabel = "N",
            description = "Draw every pixel as a square of N × N (default: ${DEFAULT-VALUE}).")
    int scale;

    @Option(names = "--invert", description = "Draw dark on white, for print.")
    boolean invert;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of what is drawn at random (default: that of the training).")
    Integer seed;

    @Option(names = "--out", paramLabel = "FILE",
            description = "The file to write, when there is one model (default: named after the options, in the model's folder).")
    Path out;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    /** Refuses what no model can be drawn with. */
    abstract void checkOptions();

    /** The picture of one model. */
    abstract Picture draw(Pictures pictures, TrainedCell cell, Dataset data);

    /** What the picture shows, for its metadata. */
    abstract String title();

    /** What the title says besides of one model; empty if nothing. */
    String note(Pictures pictures) {
        return "";
    }

    /** File name without the ending; says which options it was drawn with. */
    abstract String fileName(TrainedCell cell);

    /** Whether images of the data set are needed. */
    abstract boolean needsData();

    @Override
    public final Integer call() {
        SettingOptions.requireAllowed("pictures.scale", scale);
        requirePlace("--out", out);
        checkOptions();
        var style = new PictureStyle(scale, invert);
        List<CellFolder> cells = TrainedCell.folders(folder, this::say);
        if (out != null && cells.size() > 1) {
            throw new UserError("--out names one file, but " + folder + " holds " + cells.size()
                    + " models; give the folder of one of its cells, or leave --out away.");
        }
        var choice = engineOptions.choose();
        say(choice.reason());
        for (CellFolder cell : cells) {
            out().println(draw(TrainedCell.read(cell), style, choice.engine()));
        }
        next("figure list " + folder, "what else there is to draw, for papers too");
        return 0;
    }

    private Path draw(TrainedCell cell, PictureStyle style, Engine engine) {
        Dataset data = needsData() ? dataOptions.load(cell.configuration().dataset(), this) : null;
        Path file = out != null ? out : cell.folder().path().resolve(fileName(cell) + options() + ".png");
        try (TrainedModel model = cell.open(engine, data)) {
            var pictures = new Pictures(model, cell.width(), cell.height(), style,
                    seed != null ? seed : cell.configuration().whole("training.seed"));
            Png.write(file, draw(pictures, cell, data),
                    cell.text(title() + note(pictures) + ", " + (sample ? "draws from p(x|z)" : "means of p(x|z)")
                            + (seed == null ? "" : ", drawn with seed " + seed), Version.software()));
        }
        return file;
    }

    /** The options that all these commands share, as part of a file's name. */
    private String options() {
        return (sample ? "-sample" : "") + (seed == null ? "" : "-seed" + seed) + (scale == 1 ? "" : "-scale" + scale)
                + (invert ? "-inverted" : "");
    }

    /** What to show of p(x|z). */
    final Show show() {
        return sample ? Show.SAMPLE : Show.MEAN;
    }
}
