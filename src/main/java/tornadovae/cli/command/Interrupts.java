package tornadovae.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets long work leave a checkpoint when Ctrl-C, SIGTERM or, at the end of a terminal, SIGHUP arrives. The work asks
 * {@link #getAsBoolean} between steps, and closes this object after it has written what must survive; until then, or until its
 * patience ends, the JVM does not die. It then exits with 130 (Ctrl-C), 143 (SIGTERM) or 129 (SIGHUP), whatever the command
 * returns.
 *
 * <pre>{@code
 * try (var interrupts = Interrupts.install(err())) {
 *     trainer.train(interrupts);        // returns early, with its checkpoint written
 * }
 * }</pre>
 */
public final class Interrupts implements BooleanSupplier, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean stopRequested;

    public static Interrupts install(PrintWriter err) {
        return install(err, PATIENCE);
    }

    public static Interrupts install(PrintWriter err, Duration patience) {
        var interrupts = new Interrupts(err, patience);
        Runtime.getRuntime().addShutdownHook(interrupts.hook);
        return interrupts;
    }

    private Interrupts(PrintWriter err, Duration patience) {
        hook = new Thread(() -> waitForTheWork(err, patience), "interrupts");
    }

    /** Whether to stop. */
    @Override
    public boolean getAsBoolean() {
        return stopRequested;
    }

    /** The work has left what it must: the JVM may end. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already, and now comes to its end.
        }
    }

    private void waitForTheWork(PrintWriter err, Duration patience) {
        stopRequested = true;
        err.println(System.lineSeparator() + "tornado-vae: Stopping; a checkpoint is being written.");
        err.flush();
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println("tornado-vae: No checkpoint within " + patience.toSeconds()
                        + " seconds, giving up; the one before it is whole.");
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
