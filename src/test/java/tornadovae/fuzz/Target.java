package tornadovae.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import tornadovae.UserError;

/**
 * A reader that is given what it does not expect. It may take an input or refuse it with a {@link UserError}; anything else is a
 * fault, and so is memory far beyond what so many bytes can hold: then a size was believed before it was checked.
 *
 * @param name for reports and files
 * @param corpus inputs as the program itself writes them
 * @param inputs how many a short run tries
 * @param allowance bytes that may be allocated for an input, besides {@code perByte}
 * @param perByte bytes that may be allocated for every byte of an input
 * @param reader what is tried
 */
record Target(String name, List<byte[]> corpus, int inputs, long allowance, long perByte, Reader reader) {

    /** @param folder the target's own, which keeps what the reader needs besides the input */
    @FunctionalInterface
    interface Reader {
        void read(byte[] input, Path folder) throws IOException;
    }

    private static final int LONGEST_SENTENCE = 1500;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Whether the input was taken, and not refused; throws what is wrong with how it was read. */
    boolean takes(byte[] input, Path folder) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean taken = reads(input, folder);
        long allowed = allowance + perByte * input.length, allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > allowed) {   // it may be of classes, which are loaded once
            before = THREADS.getCurrentThreadAllocatedBytes();
            reads(input, folder);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (allocated > allowed) {
            throw new AssertionError(
                    allocated + " bytes were allocated for " + input.length + ", at most " + allowed + " are allowed");
        }
        return taken;
    }

    private boolean reads(byte[] input, Path folder) {
        try {
            reader.read(input, folder);
            return true;
        } catch (UserError e) {
            checkSentence(e.getMessage());
            return false;
        } catch (IOException e) {
            throw new AssertionError("an IOException reached the user", e);
        }
    }

    private static void checkSentence(String sentence) {
        if (sentence.length() > LONGEST_SENTENCE) {
            throw new AssertionError(
                    "a sentence of " + sentence.length() + " characters: " + sentence.substring(0, LONGEST_SENTENCE));
        }
        if (sentence.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError(
                    "control characters reach the terminal: " + sentence.replaceAll("\\p{Cntrl}", "\u2423"));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
