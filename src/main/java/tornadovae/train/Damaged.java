package tornadovae.train;

import java.io.IOException;

/** What is wrong with a file, as the rest of a sentence that names the file. */
final class Damaged extends IOException {

    /** @param what ends in a semicolon and what to do, where that is not to use another copy */
    Damaged(String what) {
        super(what + (what.contains(";") ? "." : "; use another copy, or delete the folder it is in and train again."));
    }
}
