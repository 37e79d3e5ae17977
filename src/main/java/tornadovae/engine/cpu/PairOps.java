package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.graph.MeanDiscrepancy;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.graph.TotalCorrelation;

/**
 * Ops in which every image of a minibatch meets every other. An image's partners lie side by side in transposed copies, [d, B],
 * so that a vector holds several of them.
 */
final class PairOps {

    private static final float LOG_2_PI = (float) Math.log(2 * Math.PI);

    private final Storage storage;

    PairOps(Storage storage) {
        this.storage = storage;
    }

    List<Work> meanDiscrepancy(MeanDiscrepancy o) {
        Buffer z = storage.of(o.z()), prior = storage.of(o.prior()), row = storage.of(o.row()), zs = transposed(o, o.z()),
                priors = transposed(o, o.prior());
        int n = o.z().rows(), d = o.z().columns();
        float[] constants = Kernel.constants(d);
        // 1/(n−1) Σ_{j≠i} (k(z_i, z_j) + k(p_i, p_j)) − 2/n Σ_j k(z_i, p_j)
        return List.of(transpose(z, zs), transpose(prior, priors),
                new PairWork(o, n, List.of(zs, priors), (r, first, last, scratch) -> {
                    float[] distance = scratch.row(0, n);
                    for (int i = first; i < last; i++) {
                        distances(z, zs, r, i, distance);
                        float within = values(o.kernel(), constants, distance, d, 0, i)
                                + values(o.kernel(), constants, distance, d, i + 1, n);
                        distances(prior, priors, r, i, distance);
                        within += values(o.kernel(), constants, distance, d, 0, i)
                                + values(o.kernel(), constants, distance, d, i + 1, n);
                        distances(z, priors, r, i, distance);
                        row.values[r][row.index(i, 0)] =
                                within / (n - 1) - 2 * values(o.kernel(), constants, distance, d, 0, n) / n;
                    }
                }));
    }

    List<Work> meanDiscrepancyGradient(MeanDiscrepancy.Gradient o) {
        Buffer z = storage.of(o.z()), prior = storage.of(o.prior()), dRow = storage.of(o.dRow()), dz = storage.of(o.dz()),
                zs = transposed(o, o.z()), priors = transposed(o, o.prior());
        int n = o.z().rows(), d = o.z().columns();
        float[] constants = Kernel.constants(d);
        // ∂k(a, b)/∂a = 2 k′(D) (a − b)
        return List.of(transpose(z, zs), transpose(prior, priors),
                new PairWork(o, n, List.of(zs, priors), (r, first, last, scratch) -> {
                    float[] distance = scratch.row(0, n), scale = scratch.row(1, n);
                    for (int i = first; i < last; i++) {
                        float own = dRow.values[r][dRow.index(i, 0)];
                        for (int j = 0; j < n; j++) {
                            scale[j] = i == j ? 0 : 2 * (own + dRow.values[r][dRow.index(j, 0)]) / (n - 1);
                        }
                        distances(z, zs, r, i, distance);
                        slopes(o.kernel(), constants, distance, d, scale, n);
                        for (int k = 0; k < d; k++) dz.values[r][dz.index(i, k)] = pull(z, zs, r, i, k, distance);
                        Arrays.fill(scale, 0, n, -4 * own / n);
                        distances(z, priors, r, i, distance);
                        slopes(o.kernel(), constants, distance, d, scale, n);
                        for (int k = 0; k < d; k++) dz.values[r][dz.index(i, k)] += pull(z, priors, r, i, k, distance);
                    }
                }));
    }

    /** distance[j] = ‖x_i − y_j‖². */
    private static void distances(Buffer x, Buffer ys, int replica, int i, float[] distance) {
        int n = ys.tensor.columns();
        Arrays.fill(distance, 0, n, 0);
        for (int k = 0; k < ys.tensor.rows(); k++) {
            Kernels.PAIRS.addSquares(x.values[replica][x.index(i, k)], ys.values[replica], ys.index(k, 0), distance, 0, n);
        }
    }

    private static float values(Kernel kernel, float[] constants, float[] distance, int d, int from, int to) {
        return switch (kernel) {
            case IMQ -> Kernels.PAIRS.imq(distance, constants, from, to);
            case RBF -> Kernels.PAIRS.rbf(distance, 2 * d, from, to);
        };
    }

    private static void slopes(Kernel kernel, float[] constants, float[] distance, int d, float[] scale, int n) {
        switch (kernel) {
            case IMQ -> Kernels.PAIRS.imqSlope(distance, constants, scale, 0, n);
            case RBF -> Kernels.PAIRS.rbfSlope(distance, 2 * d, scale, 0, n);
        }
    }

