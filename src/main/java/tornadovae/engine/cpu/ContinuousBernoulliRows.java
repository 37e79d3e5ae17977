package tornadovae.engine.cpu;

import tornadovae.graph.ContinuousBernoulliDraw;
import tornadovae.graph.ContinuousBernoulliMean;
import tornadovae.graph.ContinuousBernoulliNll;
import tornadovae.math.ContinuousBernoulli;
import tornadovae.math.Philox;

/** The continuous Bernoulli distribution as row-wise work: its functions need double precision near λ = ½. */
final class ContinuousBernoulliRows {

    private final Storage storage;

    ContinuousBernoulliRows(Storage storage) {
        this.storage = storage;
    }

    Work nll(ContinuousBernoulliNll o) {
        Buffer logits = storage.of(o.logits()), x = storage.of(o.x()), nll = storage.of(o.nll());
        int columns = o.x().columns();
        // Σ_j A(ℓ) − x ℓ
        return new RowWork(o, o.nll().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float[] row = scratch.row(0, logits, r, i), image = scratch.row(1, x, r, i);
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    double logit = row[j];
                    sum += ContinuousBernoulli.logNormaliser(logit) - image[j] * logit;
                }
                nll.values[r][nll.index(i, 0)] = (float) sum;
            }
        });
    }

    Work gradient(ContinuousBernoulliNll.Gradient o) {
        Buffer logits = storage.of(o.logits()), x = storage.of(o.x()), dNll = storage.of(o.dNll()),
                dLogits = storage.of(o.dLogits());
        int columns = o.x().columns();
        // ∂ℓ = ∂nll (A′(ℓ) − x)
        return new RowWork(o, o.dLogits().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float upstream = dNll.values[r][dNll.index(i, 0)];
                float[] row = scratch.row(0, logits, r, i), image = scratch.row(1, x, r, i);
                for (int j = 0; j < columns; j++) row[j] = upstream * (float) (ContinuousBernoulli.mean(row[j]) - image[j]);
                dLogits.writeRow(r, i, row);
            }
        });
    }

    Work mean(ContinuousBernoulliMean o) {
        Buffer logits = storage.of(o.logits()), mean = storage.of(o.mean());
        return new RowWork(o, o.mean().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float[] row = scratch.row(0, logits, r, i);
                for (int j = 0; j < o.mean().columns(); j++) row[j] = (float) ContinuousBernoulli.mean(row[j]);
                mean.writeRow(r, i, row);
            }
        });
    }

    Work draw(ContinuousBernoulliDraw o) {
        Buffer seed = storage.of(o.seed()), cursor = storage.of(o.cursor()), logits = storage.of(o.logits()),
                sample = storage.of(o.sample());
        int columns = o.sample().columns();
        return new RowWork(o, o.sample().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float[] row = scratch.row(0, logits, r, i);
                for (int j = 0; j < columns; j++) {
                    float u = Philox.uniform(seed.integers[r][0], o.stream(), cursor.integers[r][0], i * columns + j);
                    row[j] = (float) ContinuousBernoulli.quantile(row[j], u);
                }
                sample.writeRow(r, i, row);
            }
        });
    }
}
