package tornadovae.train;

import java.io.IOException;

/** What is wrong with a file, as the rest of a sentence that names the file. */
final class Damaged extends IOException {

    /** @param what ends in a semicolon and what to do, where that is always the same */
    Damaged(String what) {
        super(what);
    }

    /** @param advice what to do, where the sentence has none yet */
    String with(String advice) {
        return getMessage() + (getMessage().contains(";") ? "." : "; " + advice + ".");
    }
}