    private static float pull(Buffer x, Buffer ys, int replica, int i, int k, float[] weight) {
        return Kernels.PAIRS.pull(x.values[replica][x.index(i, k)], ys.values[replica], ys.index(k, 0), weight, 0,
                ys.tensor.columns());
    }

    /** The densities q(z|x_j) of all images, by dimension: mean, precision e^−s and −½ (log 2π + s), each [d, B]. */
    private record Densities(Buffer mean, Buffer precision, Buffer offset) {

        List<Buffer> all() {
            return List.of(mean, precision, offset);
        }
    }

    List<Work> totalCorrelation(TotalCorrelation o) {
        Buffer z = storage.of(o.z()), logDensity = storage.of(o.logDensity()), row = storage.of(o.row());
        Densities densities = densities(o, o.code());
        int n = o.z().rows(), d = o.z().columns();
        // log q(z_i) − Σ_k log q(z_ik)
        return List.of(transposeCode(o.code(), densities), new PairWork(o, n, densities.all(), (r, first, last, scratch) -> {
            float[] joint = scratch.row(0, n), logWeight = scratch.row(1, n), logQ = scratch.row(2, n * d);
            for (int i = first; i < last; i++) {
                logNormals(z, densities, r, i, joint, logQ);
                logWeights(o.estimate(), i, (i + 1) % n, n, o.images(), logWeight);
                float correlation = 0;
                for (int k = 0; k < d; k++) {
                    float marginal = logSumExp(logQ, k * n, logWeight, n);
                    logDensity.values[r][logDensity.index(i, k)] = marginal;
                    correlation -= marginal;
                }
                float density = logSumExp(joint, 0, logWeight, n);
                logDensity.values[r][logDensity.index(i, d)] = density;
                row.values[r][row.index(i, 0)] = correlation + density;
            }
        }));
    }

    List<Work> drawGradient(TotalCorrelation.DrawGradient o) {
        Buffer z = storage.of(o.z()), logDensity = storage.of(o.logDensity()), dRow = storage.of(o.dRow()),
                dz = storage.of(o.dz());
        Densities densities = densities(o, o.code());
        int n = o.z().rows(), d = o.z().columns();
        // ∂z_ik = −Σ_j g_ijk (z_ik − μ_jk) / σ²_jk
        return List.of(transposeCode(o.code(), densities), new PairWork(o, n, densities.all(), (r, first, last, scratch) -> {
            float[] joint = scratch.row(0, n), logWeight = scratch.row(1, n), logQ = scratch.row(2, n * d),
                    shift = scratch.row(3, n);
            for (int i = first; i < last; i++) {
                logNormals(z, densities, r, i, joint, logQ);
                logWeights(o.estimate(), i, (i + 1) % n, n, o.images(), logWeight);
                Arrays.fill(shift, 0, n, logDensity.values[r][logDensity.index(i, d)]);
                Kernels.PAIRS.exponentials(joint, logWeight, shift, 0, 0, n);
                for (int k = 0; k < d; k++) {
                    dz.values[r][dz.index(i, k)] =
                            -dRow.values[r][dRow.index(i, 0)] * Kernels.PAIRS.pullOfDraw(z.values[r][z.index(i, k)],
                                    densities.mean.values[r], densities.precision.values[r], densities.mean.index(k, 0), joint,
                                    logQ, k * n, logWeight, logDensity.values[r][logDensity.index(i, k)], 0, n);
                }
            }
        }));
    }

    List<Work> codeGradient(TotalCorrelation.CodeGradient o) {
        Buffer code = storage.of(o.code()), z = storage.of(o.z()), logDensity = storage.of(o.logDensity()),
                dRow = storage.of(o.dRow()), dCode = storage.of(o.dCode());
        Buffer zs = transposed(o, o.z()), logDensities = transposed(o, o.logDensity());
        int n = o.z().rows(), d = o.z().columns();
        // ∂μ_jk = Σ_i g_ijk (z_ik − μ_jk) / σ²_jk,  ∂log σ²_jk = ½ Σ_i g_ijk ((z_ik − μ_jk)² / σ²_jk − 1)
        return List.of(transpose(z, zs), transpose(logDensity, logDensities),
                new PairWork(o, n, List.of(zs, logDensities), (r, first, last, scratch) -> {
                    float[] joint = scratch.row(0, n), logWeight = scratch.row(1, n), logQ = scratch.row(2, n * d),
                            upstream = scratch.row(3, n), sums = scratch.row(4, 2);
                    for (int i = 0; i < n; i++) upstream[i] = dRow.values[r][dRow.index(i, 0)];
                    for (int j = first; j < last; j++) {
                        Arrays.fill(joint, 0, n, 0);
                        for (int k = 0; k < d; k++) {
                            float logVar = code.values[r][code.index(j, d + k)];
                            Kernels.PAIRS.logNormal(code.values[r][code.index(j, k)], ScalarMath.exp(-logVar), offset(logVar),
                                    zs.values[r], zs.index(k, 0), logQ, k * n, joint, 0, n);
                        }
                        logWeights(o.estimate(), j, (j + n - 1) % n, n, o.images(), logWeight);
                        Kernels.PAIRS.exponentials(joint, logWeight, logDensities.values[r], logDensities.index(d, 0), 0, n);
                        for (int k = 0; k < d; k++) {
                            sums[0] = sums[1] = 0;
                            Kernels.PAIRS.pullOfCode(code.values[r][code.index(j, k)],
                                    ScalarMath.exp(-code.values[r][code.index(j, d + k)]), zs.values[r], logDensities.values[r],
                                    zs.index(k, 0), joint, logQ, k * n, logWeight, upstream, sums, 0, n);
                            dCode.values[r][dCode.index(j, k)] = sums[0];
                            dCode.values[r][dCode.index(j, d + k)] = sums[1];
                        }
                    }
                }));
    }

