package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.Set;
import tornadovae.graph.IsotropicDraw;
import tornadovae.graph.IsotropicNll;
import tornadovae.graph.OptimalVariance;
import tornadovae.graph.SquaredError;

/** A Gaussian decoder with one variance for all pixels, as row-wise work. */
final class IsotropicRows {

    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final Storage storage;

    IsotropicRows(Storage storage) {
        this.storage = storage;
    }

    Work squaredError(SquaredError o) {
        Buffer mean = storage.of(o.mean()), x = storage.of(o.x()), squares = storage.of(o.squares());
        int columns = o.x().columns();
        // Σ_j (x − m)², in as many sums as vectors have lanes on any processor
        return new RowWork(o, o.x().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float[] m = scratch.row(0, mean, r, i), image = scratch.row(1, x, r, i);
                squares.values[r][squares.index(i, 0)] = squaredError(m, image, columns, scratch.row(2, Lanes.LANES));
            }
        });
    }

    /** @param sums room for one of each lane */
    private static float squaredError(float[] mean, float[] x, int columns, float[] sums) {
        Arrays.fill(sums, 0, Lanes.LANES, 0);
        for (int j = 0; j < columns; j += Lanes.LANES) {
            for (int lane = 0, end = Math.min(Lanes.LANES, columns - j); lane < end; lane++) {
                float difference = mean[j + lane] - x[j + lane];
                sums[lane] += difference * difference;
            }
        }
        double sum = 0;
        for (int lane = 0; lane < Lanes.LANES; lane++) sum += sums[lane];
        return (float) sum;
    }

    Work squaredErrorGradient(SquaredError.Gradient o) {
        Buffer mean = storage.of(o.mean()), x = storage.of(o.x()), dSquares = storage.of(o.dSquares()),
                dMean = storage.of(o.dMean());
        int columns = o.x().columns();
        // ∂m = 2 ∂squares (m − x)
        return new RowWork(o, o.x().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float upstream = 2 * dSquares.values[r][dSquares.index(i, 0)];
                float[] row = scratch.row(0, mean, r, i), image = scratch.row(1, x, r, i);
                for (int j = 0; j < columns; j++) row[j] = upstream * (row[j] - image[j]);
                dMean.writeRow(r, i, row);
            }
        });
    }

    Work nll(IsotropicNll o) {
        Buffer squares = storage.of(o.squares()), logVar = storage.of(o.logVar()), nll = storage.of(o.nll());
        // ½ (n (log 2π + s) + squares e⁻ˢ)
        return new RowWork(o, o.nll().rows(), (r, first, last, scratch) -> {
            double s = Math.max(logVar.values[r][0], o.floor()), constant = o.pixels() * (LOG_2_PI + s), precision = Math.exp(-s);
            for (int i = first; i < last; i++) {
                nll.values[r][nll.index(i, 0)] =
                        (float) (0.5 * (constant + squares.values[r][squares.index(i, 0)] * precision));
            }
        });
    }

    Work errorGradient(IsotropicNll.ErrorGradient o) {
        Buffer logVar = storage.of(o.logVar()), dNll = storage.of(o.dNll()), dSquares = storage.of(o.dSquares());
        return new RowWork(o, o.dNll().rows(), (r, first, last, scratch) -> {
            float half = (float) (0.5 * Math.exp(-Math.max(logVar.values[r][0], o.floor())));
            for (int i = first; i < last; i++) {
                dSquares.values[r][dSquares.index(i, 0)] = half * dNll.values[r][dNll.index(i, 0)];
            }
        });
    }

    Work varianceGradient(IsotropicNll.VarianceGradient o) {
        Buffer squares = storage.of(o.squares()), logVar = storage.of(o.logVar()), dNll = storage.of(o.dNll()),
                dLogVar = storage.of(o.dLogVar());
        // ½ Σ_i ∂nll (n − squares e⁻ˢ)
        return new RowWork(o, 1, (r, first, last, scratch) -> {
            float raw = logVar.values[r][0];
            double precision = Math.exp(-Math.max(raw, o.floor())), sum = 0;
            for (int i = 0; i < o.dNll().rows(); i++) {
                sum += dNll.values[r][dNll.index(i, 0)] * (o.pixels() - squares.values[r][squares.index(i, 0)] * precision);
            }
            dLogVar.values[r][0] = raw < o.floor() ? 0 : (float) (0.5 * sum);
        }, Set.of(o.squares(), o.dNll()));
    }

    Work optimalVariance(OptimalVariance o) {
        Buffer squares = storage.of(o.squares()), step = storage.of(o.step()), logVar = storage.of(o.logVar()),
                running = storage.of(o.running());
        int rows = o.squares().rows();
        return new RowWork(o, 1, (r, first, last, scratch) -> {
            double sum = 0;
            for (int i = 0; i < rows; i++) sum += squares.values[r][squares.index(i, 0)];
            double v = Math.max(sum / ((double) rows * o.pixels()), Math.exp(o.floor()));
            double w = Math.max(1.0 / (step.integers[r][0] + 1.0), OptimalVariance.NEWEST);
            logVar.values[r][0] = (float) Math.log(v);
            running.values[r][0] = (float) Math.log((1 - w) * Math.exp(running.values[r][0]) + w * v);
        }, Set.of(o.squares()));
    }

    Work draw(IsotropicDraw o) {
        Buffer mean = storage.of(o.mean()), logVar = storage.of(o.logVar()), epsilon = storage.of(o.epsilon()),
                sample = storage.of(o.sample());
        return new RowWork(o, o.sample().rows(), (r, first, last, scratch) -> {
            float sigma = ScalarMath.exp(0.5f * Math.max(logVar.values[r][0], o.floor()));
            for (int i = first; i < last; i++) {
                float[] row = scratch.row(0, mean, r, i), noise = scratch.row(1, epsilon, r, i);
                for (int j = 0; j < o.sample().columns(); j++) row[j] += sigma * noise[j];
                sample.writeRow(r, i, row);
            }
        });
    }
}
