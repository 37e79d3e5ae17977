package tornadovae.math;

/**
 * The eigenvalues of a real symmetric matrix by Jacobi's rotations (Golub and Van Loan 2013, algorithm 8.5.3): exact to rounding
 * for the few dozen rows of a covariance. {@link SymmetricEigen} has the vectors too and suits thousands of rows, but its
 * rounding is that of the largest eigenvalue, where rotations keep the digits of small ones (Demmel and Veselić 1992): codes
 * of very different sizes have such covariances.
 */
public final class SymmetricEigenvalues {

    private static final int SWEEPS = 60; // converges quadratically: six to ten do

    private SymmetricEigenvalues() {}

    /**
     * @param matrix {@code [n][n]}, symmetric and finite; only read
     * @return {@code [n]}, in no particular order
     */
    public static double[] of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        double scale = 0;
        for (int i = 0; i < n; i++) {
            if (matrix[i].length != n) {
                throw new IllegalArgumentException(
                        "row %d of a matrix of %d rows has %d columns".formatted(i, n, matrix[i].length));
            }
            a[i] = matrix[i].clone();
            for (int j = 0; j < n; j++) {
                if (!Double.isFinite(a[i][j])) {
                    throw new IllegalArgumentException(
                            "element (%d, %d) of a symmetric matrix is %s".formatted(i, j, a[i][j]));
                }
                if (j < i && Math.abs(a[i][j] - a[j][i]) > 1e-9 * Math.max(Math.abs(a[i][j]), Math.abs(a[j][i]))) {
                    throw new IllegalArgumentException("elements (%d, %d) and (%d, %d) of a symmetric matrix are %s and %s"
                            .formatted(i, j, j, i, a[i][j], a[j][i]));
                }
                scale = Math.max(scale, Math.abs(a[i][j]));
            }
        }
        for (int sweep = 0; sweep < SWEEPS && largestOffDiagonal(a) > 1e-17 * scale; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) rotate(a, p, q);
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) values[i] = a[i][i];
        return values;
    }

    /**
     * a ← Jᵀ a J with the plane rotation J(p, q, θ) that makes a_pq zero: t = tan θ is the smaller root of t² + 2τt − 1, τ =
     * (a_qq − a_pp) / 2a_pq.
     */
    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) return;
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
        double cos = 1 / Math.hypot(1, t), sin = t * cos;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p], kq = a[k][q];
            a[k][p] = cos * kp - sin * kq;
            a[k][q] = sin * kp + cos * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k], qk = a[q][k];
            a[p][k] = cos * pk - sin * qk;
            a[q][k] = sin * pk + cos * qk;
        }
        a[p][q] = a[q][p] = 0;
    }

    private static double largestOffDiagonal(double[][] a) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + 1; j < a.length; j++) largest = Math.max(largest, Math.abs(a[i][j]));
        }
        return largest;
    }
}
