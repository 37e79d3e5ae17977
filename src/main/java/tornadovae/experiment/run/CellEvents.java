package tornadovae.experiment.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tornadovae.UserError;
import tornadovae.experiment.store.CellFolder;
import tornadovae.file.Lease;
import tornadovae.file.UserFile;
import tornadovae.tensorboard.EventLog;
import tornadovae.train.LearningCurve;

/**
 * A cell's event files for TensorBoard: a step is an epoch, scalars are the columns of history.csv, {@code test/total} for
 * {@code test_total}, and some epochs have the manifold. They are no part of the results: no manifest knows of them, and where
 * they cannot be written the cell goes on without.
 */
final class CellEvents {

    /** For {@link #add}. */
    static final byte[] NO_PICTURE = {};

    private static final String PICTURE = "manifold";
    private static final int MOST_BYTES = 1 << 29;
    private static final int EPOCH = 0;

    private final Consumer<String> notice;
    private EventLog log;
    private boolean isLost;

    /**
     * Goes on behind a history: later epochs in the files are forgotten, as they are done again.
     *
     * @param notice hears why there are no events
     */
    CellEvents(CellFolder folder, LearningCurve history, Consumer<String> notice) {
        this.notice = reason -> notice.accept(folder.path() + " gets no events for TensorBoard: " + reason);
        attempt(() -> log = EventLog.after(folder.path(), history.epochs()));
    }

    /** Adds what a finished cell lacks, with its picture. A cell that another process has is left to it. */
    static void complete(CellFolder folder, Consumer<String> notice) {
        Lease.tryTake(folder.path()).ifPresent(lease -> {
            try {
                LearningCurve history = LearningCurve.read(folder.history());
                new CellEvents(folder, history, notice).add(history, UserFile.bytes(folder.manifold(), MOST_BYTES));
            } catch (IOException e) {
                notice.accept(UserFile.cannotRead(folder.manifold(), e).getMessage());
            } finally {
                lease.closeForGood();
            }
        });
    }

    /**
     * Adds the epochs of a history that are new.
     *
     * @param png the manifold after the last one, or {@link #NO_PICTURE}
     */
    void add(LearningCurve history, byte[] png) {
        attempt(() -> {
            for (double[] row : history.rows()) {
                if (row[EPOCH] <= log.last()) continue;
                boolean shown = png.length > 0 && row[EPOCH] == history.epochs();
                log.add((long) row[EPOCH], scalars(history, row), shown ? Map.of(PICTURE, png) : Map.of());
            }
        });
    }

    private static Map<String, Double> scalars(LearningCurve history, double[] row) {
        var scalars = new LinkedHashMap<String, Double>();
        for (int i = EPOCH + 1; i < row.length; i++) scalars.put(history.columns().get(i).replaceFirst("_", "/"), row[i]);
        return scalars;
    }

    private void attempt(Runnable work) {
        if (isLost) return;
        try {
            work.run();
        } catch (UserError e) {
            isLost = true;
            notice.accept(e.getMessage());
        }
    }
}
