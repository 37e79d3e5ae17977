package tornadovae.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.AtomicFile;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.disentanglement.Disentanglement;
import tornadovae.train.ImportanceEstimates;
import tornadovae.train.TrainedModel;

@Command(name = "measure", description = {
            "Measure trained models: bounds on log p(x), what the code holds of an image, reconstruction errors.",
            "All numbers go to measures.json in each model's folder, means over images with 95 %% intervals."}, footer = {
        "  ./run.sh measure results/mine",
        "  ./run.sh measure results/mine --importance-samples 5000"})
final class MeasureCommand extends BaseCommand {

    @Parameters(paramLabel = "DIR", description = "The folder of an experiment, or of one of its cells: every model in it is measured.")
    Path folder;

    @Option(names = "--importance-samples", paramLabel = "N", defaultValue = "50",
            description = "Samples an image of the tightest importance-weighted bound; 5000 is usual in papers, 0 leaves these bounds out (default: ${DEFAULT-VALUE}).")
    int importanceSamples;

    @Option(names = "--disentanglement", description = "Also score the code against the true factors, where the data set has them (digits, sprites), and models that differ in their "
            + "seed alone against each other (UDR).")
    boolean disentanglement;

    @Option(names = "--test", paramLabel = "N", description = "Test images, the first of the set (default: as many as the training was tested with).")
    Integer test;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

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
        var seeds = new SeedGroups();
        for (CellFolder cell : cells) {
            try {
                measures.put(cell, measure(TrainedCell.read(cell), samples, choice.engine(), seeds));
                write(cell, measures.get(cell));
            } catch (UserError e) {
                if (cells.size() == 1) throw e;
                err().println(cell.name() + " is not measured: " + e.getMessage());
            }
        }
        if (measures.isEmpty()) return 1;
        seeds.scores().forEach((cell, udr) -> {
            measures.get(cell).put("udr", udr);
            write(cell, measures.get(cell));
        });
        out().print(table(measures));
        measures.forEach((cell, of) -> {
            if (of.get(LikelihoodMeasures.NOT_MEASURABLE) instanceof String sentence) out()
                    .println(cell.name() + ": " + sentence);
        });
        if (disentanglement) out().printf("%n%s", scores(measures));
        next("report " + folder, "these numbers in the report");
        return measures.size() == cells.size() ? 0 : 1;
    }

    /** What was measured before of the same images and is not measured now stays. */
    private static void write(CellFolder cell, Map<String, Object> measures) {
        Map<String, Object> before = cell.measuresIfAny();
        var all = new LinkedHashMap<String, Object>();
        if (Stream.of("configuration", "test_images").allMatch(key -> Objects.equals(before.get(key), measures.get(key)))) all.putAll(before);
        if (measures.containsKey(LikelihoodMeasures.NOT_MEASURABLE)) all.keySet().removeIf(LikelihoodMeasures::needsManyImages);
        all.putAll(measures);
        cell.writeMeasures(Json.write(all));
    }

    private Map<String, Object> measure(TrainedCell cell, int[] samples, Engine engine, SeedGroups seeds) {
        Dataset data = dataOptions.load(data(cell), this);
        var draws = (long) data.test().images().count() * importanceSamples;
        var measures = new LinkedHashMap<String, Object>();
        measures.put("configuration", cell.configuration().hash());
        try (TrainedModel model = cell.open(engine, data); Progress progress = draws == 0 ? Progress.silent() : progress(cell.folder().name(), draws, "samples")) {
            var likelihood = LikelihoodMeasures.of(model, samples, progress::advanceTo);
            measures.putAll(likelihood.toMap());
            if (disentanglement) {
                Disentanglement.of(model, data).ifPresent(scores -> measures.putAll(scores.scores()));
                seeds.add(cell, likelihood);
            }
        }
        return measures;
    }

    private DataSpec data(TrainedCell cell) {
        DataSpec trained = cell.configuration().dataset();
        return test == null ? trained : trained.withTest(test);
    }

    private String table(Map<CellFolder, Map<String, Object>> measures) {
        var bound = "iwae_" + importanceSamples;
        var table = new Table("model", "−ELBO", "NLL", "KL", "bound", "interval", "active", "I(x;z)", "KL(q(z)‖p(z))",
                "TC", "MSE");
        measures.forEach((cell, of) -> table.row(cell.name(), number(of, "test_total", 2), number(of, "test_nll", 2), number(of, "test_kl", 2),
                number(of, bound, 2), of.containsKey(bound + "_low") ? number(of, bound + "_low", 2) + " … " + number(of, bound + "_high", 2) : "–",
                of.getOrDefault("active_units", "–"), number(of, "mutual_information", 2), number(of, "marginal_kl", 2), number(of, "total_correlation", 2),
                number(of, "reconstruction_mse", 5)));
        return table.toString();
    }

    private static String scores(Map<CellFolder, Map<String, Object>> measures) {
        var names = List.of("mig", "beta_vae_score", "factor_vae_score", "dci_disentanglement", "dci_completeness", "dci_informativeness", "sap", "modularity", "explicitness", "udr");
        var table = new Table(Stream.concat(Stream.of("model"), names.stream()).toArray(String[]::new));
        measures.forEach((cell, of) -> table.row(Stream.concat(Stream.of(cell.name()), names.stream().map(name -> number(of, name, 3))).toArray()));
        return table.toString();
    }

    private static String number(Map<String, Object> measures, String name, int digits) {
        return measures.get(name) instanceof Double value ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
    }
}
