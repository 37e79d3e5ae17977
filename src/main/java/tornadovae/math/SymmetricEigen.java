package tornadovae.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, A = Σ_i λ_i v_i v_iᵀ: Householder reflections to tridiagonal form, then QL
 * steps with implicit shifts (Golub and Van Loan 2013, sections 8.3.1 and 8.3.3; the form is that of EISPACK's tred2 and tql2).
 * An eigenvalue's error is about that of rounding the largest one; {@link SymmetricEigenvalues} keeps the digits of small ones.
 *
 * @param values  {@code [n]}, descending
 * @param vectors {@code [n][n]}, orthonormal: row i belongs to value i
 */
public record SymmetricEigen(double[] values, double[][] vectors) {

    private static final int MOST_STEPS = 60;

    /** @param matrix {@code [n][n]}, of which the lower triangle is read */
    public static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                v[i][j] = matrix[Math.max(i, j)][Math.min(i, j)];
                if (!Double.isFinite(v[i][j])) {
                    throw new IllegalArgumentException("a matrix with " + v[i][j] + " has no eigenvalues");
                }
            }
        }
        double[] diagonal = new double[n], off = new double[n];
        if (n == 0) return new SymmetricEigen(diagonal, v);
        tridiagonal(v, diagonal, off);
        double[][] rows = transposed(v);   // rotations mix two vectors: as rows they lie together
        diagonalise(rows, diagonal, off);
        int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> -diagonal[i]))
                .mapToInt(i -> i).toArray();
        return new SymmetricEigen(Arrays.stream(order).mapToDouble(i -> diagonal[i]).toArray(),
                Arrays.stream(order).mapToObj(i -> rows[i]).toArray(double[][]::new));
    }

    private static double[][] transposed(double[][] v) {
        int n = v.length;
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) rows[j][i] = v[i][j];
        }
        return rows;
    }

    /** Leaves the product of all reflections in v, the diagonal in d and what is below it in e. */
    private static void tridiagonal(double[][] v, double[] d, double[] e) {
        int n = d.length;
        System.arraycopy(v[n - 1], 0, d, 0, n);
        for (int i = n - 1; i > 0; i--) {
            double scale = 0, h = 0;
            for (int k = 0; k < i; k++) scale += Math.abs(d[k]);
            if (scale == 0) {
                e[i] = d[i - 1];
                for (int j = 0; j < i; j++) {
                    d[j] = v[i - 1][j];
                    v[i][j] = v[j][i] = 0;
                }
            } else {
                for (int k = 0; k < i; k++) {
                    d[k] /= scale;
                    h += d[k] * d[k];
                }
                double f = d[i - 1], g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
                e[i] = scale * g;
                h -= f * g;
                d[i - 1] = f - g;
                for (int j = 0; j < i; j++) v[j][i] = d[j];
                product(v, d, e, i);
                f = 0;
                for (int j = 0; j < i; j++) {
                    e[j] /= h;
                    f += e[j] * d[j];
                }
                double half = f / (h + h);
                for (int j = 0; j < i; j++) e[j] -= half * d[j];
                for (int k = 0; k < i; k++) {   // the lower triangle, row by row
                    double[] row = v[k];
                    double dk = d[k], ek = e[k];
                    for (int j = 0; j <= k; j++) row[j] -= d[j] * ek + e[j] * dk;
                }
                for (int j = 0; j < i; j++) {
                    d[j] = v[i - 1][j];
                    v[i][j] = 0;
                }
            }
            d[i] = h;
        }
        accumulate(v, d);
        System.arraycopy(v[n - 1], 0, d, 0, n);
        Arrays.fill(v[n - 1], 0);
        v[n - 1][n - 1] = 1;
        e[0] = 0;
    }

    /** e[0 … i − 1] = A d, by the lower triangle of A. */
    private static void product(double[][] v, double[] d, double[] e, int i) {
        Arrays.fill(e, 0, i, 0);
        for (int k = 0; k < i; k++) {
            double[] row = v[k];
            double sum = row[k] * d[k], dk = d[k];
            for (int j = 0; j < k; j++) {
                sum += row[j] * d[j];
                e[j] += row[j] * dk;
            }
            e[k] += sum;
        }
    }

    private static void accumulate(double[][] v, double[] d) {
        int n = d.length;
        double[] g = new double[n];
        for (int i = 0; i < n - 1; i++) {
            v[n - 1][i] = v[i][i];
            v[i][i] = 1;
            double h = d[i + 1];
            if (h != 0) {
                for (int k = 0; k <= i; k++) d[k] = v[k][i + 1] / h;
                Arrays.fill(g, 0, i + 1, 0);
                for (int k = 0; k <= i; k++) {
                    double[] row = v[k];
                    double along = row[i + 1];
                    for (int j = 0; j <= i; j++) g[j] += along * row[j];
                }
                for (int k = 0; k <= i; k++) {
                    double[] row = v[k];
                    for (int j = 0; j <= i; j++) row[j] -= g[j] * d[k];
                }
            }
            for (int k = 0; k <= i; k++) v[k][i + 1] = 0;
        }
    }

    private static void diagonalise(double[][] rows, double[] d, double[] e) {
        int n = d.length;
        System.arraycopy(e, 1, e, 0, n - 1);
        e[n - 1] = 0;
        double shift = 0, largest = 0;
        for (int l = 0; l < n; l++) {
            largest = Math.max(largest, Math.abs(d[l]) + Math.abs(e[l]));
            int m = l;
            while (m < n - 1 && Math.abs(e[m]) > Math.ulp(1.0) * largest) m++;
            for (int step = 0; m > l && Math.abs(e[l]) > Math.ulp(1.0) * largest; step++) {
                if (step == MOST_STEPS) throw new IllegalArgumentException("the eigenvalues of this matrix do not converge");
                double g = d[l], p = (d[l + 1] - g) / (2 * e[l]), r = Math.copySign(Math.hypot(p, 1), p);
                d[l] = e[l] / (p + r);
                d[l + 1] = e[l] * (p + r);
                double dl1 = d[l + 1], h = g - d[l], el1 = e[l + 1];
                for (int i = l + 2; i < n; i++) d[i] -= h;
                shift += h;
                p = d[m];
                double c = 1, c2 = 1, c3 = 1, s = 0, s2 = 0;
                for (int i = m - 1; i >= l; i--) {
                    c3 = c2;
                    c2 = c;
                    s2 = s;
                    g = c * e[i];
                    h = c * p;
                    r = Math.hypot(p, e[i]);
                    e[i + 1] = s * r;
                    s = e[i] / r;
                    c = p / r;
                    p = c * d[i] - s * g;
                    d[i + 1] = h + s * (c * g + s * d[i]);
                    rotate(rows[i], rows[i + 1], c, s);
                }
                p = -s * s2 * c3 * el1 * e[l] / dl1;
                e[l] = s * p;
                d[l] = c * p;
            }
            d[l] += shift;
            e[l] = 0;
        }
    }

    private static void rotate(double[] a, double[] b, double c, double s) {
        for (int k = 0; k < a.length; k++) {
            double h = b[k];
            b[k] = s * a[k] + c * h;
            a[k] = c * a[k] - s * h;
        }
    }
}
