package tornadovae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.store.Json;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Study;

/** Results of experiments that were never run: whatever metrics a test wants. */
final class Synthetic {

    /** Of a training that has settled, at a test −ELBO of 106 nats. */
    static final String HISTORY = """
            epoch,step,train_nll,train_kl,train_total,test_nll,test_kl,test_total
            1,10,120.0,1.0,121.0,121.0,1.0,122.0
            2,20,100.0,5.0,105.0,101.0,5.0,106.02
            3,30,100.0,5.0,105.0,101.0,5.0,106.01
            4,40,100.0,5.0,105.0,101.0,5.0,105.99
            5,50,100.0,5.0,105.0,101.0,5.0,106.01
            6,60,100.0,5.0,105.0,101.0,5.0,106.0
            """;

    private Synthetic() {}

    /**
     * A results folder as {@code sweep} leaves it, with the history of a training that settled; a cell whose metrics are null is
     * left unbegun.
     */
    static Path experiment(Path folder, String yaml, Function<Cell, Map<String, Object>> metrics) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("experiment.yaml"), yaml);
        List<Cell> cells = Experiment.read(file, List.of()).cells();
        var plan = new LinkedHashMap<String, Object>();
        plan.put("overrides", List.of());
        plan.put("cells", cells.stream().map(cell -> Map.of("id", cell.id(), "swept", cell.swept())).toList());
        Files.writeString(folder.resolve("plan.json"), Json.write(plan));
        for (Cell cell : cells) {
            Map<String, Object> own = metrics.apply(cell);
            if (own == null) continue;
            Path path = Files.createDirectories(folder.resolve("cells").resolve(cell.id()));
            Files.writeString(path.resolve("config.yaml"), cell.configuration().yaml());
            Files.writeString(path.resolve("metrics.json"), Json.write(own));
            Files.writeString(path.resolve("history.csv"), HISTORY);
            Files.writeString(path.resolve("provenance.json"),
                    Json.write(Map.of("runs",
                            List.of(Map.of("engine", "cpu", "device", "a processor", "commit", "abc123", "version", "0.1.0",
                                    "started", "2026-01-02T03:04:05Z", "seconds", 10, "replicas", 4, "fromStep", 0, "toStep",
                                    20)))));
            Png.write(path.resolve("manifold.png"), Picture.grey(4, 4, new byte[16]), Map.of());
        }
        return folder;
    }

    /** Losses with a code of so many nats. */
    static Map<String, Object> losses(double nll, double kl) {
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("test_total", nll + kl);
        metrics.put("test_nll", nll);
        metrics.put("test_kl", kl);
        metrics.put("test_images", 100);
        metrics.put("train_images", 1000);
        return metrics;
    }

    static double number(Cell cell, String key) {
        return ((Number) cell.configuration().values().get(key)).doubleValue();
    }

    /** The only study of an experiment. */
    static Study study(Path folder) {
        return Study.of(List.of(ExperimentResults.read(folder))).getFirst();
    }
}
