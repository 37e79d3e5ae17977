package tornadovae.cli.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.LatentPair;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.figure.PlaneAxes;
import tornadovae.manifold.Pictures.Show;

/** What a figure shows. Not every kind takes every option. */
final class FigureOptions {

    /** Codes or the prior's mass. */
    enum AxisNumbers {
        Z, U;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Drawn from a model or its files. */
    static final List<String> PICTURES = List.of("manifold", "samples", "reconstructions", "traversals", "growth");

    private static final String PLANES = "pictures of the latent plane";
    private static final String CHARTS = "charts";

    /** Which kinds take an option; those that all take are not here. */
    private static final Map<String, List<String>> OWNERS = new LinkedHashMap<>();

    static {
        OWNERS.put("--grid", List.of("manifold", "samples"));
        OWNERS.put("--pair", List.of("manifold"));
        OWNERS.put("--image", List.of("manifold", "traversals"));
        OWNERS.put("--rows", List.of("reconstructions"));
        OWNERS.put("--pairs", List.of("reconstructions"));
        OWNERS.put("--steps", List.of("traversals", "growth"));
        OWNERS.put("--sample", List.of("manifold", "samples", "reconstructions", "traversals"));
        OWNERS.put("--seed", List.of("manifold", "samples", "reconstructions", "traversals"));
        OWNERS.put("--invert", PICTURES);
        OWNERS.put("--frames", List.of("manifold", "samples", "reconstructions", "traversals"));
        OWNERS.put("--axis", List.of("manifold", PLANES));
        OWNERS.put("--labels", List.of("manifold", "reconstructions", "traversals", "growth", PLANES));
        OWNERS.put("--title", List.of(CHARTS));
    }

    @Option(names = "--labels", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Names and numbers at the axes of pictures (default), or none. Charts have theirs always.")
    boolean labels;

    @Option(names = "--title", description = "Put a chart's finding above it; journals want it in the caption.")
    boolean title;

    @Option(names = "--axis", paramLabel = "z|u", defaultValue = "z",
            description = "What stands at the axes of the latent plane: z at its quantiles, or u, the prior's mass (default: "
                    + "${DEFAULT-VALUE}; of a learned prior always u).")
    private AxisNumbers axis;

    @Option(names = "--frames", description = "A thin frame about each image.")
    boolean frames;

    @Option(names = "--invert", description = "Dark on white.")
    boolean invert;

    @Option(names = "--sample", description = "True draws from p(x|z) instead of its mean.")
    private boolean sample;

    @Option(names = "--grid", paramLabel = "N",
            description = "Images in a row and in a column (default: manifold 20, samples 10).")
    private Integer grid;

    @Option(names = "--pair", paramLabel = "I,J", defaultValue = LatentPair.DEFAULT,
            description = "The latent dimensions that grow to the right and upwards (default: ${DEFAULT-VALUE}).")
    private String pair;

    private LatentPair plane;

    @Option(names = "--image", paramLabel = "N",
            description = "Keep the other dimensions at the code of this test image (default: at 0).")
    Integer image;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "2",
            description = "Rows of reconstructions (default: ${DEFAULT-VALUE}).")
    int rows;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "10",
            description = "Pairs in a row of reconstructions (default: ${DEFAULT-VALUE}).")
    int pairs;

    @Option(names = "--steps", paramLabel = "N", description = "Images in a row (default: traversals 11, growth 5).")
    private Integer steps;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of what is drawn at random (default: that of the training).")
    Integer seed;

    /** Refuses options that this kind does not take, and values that none takes. */
    void check(String kind, boolean chart, ParseResult given) {
        OWNERS.forEach((option, owners) -> {
            boolean fits = owners.contains(kind)
                    || (chart ? owners.contains(CHARTS) : !PICTURES.contains(kind) && owners.contains(PLANES));
            if (!fits && given.hasMatchedOption(option)) {
                throw new UserError((option.equals("--labels") ? "--labels and --no-labels do" : option + " does")
                        + " not belong to a figure of " + kind + ", only to " + String.join(", ", owners) + ".");
            }
        });
        if (grid != null) BaseCommand.requireRange("--grid", grid, 1, 200);
        if (steps != null) BaseCommand.requireRange("--steps", steps, 1, 200);
        BaseCommand.requireRange("--rows", rows, 1, 200);
        BaseCommand.requireRange("--pairs", pairs, 1, 200);
        plane = LatentPair.parse(pair);
    }

    int grid(String kind) {
        return grid != null ? grid : kind.equals("manifold") ? 20 : 10;
    }

    int steps(String kind) {
        return steps != null ? steps : kind.equals("growth") ? 5 : 11;
    }

    Show show() {
        return sample ? Show.SAMPLE : Show.MEAN;
    }

    PlaneAxes.Labels numbers() {
        return !labels ? PlaneAxes.Labels.NONE : axis == AxisNumbers.Z ? PlaneAxes.Labels.Z : PlaneAxes.Labels.U;
    }

    /** The quantiles of a learned prior are no whole numbers, and differ from row to row. */
    private PlaneAxes.Labels numbers(TrainedCell cell) {
        return numbers() == PlaneAxes.Labels.Z && cell.configuration().prior().isLearned() ? PlaneAxes.Labels.U : numbers();
    }

    /** The pair, if the model has it; a model with one dimension has one axis. */
    PlaneAxes axes(TrainedCell cell) {
        if (cell.latent() == 1 && plane.isFirst()) return new PlaneAxes(0, -1, numbers(cell));
        plane.requireIn(cell);
        return new PlaneAxes(plane.across(), plane.up(), numbers(cell));
    }

    boolean needsData(String kind) {
        return image != null || kind.equals("reconstructions");
    }

    /** What differs from the defaults, for a file's name. */
    String suffix(String kind) {
        String size = switch (kind) {
            case "manifold", "samples" -> "-" + grid(kind) + "x" + grid(kind);
            case "reconstructions" -> "-" + rows + "x" + pairs;
            case "traversals", "growth" -> "-" + steps(kind);
            default -> "";
        };
        return size + plane.suffix() + (image == null ? "" : "-image" + image) + (sample ? "-sample" : "")
                + (seed == null ? "" : "-seed" + seed) + (invert ? "-inverted" : "") + (frames ? "-frames" : "")
                + (axis == AxisNumbers.U ? "-u" : "") + (labels ? "" : "-bare") + (title ? "-titled" : "");
    }

    /** What a picture shows, for its metadata. */
    String title(String kind) {
        String what = switch (kind) {
            case "manifold" -> "The learned manifold over the latent dimensions " + plane
                    + (image == null ? "" : ", the others at the code of test image " + image);
            case "samples" -> "Images of codes drawn from the prior";
            case "reconstructions" -> "Test images, below each its reconstruction from the mean of q(z|x)";
            case "growth" -> "The learned manifold during training";
            default -> "A row for each latent dimension from -3 to 3"
                    + (image == null ? ", the others at 0" : ", the others at the code of test image " + image);
        };
        return what + ", " + (sample ? "draws from p(x|z)" : "means of p(x|z)")
                + (seed == null ? "" : ", drawn with seed " + seed);
    }
}
