package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.FirstDraw;
import tornadovae.graph.ImportanceLoss;
import tornadovae.graph.LogImportanceWeight;
import tornadovae.graph.PermuteCodes;
import tornadovae.graph.Repeat;
import tornadovae.graph.Tensor;
import tornadovae.math.Permutation;

/** Several draws for each image, and their importance weights. */
final class DrawRows {

    private final Storage storage;

    DrawRows(Storage storage) {
        this.storage = storage;
    }

    Work repeat(Repeat o) {
        Buffer value = storage.of(o.value()), repeated = storage.of(o.repeated());
        int draws = o.draws();
        return new RowWork(o, o.repeated().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) value.copyRow(r, i / draws, repeated, i);
        }, Set.of(o.value()));
    }

    /** ∂value = Σ_l ∂repeated, in the order of the draws. */
    Work repeatGradient(Repeat.Gradient o) {
        Buffer dRepeated = storage.of(o.dRepeated()), dValue = storage.of(o.dValue());
        int draws = o.draws(), columns = o.dValue().columns();
        return new RowWork(o, o.dValue().rows(), (r, first, last, scratch) -> {
            float[] from = dRepeated.values[r], to = dValue.values[r];
            for (int i = first; i < last; i++) {
                dRepeated.copyRow(r, i * draws, dValue, i);
                for (int l = 1; l < draws; l++) {
                    for (int j = 0; j < columns; j++) to[dValue.index(i, j)] += from[dRepeated.index(i * draws + l, j)];
                }
            }
        }, Set.of(o.dRepeated()));
    }

    Work firstDraw(FirstDraw o) {
        Buffer from = storage.of(o.draws()), to = storage.of(o.first());
        int draws = o.draws().rows() / o.first().rows();
        return new RowWork(o, o.first().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) from.copyRow(r, i * draws, to, i);
        }, Set.of(o.draws()));
    }

    Work firstDrawGradient(FirstDraw.Gradient o) {
        Buffer from = storage.of(o.dFirst()), to = storage.of(o.dDraws());
        int draws = o.dDraws().rows() / o.dFirst().rows();
        return new RowWork(o, o.dDraws().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                if (i % draws == 0) from.copyRow(r, i / draws, to, i);
                else to.fillRow(r, i, 0);
            }
        }, Set.of(o.dFirst()));
    }

    /** permuted[i, j] = z[π_j(i), j]. */
    Work permuteCodes(PermuteCodes o) {
        Buffer seed = storage.of(o.seed()), step = storage.of(o.step());
        Buffer z = storage.of(o.z()), permuted = storage.of(o.permuted());
        int rows = o.z().rows(), d = o.z().columns();
        return new RowWork(o, 1, (r, first, last, scratch) -> {
            for (int j = 0; j < d; j++) {
                var order = new Permutation(rows, Permutation.CODES, seed.integers[r][0], step.integers[r][0] * d + j);
                for (int i = 0; i < rows; i++) {
                    permuted.values[r][permuted.index(i, j)] = z.values[r][z.index(order.at(i), j)];
                }
            }
        }, Set.of(o.z(), o.permuted()));
    }

    /** −log (1/K) Σ_k w_k = −(m + log Σ_k e^(log w_k − m) − log K) with the largest log weight m; a NaN stays. */
    Work importanceLoss(ImportanceLoss o) {
        Buffer logWeight = storage.of(o.logWeight()), loss = storage.of(o.loss());
        int draws = o.logWeight().rows() / o.loss().rows();
        return new RowWork(o, o.loss().rows(), (r, first, last, scratch) -> {
            float[] from = logWeight.values[r];
            for (int i = first; i < last; i++) {
                float largest = largest(from, logWeight, i, draws);
                double sum = 0;
                for (int k = 0; k < draws; k++) sum += ScalarMath.exp(from[logWeight.index(i * draws + k, 0)] - largest);
                loss.values[r][loss.index(i, 0)] = (float) -(largest + Math.log(sum / draws));
            }
        }, Set.of(o.logWeight()));
    }

    /** ∂log w_k = −∂loss (w_k / Σ_l w_l)^power. */
    Work importanceLossGradient(ImportanceLoss.Gradient o) {
        Buffer logWeight = storage.of(o.logWeight()), dLoss = storage.of(o.dLoss()), dLogWeight = storage.of(o.dLogWeight());
        int images = o.dLoss().rows(), draws = o.logWeight().rows() / images;
        Set<Tensor> whole = Set.of(o.logWeight(), o.dLogWeight());
        return new RowWork(o, images, (r, first, last, scratch) -> {
            float[] from = logWeight.values[r], to = dLogWeight.values[r];
            for (int i = first; i < last; i++) {
                float largest = largest(from, logWeight, i, draws), upstream = dLoss.values[r][dLoss.index(i, 0)];
                double sum = 0;
                for (int k = 0; k < draws; k++) {
                    int row = i * draws + k;
                    float weight = ScalarMath.exp(from[logWeight.index(row, 0)] - largest);
                    sum += weight;
                    to[dLogWeight.index(row, 0)] = weight;
                }
                for (int k = 0; k < draws; k++) {
                    int at = dLogWeight.index(i * draws + k, 0);
                    float share = (float) (to[at] / sum);
                    to[at] = -upstream * (o.power() == 2 ? share * share : share);
                }
            }
        }, whole);
    }

    Work nllGradient(LogImportanceWeight.NllGradient o) {
        Buffer dLogWeight = storage.of(o.dLogWeight()), dNll = storage.of(o.dNll());
        return new RowWork(o, o.dNll().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                dNll.values[r][dNll.index(i, 0)] = -dLogWeight.values[r][dLogWeight.index(i, 0)];
            }
        });
    }

    /** ∂z = −∂log w z, or ∂log w (ε / σ − z) where μ and σ are stopped. */
    Work drawGradient(LogImportanceWeight.DrawGradient o) {
        Buffer code = storage.of(o.code()), epsilon = storage.of(o.epsilon()), z = storage.of(o.z()),
                dLogWeight = storage.of(o.dLogWeight()), dz = storage.of(o.dz());
        int d = o.z().columns();
        return new RowWork(o, o.z().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float upstream = dLogWeight.values[r][dLogWeight.index(i, 0)];
                for (int j = 0; j < d; j++) {
                    float slope = -z.values[r][z.index(i, j)];
                    if (o.stopped()) {
                        slope += epsilon.values[r][epsilon.index(i, j)]
                                * ScalarMath.exp(-0.5f * code.values[r][code.index(i, d + j)]);
                    }
                    dz.values[r][dz.index(i, j)] = upstream * slope;
                }
            }
        });
    }

    Work codeGradient(LogImportanceWeight.CodeGradient o) {
        Buffer dLogWeight = storage.of(o.dLogWeight()), dCode = storage.of(o.dCode());
        int d = o.dCode().columns() / 2;
        return new RowWork(o, o.dCode().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float half = 0.5f * dLogWeight.values[r][dLogWeight.index(i, 0)];
                for (int j = 0; j < d; j++) {
                    dCode.values[r][dCode.index(i, j)] = 0;
                    dCode.values[r][dCode.index(i, d + j)] = half;
                }
            }
        });
    }

    private static float largest(float[] from, Buffer logWeight, int image, int draws) {
        float largest = from[logWeight.index(image * draws, 0)];
        for (int k = 1; k < draws; k++) largest = Math.max(largest, from[logWeight.index(image * draws + k, 0)]);
        return largest;
    }
}
