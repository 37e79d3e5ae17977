package tornadovae.engine.cpu;

/** {@link Pixels} by a table of all 256 values. */
final class ScalarPixels implements Pixels {

    private static final float[] VALUE = new float[256];

    static {
        for (int b = 0; b < VALUE.length; b++) VALUE[b] = b / 255f;
    }

    @Override
    public void decode(byte[] from, int first, int count, float[] to, int at) {
        for (int j = 0; j < count; j++) to[at + j] = VALUE[from[first + j] & 0xFF];
    }
}
