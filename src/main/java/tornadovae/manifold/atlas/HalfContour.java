package tornadovae.manifold.atlas;

/**
 * The region where a picture is at least half as bright as its brightest pixel, the threshold of Morpho-MNIST, with an edge
 * between pixels: values are interpolated linearly on triangles, each square of four pixel centres being cut into four by its
 * middle, which has their mean. A grey edge then lies where the pen's did, to a small fraction of a pixel, and nothing need be
 * enlarged.
 *
 * @param area pixels²
 * @param perimeter length of its edges, those of holes included, pixels
 * @param euler Euler's number χ: pieces − holes
 */
record HalfContour(double area, double perimeter, int euler) {

    /** @param pixels {@code [rows · width]}; around the picture there is 0 */
    static HalfContour of(float[] pixels, int width) {
        float brightest = 0;
        for (float x : pixels) brightest = Math.max(brightest, x);
        var sums = new Sums(brightest / 2);
        int height = pixels.length / width;
        for (int row = -1; row < height; row++) {
            for (int column = -1; column < width; column++) {
                double a = at(pixels, width, height, row, column), b = at(pixels, width, height, row, column + 1);
                double c = at(pixels, width, height, row + 1, column), d = at(pixels, width, height, row + 1, column + 1),
                        middle = (a + b + c + d) / 4;
                sums.triangle(a, b, middle);
                sums.triangle(b, d, middle);
                sums.triangle(d, c, middle);
                sums.triangle(c, a, middle);
                sums.euler(a, b, c, d, middle);
            }
        }
        return new HalfContour(sums.area, sums.perimeter, sums.euler);
    }

    private static double at(float[] pixels, int width, int height, int row, int column) {
        return row < 0 || column < 0 || row >= height || column >= width ? 0 : pixels[row * width + column];
    }

    private static final class Sums {

        private static final double HALF_DIAGONAL = Math.sqrt(0.5);
        private static final double COSINE_45 = Math.sqrt(0.5);

        private final double level;
        private double area;
        private double perimeter;
        private int euler;

        Sums(double level) {
            this.level = level;
        }

        private boolean in(double value) {
            return value >= level;
        }

        /**
         * Two neighbouring pixels a and b, one unit apart, and the middle m, √½ from both; area ¼. The edge cuts off the corner
         * that is alone on its side.
         */
        void triangle(double a, double b, double m) {
            if (in(a) == in(b) && in(b) == in(m)) {
                area += in(a) ? 0.25 : 0;
            } else if (in(a) == in(b)) {
                cut(in(m), HALF_DIAGONAL * upToLevel(m, a), HALF_DIAGONAL * upToLevel(m, b), 0);
            } else if (in(b) == in(m)) {
                cut(in(a), upToLevel(a, b), HALF_DIAGONAL * upToLevel(a, m), COSINE_45);
            } else {
                cut(in(b), upToLevel(b, a), HALF_DIAGONAL * upToLevel(b, m), COSINE_45);
            }
        }

        /** Which part of the way from one value to the other leads to the level. */
        private double upToLevel(double from, double to) {
            return (from - level) / (from - to);
        }

        /** A corner with sides u and v: area ½ u v sin, opposite side √(u² + v² − 2 u v cos). */
        private void cut(boolean inside, double u, double v, double cosine) {
            double corner = 0.5 * u * v * Math.sqrt(1 - cosine * cosine);
            area += inside ? corner : 0.25 - corner;
            perimeter += Math.sqrt(Math.max(0, u * u + v * v - 2 * u * v * cosine));
        }

        /**
         * χ = corners − sides + triangles that are wholly inside; each square counts its upper left pixel, its middle, two of its
         * sides, and four of each inside.
         */
        void euler(double a, double b, double c, double d, double middle) {
            int pixels = (in(a) ? 1 : 0) + (in(b) ? 1 : 0) + (in(c) ? 1 : 0) + (in(d) ? 1 : 0);
            euler += (in(d) ? 1 : 0) - (in(d) && in(b) ? 1 : 0) - (in(d) && in(c) ? 1 : 0);
            if (!in(middle)) return;
            int triangles =
                    (in(a) && in(b) ? 1 : 0) + (in(b) && in(d) ? 1 : 0) + (in(d) && in(c) ? 1 : 0) + (in(c) && in(a) ? 1 : 0);
            euler += 1 - pixels + triangles;
        }
    }
}
