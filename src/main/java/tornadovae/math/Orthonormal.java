package tornadovae.math;

/** Gram–Schmidt's orthonormal vectors, twice over for the rounding of the first time (Golub and Van Loan 2013, section 5.2.8). */
public final class Orthonormal {

    private Orthonormal() {}

    /**
     * Makes rows orthonormal, in place: the first k span what they spanned before. A row that lies in the span of those above it
     * becomes 0.
     *
     * @param rows {@code [vectors][n]}
     */
    public static void make(double[][] rows) {
        for (int a = 0; a < rows.length; a++) {
            double before = norm(rows[a]);
            for (int time = 0; time < 2; time++) {
                for (int b = 0; b < a; b++) {
                    double along = 0;
                    for (int c = 0; c < rows[a].length; c++) along += rows[a][c] * rows[b][c];
                    for (int c = 0; c < rows[a].length; c++) rows[a][c] -= along * rows[b][c];
                }
            }
            double after = norm(rows[a]), scale = after > 1e-12 * before ? 1 / after : 0;
            for (int c = 0; c < rows[a].length; c++) rows[a][c] *= scale;
        }
    }

    private static double norm(double[] row) {
        double squares = 0;
        for (double x : row) squares += x * x;
        return Math.sqrt(squares);
    }
}
