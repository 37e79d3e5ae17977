package tornadovae.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tornadovae.graph.*;
import tornadovae.math.Philox;

/**
 * One program a case, every op among them, at the odd sizes where kernels go wrong. Cases stand in lists that may share a
 * session: none reads what another leaves behind.
 */
final class OpCases {

    static final int IMAGES = 70;

    /** Beginning of the names of tensors that hold no negative numbers, such as what comes out of a softplus, or squares. */
    static final String POSITIVE = "positive";

    /**
     * Name of tensors that hold small differences of large sums: kernels that are each at most {@link #KERNEL}, within and
     * between two sets.
     */
    static final String DIFFERENCE = "difference";
    static final float KERNEL = 7;

    private static final int[][] SIZES = {{1, 1, 1}, {3, 31, 2}, {11, 33, 65}, {20, 64, 16}, {31, 257, 40}, {33, 40, 257}};
    private static final Tensor SEED = Tensor.scalar("seed", Role.INTEGER), CURSOR = Tensor.scalar("cursor", Role.INTEGER);

    private OpCases() {}

    /**
     * A list a size.
     *
     * @param pixels columns of the data set's images
     */
    static List<List<Program>> all(int pixels) {
        var all = new ArrayList<List<Program>>();
        for (int[] size : SIZES) all.add(ofSize(pixels, size[0], size[1], size[2]));
        for (int[] size : new int[][] {{1, 3, 1}, {3, 31, 2}, {11, 33, 65}, {31, 257, 40}}) {
            all
                    .addAll(clipping(size[0], size[1], size[2]));
        }
        for (int[] size : new int[][] {{1, 1}, {3, 2}, {11, 65}, {31, 40}}) all.add(draws(size[0], size[1]));
        for (int[] size : new int[][] {{1, 1, 1}, {3, 2, 5}, {11, 65, 11}, {31, 3, 40}, {20, 16, 100}}) {
            all.add(mixtures(size[0], size[1], size[2]));
        }
        all.add(scalars());
        return all;
    }

