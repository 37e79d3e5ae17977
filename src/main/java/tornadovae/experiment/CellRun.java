package tornadovae.experiment;

import java.util.Optional;
import java.util.function.Consumer;
import tornadovae.UserError;

/** One cell on its way through a run. Its mistakes are its own: once it has failed, nothing more is done for it. */
final class CellRun {

    private final Cell cell;
    private final CellFolder folder;
    private int step;
    private String failure;
    private long imagesDone;

    CellRun(Cell cell, CellFolder folder) {
        this.cell = cell;
        this.folder = folder;
    }

    /** Makes the folder ready and checks the checkpoint, if there is one; it is read again when its turn comes, as all at once may not fit into memory. */
    void prepare(int batch, Consumer<String> notice) {
        attempt(() -> {
            folder.prepare(cell.configuration());
            step = folder.stepReached(notice);
            imagesDone = (long) step * batch;
        });
    }

    /** Training steps done before this run began. */
    int step() {
        return step;
    }

    /** Does a piece of work for this cell, unless it has failed; what goes wrong in it fails this cell alone. */
    void attempt(Runnable work) {
        if (hasFailed()) return;
        try {
            work.run();
        } catch (UserError e) {
            fail(e.getMessage(), false);
        } catch (OutOfMemoryError e) {
            fail(UserError.of(e).getMessage(), false);
        }
    }

    /** @param lasting whether a second attempt would end the same way */
    void fail(String reason, boolean lasting) {
        if (hasFailed()) return;
        failure = reason;
        try {
            folder.fail(reason, lasting);
        } catch (UserError e) {
            // the disk is full: the reason is still printed, and the cell counts as unfinished
        }
    }

    /** A failure of an earlier run that would happen again. */
    void stayFailed(String reason) {
        failure = reason;
    }

    boolean hasFailed() {
        return failure != null;
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    void imagesDone(long images) {
        imagesDone = images;
    }

    long imagesDone() {
        return imagesDone;
    }

    Cell cell() {
        return cell;
    }

    Configuration configuration() {
        return cell.configuration();
    }

    CellFolder folder() {
        return folder;
    }
}
