package tornadovae.cli;

import java.nio.file.Path;

/**
 * A mistake and what comes of it. In the command and the sentence {@code {dir}} stands for the case's own empty folder,
 * {@code {model}} for a trained model that all cases share, {@code {cell}} for a cell's name and {@code {heap}} for the memory of
 * this JVM.
 *
 * @param files what lies in the folder before the command
 * @param command the command line, split at blanks, of which quotes keep some
 * @param sentence the one line on stderr, behind the program's name
 */
record BadInput(String name, Files files, String command, int exitCode, String sentence) {

    /** Makes files in an empty folder; the second one is the trained model, to be copied and damaged. */
    @FunctionalInterface
    interface Files {
        void make(Path dir, Path model) throws Exception;
    }

    static BadInput of(String name, String command, int exitCode, String sentence) {
        return new BadInput(name, (_, _) -> {}, command, exitCode, sentence);
    }

    @Override
    public String toString() {
        return name;
    }
}
