package tornadovae.cli.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.JsonOption;
import tornadovae.cli.command.Progress;
import tornadovae.cli.command.Table;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.metric.disentanglement.Disentanglement;
import tornadovae.model.Likelihood;
import tornadovae.results.AddedMeasures;
import tornadovae.train.ImportanceEstimates;
import tornadovae.train.TrainedModel;

@Command(name = "measure", description = {
        "Measure trained models: bounds on log p(x), what the code holds of an image, reconstruction errors.",
        "All numbers go to measures.json in each model's folder, means over images with 95 %% intervals."},
        footer = {
                "  ./run.sh measure results/mine",
                "  ./run.sh measure results/mine --importance-samples 5000",
                "  ./run.sh measure results/mine --json"})
public final class MeasureCommand extends BaseCommand {

    @Parameters(paramLabel = "DIR",
            description = "The folder of an experiment, or of one of its cells: every model in it is measured.")
    Path folder;

    @Option(names = "--importance-samples", paramLabel = "N", defaultValue = "50",
            description = "Samples an image of the tightest importance-weighted bound; 5000 is usual in papers, 0 leaves "
                    + "these bounds out (default: ${DEFAULT-VALUE}).")
    int importanceSamples;

    @Option(names = "--disentanglement",
            description = "Also score the code against the true factors, where the data set has them, and "
                    + "models that differ in their seed alone against each other (UDR).")
    boolean disentanglement;

    @Option(names = "--test", paramLabel = "N",
            description = "Test images, the first of the set (default: as many as the training was tested with).")
    Integer test;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    JsonOption json;

    @Override
    public Integer call() {
        requireRange("--importance-samples", importanceSamples, 0, ImportanceEstimates.MOST_SAMPLES);
        if (test != null) {
            requireRange("--test", test, 1, Integer.MAX_VALUE);
        }
        List<CellFolder> cells = TrainedCell.folders(folder, this::say);
        var choice = engineOptions.choose();
        say(choice.reason());
        var samples = LikelihoodMeasures.samplesUpTo(importanceSamples);
        var measures = new LinkedHashMap<CellFolder, Map<String, Object>>();
        var refused = new LinkedHashMap<CellFolder, String>();
        var seeds = new SeedGroups();
        for (CellFolder cell : cells) {
            try {
                measures.put(cell, measure(TrainedCell.read(cell), samples, choice.engine(), seeds));
                AddedMeasures.write(cell, measures.get(cell));
            } catch (UserError e) {
                if (cells.size() == 1) throw e;
                refused.put(cell, e.getMessage());
                err().println(cell.name() + " is not measured: " + e.getMessage());
            }
        }
        if (measures.isEmpty() && !json.isWanted()) return 1;
        seeds.scores().forEach((cell, udr) -> {
            measures.get(cell).put("udr", udr);
            AddedMeasures.write(cell, measures.get(cell));
        });
        if (json.isWanted()) json.print(out(), toMap(measures, refused));
        else print(measures);
        if (!measures.isEmpty()) next("report " + folder, "these numbers in the report");
        return measures.size() == cells.size() ? 0 : 1;
    }

    private void print(Map<CellFolder, Map<String, Object>> measures) {
        out().print(table(measures));
        if (measures.keySet().stream().anyMatch(cell -> TrainedCell.read(cell).configuration().hasCrossEntropy())) {
            out().println("−ELBO and IWAE rest on the NLL, which is " + Likelihood.OF_GREY_PIXELS + ".");
        }
        measures.forEach((cell, of) -> {
            if (of.get(Measures.NOT_MEASURABLE) instanceof String sentence) out().println(cell.name() + ": " + sentence);
        });
        if (disentanglement) out().printf("%n%s", scores(measures));
    }

    private static Map<String, Object> toMap(Map<CellFolder, Map<String, Object>> measures, Map<CellFolder, String> refused) {
        var all = new LinkedHashMap<String, Object>();
        all.put("models", measures.entrySet().stream().map(of -> toMap(of.getKey(), "measures", of.getValue())).toList());
        all.put("notMeasured", refused.entrySet().stream().map(of -> toMap(of.getKey(), "reason", of.getValue())).toList());
        return all;
    }

    private static Map<String, Object> toMap(CellFolder cell, String key, Object value) {
        var map = new LinkedHashMap<String, Object>();
        map.put("model", cell.name());
        map.put("folder", cell.path().toString());
        map.put(key, value);
        return map;
    }

    private Map<String, Object> measure(TrainedCell cell, int[] samples, Engine engine, SeedGroups seeds) {
        Dataset data = dataOptions.load(data(cell), this);
        var draws = (long) data.test().images().count() * importanceSamples;
        var measures = new LinkedHashMap<String, Object>();
        measures.put("configuration", cell.configuration().hash());
        try (TrainedModel model = cell.open(engine, data);
                Progress progress = draws == 0 ? Progress.silent()
                        : progress(cell.folder().name(), draws, "samples")) {
            var likelihood = LikelihoodMeasures.of(model, samples, progress::advanceTo);
            measures.putAll(Measures.values(likelihood));
            if (disentanglement) {
                Disentanglement.of(model, data).ifPresent(scores -> measures.putAll(Measures.values(scores)));
                seeds.add(cell, likelihood);
            }
        }
        return measures;
    }

    private DataSpec data(TrainedCell cell) {
        DataSpec trained = cell.configuration().dataset();
        return test == null ? trained : trained.withTest(test);
    }

    /** What the report and the comparison of objectives show of likelihood and code; an interval after the tightest bound. */
    private String table(Map<CellFolder, Map<String, Object>> measures) {
        Measure bound = Measures.of(importanceSamples == 0 ? "iwae_K" : "iwae_" + importanceSamples);
        List<Measure> columns = shown(Measure.Group.LIKELIHOOD).map(of -> of.key().equals("iwae_K") ? bound : of).toList();
        return table(measures, columns, Measure::title, bound.key());
    }

    private static String scores(Map<CellFolder, Map<String, Object>> measures) {
        return table(measures, shown(Measure.Group.DISENTANGLEMENT).toList(), Measure::key, "");
    }

    private static Stream<Measure> shown(Measure.Group group) {
        return Measures.all().stream().filter(measure -> measure.group() == group && !measure.places().isEmpty());
    }

    /** @param withInterval the key of a measure that is followed by its interval */
    private static String table(Map<CellFolder, Map<String, Object>> measures, List<Measure> columns,
            Function<Measure, String> name, String withInterval) {
        var header = new ArrayList<Object>(List.of("model"));
        for (Measure column : columns) {
            header.add(name.apply(column));
            if (column.key().equals(withInterval)) header.add("interval");
        }
        var table = new Table(header.toArray(String[]::new));
        measures.forEach((cell, of) -> {
            var row = new ArrayList<Object>(List.of(cell.name()));
            for (Measure column : columns) {
                String key = column.key();
                row.add(value(of, key, column));
                if (!key.equals(withInterval)) continue;
                row.add(of.containsKey(key + "_low") ? value(of, key + "_low", column) + " … "
                        + value(of, key + "_high", column) : "–");
            }
            table.row(row.toArray());
        });
        return table.toString();
    }

    private static String value(Map<String, Object> measures, String key, Measure measure) {
        return measures.get(key) instanceof Number value
                ? String.format(Locale.ROOT, "%." + measure.decimals() + "f", value.doubleValue()) : "–";
    }
}
