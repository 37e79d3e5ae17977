package tornadovae.experiment.run;

import java.util.Optional;
import java.util.function.Consumer;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;
import tornadovae.file.Lease;
import tornadovae.train.Checkpoint;
import tornadovae.train.Divergence;

/**
 * One cell on its way through a run, which alone may work on it from {@link #claim} to {@link #close}. Its mistakes are its own:
 * once it has failed, or another process has it, nothing more is done for it.
 */
final class CellRun implements AutoCloseable {

    private final Cell cell;
    private final CellFolder folder;
    private int step;
    private Lease lease;
    private String failure;
    private String elsewhere;
    private long imagesDone;

    CellRun(Cell cell, CellFolder folder) {
        this.cell = cell;
        this.folder = folder;
    }

    /** Makes the folder this run's own, or notes who has it. */
    void claim() {
        folder.create();
        Lease.tryTake(folder.path()).ifPresentOrElse(taken -> {
            lease = taken;
            folder.removeLeftovers();
        }, this::leave);
    }

    /**
     * Makes the folder ready and checks the checkpoint, if there is one; it is read again when its turn comes, as all at once may
     * not fit into memory.
     */
    void prepare(int batch, Consumer<String> notice) {
        attempt(() -> {
            folder.prepare(cell.configuration());
            step = folder.stepReached(cell.configuration(), notice);
            imagesDone = (long) step * batch;
        });
    }

    /** Training steps done before this run began. */
    int step() {
        return step;
    }

    /** Does a piece of work for this cell, unless it is over; what goes wrong in it fails this cell alone. */
    void attempt(Runnable work) {
        if (isOver()) return;
        try {
            work.run();
        } catch (UserError e) {
            fail(e.getMessage());
        } catch (OutOfMemoryError e) {
            fail(UserError.of(e).getMessage());
        }
    }

    /** A second attempt may end better. */
    void fail(String reason) {
        if (isOver()) return;
        failure = lease == null ? reason : folder.whyGone().orElse(reason);
        try {
            folder.fail(failure);
        } catch (UserError e) {
            // the disk is full: the reason is still printed, and the cell counts as unfinished
        }
    }

    /** It would end the same way again. What was saved before is kept, and can be drawn. */
    void diverged(Divergence divergence) {
        if (isOver()) return;
        Optional<Checkpoint> lastGood = lastGood();
        failure = divergence + lastGood
                .map(good -> " The last good checkpoint, " + folder.model().getFileName() + ", is of epoch "
                        + good.integer(Checkpoint.EPOCH) + ", step " + good.step() + ".")
                .orElse(" There is no checkpoint from before.");
        try {
            folder.fail(failure, divergence, lastGood);
        } catch (UserError e) {
            // as above
        }
    }

    private Optional<Checkpoint> lastGood() {
        try {
            return folder.hasCheckpoint() ? Optional.of(Checkpoint.read(folder.model())) : Optional.empty();
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** A failure of an earlier run that would happen again. */
    void stayFailed(String reason) {
        failure = reason;
    }

    /** Whether it has failed or is another process's. */
    boolean isOver() {
        if (lease != null && lease.isLost()) leave();
        return failure != null || elsewhere != null;
    }

    /** Whether it is still this run's, looked up now: before what ends it. */
    boolean isStillOurs() {
        if (lease != null && lease.isLostNow()) leave();
        return failure == null && elsewhere == null;
    }

    /** A lease that is not there any more is either another's, or its folder is gone. */
    private void leave() {
        failure = folder.whyGone().orElse(failure);
        if (failure == null) elsewhere = Lease.holder(folder.path()).orElse("another process");
    }

    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Who works on it instead of this run. */
    Optional<String> elsewhere() {
        return Optional.ofNullable(elsewhere);
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

    /** Lets others work on it. */
    @Override
    public void close() {
        if (lease == null) return;
        if (folder.isFinished()) lease.closeForGood();
        else lease.close();
        lease = null;
    }
}