    /** logQ[k n + j] = log q(z_ik|x_j), joint[j] = log q(z_i|x_j). */
    private static void logNormals(Buffer z, Densities densities, int replica, int i, float[] joint, float[] logQ) {
        int n = densities.mean.tensor.columns();
        Arrays.fill(joint, 0, n, 0);
        for (int k = 0; k < densities.mean.tensor.rows(); k++) {
            Kernels.PAIRS.logNormals(z.values[replica][z.index(i, k)], densities.mean.values[replica],
                    densities.precision.values[replica], densities.offset.values[replica], densities.mean.index(k, 0), logQ,
                    k * n, joint, 0, n);
        }
    }

    /**
     * The logarithms of the weights between an image and all others, of which {@code stratified} is the one that stands for the
     * rest of the data set.
     */
    private static void logWeights(DensityEstimate estimate, int own, int stratified, int n, int images, float[] logWeight) {
        Arrays.fill(logWeight, 0, n, estimate.logWeight(0, 2, n, images)); // neither 0 itself nor the next
        logWeight[stratified] = estimate.logWeight(0, 1, n, images);
        logWeight[own] = estimate.logWeight(0, 0, n, images);
    }

    private static float logSumExp(float[] x, int x0, float[] y, int n) {
        float max = Kernels.PAIRS.max(x, x0, y, 0, n);
        return max + (float) Math.log(Kernels.PAIRS.sumOfExponentials(x, x0, y, max, 0, n));
    }

    private static float offset(float logVar) {
        return -0.5f * (LOG_2_PI + logVar);
    }

    /** A tensor's transpose, for one op alone: ops that share it would have to wait for each other. */
    private Buffer transposed(Op op, Tensor tensor) {
        return copy(op, tensor.name(), tensor.columns(), tensor.rows());
    }

    private Densities densities(Op op, Tensor code) {
        int d = code.columns() / 2, n = code.rows();
        return new Densities(copy(op, "mean", d, n), copy(op, "precision", d, n), copy(op, "offset", d, n));
    }

    private Buffer copy(Op op, String what, int rows, int columns) {
        return storage.of(Tensor.activation(
                what + " transposed for " + Program.nameOf(op) + " → " + op.writes().getFirst().name(), rows, columns));
    }

    private static Work transpose(Buffer from, Buffer to) {
        return new RowWork("Transpose", Set.of(from.tensor), Set.of(to.tensor), to.tensor.rows(), (r, first, last, scratch) -> {
            for (int k = first; k < last; k++) {
                for (int j = 0; j < to.tensor.columns(); j++) to.values[r][to.index(k, j)] = from.values[r][from.index(j, k)];
            }
        }, Set.of(from.tensor));
    }

    private Work transposeCode(Tensor of, Densities to) {
        Buffer code = storage.of(of);
        Set<Tensor> written = Set.of(to.mean.tensor, to.precision.tensor, to.offset.tensor);
        int d = to.mean.tensor.rows();
        return new RowWork("Transpose", Set.of(of), written, d, (r, first, last, scratch) -> {
            for (int k = first; k < last; k++) {
                for (int j = 0; j < to.mean.tensor.columns(); j++) {
                    int at = to.mean.index(k, j);
                    float logVar = code.values[r][code.index(j, d + k)];
                    to.mean.values[r][at] = code.values[r][code.index(j, k)];
                    to.precision.values[r][at] = ScalarMath.exp(-logVar);
                    to.offset.values[r][at] = offset(logVar);
                }
            }
        }, Set.of(of));
    }
}
