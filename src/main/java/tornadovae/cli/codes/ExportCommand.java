package tornadovae.cli.codes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Version;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.file.Folders;
import tornadovae.onnx.OnnxVae;

@Command(name = "export", description = {
        "Write a model as encoder.onnx and decoder.onnx, which ONNX's runtimes compute with.",
        "Both take any number of rows. The files say what pixels, codes and log variances mean."},
        footer = {"  ./run.sh export results/mine --onnx models"})
public final class ExportCommand extends BaseCommand {

    @Mixin
    OneModel model;

    @Option(names = "--onnx", required = true, paramLabel = "FOLDER", description = "Where the two files go.")
    Path folder;

    @Override
    public Integer call() {
        if (Files.isRegularFile(folder)) throw new UserError("--onnx must name a folder, but " + folder + " is a file.");
        TrainedCell cell = model.read(this::say);
        var vae = new OnnxVae(Version.software().version(), cell.configuration().model(cell.values()),
                cell.checkpoint(), input(cell), about(cell));
        Folders.created(folder);
        Path encoder = folder.resolve("encoder.onnx"), decoder = folder.resolve("decoder.onnx");
        vae.writeEncoder(encoder);
        vae.writeDecoder(decoder);
        out().println(encoder);
        out().println(decoder);
        return 0;
    }

    /** How values come to be from 0 to 1. */
    private static String input(TrainedCell cell) {
        if (!cell.fields().isEmpty()) return "a value is (number - low) / (high - low) by low and high of its field";
        return "a pixel is its byte / 255, from 0 to 1, by rows from the top left"
                + (cell.channels() == 1 ? "" : ", red, green and blue in turn");
    }

    private static Map<String, String> about(TrainedCell cell) {
        Configuration configuration = cell.configuration();
        var about = new TreeMap<String, String>();
        about.put("width", String.valueOf(cell.width()));
        about.put("height", String.valueOf(cell.height()));
        about.put("channels", String.valueOf(cell.channels()));
        if (!cell.fields().isEmpty()) about.put("fields", cell.checkpoint().entry(CellFolder.FIELDS));
        about.put("configuration", configuration.hash());
        about.put("dataset", configuration.dataset().name());
        about.put("binarize", configuration.text("model.binarize"));
        about.put("objective", configuration.objectiveInWords());
        about.put("steps", String.valueOf(cell.checkpoint().step()));
        return about;
    }
}
