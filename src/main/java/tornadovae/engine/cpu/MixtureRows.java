package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.Set;
import tornadovae.graph.MixtureRatio;
import tornadovae.graph.UnitClamp;

/**
 * Mixtures of Gaussians as priors. Loops over components or latent dimensions stand inside, so that they need no sums across
 * lanes.
 */
final class MixtureRows {

    private final Storage storage;

    MixtureRows(Storage storage) {
        this.storage = storage;
    }

    /** log (1/K) Σ_k e^{a_ik} with a_ik = ½ (Σ_j z_ij² − Σ_j log σ²_kj − Σ_j (z_ij − μ_kj)² / σ²_kj). */
    Work ratio(MixtureRatio o) {
        Buffer z = storage.of(o.z()), code = storage.of(o.code()), share = storage.of(o.share()), logRatio =
                storage.of(o.logRatio());
        int d = o.z().columns(), components = o.code().rows();
        return new RowWork(o, o.z().rows(), (r, first, last, scratch) -> {
            float[] mean = scratch.row(0, d * components), precision = scratch.row(1, d * components), // [d][K]
                    logVars = scratch.row(2, components), a = scratch.row(3, components), row = scratch.row(4, d);
            for (int k = 0; k < components; k++) {
                float sum = 0;
                for (int j = 0; j < d; j++) {
                    float logVar = code.values[r][code.index(k, d + j)];
                    mean[j * components + k] = code.values[r][code.index(k, j)];
                    precision[j * components + k] = ScalarMath.exp(-logVar);
                    sum += logVar;
                }
                logVars[k] = sum;
            }
            for (int i = first; i < last; i++) {
                z.readRow(r, i, row);
                Arrays.fill(a, 0, components, 0);
                float squares = 0;
                for (int j = 0; j < d; j++) {
                    squares += row[j] * row[j];
                    addDistances(row[j], mean, precision, j * components, components, a);
                }
                float largest = Float.NEGATIVE_INFINITY;
                for (int k = 0; k < components; k++) {
                    a[k] = 0.5f * (squares - logVars[k] - a[k]);
                    largest = Math.max(largest, a[k]);
                }
                double sum = 0;
                for (int k = 0; k < components; k++) {
                    a[k] = ScalarMath.exp(a[k] - largest);
                    sum += a[k];
                }
                for (int k = 0; k < components; k++) a[k] = (float) (a[k] / sum);
                share.writeRow(r, i, a);
                logRatio.values[r][logRatio.index(i, 0)] = (float) (largest + Math.log(sum / components));
            }
        }, Set.of(o.code()));
    }

    /** a_k += (z − μ_k)² / σ²_k. */
    private static void addDistances(float z, float[] mean, float[] precision, int base, int components, float[] a) {
        for (int k = 0; k < components; k++) {
            float difference = z - mean[base + k];
            a[k] += difference * difference * precision[base + k];
        }
    }

    /** ∂z_ij = ∂logRatio_i (z_ij − Σ_k share_ik (z_ij − μ_kj) / σ²_kj). */
    Work drawGradient(MixtureRatio.DrawGradient o) {
        Buffer z = storage.of(o.z()), code = storage.of(o.code()), share = storage.of(o.share()), upstream =
                storage.of(o.dLogRatio()), dz = storage.of(o.dz());
        int d = o.z().columns(), components = o.code().rows();
        return new RowWork(o, o.z().rows(), (r, first, last, scratch) -> {
            float[] mean = scratch.row(0, components * d), precision = scratch.row(1, components * d), // [K][d]
                    row = scratch.row(2, d), pull = scratch.row(3, d);
            for (int k = 0; k < components; k++) {
                for (int j = 0; j < d; j++) {
                    mean[k * d + j] = code.values[r][code.index(k, j)];
                    precision[k * d + j] = ScalarMath.exp(-code.values[r][code.index(k, d + j)]);
                }
            }
            for (int i = first; i < last; i++) {
                z.readRow(r, i, row);
                Arrays.fill(pull, 0, d, 0);
                for (int k = 0; k < components; k++) {
                    addPull(share.values[r][share.index(i, k)], row, mean, precision, k * d, d, pull);
                }
                float factor = upstream.values[r][upstream.index(i, 0)];
                for (int j = 0; j < d; j++) pull[j] = factor * (row[j] - pull[j]);
                dz.writeRow(r, i, pull);
            }
        }, Set.of(o.code()));
    }

    private static void addPull(float share, float[] z, float[] mean, float[] precision, int base, int d, float[] pull) {
        for (int j = 0; j < d; j++) pull[j] += share * ((z[j] - mean[base + j]) * precision[base + j]);
    }

    /** ∂μ_kj and ∂log σ²_kj, sums over the codes in their order; a component is a row. */
    Work codeGradient(MixtureRatio.CodeGradient o) {
        Buffer z = storage.of(o.z()), code = storage.of(o.code()), share = storage.of(o.share()), upstream =
                storage.of(o.dLogRatio()), dCode = storage.of(o.dCode());
        int d = o.z().columns(), draws = o.z().rows();
        return new RowWork(o, o.code().rows(), (r, first, last, scratch) -> {
            float[] row = scratch.row(0, d), mean = scratch.row(1, 2 * d), precision = scratch.row(2, d), sums =
                    scratch.row(3, 2 * d);
            for (int k = first; k < last; k++) {
                code.readRow(r, k, mean);
                for (int j = 0; j < d; j++) precision[j] = ScalarMath.exp(-mean[d + j]);
                Arrays.fill(sums, 0, 2 * d, 0);
                for (int i = 0; i < draws; i++) {
                    z.readRow(r, i, row);
                    addMoments(upstream.values[r][upstream.index(i, 0)] * share.values[r][share.index(i, k)], row, mean,
                            precision, d, sums);
                }
                dCode.writeRow(r, k, sums);
            }
        }, Set.of(o.z(), o.share(), o.dLogRatio()));
    }

    private static void addMoments(float weight, float[] z, float[] mean, float[] precision, int d, float[] sums) {
        for (int j = 0; j < d; j++) {
            float difference = z[j] - mean[j], scaled = difference * precision[j];
            sums[j] += weight * scaled;
            sums[d + j] += 0.5f * weight * (difference * scaled - 1);
        }
    }

    /** min(max(x, 0), 1). */
    Work clamp(UnitClamp o) {
        Buffer x = storage.of(o.x()), y = storage.of(o.y());
        return new RowWork(o, o.y().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < o.y().columns(); j++) {
                    y.values[r][y.index(i, j)] = Math.clamp(x.values[r][x.index(i, j)], 0f, 1f);
                }
            }
        });
    }

    /** ∂y where 0 ≤ x ≤ 1. */
    Work clampGradient(UnitClamp.Gradient o) {
        Buffer x = storage.of(o.x()), dy = storage.of(o.dy()), dx = storage.of(o.dx());
        return new RowWork(o, o.dx().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < o.dx().columns(); j++) {
                    float at = x.values[r][x.index(i, j)];
                    dx.values[r][dx.index(i, j)] = at >= 0 && at <= 1 ? dy.values[r][dy.index(i, j)] : 0;
                }
            }
        });
    }
}
