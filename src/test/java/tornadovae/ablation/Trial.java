package tornadovae.ablation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.store.Json;
import tornadovae.metric.Measure;

/** An experiment whose cells' metrics are made up. */
record Trial(Path folder, List<Cell> cells) {

    static Trial of(Path folder, String yaml) throws Exception {
        return new Trial(folder, Experiment.read(Files.writeString(folder.resolve("trial.yaml"), yaml), List.of()).cells());
    }

    CellFolder folder(Cell cell) {
        return new CellFolder(folder.resolve("cells").resolve(cell.id()));
    }

    interface Measured {
        Map<String, Object> of(Cell cell, int index);
    }

    /** Writes metrics.json of every cell for which there are some; {@code index} counts the cells. */
    Trial measured(Measured measured) throws Exception {
        for (int i = 0; i < cells.size(); i++) {
            Map<String, Object> metrics = measured.of(cells.get(i), i);
            if (metrics == null) continue;
            Path cell = Files.createDirectories(folder(cells.get(i)).path());
            Files.writeString(cell.resolve("metrics.json"), Json.write(new LinkedHashMap<>(metrics)));
        }
        return this;
    }

    Trial failed(Cell cell, String reason) throws Exception {
        Files.createDirectories(folder(cell).path());
        Files.deleteIfExists(folder(cell).metrics());
        Files.writeString(folder(cell).failure(), Json.write(Map.of("reason", reason, "final", true)));
        return this;
    }

    Ablation ablation(Measure criterion) {
        return Ablation.of("trial", Design.of(cells), this::folder, criterion);
    }
}
