package tornadovae.cli.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.LatentPair;
import tornadovae.cli.command.Progress;
import tornadovae.cli.command.ReportFile;
import tornadovae.cli.command.Table;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.run.CellAtlas;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.atlas.Atlas;
import tornadovae.manifold.atlas.Judge;
import tornadovae.results.AtlasContents;
import tornadovae.results.AtlasTable;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Study;
import tornadovae.train.TrainedModel;

@Command(name = "atlas", description = {
        "Say in numbers and sentences what the picture of a manifold shows: which class lies where, how "
                + "large, and beside which others.",
        "All numbers go to atlas.json in each model's folder. Classes are told by a classifier that is "
                + "trained on the real images first."},
        footer = {
                "  ./run.sh atlas results/mine",
                "  ./run.sh atlas results/mine --pair z1,z4 --grid 60"})
public final class AtlasCommand extends BaseCommand {

    @Parameters(paramLabel = "DIR",
            description = "The folder of an experiment, or of one of its cells: every model in it gets its atlas.")
    Path folder;

    @Option(names = "--pair", paramLabel = "I,J", defaultValue = LatentPair.DEFAULT,
            description = "The latent dimensions that grow to the right and upwards (default: ${DEFAULT-VALUE}).")
    String pair;

    @Option(names = "--grid", paramLabel = "N", defaultValue = "40",
            description = "Codes in a row and in a column (default: ${DEFAULT-VALUE}).")
    int grid;

    @Option(names = "--test", paramLabel = "N",
            description = "Test images, the first of the set (default: as many as the training was tested with).")
    Integer test;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    private final Map<DataSpec, Judge> judges = new HashMap<>();

    @Override
    public Integer call() {
        requireRange("--grid", grid, 2, 200);
        if (test != null) {
            requireRange("--test", test, 1, Integer.MAX_VALUE);
        }
        var plane = LatentPair.parse(pair);
        List<CellFolder> cells = TrainedCell.folders(folder, this::say);
        if (cells.size() > 1) requireInAny(cells, plane);
        var choice = engineOptions.choose();
        say(choice.reason());
        var atlases = new LinkedHashMap<CellFolder, Atlas>();
        int failed = 0;
        try {
            for (CellFolder cell : cells) {
                try {
                    TrainedCell trained = TrainedCell.read(cell);
                    if (trained.latent() == 1) {
                        if (cells.size() == 1) {
                            throw new UserError(
                                    cell.path()
                                            + " has one latent dimension, but an atlas is a map of two; give a model with more.");
                        }
                        say(cell.name() + " has one latent dimension and gets no atlas.");
                        continue;
                    }
                    atlases.put(cell, chart(trained, plane, choice.engine()));
                } catch (UserError e) {
                    if (cells.size() == 1) throw e;
                    err().println(cell.name() + " gets no atlas: " + e.getMessage());
                    failed++;
                }
            }
        } finally {
            judges.values().forEach(Judge::close);
        }
        if (atlases.isEmpty() && failed == 0) {
            throw new UserError(
                    "All models of " + folder + " have one latent dimension, but an atlas is a map of two; train one with more.");
        }
        if (atlases.isEmpty()) return 1;
        print(atlases);
        Path experiment = experiment(folder);
        if (Files.exists(ReportFile.in(experiment))) new ReportFile(this, dataOptions).writeIfPossible(experiment);
        next("figure class-map " + atlases.firstEntry().getKey().path(), "the map of classes, for a paper");
        return failed == 0 ? 0 : 1;
    }

    /** A pair that no model has is refused before anything is trained; models of one dimension have no pair at all. */
    private void requireInAny(List<CellFolder> cells, LatentPair plane) {
        int most = cells.stream()
                .mapToInt(cell -> cell.configurationIfAny().map(of -> of.model(1).latent()).orElse(Integer.MAX_VALUE)).max()
                .orElseThrow();
        if (most > 1 && !plane.fits(most)) {
            throw new UserError("--pair must be two different latent dimensions of a model in " + folder
                    + ", of which the largest has " + most + ", z1 to z" + most + "; not " + plane + ".");
        }
    }

