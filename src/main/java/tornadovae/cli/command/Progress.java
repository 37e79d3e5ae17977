package tornadovae.cli.command;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * How far a long piece of work is: on a terminal a bar with rate and time left, redrawn at most ten times a second and wiped at
 * the end; elsewhere a plain line for every tenth of the work, but not more often than every second nor, while the work reports,
 * less often than every ten; nothing with {@code --quiet}. Safe for use by several threads.
 *
 * <p>A class of our own, because me.tongfei:progressbar 0.10.2 brings JLine, which takes 160 ms to start, loads a native library
 * that JDK 25 warns about, and writes carriage returns where there is no terminal.
 */
public final class Progress implements AutoCloseable {

    enum Style { BAR, LINES, SILENT }

    private static final double REDRAW = 0.1;
    private static final double LINE_AT_LEAST = 10;
    private static final double LINE_AT_MOST = 1;
    /** Seconds over which the rate is averaged. */
    private static final double MEMORY = 3;
    private static final String WIPE = "\r\033[K";

    private final PrintWriter err;
    private final Style style;
    private final int columns;
    private final LongSupplier clock;
    private final ProgressText text;
    private final long total;
    private final double started;

    private long done;
    private long resumedAt;
    private String note = "";
    private double rate;
    private long rateDone;
    private double rateTime;
    private double shownTime;
    private long shownTenth;

    /** A bar where a person watches, plain lines elsewhere. */
    static Progress start(PrintWriter err, String task, long total, String unit) {
        var bar = Terminal.isPresent();
        return new Progress(err, bar ? Style.BAR : Style.LINES, bar ? Terminal.columns() : 0, System::nanoTime,
                new ProgressText(task, total, unit, Terminal.hasBlocks()));
    }

    public static Progress silent() {
        return new Progress(null, Style.SILENT, 0, System::nanoTime, new ProgressText("", 1, "", false));
    }

    /** {@code clock} counts nanoseconds. */
    Progress(PrintWriter err, Style style, int columns, LongSupplier clock, ProgressText text) {
        this.err = err;
        this.style = style;
        this.columns = columns;
        this.clock = clock;
        this.text = text;
        total = text.total();
        started = now();
        rateTime = started;
        shownTime = Double.NEGATIVE_INFINITY;
        if (style == Style.LINES) {
            shownTime = started;
        }
    }

    /**
     * Work that was done in an earlier run: it counts as done, but not in the rate. Call it before the first {@link #advanceTo}.
     */
    public synchronized void resumeAt(long done) {
        resumedAt = done;
        rateDone = done;
        shownTenth = tenth(done);
        advanceTo(done);
    }

    public synchronized void advanceTo(long done) {
        this.done = Math.min(done, total);
        show();
    }

    /** A few words at the end of the line, such as the current loss. */
    public synchronized void note(String note) {
        this.note = note;
        show();
    }

    /** Prints a line that stays, above the bar. */
    public synchronized void say(String line) {
        if (style == Style.SILENT) {
            return;
        }
        err.println(style == Style.BAR ? WIPE + line : line);
        shownTime = style == Style.BAR ? Double.NEGATIVE_INFINITY : shownTime;
        show();
    }

    /** Wipes the bar, or prints the last plain line. */
    @Override
    public synchronized void close() {
        switch (style) {
            case BAR -> err.print(WIPE);
            case LINES -> err.println(text.last(done, done - resumedAt, now() - started, note));
            case SILENT -> {}
        }
        if (err != null) {
            err.flush();
        }
    }

    private void show() {
        var now = now();
        switch (style) {
            case BAR -> {
                if (now - shownTime >= REDRAW) {
                    updateRate(now);
                    err.print(WIPE + text.bar(done, rate, note, columns - 1));
                    err.flush();
                    shownTime = now;
                }
            }
            case LINES -> {
                var newTenth = tenth(done) > shownTenth && now - shownTime >= LINE_AT_MOST;
                if (done < total && (newTenth || now - shownTime >= LINE_AT_LEAST)) {
                    updateRate(now);
                    err.println(text.line(done, rate, note));
                    shownTime = now;
                    shownTenth = tenth(done);
                }
            }
            case SILENT -> {}
        }
    }

    /** rate ← rate + (1 − e^(−Δt/T)) (Δdone/Δt − rate), T = MEMORY; at first the mean since the start. */
    private void updateRate(double now) {
        var dt = now - rateTime;
        if (dt <= 0 || done == rateDone) {
            return;
        }
        var latest = (done - rateDone) / dt;
        rate = rate == 0 ? latest : rate + (1 - Math.exp(-dt / MEMORY)) * (latest - rate);
        rateDone = done;
        rateTime = now;
    }

    private long tenth(long done) {
        return total == 0 ? 10 : 10 * done / total;
    }

    private double now() {
        return clock.getAsLong() / 1e9;
    }
}
