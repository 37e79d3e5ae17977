package tornadovae.engine;

/**
 * One link of the chain that an engine needs in order to run, as {@code doctor} shows it.
 *
 * @param subject one or two words
 * @param found   what is there, or what went wrong
 * @param advice  what to do, a sentence or two; empty where the link holds
 */
public record Check(String subject, String found, String advice) {

    public static Check holds(String subject, String found) {
        return new Check(subject, found, "");
    }

    public boolean holds() {
        return advice.isEmpty();
    }
}
