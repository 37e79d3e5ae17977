package tornadovae.engine;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.function.Function;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.graph.MeanDiscrepancy;
import tornadovae.graph.Tensor;
import tornadovae.graph.TotalCorrelation;

/** The ops that look at all pairs of a minibatch, as their javadoc states them, for one replica. */
record ReferencePairs(Function<Tensor, double[]> values) {

    void meanDiscrepancy(MeanDiscrepancy o) {
        double[] z = of(o.z()), p = of(o.prior()), row = of(o.row());
        int n = o.z().rows(), d = o.z().columns();
        for (int i = 0; i < n; i++) {
            row[i] = 0;
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    row[i] +=
                            (k(o.kernel(), distance(z, i, z, j, d), d) + k(o.kernel(), distance(p, i, p, j, d), d)) / (n - 1);
                }
                row[i] -= 2 * k(o.kernel(), distance(z, i, p, j, d), d) / n;
            }
        }
    }

    void meanDiscrepancyGradient(MeanDiscrepancy.Gradient o) {
        double[] z = of(o.z()), p = of(o.prior()), dRow = of(o.dRow()), dz = of(o.dz());
        int n = o.z().rows(), d = o.z().columns();
        Arrays.fill(dz, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int c = 0; c < d; c++) {
                    // ∂k(a, b)/∂a = 2 k′(D) (a − b)
                    if (j != i) {
                        dz[i * d + c] += (dRow[i] + dRow[j]) / (n - 1) * 2 * slope(o.kernel(), distance(z, i, z, j, d), d)
                                * (z[i * d + c] - z[j * d + c]);
                    }
                    dz[i * d + c] -=
                            2 * dRow[i] / n * 2 * slope(o.kernel(), distance(z, i, p, j, d), d) * (z[i * d + c] - p[j * d + c]);
                }
            }
        }
    }

    private static double distance(double[] a, int i, double[] b, int j, int d) {
        double sum = 0;
        for (int c = 0; c < d; c++) sum += (a[i * d + c] - b[j * d + c]) * (a[i * d + c] - b[j * d + c]);
        return sum;
    }

    private static double k(Kernel kernel, double distance, int d) {
        if (kernel == Kernel.RBF) return exp(-distance / (2 * d));
        double sum = 0;
        for (double s : new double[] {.1, .2, .5, 1, 2, 5, 10}) sum += 2 * d * s / (2 * d * s + distance);
        return sum;
    }

    /** dk/dD. */
    private static double slope(Kernel kernel, double distance, int d) {
        if (kernel == Kernel.RBF) return -exp(-distance / (2 * d)) / (2 * d);
        double sum = 0;
        for (double s : new double[] {.1, .2, .5, 1, 2, 5, 10}) {
            sum -= 2 * d * s / ((2 * d * s + distance) * (2 * d * s + distance));
        }
        return sum;
    }

    void totalCorrelation(TotalCorrelation o) {
        double[] row = of(o.row()), logDensity = of(o.logDensity());
        int n = o.z().rows(), d = o.z().columns();
        for (int i = 0; i < n; i++) {
            double[] sums = new double[d + 1];
            for (int j = 0; j < n; j++) {
                double weight = weight(o.estimate(), i, j, n, o.images()), joint = weight;
                for (int k = 0; k < d; k++) {
                    double q = exp(logNormal(of(o.code()), of(o.z()), i, j, k, d));
                    sums[k] += weight * q;
                    joint *= q;
                }
                sums[d] += joint;
            }
            row[i] = log(sums[d]);
            for (int k = 0; k < d; k++) row[i] -= log(sums[k]);
            for (int k = 0; k <= d; k++) logDensity[i * (d + 1) + k] = log(sums[k]);
        }
    }

    void drawGradient(TotalCorrelation.DrawGradient o) {
        double[] code = of(o.code()), z = of(o.z()), dz = of(o.dz());
        int n = o.z().rows(), d = o.z().columns();
        Arrays.fill(dz, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < d; k++) {
                    dz[i * d + k] -= g(o.estimate(), o.images(), code, z, of(o.logDensity()), of(o.dRow()), i, j, k, n, d)
                            * (z[i * d + k] - code[2 * j * d + k]) * exp(-code[(2 * j + 1) * d + k]);
                }
            }
        }
    }

    void codeGradient(TotalCorrelation.CodeGradient o) {
        double[] code = of(o.code()), z = of(o.z()), dCode = of(o.dCode());
        int n = o.z().rows(), d = o.z().columns();
        Arrays.fill(dCode, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < d; k++) {
                    double g = g(o.estimate(), o.images(), code, z, of(o.logDensity()), of(o.dRow()), i, j, k, n, d);
                    double difference = z[i * d + k] - code[2 * j * d + k], precision = exp(-code[(2 * j + 1) * d + k]);
                    dCode[2 * j * d + k] += g * difference * precision;
                    dCode[(2 * j + 1) * d + k] += 0.5 * g * (difference * difference * precision - 1);
                }
            }
        }
    }

    private static double g(DensityEstimate estimate, int images, double[] code, double[] z, double[] logDensity, double[] dRow,
            int i, int j, int k, int n, int d) {
        double joint = 0;
        for (int c = 0; c < d; c++) joint += logNormal(code, z, i, j, c, d);
        double weight = weight(estimate, i, j, n, images);
        return dRow[i] * weight
                * (exp(joint - logDensity[i * (d + 1) + d]) - exp(logNormal(code, z, i, j, k, d) - logDensity[i * (d + 1) + k]));
    }

    private static double weight(DensityEstimate estimate, int i, int j, int n, int images) {
        double m = n - 1;
        if (estimate == DensityEstimate.WEIGHTED) return 1.0 / n;
        return i == j ? 1.0 / images : j == (i + 1) % n ? (images - m) / (images * m) : 1 / m;
    }

    /** log N(z_ik; μ_jk, σ²_jk). */
    private static double logNormal(double[] code, double[] z, int i, int j, int k, int d) {
        double logVar = code[(2 * j + 1) * d + k], difference = z[i * d + k] - code[2 * j * d + k];
        return -0.5 * (log(2 * Math.PI) + logVar + difference * difference * exp(-logVar));
    }

    private double[] of(Tensor tensor) {
        return values.apply(tensor);
    }
}
