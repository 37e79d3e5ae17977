package tornadovae.file.hdf5;

import java.util.function.Supplier;
import tornadovae.UserError;

/** Makes a sentence of what goes wrong within jHDF, which throws exceptions of many kinds at damaged files. */
final class Guarded {

    private Guarded() {}

    /** @param what is read, for the sentence */
    static <T> T reading(String what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | ExceptionInInitializerError e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().lines().findFirst().orElse("");
            throw new UserError(what + " cannot be read as HDF5 (" + reason + "): it is damaged, truncated or something else; "
                    + "get it again.");
        }
    }
}
