package tornadovae.reproduction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;

/** Folders of cells as trainings leave them, with numbers that a test chooses. */
final class Trained {

    static final Path EXPERIMENTS = Path.of("experiments", "reproduction");

    private final KnownResult claim;
    private final Effort form;
    private final Path results;

    Trained(String claim, Effort form, Path results) {
        this.claim = KnownResults.named(claim).orElseThrow();
        this.form = form;
        this.results = results;
    }

    Attempt evidence() {
        return Attempt.of(claim, form, claim.experiment(EXPERIMENTS, form), results);
    }

    Assessment verdict() {
        return evidence().verdict();
    }

    CellFolder folder(Cell cell) {
        return new CellFolder(evidence().results().resolve("cells").resolve(cell.id()));
    }

    Cell cell(String key, Object value) {
        return evidence().cells().stream().filter(cell -> cell.configuration().values().get(key).equals(value)).findFirst()
                .orElseThrow();
    }

    /** Finishes every cell of the claim. */
    Trained finish(Function<Cell, Map<String, ?>> metrics) throws Exception {
        for (Cell cell : evidence().cells()) finish(cell, metrics.apply(cell));
        return this;
    }

    void finish(Cell cell, Map<String, ?> metrics) throws Exception {
        Files.createDirectories(folder(cell).path());
        Files.writeString(folder(cell).metrics(), Json.write(metrics));
    }

    void history(Cell cell, String csv) throws Exception {
        Files.createDirectories(folder(cell).path());
        Files.writeString(folder(cell).history(), csv);
    }
}