    private static List<Program> ofSize(int pixels, int b, int in, int out) {
        var cases = new ArrayList<Program>();
        String suffix = " " + b + "×" + in + "×" + out;
        Tensor x = t("x", b, in), w = new Tensor("w", out, in, Role.PARAMETER), bias = new Tensor("b", 1, out, Role.PARAMETER),
                y = t("y", b, out), dy = t("dy", b, out);
        Tensor y2 = t("y2", b, out), code = t("code", b, 2 * out), dCode = t("dCode", b, 2 * out), row = t("row", b, 1),
                dRow = t("dRow", b, 1), one = t("one", 1, 1);
        for (Activation activation : Activation.values()) {
            cases.add(one("Affine " + activation + suffix, new Affine(x, w, bias, activation, y)));
            cases.add(one("PreactivationGradient " + activation + suffix,
                    new Affine.PreactivationGradient(activation, activation == Activation.SOFTPLUS ? t(POSITIVE, b, out) : y, dy,
                            y2)));
        }
        cases.add(one("WeightGradient" + suffix, new Affine.WeightGradient(dy, x, new Tensor("dW", out, in, Role.GRADIENT))));
        cases.add(one("BiasGradient" + suffix, new Affine.BiasGradient(dy, new Tensor("db", 1, out, Role.GRADIENT))));
        cases.add(one("InputGradient" + suffix, new Affine.InputGradient(dy, w, x)));
        for (float floor : new float[] {Float.NEGATIVE_INFINITY, 0.05f}) {
            cases.add(one("Reparameterise, floor " + floor + suffix, new Reparameterise(code, y, floor, y2)));
            cases.add(one("Reparameterise.Gradient, floor " + floor + suffix,
                    new Reparameterise.Gradient(code, y, floor, dy, dCode)));
        }
        cases.add(one("KullbackLeibler" + suffix, new KullbackLeibler(code, y)));
        cases.add(one("KullbackLeibler.Gradient" + suffix, new KullbackLeibler.Gradient(code, dy, dCode)));
        cases.add(one("BernoulliNll" + suffix, new BernoulliNll(y, dy, row)));
        cases.add(one("BernoulliNll.Gradient" + suffix, new BernoulliNll.Gradient(y, dy, dRow, y2)));
        cases.add(one("GaussianNll" + suffix, new GaussianNll(code, y, -0.1f, row)));
        cases.add(one("GaussianNll.Gradient" + suffix, new GaussianNll.Gradient(code, y, -0.1f, dRow, dCode)));
        cases.add(one("CategoricalNll" + suffix, new CategoricalNll(y, dy, row)));
        cases.add(one("CategoricalNll.Gradient" + suffix, new CategoricalNll.Gradient(y, dy, dRow, y2)));
        cases.add(one("ContinuousBernoulliNll" + suffix, new ContinuousBernoulliNll(y, dy, row)));
        cases.add(one("ContinuousBernoulliNll.Gradient" + suffix, new ContinuousBernoulliNll.Gradient(y, dy, dRow, y2)));
        cases.add(one("ContinuousBernoulliMean" + suffix, new ContinuousBernoulliMean(y, y2)));
        cases.add(one("ContinuousBernoulliDraw" + suffix,
                new ContinuousBernoulliDraw(Philox.Stream.EVALUATION, SEED, CURSOR, y, y2)));
        cases.add(one("SquaredError" + suffix, new SquaredError(y, dy, row)));
        cases.add(one("SquaredError.Gradient" + suffix, new SquaredError.Gradient(y, dy, dRow, y2)));
        Tensor squares = t(POSITIVE + "squares", b, 1), logVar = new Tensor("logVar", 1, 1, Role.PARAMETER);
        for (float floor : new float[] {Float.NEGATIVE_INFINITY, 3}) {
            cases.add(one("IsotropicNll, floor " + floor + suffix, new IsotropicNll(squares, 7, logVar, floor, row)));
            cases.add(one("IsotropicNll.ErrorGradient, floor " + floor + suffix,
                    new IsotropicNll.ErrorGradient(logVar, floor, dRow, row)));
            cases.add(one("IsotropicNll.VarianceGradient, floor " + floor + suffix,
                    new IsotropicNll.VarianceGradient(squares, 7, logVar, floor, dRow, one)));
            cases.add(one("IsotropicDraw, floor " + floor + suffix, new IsotropicDraw(y, logVar, floor, dy, y2)));
        }
        for (float floor : new float[] {-8, 2}) {
            cases.add(one("OptimalVariance, floor " + floor + suffix,
                    new OptimalVariance(squares, 7, floor, CURSOR, t("newest", 1, 1), logVar)));
        }
        cases.add(one("BatchMean" + suffix, new BatchMean(y, one)));
        cases.add(one("BatchMean.Gradient" + suffix, new BatchMean.Gradient(one, y)));
        cases.add(one("Fill" + suffix, new Fill(1.5f, y)));
        cases.add(one("Add" + suffix, new Add(y, dy, y2)));
        cases.add(one("LogImportanceWeight" + suffix, new LogImportanceWeight(dRow, code, y, y2, row)));
        cases.add(one("LogSumExp" + suffix, new LogSumExp(row, CURSOR, t("max", b, 1), t("sum", b, 1), t("squares", b, 1))));
        cases.add(one("Sigmoid" + suffix, new Sigmoid(y, y2)));
        cases.add(one("Slice" + suffix, new Slice(t("pair", b, 2 * out), out, y)));
        cases.add(one("Store" + suffix, new Store(y, CURSOR, new Tensor("all", 2 * b + b / 2 + 1, out, Role.RESULT))));
        cases.add(one("StandardNormal" + suffix, new StandardNormal(Philox.Stream.EPSILON, SEED, CURSOR, y)));
        cases.add(one("Binarise" + suffix, new Binarise(Philox.Stream.BINARISATION, SEED, CURSOR, y, y2)));
        for (Gather.Order order : Gather.Order.values()) {
            cases.add(one("Gather " + order + suffix,
                    new Gather(Split.TRAIN, IMAGES, order, SEED, CURSOR, t("images", b, pixels))));
        }
        for (Tensor parameter : List.of(w, bias)) {
            Tensor g = state("g", parameter), m = state("m", parameter), v = state(POSITIVE, parameter);
            cases.add(new Program("Adam of " + parameter.name() + suffix,
                    List.of(new Adam(parameter, g, m, v, CURSOR, one, 0.9, 0.999, 1e-8),
                            new Affine(x, w, bias, Activation.IDENTITY, y))));
            cases.add(new Program("Adagrad of " + parameter.name() + suffix,
                    List.of(new Adagrad(parameter, g, v, one, 1e-10), new Affine(x, w, bias, Activation.IDENTITY, y))));
        }
        return cases;
    }

