package tornadovae.data.check;

/** Grey levels of an image, 0 to 255. */
final class Grey {

    private Grey() {}

    /** From the darkest to the brightest pixel. */
    static int span(byte[] pixels) {
        int least = 255, most = 0;
        for (byte pixel : pixels) {
            least = Math.min(least, pixel & 0xFF);
            most = Math.max(most, pixel & 0xFF);
        }
        return Math.max(0, most - least);
    }
}
