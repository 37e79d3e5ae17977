package tornadovae.engine.cpu;

/** From the bytes of an image to the numbers a program sees: x = byte / 255. */
public sealed interface Pixels permits VectorPixels, ScalarPixels {

    /** to[at + j] = from[first + j] / 255 for 0 ≤ j &lt; count, bytes unsigned. */
    void decode(byte[] from, int first, int count, float[] to, int at);
}