    /** Several draws of z for each image. */
    private static List<Program> draws(int b, int out) {
        var cases = new ArrayList<Program>();
        String suffix = " " + b + "×" + out;
        Tensor y = t("y", b, out), y2 = t("y2", b, out), dy = t("dy", b, out), code = t("code", b, 2 * out),
                dCode = t("dCode", b, 2 * out), row = t("row", b, 1), dRow = t("dRow", b, 1);
        for (boolean stopped : new boolean[] {false, true}) {
            cases.add(one("LogImportanceWeight.DrawGradient, stopped " + stopped + suffix,
                    new LogImportanceWeight.DrawGradient(stopped, code, y, y2, dRow, dy)));
        }
        cases.add(one("LogImportanceWeight.NllGradient" + suffix, new LogImportanceWeight.NllGradient(dRow, row)));
        cases.add(one("LogImportanceWeight.CodeGradient" + suffix, new LogImportanceWeight.CodeGradient(dRow, dCode)));
        cases.add(one("PermuteCodes" + suffix, new PermuteCodes(SEED, CURSOR, y, y2)));
        for (int draws : new int[] {1, 3, 5}) {
            String each = ", draws " + draws + suffix;
            Tensor many = t("many", b * draws, out), weights = t("weights", b * draws, 1), dWeights = t("dWeights", b * draws, 1);
            cases.add(one("Repeat" + each, new Repeat(y, many)));
            cases.add(one("Repeat.Gradient" + each, new Repeat.Gradient(many, y)));
            cases.add(one("FirstDraw" + each, new FirstDraw(many, y)));
            cases.add(one("FirstDraw.Gradient" + each, new FirstDraw.Gradient(y, many)));
            cases.add(one("ImportanceLoss" + each, new ImportanceLoss(1, weights, row)));
            for (int power : new int[] {1, 2}) {
                cases.add(one("ImportanceLoss.Gradient, power " + power + each,
                        new ImportanceLoss.Gradient(power, weights, dRow, dWeights)));
            }
        }
        // a code that holds two heads
        Tensor codes = t("codes", 2 * b, 2 * out), dCodes = t("dCodes", 2 * b, 2 * out), z2 = t("z2", 2 * b, out);
        cases.add(new Program("Repeat of a code" + suffix,
                List.of(new Repeat(code, codes), new Reparameterise(codes, z2, Float.NEGATIVE_INFINITY, t("z3", 2 * b, out)),
                        new KullbackLeibler(code, y))));
        cases.add(new Program("Repeat.Gradient of a code" + suffix,
                List.of(new Reparameterise.Gradient(codes, z2, Float.NEGATIVE_INFINITY, t("dz3", 2 * b, out), dCodes),
                        new Repeat.Gradient(dCodes, dCode), new KullbackLeibler(dCode, y))));
        return cases;
    }

