package tornadovae.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.LoadingReport;
import tornadovae.cli.command.Version;
import tornadovae.data.Dataset;
import tornadovae.data.source.Datasets;
import tornadovae.file.Folders;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.manifold.Sheet;

@Command(name = "preview", description = "Draw a sheet of training images into a PNG file.", footer = {
        "  ./run.sh data preview digits",
        "  ./run.sh data preview mnist --by-class --columns 30 --out mnist.png"})
final class DataPreview extends BaseCommand {

    private static final int GREY = 64;

    @Mixin
    DataOptions data;

    @Parameters(paramLabel = "NAME",
            description = "A name that 'data list' shows, or your own: idx:DIR, images:DIR, npz:FILE, npy:FILE, csv:FILE.")
    String name;

    @Option(names = "--columns", paramLabel = "N", defaultValue = "20",
            description = "Images in a row (default: ${DEFAULT-VALUE}).")
    int columns;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "10", description = "Rows (default: ${DEFAULT-VALUE}).")
    int rows;

    @Option(names = "--by-class", description = "One class in each row, from the first on.")
    boolean byClass;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "2",
            description = "Draw every pixel as a square of N × N (default: ${DEFAULT-VALUE}).")
    int scale;

    @Mixin
    PictureOptions pictures;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of a set that is drawn by this program (default: ${DEFAULT-VALUE}).")
    int seed;

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write (default: results/preview-NAME.png).")
    Path out;

    @Override
    public Integer call() {
        requireRange("--columns", columns, 1, 1000);
        requireRange("--rows", rows, 1, 1000);
        requireRange("--scale", scale, 1, 64);
        requirePlace("--out", out);
        var wanted = columns * rows;
        Dataset set;
        try (var report = new LoadingReport(this)) {
            set = Datasets.load(pictures.spec(name, byClass ? 0 : wanted, 1, seed), data.places(), report);
        }
        var images = byClass ? rowsOfClasses(set) : IntStream.range(0, Math.min(wanted, set.train().count())).boxed().toList();
        var blank = new byte[set.columns()];
        var pixels = set.train().images().pixels();
        var pictures =
                images.stream().map(image -> Picture.of(set.width(), set.height(), image < 0 ? blank : pixels[image])).toList();
        var file = out != null ? out : Folders.created(Path.of("results")).resolve("preview-"
                + name.replaceAll("[^\\p{Alnum}._-]+", "-") + ".png");
        Png.write(file, Sheet.spaced(columns, 1, GREY).draw(pictures).scaled(scale), Map.of("Title", "Training images of " + name,
                "Software", "tornado-vae " + Version.number(), "Description", "seed " + seed));
        out().println(file);
        next("train --dataset " + name + " --epochs 5" + data.words(), "a first model");
        return 0;
    }

    /** The first images of each class, a class a row; −1 where a class has no more. */
    private List<Integer> rowsOfClasses(Dataset set) {
        if (!set.train().hasLabels()) {
            throw new UserError("--by-class needs a data set with classes, and " + name + " has none; leave it out.");
        }
        var labels = set.train().labels();
        var images = new ArrayList<Integer>();
        for (var row = 0; row < Math.min(rows, set.classNames().size()); row++) {
            var label = row;
            var ofClass =
                    IntStream.range(0, labels.length).filter(image -> labels[image] == label).limit(columns).boxed().toList();
            images.addAll(ofClass);
            IntStream.range(ofClass.size(), columns).forEach(_ -> images.add(-1));
        }
        return images;
    }
}
