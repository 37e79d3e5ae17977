package tornadovae.fuzz;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A reader that may not end is run in a thread of its own, which is left behind where it does not. */
final class Watched {

    /** Far more than any input takes, however slow the machine. */
    private static final int SECONDS_AN_INPUT = 20;

    private Watched() {}

    /** As {@link Target#takes}; an AssertionError also says that it was not done in time. */
    static boolean takes(Target target, byte[] input, Path folder) throws InterruptedException {
        var result = new CompletableFuture<Boolean>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(target.takes(input, folder));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(SECONDS_AN_INPUT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().toString(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("still being read after " + SECONDS_AN_INPUT + " seconds");
        }
    }
}