    /** A mixture as prior, of as many components as there are codes among others. */
    private static List<Program> mixtures(int b, int d, int components) {
        var cases = new ArrayList<Program>();
        String suffix = " " + b + "×" + d + "×" + components;
        Tensor z = t("z", b, d), code = t("components", components, 2 * d), share = t("share", b, components),
                logRatio = t("logRatio", b, 1), dLogRatio = t("dLogRatio", b, 1);
        var ratio = new MixtureRatio(z, code, share, logRatio);
        cases.add(one("MixtureRatio" + suffix, ratio));
        // the gradients need shares that belong to the codes
        cases.add(new Program("MixtureRatio.DrawGradient" + suffix,
                List.of(ratio, new MixtureRatio.DrawGradient(z, code, share, dLogRatio, t("dz", b, d)))));
        cases.add(new Program("MixtureRatio.CodeGradient" + suffix,
                List.of(ratio, new MixtureRatio.CodeGradient(z, code, share, dLogRatio, t("dCode", components, 2 * d)))));
        cases.add(one("UnitClamp" + suffix, new UnitClamp(z, t("clamped", b, d))));
        cases.add(one("UnitClamp in place" + suffix, new UnitClamp(z, z)));
        cases.add(one("UnitClamp.Gradient" + suffix, new UnitClamp.Gradient(z, t("dClamped", b, d), t("dz", b, d))));
        return cases;
    }

    private static List<Program> scalars() {
        var cases = new ArrayList<Program>();
        Tensor a = t("a", 1, 1), b = t("b", 1, 1), weight = t("weight", 1, 1), sum = t("sum", 1, 1),
                steps = Tensor.scalar("steps", Role.INTEGER);
        cases.add(one("ScaledAdd", new ScaledAdd(a, weight, b, sum)));
        cases.add(one("Multiply of a number", new Multiply(b, weight, sum)));
        cases.add(one("Ramp", new Ramp(CURSOR, steps, Tensor.scalar("period", Role.INTEGER), a, weight)));
        cases.add(one("Ramp, every step", new Ramp(CURSOR, CURSOR, steps, a, weight)));
        cases.add(one("AbsoluteDifference", new AbsoluteDifference(a, b, sum)));
        cases.add(one("AbsoluteDifference.Gradient", new AbsoluteDifference.Gradient(a, b, weight, sum)));
        cases.add(one("Advance", new Advance(CURSOR)));
        return cases;
    }

    /** Single ops, and what engines do in one go. */
    private static List<List<Program>> clipping(int b, int in, int out) {
        String suffix = " " + b + "×" + in + "×" + out;
        Tensor x = t("x", b, in), da = t("da", b, out), w = new Tensor("w", out, in, Role.PARAMETER),
                bias = new Tensor("b", 1, out, Role.PARAMETER);
        Tensor dW = new Tensor("dW", out, in, Role.GRADIENT), db = new Tensor("db", 1, out, Role.GRADIENT),
                rate = t("rate", 1, 1), scaledW = new Tensor("clipped dW", out, in, Role.GRADIENT);
        Tensor normW = t("norm of dW", out, 1), normB = t("norm of db", 1, 1), norm = t("norm", 1, 1), factor = t("factor", 1, 1),
                limit = t(POSITIVE, 1, 1);
        Tensor scaledB = new Tensor("clipped db", 1, out, Role.GRADIENT);
        List<Op> clip = List.of(new Affine.WeightGradient(da, x, dW), new Affine.BiasGradient(da, db), new RowNorm(dW, normW),
                new RowNorm(db, normB), new ClipFactor(List.of(normW, normB), limit, norm, factor),
                new Multiply(dW, factor, scaledW), new Multiply(db, factor, scaledB));
        var adam = new ArrayList<>(clip);
        var adagrad = new ArrayList<>(clip);
        var unequal = new ArrayList<>(clip); // one update of two
        for (Tensor parameter : List.of(w, bias)) {
            Tensor g = parameter == w ? scaledW : scaledB, m = state("m of " + parameter.name(), parameter),
                    v = state(POSITIVE + " of " + parameter.name(), parameter);
            adam.add(new Adam(parameter, g, m, v, CURSOR, rate, 0.9, 0.999, 0.1));
            adagrad.add(new Adagrad(parameter, g, v, rate, 1e-10));
            if (parameter == w) unequal.add(adam.getLast());
        }
        return List.of(
                List.of(one("RowNorm" + suffix, new RowNorm(x, t("norms", b, 1))),
                        one("ClipFactor" + suffix, new ClipFactor(List.of(normW, normB), limit, norm, factor)),
                        one("Multiply" + suffix, new Multiply(x, factor, t("scaled", b, in)))),
                List.of(new Program("clip and keep" + suffix, clip), new Program("clip, then one update" + suffix, unequal),
                        new Program("clip, then Adam" + suffix, adam), new Program("clip, then Adagrad" + suffix, adagrad)));
    }

