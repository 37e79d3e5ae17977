package tornadovae.reproduction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.config.Experiment;
import tornadovae.reproduction.Assessment.Outcome;
import tornadovae.results.CellResult;
import tornadovae.train.LearningCurve;

/**
 * What is there of a claim's cells. An honest scoreboard asks this first: nothing is judged before every cell is finished.
 *
 * @param cells   of the experiment, those that the claim needs
 * @param results the folder of the experiment's results
 */
public record Attempt(KnownResult claim, Effort form, List<Cell> cells, Path results) {

    public Attempt {
        cells = List.copyOf(cells);
    }

    /** @param results the folder that holds a folder of results for every experiment */
    public static Attempt of(KnownResult claim, Effort form, Experiment experiment, Path results) {
        List<Cell> needed = experiment.cells().stream().filter(cell -> claim.judgement().needs(cell.configuration())).toList();
        return new Attempt(claim, form, needed, claim.results(results, form));
    }

    private CellFolder folder(Cell cell) {
        return CellFolder.in(results, cell.id());
    }

    /** All cells, or none where one is missing. */
    public Optional<List<CellResult>> finished() {
        List<CellResult> read = cells.stream()
                .map(cell -> CellResult.read(claim.experiment(), cell.id(), folder(cell), cell.configuration().values()))
                .toList();
        return read.isEmpty() || !read.stream().allMatch(CellResult::isFinished) ? Optional.empty() : Optional.of(read);
    }

    /** Never a success unless all cells are finished and their files can be read. */
    public Assessment verdict() {
        try {
            return finished().map(cells -> claim.judgement().judge(cells, form)).orElseGet(this::whyNot);
        } catch (UserError e) {
            return without(Outcome.FAILED, "", "failed: " + e.getMessage());
        }
    }

    private Assessment whyNot() {
        for (Cell cell : cells) {
            CellFolder folder = folder(cell);
            Optional<String> reason = folder.damage().or(folder::failureReason);
            if (reason.isPresent()) return without(Outcome.FAILED, "", "failed: cell " + cell.id() + ": " + reason.get());
        }
        if (cells.stream().noneMatch(cell -> Files.exists(folder(cell).path()))) return without(Outcome.NOT_RUN, "", "not run");
        long finished = cells.stream().filter(this::isFinished).count();
        Cell first = cells.stream().filter(cell -> !isFinished(cell)).findFirst().orElseThrow();
        LearningCurve curve = LearningCurve.readWhole(folder(first).history());
        String soFar = curve.epochs() == 0 ? "" : String.format(Locale.ROOT, "test −ELBO %.2f so far",
                curve.mean("test_total", 1));
        String others = cells.size() == 1 ? ""
                : " (cell " + first.id() + "; " + finished + " of " + cells.size() + " cells are finished)";
        return without(Outcome.UNFINISHED, soFar, "unfinished at epoch " + curve.epochs() + " of " + first.configuration()
                .whole("training.epochs") + others);
    }

    private Assessment without(Outcome outcome, String got, String text) {
        return new Assessment(outcome, claim.judgement().expected(form), claim.judgement().tolerance(form), got, text);
    }

    /** Whether a cell has metrics; cells of before there were manifests count too. */
    private boolean isFinished(Cell cell) {
        return !folder(cell).metricsIfAny().isEmpty();
    }

    /** Pictures for the scoreboard, where all cells are finished. */
    public Map<String, Path> pictures() {
        return finished().map(claim.judgement()::pictures).orElse(Map.of());
    }
}
