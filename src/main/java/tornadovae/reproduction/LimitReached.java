package tornadovae.reproduction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.limit.LinearLimit;
import tornadovae.math.Orthonormal;
import tornadovae.math.Statistics;
import tornadovae.model.Variance;
import tornadovae.model.VaeSpec;
import tornadovae.results.AddedMeasures;
import tornadovae.results.CellResult;
import tornadovae.train.Evaluation;
import tornadovae.train.TrainedModel;

/**
 * Linear models come to where the closed form says: NLL + β KL of the training images, the dimensions in use, the decoder's
 * subspace, and a bound that is the same for every number of samples.
 *
 * @param nats    what NLL + β KL may be above the optimum, and the bounds of 1 and 50 samples apart
 * @param degrees between an eigenvector and what the decoder's columns span
 */
record LimitReached(double nats, double degrees) implements Judgement {

    /** Eigenvalues this near to the level, or to those that have no dimension, may fall on either side. */
    private static final double NEAR = 1.1;
    private static final String GAP = "limit_gap", ERROR = "limit_gap_error", ANGLE = "limit_angle", ACTIVE = "limit_active",
            UNSURE = "limit_unsure", LOSS = "limit_loss";

    @Override
    public String expected(Effort form) {
        return "NLL + β KL of the training images as in docs/limit.md, as many active units, the same subspace, a flat "
                + "importance-weighted bound";
    }

    @Override
    public String tolerance(Effort form) {
        return String.format(Locale.ROOT, "%s nats above, and below by no more than two standard errors; %s°; units whose "
                + "eigenvalue is within a tenth of the level may be on either side", nats, degrees);
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        if (work(cells) > 0) {
            return new Assessment(Assessment.Outcome.UNFINISHED, expected(form), tolerance(form), "",
                    "trained, but not compared with the limit yet");
        }
        boolean within = true;
        var got = new ArrayList<String>();
        for (CellResult cell : cells) {
            double gap = cell.required(GAP), error = cell.required(ERROR), angle = cell.required(ANGLE),
                    active = cell.required("active_units"), expected = cell.required(ACTIVE), unsure = cell.required(UNSURE);
            double spread = cell.required("iwae_1") - cell.required("iwae_50");
            boolean flat = cell.number("objective.beta") != 1 || Math.abs(spread) <= nats;
            within &= gap <= nats && gap >= -2 * error && angle <= degrees && Math.abs(active - expected) <= unsure && flat;
            got.add(String.format(Locale.ROOT, "%s: %.3f ± %.3f nats above %.2f, %.0f of %.0f units, %.2f°%s", name(cell), gap,
                    error, cell.required(LOSS), active, expected, angle, cell.number("objective.beta") != 1 ? ""
                            : String.format(Locale.ROOT, ", IWAE 1 less IWAE 50 %.3f", spread)));
        }
        return Assessment.of(within, expected(form), tolerance(form), String.join("; ", got));
    }

    private static String name(CellResult cell) {
        String variance = cell.text("model.variance");
        return variance.equals("fixed") ? "σ² = " + cell.text("model.sigma2") + ", β = " + cell.text("objective.beta")
                : "σ² " + variance;
    }

    @Override
    public long work(List<CellResult> cells) {
        return cells.stream().filter(cell -> Double.isNaN(cell.metric(GAP))).count();
    }

    @Override
    public void measure(List<CellResult> cells, Engine engine, Function<DataSpec, Dataset> data, LongConsumer progress) {
        long done = 0;
        for (CellResult cell : cells) {
            if (!Double.isNaN(cell.metric(GAP))) continue;
            TrainedCell trained = TrainedCell.read(cell.folder());
            var measures = new LinkedHashMap<String, Object>();
            measures.put("configuration", trained.configuration().hash());
            measures.put("test_images", (int) cell.required("test_images"));
            try (TrainedModel model = trained.open(engine, data.apply(trained.configuration().dataset()))) {
                VaeSpec spec = model.spec();
                float[] weights = trained.checkpoint().weights("decoder.mean.weight", spec.pixels(), spec.latent());
                measures.putAll(compare(model, weights, cell.number("objective.beta")));
            }
            AddedMeasures.write(cell.folder(), measures);
            progress.accept(++done);
        }
    }

    private static Map<String, Object> compare(TrainedModel model, float[] weights, double beta) {
        VaeSpec spec = model.spec();
        int d = spec.latent(), n = spec.pixels();
        Images train = model.images(Split.TRAIN);
        LinearLimit limit = LinearLimit.of(train, model.images(Split.TEST));
        boolean given = spec.variance().kind() == Variance.Kind.FIXED;
        double sigma2 = given ? spec.variance().sigma2() : limit.mostLikelyVariance(d);
        LinearLimit.Point best = limit.at(d, beta * sigma2);
        double optimum = best.nll(n, sigma2) + beta * best.rate();
        Evaluation evaluation = model.evaluate(train);
        double[] nll = evaluation.nllOfImages(), kl = evaluation.klOfImages(), loss = new double[nll.length];
        for (int i = 0; i < loss.length; i++) loss[i] = nll[i] + beta * kl[i];
        // what the draws of z leave open: the images themselves are those of the closed form
        double error = Math.sqrt(d / 2.0 / loss.length);
        var values = new LinkedHashMap<String, Object>();
        values.put(LOSS, optimum);
        values.put(GAP, Statistics.mean(loss) - optimum);
        values.put(ERROR, error);
        values.put(ACTIVE, best.active());
        values.put(UNSURE, near(limit, d, beta * sigma2));
        values.put(ANGLE, largestAngle(limit, best, weights, d));
        return values;
    }

    /** Eigenvalues about which a level decides by a hair. */
    private static long near(LinearLimit limit, int d, double level) {
        long near = 0;
        for (int i = 0; i < d; i++) {
            if (limit.values()[i] < NEAR * level && NEAR * limit.values()[i] > level) near++;
        }
        return near;
    }

    /**
     * Of eigenvectors in use to what the decoder's columns span, degrees. Each column by itself lies along an eigenvector too,
     * but where two eigenvalues are as near to each other as those of digits, a column that is turned costs thousandths of a nat.
     */
    private static double largestAngle(LinearLimit limit, LinearLimit.Point best, float[] weights, int d) {
        double largest = 0;
        double[] values = limit.values();
        double[][] span = columns(weights, values.length, d);
        Orthonormal.make(span);
        for (int i = 0; i < best.active(); i++) {
            if (values[i] < NEAR * Math.max(best.level(), values[Math.min(d, values.length - 1)])) continue;
            double squares = 0;
            for (double[] column : span) {
                double along = 0;
                for (int c = 0; c < column.length; c++) along += column[c] * limit.vectors()[i][c];
                squares += along * along;
            }
            largest = Math.max(largest, Math.toDegrees(Math.acos(Math.sqrt(Math.min(1, squares)))));
        }
        return largest;
    }

    private static double[][] columns(float[] weights, int pixels, int d) {
        double[][] columns = new double[d][pixels];
        for (int a = 0; a < d; a++) {
            for (int c = 0; c < pixels; c++) columns[a][c] = weights[c * d + a];
        }
        return columns;
    }
}
