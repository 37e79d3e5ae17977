package tornadovae.data.source;

/**
 * A soft round pen on a small sheet: a pixel is as dark as the nearest point of the line says, so that edges are antialiased and
 * crossings do not add up.
 */
final class SoftPen {

    /** Width in pixels of the grey edge; scanned and scaled-down handwriting has a little more than one. */
    private static final float EDGE = 1.3f;

    private final int width;
    private final int height;
    private final float[] ink;

    SoftPen(int width, int height) {
        this.width = width;
        this.height = height;
        this.ink = new float[width * height];
    }

    /** Draws from (x0, y0) to (x1, y1), in pixels with pixel centres at ½, while the pen's radius goes from r0 to r1. */
    void line(float x0, float y0, float r0, float x1, float y1, float r1) {
        float reach = Math.max(r0, r1) + EDGE;
        int left = Math.max(0, (int) (Math.min(x0, x1) - reach)), right = Math.min(width - 1, (int) (Math.max(x0, x1) + reach));
        int top = Math.max(0, (int) (Math.min(y0, y1) - reach)), bottom = Math.min(height - 1, (int) (Math.max(y0, y1) + reach));
        float dx = x1 - x0, dy = y1 - y0, squared = Math.max(1e-12f, dx * dx + dy * dy);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                // foot of the perpendicular at t ∈ [0, 1], coverage = ½ + (r(t) − distance) / EDGE
                float px = column + 0.5f - x0, py = row + 0.5f - y0;
                float t = Math.clamp((px * dx + py * dy) / squared, 0f, 1f);
                float ex = px - t * dx, ey = py - t * dy;
                float coverage = 0.5f + (r0 + t * (r1 - r0) - (float) Math.sqrt(ex * ex + ey * ey)) / EDGE;
                int pixel = row * width + column;
                if (coverage > ink[pixel]) ink[pixel] = coverage;
            }
        }
    }

    /** Where the ink's centre of mass is, (x, y) in pixels. */
    float[] centreOfMass() {
        double mass = 0, x = 0, y = 0;
        for (int i = 0; i < ink.length; i++) {
            float dark = Math.min(1f, ink[i]);
            mass += dark;
            x += dark * (i % width + 0.5);
            y += dark * (i / width + 0.5);
        }
        return new float[] {(float) (x / mass), (float) (y / mass)};
    }

    /** The sheet as bytes, white ink on black. */
    byte[] pixels() {
        byte[] pixels = new byte[ink.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) Math.round(255 * Math.min(1f, ink[i]));
        return pixels;
    }
}