    /** The experiment that a cell belongs to, or the folder itself, which is an experiment or a training. */
    private static Path experiment(Path folder) {
        var cell = new CellFolder(folder);
        return cell.hasCheckpoint() ? cell.experiment().orElse(folder) : folder;
    }

    private Atlas chart(TrainedCell cell, LatentPair plane, Engine engine) {
        plane.requireIn(cell);
        if (cell.configuration().prior().isLearned()) {
            throw new UserError(cell.folder().path() + " has a learned prior, but an atlas is a map of a standard normal's mass; "
                    + "draw 'manifold', whose grid follows the prior.");
        }
        DataSpec spec = data(cell);
        Dataset data = dataOptions.load(spec, this);
        Judge judge = judge(spec, data, engine);
        try (TrainedModel model = cell.open(engine, data)) {
            var atlas = Atlas.of(model, data, judge, plane.across(), plane.up(), grid);
            CellAtlas.write(cell.folder(), cell.configuration(), cell.checkpoint().step(), atlas);
            return atlas;
        }
    }

    private DataSpec data(TrainedCell cell) {
        DataSpec trained = cell.configuration().dataset();
        return test == null ? trained : trained.withTest(test);
    }

    /** One for all models of a data set; null where it has no labels. */
    private Judge judge(DataSpec spec, Dataset data, Engine engine) {
        if (!judges.containsKey(spec) && Judge.isPossible(data)) {
            try (Progress progress = progress("classifier", Judge.steps(data), "steps")) {
                judges.put(spec, Judge.train(engine, data, progress::advanceTo));
            }
        }
        return judges.get(spec);
    }

    /** A row a model; of a single one the findings too, which of many are better read in the report. */
    private void print(Map<CellFolder, Atlas> atlases) {
        var table = new Table("model", "accuracy", "decoded", "no man's land", "I(first)", "I(second)", "I(both)", "H(class)",
                "slant R²", "ρ(border, means)", "p", "largest ‖∂μ/∂z‖");
        atlases.forEach((cell, atlas) -> table.row(cell.name(), number(atlas, 3, "classifier", "test_accuracy"),
                number(atlas, 3, "classifier", "reconstruction_accuracy"), number(atlas, 3, "class_map", "no_mans_land"),
                number(atlas, 2, "information", "first", "bits"), number(atlas, 2, "information", "second", "bits"),
                number(atlas, 2, "information", "both", "bits"), number(atlas, 2, "information", "class_entropy"),
                number(atlas, 2, "drivers", "attributes", "slant", "explained"),
                number(atlas, 2, "neighbours", "similarity", "mean_distance", "spearman"),
                number(atlas, 4, "neighbours", "similarity", "mean_distance", "p"), number(atlas, 1, "smoothness", "largest")));
        out().print(table);
        if (atlases.size() > 1) {
            Map<Path, Atlas> byFolder = new HashMap<>();
            atlases.forEach((cell, atlas) -> byFolder.put(cell.path(), atlas));
            var together = new AtlasTable(Study.of(List.of(ExperimentResults.read(folder))),
                    cell -> Optional.ofNullable(byFolder.get(cell.folder().path()))
                            .map(atlas -> new AtlasContents(atlas.toMap())));
            out().println();
            out().print(together.markdown());
            out().println();
            if (!together.answer().isEmpty()) out().println(together.answer());
            out().println("What they show, in sentences: the report, and \"findings\" in each atlas.json.");
            return;
        }
        atlases.values().forEach(atlas -> {
            if (atlas.classes().isEmpty()) out().println("The data set has no labels, so nothing is said of classes.");
            atlas.findings().forEach(out()::println);
        });
    }

    /** A number of a section, however deep it lies. */
    private static String number(Atlas atlas, int digits, String section, String... keys) {
        Object value = atlas.sections().get(section);
        for (String key : keys) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(key);
                case List<?> list -> list.stream().filter(entry -> entry instanceof Map<?, ?> map && key.equals(map.get("name")))
                        .findFirst().orElse(null);
                case null, default -> null;
            };
        }
        return value instanceof Double number && Double.isFinite(number) ? String.format(Locale.ROOT, "%." + digits + "f", number)
                : "–";
    }
}
