package tornadovae.data;

/** Hears what loading does, so that a command can print it. */
public interface Listener {

    /** Hears nothing. */
    Listener SILENT = new Listener() {};

    /** One line about a choice that was made, for example where files were found. */
    default void note(String line) {}

    /** A sentence about images that are probably not what their owner believes them to be; it names a file and what to do. */
    default void warn(String sentence) {}

    /** How far a long piece of work has come, in bytes; {@code total} is −1 where it is not known. */
    default void progress(String what, long done, long total) {}
}
