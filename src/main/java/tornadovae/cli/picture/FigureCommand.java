package tornadovae.cli.picture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.chart.Chart;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Version;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.figure.AtlasFile;
import tornadovae.figure.ChartFigure;
import tornadovae.figure.Figure;
import tornadovae.figure.Growth;
import tornadovae.figure.ImageTable;
import tornadovae.figure.PlaneAxes;
import tornadovae.figure.PlaneFigure;
import tornadovae.manifold.PictureStyle;
import tornadovae.manifold.Pictures;
import tornadovae.report.Report;
import tornadovae.train.TrainedModel;

@Command(name = "figure", description = {
        "Draw a figure for a paper: PNG, SVG or PDF of an exact width, with letters of 7 to 8 pt, colours "
                + "for the colour-blind and fonts embedded or outlined.",
        "KIND is manifold, samples, reconstructions, traversals or growth; class-map, smoothness, "
                + "condition or a measured attribute such as slant, after 'atlas'; or a chart of the report, such "
                + "as rate-distortion or loss-total."},
        footer = {
                "  ./run.sh figure manifold results/mine --format pdf --width 85mm",
                "  ./run.sh figure list results/mine",
                "  ./run.sh figure rate-distortion results/mine --out rate-distortion.svg --width 3.3in"})
public final class FigureCommand extends BaseCommand {

    @Parameters(index = "0", paramLabel = "KIND", description = "What to draw, or 'list' to see what there is to draw of DIR.")
    String kind;

    @Parameters(index = "1", paramLabel = "DIR",
            description = "The folder of an experiment, or of one of its cells. Pictures are drawn of every model in it.")
    Path folder;

    @Mixin
    PaperOptions paper;

