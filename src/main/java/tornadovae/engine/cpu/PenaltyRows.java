package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.Set;
import tornadovae.graph.Covariance;
import tornadovae.graph.FreeBits;
import tornadovae.graph.IdentityPenalty;
import tornadovae.graph.Tensor;

/**
 * What objectives compute from the statistics of a minibatch's codes: means and covariances over its images, and functions of
 * them.
 */
final class PenaltyRows {

    private final Storage storage;

    PenaltyRows(Storage storage) {
        this.storage = storage;
    }

    Work freeBits(FreeBits o) {
        Buffer kl = storage.of(o.kl()), minimum = storage.of(o.minimum()), means = storage.of(o.means()),
                sum = storage.of(o.sum());
        int n = o.kl().rows(), d = o.kl().columns();
        // Σ_j max(λ, k_j)
        return new RowWork(o, 1, (r, first, last, scratch) -> {
            double total = 0;
            for (int j = 0; j < d; j++) {
                float mean = mean(kl, r, j, n);
                means.values[r][means.index(0, j)] = mean;
                total += Math.max(minimum.values[r][0], mean);
            }
            sum.values[r][0] = (float) total;
        }, Set.of(o.kl()));
    }

    Work freeBitsGradient(FreeBits.Gradient o) {
        Buffer means = storage.of(o.means()), minimum = storage.of(o.minimum()), dSum = storage.of(o.dSum()),
                dKl = storage.of(o.dKl());
        int n = o.dKl().rows(), d = o.dKl().columns();
        return new RowWork(o, n, (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < d; j++) {
                    dKl.values[r][dKl.index(i, j)] =
                            means.values[r][means.index(0, j)] > minimum.values[r][0] ? dSum.values[r][0] / n : 0;
                }
            }
        });
    }

    Work covariance(Covariance o) {
        Buffer code = storage.of(o.code()), covariance = storage.of(o.covariance());
        int n = o.code().rows(), d = o.covariance().rows();
        // row a: (1/B) Σ_i (μ_ia − μ̄_a)(μ_ib − μ̄_b), with σ²_ia on the diagonal
        return new RowWork(o, d, (r, first, last, scratch) -> {
            float[] means = means(code, r, n, d, scratch), from = code.values[r], to = covariance.values[r];
            for (int a = first; a < last; a++) {
                Arrays.fill(to, covariance.index(a, 0), covariance.index(a, d), 0);
                for (int i = 0; i < n; i++) {
                    float deviation = (from[code.index(i, a)] - means[a]) / n;
                    for (int b = 0; b < d; b++) to[covariance.index(a, b)] += deviation * (from[code.index(i, b)] - means[b]);
                    if (o.ofDraws()) to[covariance.index(a, a)] += ScalarMath.exp(from[code.index(i, d + a)]) / n;
                }
            }
        }, Set.of(o.code()));
    }

    Work covarianceGradient(Covariance.Gradient o) {
        Buffer code = storage.of(o.code()), dCovariance = storage.of(o.dCovariance()), dCode = storage.of(o.dCode());
        int n = o.code().rows(), d = o.dCovariance().rows();
        // ∂μ_ia = (1/B) Σ_b (∂c[a, b] + ∂c[b, a]) (μ_ib − μ̄_b),  ∂log σ²_ia = (1/B) ∂c[a, a] σ²_ia
        Set<Tensor> whole = Set.of(o.code(), o.dCovariance());
        return new RowWork(o, n, (r, first, last, scratch) -> {
            float[] means = means(code, r, n, d, scratch), from = code.values[r], upstream = dCovariance.values[r];
            for (int i = first; i < last; i++) {
                for (int a = 0; a < d; a++) {
                    float sum = 0;
                    for (int b = 0; b < d; b++) {
                        sum += (upstream[dCovariance.index(a, b)] + upstream[dCovariance.index(b, a)])
                                * (from[code.index(i, b)] - means[b]);
                    }
                    dCode.values[r][dCode.index(i, a)] = sum / n;
                    dCode.values[r][dCode.index(i, d + a)] =
                            o.ofDraws() ? upstream[dCovariance.index(a, a)] * ScalarMath.exp(from[code.index(i, d + a)]) / n : 0;
                }
            }
        }, whole);
    }

    Work identityPenalty(IdentityPenalty o) {
        Buffer c = storage.of(o.covariance()), offDiagonal = storage.of(o.offDiagonal()), diagonal = storage.of(o.diagonal()),
                penalty = storage.of(o.penalty());
        int d = o.covariance().rows();
        // λ_od Σ_{a≠b} c[a, b]² + λ_d Σ_a (c[a, a] − 1)²
        return new RowWork(o, 1, (r, first, last, scratch) -> {
            double off = 0, on = 0;
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    double value = c.values[r][c.index(a, b)];
                    if (a == b) on += (value - 1) * (value - 1);
                    else off += value * value;
                }
            }
            penalty.values[r][0] = (float) (offDiagonal.values[r][0] * off + diagonal.values[r][0] * on);
        }, Set.of(o.covariance()));
    }

    Work identityPenaltyGradient(IdentityPenalty.Gradient o) {
        Buffer c = storage.of(o.covariance()), offDiagonal = storage.of(o.offDiagonal()), diagonal = storage.of(o.diagonal()),
                upstream = storage.of(o.dPenalty());
        Buffer dc = storage.of(o.dCovariance());
        int d = o.covariance().rows();
        return new RowWork(o, d, (r, first, last, scratch) -> {
            float off = 2 * offDiagonal.values[r][0] * upstream.values[r][0],
                    on = 2 * diagonal.values[r][0] * upstream.values[r][0];
            for (int a = first; a < last; a++) {
                for (int b = 0; b < d; b++) {
                    float value = c.values[r][c.index(a, b)];
                    dc.values[r][dc.index(a, b)] = a == b ? on * (value - 1) : off * value;
                }
            }
        });
    }

    private static float[] means(Buffer code, int replica, int n, int d, Scratch scratch) {
        float[] means = scratch.row(0, d);
        for (int a = 0; a < d; a++) means[a] = mean(code, replica, a, n);
        return means;
    }

    private static float mean(Buffer values, int replica, int column, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += values.values[replica][values.index(i, column)];
        return (float) (sum / n);
    }
}
