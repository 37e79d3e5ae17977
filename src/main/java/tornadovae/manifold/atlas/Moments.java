package tornadovae.manifold.atlas;

/**
 * Moments of the ink of a grey picture: mass m₀₀ = Σ x, centre (m₁₀, m₀₁) / m₀₀, central moments u_pq = Σ x (c − c̄)^p (r − r̄)^q
 * / m₀₀, column c to the right and row r downwards (Hu 1962; as Morpho-MNIST has them, Castro, Tan, Kainz, Konukoglu and Glocker
 * 2019, arXiv 1809.10780). What is fainter than a tenth of the brightest pixel is taken for background: moments weigh far pixels
 * most, and the haze of a decoded mean would count more than its ink.
 *
 * @param mass Σ x; 0 for an empty picture, whose other moments are NaN
 * @param u20 variance along a row, pixels²
 * @param u11 covariance
 * @param u02 variance along a column
 */
record Moments(double mass, double centreColumn, double centreRow, double u20, double u11, double u02) {

    static final double BACKGROUND = 0.1;

    /** The ink of every pixel: its value where that is no background, else 0. */
    static double[] ink(float[] pixels) {
        double brightest = 0;
        for (float x : pixels) brightest = Math.max(brightest, x);
        double[] ink = new double[pixels.length];
        for (int i = 0; i < ink.length; i++) {
            if (pixels[i] > BACKGROUND * brightest) ink[i] = pixels[i];
        }
        return ink;
    }

    /** @param ink {@code [rows · width]} */
    static Moments of(double[] ink, int width) {
        double mass = 0, column = 0, row = 0, u20 = 0, u11 = 0, u02 = 0;
        for (int i = 0; i < ink.length; i++) {
            mass += ink[i];
            column += ink[i] * (i % width);
            row += ink[i] * (i / width);
        }
        column /= mass;
        row /= mass;
        for (int i = 0; i < ink.length; i++) {
            double dc = i % width - column, dr = i / width - row;
            u20 += ink[i] * dc * dc;
            u11 += ink[i] * dc * dr;
            u02 += ink[i] * dr * dr;
        }
        return new Moments(mass, column, row, u20 / mass, u11 / mass, u02 / mass);
    }

    /** u₁₁ / u₀₂: how many columns the ink goes to the right for each row downwards. */
    double shear() {
        return u11 / u02;
    }
}
