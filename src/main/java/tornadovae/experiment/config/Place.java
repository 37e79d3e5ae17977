package tornadovae.experiment.config;

import tornadovae.UserError;

/**
 * Where a setting was written, for the sentence that finds fault with it.
 *
 * @param source a file's name, or {@code the command line}
 * @param line   from 1; 0 where lines mean nothing
 */
record Place(String source, int line) {

    static Place commandLine() {
        return new Place("command line", 0);
    }

    /** @param sentence without its full stop */
    UserError error(String sentence) {
        return new UserError(this + ": " + sentence + (sentence.endsWith("?") ? "" : "."));
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ", line " + line;
    }
}
