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
            float[] from = logits.values[r], images = x.values[r];
            for (int i = first; i < last; i++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    double logit = from[logits.index(i, j)];
                    sum += ContinuousBernoulli.logNormaliser(logit) - images[x.index(i, j)] * logit;
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
            float[] from = logits.values[r], images = x.values[r], to = dLogits.values[r];
            for (int i = first; i < last; i++) {
                float upstream = dNll.values[r][dNll.index(i, 0)];
                for (int j = 0; j < columns; j++) {
                    to[dLogits.index(i, j)] =
                            upstream * (float) (ContinuousBernoulli.mean(from[logits.index(i, j)]) - images[x.index(i, j)]);
                }
            }
        });
    }

    Work mean(ContinuousBernoulliMean o) {
        Buffer logits = storage.of(o.logits()), mean = storage.of(o.mean());
        return new RowWork(o, o.mean().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < o.mean().columns(); j++) {
                    mean.values[r][mean.index(i, j)] = (float) ContinuousBernoulli.mean(logits.values[r][logits.index(i, j)]);
                }
            }
        });
    }

    Work draw(ContinuousBernoulliDraw o) {
        Buffer seed = storage.of(o.seed()), cursor = storage.of(o.cursor()), logits = storage.of(o.logits()),
                sample = storage.of(o.sample());
        int columns = o.sample().columns();
        return new RowWork(o, o.sample().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < columns; j++) {
                    float u = Philox.uniform(seed.integers[r][0], o.stream(), cursor.integers[r][0], i * columns + j);
                    sample.values[r][sample.index(i, j)] =
                            (float) ContinuousBernoulli.quantile(logits.values[r][logits.index(i, j)], u);
                }
            }
        });
    }
}