    @Mixin
    FigureOptions options;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder
                    + " is not a folder; give the folder of an experiment or of one of its cells, such as "
                    + "results/quickstart.");
        }
        if (kind.equals("list")) {
            list();
            return 0;
        }
        paper.check(kind.equals("growth"));
        if (FigureOptions.PICTURES.contains(kind)) {
            options.check(kind, false, spec.commandLine().getParseResult());
            drawModels();
        } else {
            Map<String, List<Chart>> charts = Report.of(List.of(folder)).charts();
            if (!drawCharts(charts)) drawAtlases(charts);
        }
        next("figure list " + folder, "what else there is to draw");
        return 0;
    }

    /** What can be drawn of the folder, and what of its models' atlases cannot yet. */
    private void list() {
        boolean moves = TrainedCell.foldersIfAny(folder).stream().anyMatch(cell -> Files.exists(cell.animation()));
        out().println("Pictures of each model: " + FigureOptions.PICTURES.stream().filter(name -> moves
                || !name.equals("growth")).collect(Collectors.joining(", ")));
        var ofAtlases = new LinkedHashSet<String>();
        for (CellFolder of : TrainedCell.foldersIfAny(folder)) {
            AtlasFile.of(TrainedCell.read(of)).ifPresent(atlas -> {
                if (atlas.map().isPresent()) ofAtlases.add(AtlasFile.CLASS_MAP);
                ofAtlases.addAll(atlas.fields().keySet());
            });
        }
        out().println("What their atlas says: " + (ofAtlases.isEmpty() ? "nothing yet; run ./run.sh atlas " + folder
                : String.join(", ", ofAtlases)));
        List<String> charts = chartKinds(Report.of(List.of(folder)).charts());
        out().println("Charts: " + (charts.isEmpty() ? "none" : String.join(", ", charts)));
        if (!moves) say("growth needs a picture of each epoch: " + Growth.HOW);
        next("figure manifold " + folder + " --format pdf --width 85mm", "one of them, for a paper");
    }

    private static List<String> chartKinds(Map<String, List<Chart>> charts) {
        return charts.values().stream().flatMap(List::stream).map(Chart::id).distinct().toList();
    }

    private Path place(Path folder) {
        return place(folder, kind);
    }

    private Path place(Path folder, String name) {
        return folder.resolve("figure-" + name + options.suffix(kind));
    }

    /** Draws the charts of this kind: one for each study, or one that is named with its study. False where there is none. */
    private boolean drawCharts(Map<String, List<Chart>> charts) {
        var found = new LinkedHashMap<String, Chart>();
        charts.forEach((study, all) -> {
            for (Chart chart : all) {
                String name = study.isEmpty() ? chart.id() : study + "-" + chart.id();
                if (chart.id().equals(kind) || name.equals(kind)) found.put(name, chart);
            }
        });
        if (found.isEmpty()) return false;
        options.check(kind, true, spec.commandLine().getParseResult());
        paper.requireOne(found.size(), "such charts; name one of " + String.join(", ", found.keySet()), folder);
        found.forEach((name, chart) -> {
            var text = Map.of("Title", chart.finding(), "Description", chart.caption(), "Software",
                    "tornado-vae " + Version.software().version());
            out().println(paper.write(new ChartFigure(chart, paper.width(), options.title), place(folder, name), text));
        });
        return true;
    }

    private void drawModels() {
        List<CellFolder> cells = TrainedCell.folders(folder, this::say);
        paper.requireOne(cells.size(), "models; give the folder of one of its cells", folder);
        if (kind.equals("growth")) {
            cells.forEach(cell -> out().println(growth(TrainedCell.read(cell))));
            return;
        }
        var choice = engineOptions.choose();
        say(choice.reason());
        cells.forEach(cell -> out().println(draw(TrainedCell.read(cell), choice.engine())));
    }

    private Path draw(TrainedCell cell, Engine engine) {
        Dataset data = options.needsData(kind) ? dataOptions.load(cell.configuration().dataset(), this) : null;
        try (TrainedModel model = cell.open(engine, data)) {
            var pictures = new Pictures(model, cell.width(), cell.height(), new PictureStyle(1, options.invert),
                    options.seed != null ? options.seed : cell.configuration().whole("training.seed"));
            return paper.write(figure(pictures, cell, data), place(cell.folder().path()),
                    cell.text(options.title(kind) + (kind.equals("manifold") ? note(pictures, cell) : ""), Version.software()));
        }
    }

    private String note(Pictures pictures, TrainedCell cell) {
        PlaneAxes axes = options.axes(cell);
        return pictures.gridInWords(axes.across(), axes.up(), options.image == null);
    }

    private Figure figure(Pictures pictures, TrainedCell cell, Dataset data) {
        int grid = options.grid(kind), steps = options.steps(kind);
        float[] base = options.image == null ? kind.equals("manifold") ? pictures.centre() : pictures.origin()
                : pictures.codeOf(options.image, data);
        switch (kind) {
            case "manifold" -> {
                PlaneAxes axes = options.axes(cell);
                return PlaneFigure.manifold(paper.width(), axes,
                        pictures.manifold(grid, axes.across(), axes.up(), base, options.show()), grid, options.frames);
            }
            case "samples" -> {
                return ImageTable.samples(paper.width(), pictures.sampleImages(grid, options.show()), grid, options.frames);
            }
            case "reconstructions" -> {
                var images = pictures.reconstructionImages(data, options.rows, options.pairs, options.show());
                return ImageTable.reconstructions(paper.width(), images, options.pairs, options.labels, options.frames);
            }
            default -> {
                return ImageTable.traversals(paper.width(), pictures.traversalImages(steps, base, options.show()), steps,
                        options.labels, options.frames);
            }
        }
    }

    private Path growth(TrainedCell cell) {
        var growth = Growth.of(cell, options.invert);
        Map<String, String> text = cell.text(options.title(kind), Version.software());
        Path folder = cell.folder().path();
        if (paper.isMoving()) {
            return paper.animate(growth, options.labels,
                    folder.resolve("figure-growth" + (options.labels ? "" : "-bare") + (options.invert ? "-inverted" : "")),
                    text);
        }
        Growth few = growth.thinned(options.steps(kind));
        return paper.write(ImageTable.growth(paper.width(), few.frames(), few.epochs(), options.labels), place(folder), text);
    }

    /** Class maps and fields of all models that have them. */
    private void drawAtlases(Map<String, List<Chart>> charts) {
        var cells = new ArrayList<TrainedCell>();
        var atlases = new ArrayList<AtlasFile>();
        var known = new LinkedHashSet<>(List.of(AtlasFile.CLASS_MAP, "smoothness", "condition", "slant", "thickness"));
        for (CellFolder of : TrainedCell.folders(folder, this::say)) {
            TrainedCell cell = TrainedCell.read(of);
            AtlasFile atlas = AtlasFile.of(cell).orElse(null);
            if (atlas == null) continue;
            known.addAll(atlas.fields().keySet());
            if (kind.equals(AtlasFile.CLASS_MAP) ? atlas.map().isEmpty() : !atlas.fields().containsKey(kind)) continue;
            cells.add(cell);
            atlases.add(atlas);
        }
        if (cells.isEmpty() && known.contains(kind)) {
            throw new UserError(
                    "A figure of " + kind + " shows what atlas.json says of a model, but none in " + folder
                            + " has it; run ./run.sh atlas " + folder + " first.");
        }
        if (cells.isEmpty()) throw unknownKind(known, charts);
        options.check(kind, false, spec.commandLine().getParseResult());
        paper.requireOne(cells.size(), "models; give the folder of one of its cells", folder);
        for (int i = 0; i < cells.size(); i++) {
            AtlasFile atlas = atlases.get(i);
            var axes = new PlaneAxes(atlas.across(), atlas.up(), options.numbers());
            Figure figure = kind.equals(AtlasFile.CLASS_MAP) ? classes(axes, atlas)
                    : PlaneFigure.field(paper.width(), axes, atlas.fields().get(kind));
            out().println(paper.write(figure, place(cells.get(i).folder().path()),
                    cells.get(i).text("Over the latent plane: " + kind, Version.software())));
        }
    }

    private Figure classes(PlaneAxes axes, AtlasFile atlas) {
        return atlas.labels().isPresent() ? PlaneFigure.classes(paper.width(), axes, atlas.map().orElseThrow(), atlas.labels()
                .get())
                : PlaneFigure.classes(paper.width(), axes, atlas.map().orElseThrow());
    }

    private UserError unknownKind(LinkedHashSet<String> ofAtlases, Map<String, List<Chart>> charts) {
        var pictures = Stream.concat(FigureOptions.PICTURES.stream(), ofAtlases.stream()).toList();
        var drawable = chartKinds(charts);
        return new UserError("KIND must be one of " + String.join(", ", pictures)
                + (drawable.isEmpty() ? "" : ", or a chart for which " + folder + " has values: " + String.join(", ", drawable))
                + "; not '" + kind + "'" + Suggestion.ending(kind, Stream.concat(pictures.stream(), drawable.stream()).toList()));
    }
}
