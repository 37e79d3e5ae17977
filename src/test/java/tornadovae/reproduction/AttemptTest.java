package tornadovae.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.reproduction.Assessment.Outcome;

/** What is not finished is never a success. */
class AttemptTest {

    @TempDir
    Path results;

    private Trained bound;

    @BeforeEach
    void choose() {
        bound = new Trained("kingma-welling-figure-2", Effort.FULL, results);
    }

    /** Losses with which the claim holds. */
    private void finishAll() throws Exception {
        bound.finish(cell -> Map.of("test_total", switch (cell.configuration().whole("model.latent")) {
            case 3 -> 135.0;
            case 5 -> 120.0;
            case 10 -> 108.0;
            case 20 -> 102.0;
            default -> 103.0;
        }));
        bound.history(bound.cell("model.latent", 200L), "epoch,step,test_total\n1,600,160.5\n2,1200,103\n");
    }

    @Test
    void whatWasNeverStartedIsNotRun() {
        Assessment verdict = bound.verdict();
        assertEquals(Outcome.NOT_RUN, verdict.outcome());
        assertEquals("not run", verdict.text());
        assertFalse(verdict.succeeded());
    }

    @Test
    void allCellsFinishedAreJudged() throws Exception {
        finishAll();
        assertTrue(bound.verdict().succeeded());
    }

    @Test
    void oneUnfinishedCellKeepsTheClaimOpenAndIsNamedWithItsEpoch() throws Exception {
        finishAll();
        var cell = bound.cell("model.latent", 10L);
        Files.delete(bound.folder(cell).metrics());
        bound.history(cell, "epoch,step,test_total\n1,600,150.5\n2,1200,140.25\n");
        Assessment verdict = bound.verdict();
        assertEquals(Outcome.UNFINISHED, verdict.outcome());
        assertEquals("unfinished at epoch 2 of 167 (cell " + cell.id() + "; 4 of 5 cells are finished)", verdict.text());
        assertEquals("test −ELBO 140.25 so far", verdict.got());
    }

    @Test
    void aCellThatWasNotBegunStandsAtEpochZero() throws Exception {
        finishAll();
        var cell = bound.cell("model.latent", 3L);
        Files.delete(bound.folder(cell).metrics());
        Files.delete(bound.folder(cell).path());
        assertEquals("unfinished at epoch 0 of 167 (cell " + cell.id() + "; 4 of 5 cells are finished)", bound.verdict().text());
    }

    @Test
    void aCellThatFailedIsTheVerdictWithItsReason() throws Exception {
        finishAll();
        var cell = bound.cell("model.latent", 200L);
        Files.delete(bound.folder(cell).metrics());
        Files.writeString(bound.folder(cell).failure(), "{\"reason\": \"nll is NaN at step 7.\", \"final\": true}");
        Assessment verdict = bound.verdict();
        assertEquals(Outcome.FAILED, verdict.outcome());
        assertEquals("failed: cell " + cell.id() + ": nll is NaN at step 7.", verdict.text());
    }

    @Test
    void damagedFilesFailTheClaim() throws Exception {
        finishAll();
        var cell = bound.cell("model.latent", 5L);
        Files.writeString(bound.folder(cell).metrics(), "{");
        assertEquals(Outcome.FAILED, bound.verdict().outcome());
        bound.finish(cell, Map.of("epochs", 167.0));
        assertEquals(Outcome.FAILED, bound.verdict().outcome(), "metrics without the number");
        Files.delete(bound.folder(cell).metrics());
        bound.history(cell, "epoch,step,test_total\n1,600\n");
        assertEquals(Outcome.FAILED, bound.verdict().outcome(), "a history that cannot be read");
    }

    @Test
    void theFormsHaveResultsOfTheirOwn() throws Exception {
        finishAll();
        assertEquals(Outcome.NOT_RUN, new Trained("kingma-welling-figure-2", Effort.QUICK, results).verdict().outcome());
    }
}