    /** What objectives have besides NLL and KL, at sizes {rows, latent dimensions} where kernels go wrong. */
    static List<List<Program>> penalties() {
        return Stream.of(new int[][] {{2, 1}, {3, 2}, {20, 16}, {31, 3}, {33, 40}, {100, 5}})
                .map(size -> penalties(size[0], size[1])).toList();
    }

    /** @param n rows of a minibatch, at least two */
    static List<Program> penalties(int n, int d) {
        var cases = new ArrayList<Program>();
        String suffix = " " + n + "×" + d;
        Tensor z = t("z", n, d), prior = t("prior", n, d), code = t("code", n, 2 * d), dz = t("dz", n, d),
                dCode = t("dCode", n, 2 * d), row = t("row", n, 1), dRow = t("dRow", n, 1);
        Tensor a = t("a", 1, 1), b = t("b", 1, 1), c = t("c", 1, 1), covariance = t("covariance", d, d),
                dCovariance = t("dCovariance", d, d), means = t("means", 1, d);
        Tensor logDensity = t("logDensity", n, d + 1);
        cases.add(one("FreeBits" + suffix, new FreeBits(z, a, means, b)));
        cases.add(one("FreeBits.Gradient" + suffix, new FreeBits.Gradient(means, a, b, dz)));
        for (Kernel kernel : Kernel.values()) {
            cases.add(one("MeanDiscrepancy " + kernel + suffix, new MeanDiscrepancy(kernel, z, prior, t(DIFFERENCE, n, 1))));
            cases.add(
                    one("MeanDiscrepancy.Gradient " + kernel + suffix, new MeanDiscrepancy.Gradient(kernel, z, prior, dRow, dz)));
        }
        for (DensityEstimate estimate : DensityEstimate.values()) {
            cases.add(
                    one("TotalCorrelation " + estimate + suffix, new TotalCorrelation(estimate, 500, code, z, logDensity, row)));
            // the gradients need densities that belong to the codes
            var density = new TotalCorrelation(estimate, 500, code, z, logDensity, row);
            cases.add(new Program("TotalCorrelation.DrawGradient " + estimate + suffix,
                    List.of(density, new TotalCorrelation.DrawGradient(estimate, 500, code, z, logDensity, dRow, dz))));
            cases.add(new Program("TotalCorrelation.CodeGradient " + estimate + suffix,
                    List.of(density, new TotalCorrelation.CodeGradient(estimate, 500, code, z, logDensity, dRow, dCode))));
        }
        for (boolean ofDraws : new boolean[] {false, true}) {
            cases.add(one("Covariance, of draws " + ofDraws + suffix, new Covariance(ofDraws, code, covariance)));
            cases.add(one("Covariance.Gradient, of draws " + ofDraws + suffix,
                    new Covariance.Gradient(ofDraws, code, dCovariance, dCode)));
        }
        cases.add(one("IdentityPenalty" + suffix, new IdentityPenalty(covariance, a, b, c)));
        cases.add(one("IdentityPenalty.Gradient" + suffix, new IdentityPenalty.Gradient(covariance, a, b, c, dCovariance)));
        return cases;
    }

    private static Program one(String name, Op op) {
        return new Program(name, List.of(op));
    }

    private static Tensor t(String name, int rows, int columns) {
        return Tensor.activation(name, rows, columns);
    }

    private static Tensor state(String name, Tensor parameter) {
        return new Tensor(name, parameter.rows(), parameter.columns(), Role.OPTIMISER_STATE);
    }
}
