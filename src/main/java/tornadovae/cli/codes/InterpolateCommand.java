package tornadovae.cli.codes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Version;
import tornadovae.codes.Interpolation;
import tornadovae.data.Dataset;
import tornadovae.data.source.OnePicture;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.graph.Split;
import tornadovae.manifold.Apng;
import tornadovae.manifold.Gif;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.manifold.Sheet;
import tornadovae.train.TrainedModel;

@Command(name = "interpolate", description = {
        "Draw what lies between two images or codes.",
        "An end is test:N or train:N, an image of the model's data set counted from 0; code:X,Y,…, a code; or a picture, PNG "
                + "or JPEG. Images stand for the means of their q(z|x).",
        "The ending of --out says the format: .png for a strip, .gif or .apng for an animation."},
        footer = {
                "  ./run.sh interpolate results/mine test:3 test:8 --out way.png",
                "  ./run.sh interpolate results/mine code:-1.5,0 my-seven.png --path spherical --steps 60 --out way.gif"})
public final class InterpolateCommand extends BaseCommand {

    private static final int GREY = 64;

    @Mixin
    OneModel model;

    @Parameters(index = "1", paramLabel = "A", description = "Where the way begins.")
    String from;

    @Parameters(index = "2", paramLabel = "B", description = "Where it ends.")
    String to;

    @Option(names = "--path", paramLabel = "NAME", defaultValue = "linear",
            description = "linear, spherical, or mass: equal steps of the prior's mass (default: ${DEFAULT-VALUE}).")
    String path;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "11",
            description = "Images, both ends among them (default: ${DEFAULT-VALUE}).")
    int steps;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "1",
            description = "Draw every pixel as a square of N × N (default: ${DEFAULT-VALUE}).")
    int scale;

    @Option(names = "--delay", paramLabel = "MS", defaultValue = "100",
            description = "Milliseconds that an image of an animation is shown (default: ${DEFAULT-VALUE}).")
    int delay;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "FILE",
            description = "The file to write: .png, .gif or .apng.")
    Path out;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() {
        requireRange("--steps", steps, 2, 1000);
        requireRange("--scale", scale, 1, 64);
        requireRange("--delay", delay, 20, 60_000);
        requirePlace("--out", out);
        String format = Ending.of("--out", out, "gif", "apng", "png");
        Interpolation way = way();
        TrainedCell cell = model.read(this::say);
        if (way == Interpolation.MASS && cell.configuration().prior().isLearned()) {
            throw new UserError("--path mass goes by a standard normal's mass, but the model has a learned prior; choose linear "
                    + "or spherical.");
        }
        if (format.equals("gif") && cell.channels() > 1) {
            throw new UserError("A GIF has 256 colours at most, and the images of this model are in colour; write .apng.");
        }
        var choice = engineOptions.choose();
        say(choice.reason());
        Dataset data = isOfTheData(from) || isOfTheData(to) ? dataOptions.load(cell.configuration().dataset(), this) : null;
        try (TrainedModel opened = cell.open(choice.engine(), data)) {
            float[] a = code(cell, opened, data, choice.engine(), from), b = code(cell, opened, data, choice.engine(), to);
            List<Picture> pictures = Arrays.stream(opened.decode(way.between(a, b, steps)))
                    .map(image -> Picture.of(cell.width(), cell.height(), image)).toList();
            write(format, pictures, cell.text("From " + from + " to " + to + ", " + path, Version.software()));
        }
        out().println(out);
        return 0;
    }

    private Interpolation way() {
        return switch (path) {
            case "linear" -> Interpolation.LINEAR;
            case "spherical" -> Interpolation.SPHERICAL;
            case "mass" -> Interpolation.MASS;
            default -> throw new UserError("--path must be linear, spherical or mass, not '" + path + "'.");
        };
    }

    private void write(String format, List<Picture> pictures, Map<String, String> text) {
        List<Picture> scaled = pictures.stream().map(picture -> picture.scaled(scale)).toList();
        int hold = Math.min(60_000, 5 * delay);
        switch (format) {
            case "gif" -> Gif.write(out, scaled, delay, hold, text);
            case "apng" -> Apng.write(out, scaled, delay, hold, text, 0);
            default -> Png.write(out, Sheet.spaced(steps, 1, GREY).draw(pictures).scaled(scale), text);
        }
    }

    private static boolean isOfTheData(String end) {
        return end.startsWith("test:") || end.startsWith("train:");
    }

    /** What one end stands for, [latent]. */
    private static float[] code(TrainedCell cell, TrainedModel model, Dataset data, Engine engine, String end) {
        if (end.startsWith("code:")) return given(end, cell.latent());
        if (isOfTheData(end)) return ofImage(model, data, end, end.startsWith("test:") ? Split.TEST : Split.TRAIN);
        Dataset picture = OnePicture.read(Path.of(end), cell.width(), cell.height(), cell.channels());
        try (TrainedModel opened = cell.openUnasked(engine, picture)) {
            return opened.encode(Split.TEST, 1).mu()[0];
        }
    }

    private static float[] given(String end, int latent) {
        String[] fields = end.substring(end.indexOf(':') + 1).split(",", -1);
        float[] code = new float[latent];
        if (fields.length == latent) {
            for (int d = 0; d < latent; d++) code[d] = number(fields[d].strip());
        }
        for (float each : code) {
            if (fields.length == latent && Float.isFinite(each)) continue;
            throw new UserError("'" + end + "' must be code: and " + latent + (latent == 1 ? " number"
                    : " numbers with commas between them") + ", as many as the model has latent dimensions.");
        }
        return code;
    }

    /** NaN where it is none. */
    private static float number(String text) {
        boolean isNumber = text.matches("[+-]?(\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
        return isNumber ? Float.parseFloat(text) : Float.NaN;
    }

    private static float[] ofImage(TrainedModel model, Dataset data, String end, Split split) {
        int count = (split == Split.TEST ? data.test() : data.train()).count();
        String number = end.substring(end.indexOf(':') + 1);
        int image = number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
        if (image < 0 || image >= count) {
            throw new UserError("'" + end + "' is no image of " + data.name() + "; numbers from 0 to " + (count - 1)
                    + " are.");
        }
        return model.encode(split, image + 1).mu()[image];
    }
}
