package tornadovae.experiment.run;

import java.util.List;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.store.CellFolder;

/** Hears how far a run is, in the thread that runs. */
public interface RunListener {

    /** @param imagesBefore training images that earlier runs have seen, of {@code imagesInAll} */
    default void begins(long imagesBefore, long imagesInAll) {}

    /** @param imagesDone training images seen, with those of earlier runs */
    default void progress(long imagesDone) {}

    /** @param testLosses −ELBO of every cell that trains together, nats per image */
    default void epochDone(int epoch, int epochs, List<Double> testLosses) {}

    default void finished(Cell cell, CellFolder folder) {}

    default void failed(Cell cell, String reason) {}

    /** @param holder the process that works on this cell */
    default void elsewhere(Cell cell, String holder) {}

    /**
     * A cell goes on, but not as if nothing had happened: from an earlier checkpoint, or because it lacks a manifest; the
     * sentence says why.
     */
    default void goesBack(Cell cell, String sentence) {}
}
