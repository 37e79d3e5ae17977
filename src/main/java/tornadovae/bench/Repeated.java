package tornadovae.bench;

/** What is measured in turns with others: something that can be done over and over. */
public interface Repeated extends AutoCloseable {

    /** Works for about this long and says how much it got done in a second. */
    double rate(double seconds);

    @Override
    void close();
}
