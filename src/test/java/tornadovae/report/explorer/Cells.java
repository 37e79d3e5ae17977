package tornadovae.report.explorer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.source.Datasets;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.RunListener;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.experiment.store.TrainedCell;

/** Small sweeps, really run. */
final class Cells {

    static final Engine ENGINE = new CpuEngine(1);
    private static final String YAML = """
            dataset: {name: digits, train: 60, test: 20}
            model: {hidden: [8]}
            training: {epochs: 2, batch: 20}
            pictures: {grid: 3}
            """;

    private Cells() {}

    /** @param more YAML: what is swept */
    static List<CellFolder> train(Path folder, String more) throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), YAML + more), results = folder.resolve("results");
        Plan plan = Plan.of(Experiment.read(file, List.of()), spec -> DataShape.of(load(spec)), 1 << 30);
        try (var store = ResultStore.ofSweep(results, plan)) {
            new Runner(ENGINE, new Software("test", "unknown"), Cells::load, new RunListener() {}).run(plan, store, () -> false);
        }
        return TrainedCell.folders(results, _ -> {});
    }

    static Dataset load(DataSpec spec) {
        return Datasets.load(spec, null, Listener.SILENT);
    }

    static Explorer embedded(List<CellFolder> cells, long budget) {
        return ExplorerModels.embedded(cells, spec -> Optional.of(load(spec)), ENGINE, _ -> "./run.sh explore results", budget,
                _ -> {});
    }
}
