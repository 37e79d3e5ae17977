package tornadovae.verdict;

/**
 * A = L Lᵀ of a symmetric positive definite matrix (Golub and Van Loan 2013, algorithm 4.2.2).
 *
 * @param lower {@code [n][n]}: L
 */
record Cholesky(double[][] lower) {

    /** @param jitter added to a diagonal element that has fallen below it: directions without any variance get this much */
    static Cholesky of(double[][] matrix, double jitter) {
        int n = matrix.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, jitter)) : sum / l[j][j];
            }
        }
        return new Cholesky(l);
    }

    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) sum += 2 * Math.log(lower[i][i]);
        return sum;
    }

    /** vᵀ A⁻¹ v. */
    double quadratic(double[] v) {
        double[] y = new double[v.length];
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            y[i] = v[i];
            for (int k = 0; k < i; k++) y[i] -= lower[i][k] * y[k];
            y[i] /= lower[i][i];
            sum += y[i] * y[i];
        }
        return sum;
    }

    /** The diagonal of A⁻¹. */
    double[] inverseDiagonal() {
        double[] diagonal = new double[lower.length], unit = new double[lower.length];
        for (int i = 0; i < diagonal.length; i++) {
            unit[i] = 1;
            diagonal[i] = quadratic(unit);
            unit[i] = 0;
        }
        return diagonal;
    }
}
