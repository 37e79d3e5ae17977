package tornadovae.cli.codes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Version;
import tornadovae.codes.CodesFile;
import tornadovae.data.Field;
import tornadovae.experiment.store.Csv;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.file.AtomicFile;
import tornadovae.file.npy.NpyType;
import tornadovae.file.npy.NpyWriter;
import tornadovae.file.npy.NpzWriter;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.manifold.Sheet;
import tornadovae.train.TrainedModel;

@Command(name = "decode", description = {
        "Decode codes from a file: the mean of p(x|z) of each row.",
        "The ending of --out says the format: .png for a sheet of pictures, .npz or .npy for the array images [rows, height, "
                + "width] or, in colour, [rows, height, width, 3], and .csv for a table, in the units of the model's own."},
        footer = {
                "  ./run.sh decode results/mine codes.csv --out decoded.png",
                "  ./run.sh decode results/mine codes.npz --array draws --out decoded.npz"})
public final class DecodeCommand extends BaseCommand {

    private static final int GREY = 64, MOST_PICTURES = 40_000, BLOCK = 1000;

    @Mixin
    OneModel model;

    @Parameters(index = "1", paramLabel = "CODES", description = "The codes: .npz, .npy or .csv, a row each.")
    Path codes;

    @Option(names = "--array", paramLabel = "NAME",
            description = "Which array, or which columns NAME_0, NAME_1 and so on (default: mu or z).")
    String array;

    @Option(names = "--sample", description = "Draws from p(x|z) instead of its mean.")
    boolean sample;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of these draws (default: that of the training).")
    Integer seed;

    @Option(names = "--columns", paramLabel = "N", description = "Pictures in a row of a sheet (default: as many as rows).")
    Integer columns;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "FILE",
            description = "The file to write: .png, .npz, .npy or .csv.")
    Path out;

    @Mixin
    EngineOptions engineOptions;

    @Override
    public Integer call() {
        if (columns != null) requireRange("--columns", columns, 1, 1000);
        requirePlace("--out", out);
        String format = Ending.of("--out", out, "png", "npz", "npy", "csv");
        TrainedCell cell = model.read(this::say);
        float[][] z = CodesFile.read(codes, cell.latent(), array);
        if (format.equals("png") && z.length > MOST_PICTURES) {
            throw new UserError(codes + " has " + z.length + " codes, and a sheet at most " + MOST_PICTURES
                    + " pictures; write .npz, or give fewer.");
        }
        var choice = engineOptions.choose();
        say(choice.reason());
        try (TrainedModel opened = cell.open(choice.engine(), null)) {
            switch (format) {
                case "png" -> sheet(cell, opened, z);
                case "csv" -> table(cell, opened, z);
                case "npy" -> AtomicFile.write(out, to -> {
                    try (var images = new NpyWriter(to, NpyType.FLOAT32, shape(cell, z.length))) {
                        decode(cell, opened, z, images);
                    }
                });
                default -> AtomicFile.write(out, to -> {
                    try (var npz = new NpzWriter(to);
                            var images = npz.array("images", NpyType.FLOAT32, shape(cell, z.length))) {
                        decode(cell, opened, z, images);
                    }
                });
            }
        }
        out().println(out);
        return 0;
    }

    private static int[] shape(TrainedCell cell, int rows) {
        return cell.channels() == 1 ? new int[] {rows, cell.height(), cell.width()}
                : new int[] {rows, cell.height(), cell.width(), cell.channels()};
    }

    /** What a model of a table has learned is given back in the table's units; values of images are x_0, x_1, …, from 0 to 1. */
    private void table(TrainedCell cell, TrainedModel opened, float[][] z) {
        List<Field> fields = cell.fields();
        List<String> names = fields.isEmpty() ? IntStream.range(0, cell.values()).mapToObj(i -> "x_" + i).toList()
                : fields.stream().map(Field::title).toList();
        AtomicFile.write(out, to -> {
            to.write(Csv.line(names).getBytes(StandardCharsets.UTF_8));
            for (int first = 0; first < z.length; first += BLOCK) {
                for (float[] image : decoded(cell, opened, z, first)) {
                    List<String> row = IntStream.range(0, image.length).mapToObj(i -> String.valueOf(
                            fields.isEmpty() ? image[i] : (float) fields.get(i).unscaled(image[i]))).toList();
                    to.write(Csv.line(row).getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    /** In blocks, so that no more than one of them is in memory. */
    private void decode(TrainedCell cell, TrainedModel opened, float[][] z, NpyWriter images) throws IOException {
        for (int first = 0; first < z.length; first += BLOCK) {
            for (float[] image : decoded(cell, opened, z, first)) images.write(image);
        }
    }

    private float[][] decoded(TrainedCell cell, TrainedModel opened, float[][] z, int first) {
        float[][] block = Arrays.copyOfRange(z, first, Math.min(first + BLOCK, z.length));
        if (!sample) return opened.decode(block);
        int from = seed != null ? seed : cell.configuration().whole("training.seed");
        return opened.sample(block, from + first / BLOCK);   // each block begins its noise anew
    }

    private void sheet(TrainedCell cell, TrainedModel opened, float[][] z) {
        List<Picture> pictures = new ArrayList<>();
        for (int first = 0; first < z.length; first += BLOCK) {
            for (float[] image : decoded(cell, opened, z, first)) {
                pictures.add(Picture.of(cell.width(), cell.height(), image));
            }
        }
        int across = columns != null ? columns : (int) Math.ceil(Math.sqrt(z.length));
        Png.write(out, Sheet.spaced(across, 1, GREY).draw(pictures), cell.text("Decoded codes of " + codes.getFileName() + ", "
                + (sample ? "draws from p(x|z)" : "means of p(x|z)"), Version.software()));
    }
}
