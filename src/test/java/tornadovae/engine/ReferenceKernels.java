package tornadovae.engine;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.Map;
import tornadovae.graph.*;
import tornadovae.math.Permutation;
import tornadovae.math.Philox;

/** Every op for one replica, as its javadoc states it. */
record ReferenceKernels(Map<Tensor, double[][]> values, Map<Split, Images> data, int replica) {

    private static final double DENORMAL_GUARD = 1e-30;

    void run(Op op) {
        var pairs = new ReferencePairs(this::of);
        switch (op) {
            case Gather o -> gather(o);
            case Binarise o -> {
                double[] p = of(o.p()), b = of(o.b());
                for (int e = 0; e < p.length; e++) {
                    b[e] = Philox.uniform(integer(o.seed()), o.stream(), integer(o.cursor()), e) < (float) p[e] ? 1 : 0;
                }
            }
            case StandardNormal o -> {
                double[] epsilon = of(o.epsilon());
                for (int e = 0; e < epsilon.length; e++) {
                    epsilon[e] = Philox.normal(integer(o.seed()), o.stream(), integer(o.cursor()), e);
                }
            }
            case Affine o -> affine(o);
            case Affine.PreactivationGradient o -> {
                double[] y = of(o.y()), dy = of(o.dy()), da = of(o.da());
                for (int e = 0; e < y.length; e++) da[e] = dy[e] * derivative(o.activation(), y[e]);
            }
            case Affine.WeightGradient o -> weightGradient(o);
            case Affine.BiasGradient o -> {
                double[] da = of(o.da()), db = of(o.db());
                Arrays.fill(db, 0);
                for (int e = 0; e < da.length; e++) db[e % db.length] += da[e];
            }
            case Affine.InputGradient o -> inputGradient(o);
            case Reparameterise o -> {
                double[] code = of(o.code()), epsilon = of(o.epsilon()), z = of(o.z());
                int d = o.z().columns();
                for (int i = 0; i < o.z().rows(); i++) {
                    for (int j = 0; j < d; j++) {
                        z[i * d + j] =
                                code[2 * i * d + j] + exp(0.5 * max(code[(2 * i + 1) * d + j], o.floor())) * epsilon[i * d + j];
                    }
                }
            }
            case Reparameterise.Gradient o -> {
                double[] code = of(o.code()), epsilon = of(o.epsilon()), dz = of(o.dz()), dCode = of(o.dCode());
                int d = o.dz().columns();
                for (int i = 0; i < o.dz().rows(); i++) {
                    for (int j = 0; j < d; j++) {
                        double logVar = code[(2 * i + 1) * d + j];
                        dCode[2 * i * d + j] = dz[i * d + j];
                        dCode[(2 * i + 1) * d + j] =
                                logVar >= o.floor() ? 0.5 * dz[i * d + j] * epsilon[i * d + j] * exp(0.5 * logVar) : 0;
                    }
                }
            }
            case KullbackLeibler o -> {
                double[] code = of(o.code()), kl = of(o.kl());
                int d = o.kl().columns();
                for (int i = 0; i < o.kl().rows(); i++) {
                    for (int j = 0; j < d; j++) {
                        double mu = code[2 * i * d + j], logVar = code[(2 * i + 1) * d + j];
                        kl[i * d + j] = -0.5 * (1 + logVar - mu * mu - exp(logVar));
                    }
                }
            }
            case KullbackLeibler.Gradient o -> {
                double[] code = of(o.code()), dKl = of(o.dKl()), dCode = of(o.dCode());
                int d = o.dKl().columns();
                for (int i = 0; i < o.dKl().rows(); i++) {
                    for (int j = 0; j < d; j++) {
                        dCode[2 * i * d + j] = dKl[i * d + j] * code[2 * i * d + j];
                        dCode[(2 * i + 1) * d + j] = 0.5 * dKl[i * d + j] * (exp(code[(2 * i + 1) * d + j]) - 1);
                    }
                }
            }
            case BernoulliNll o -> {
                double[] logits = of(o.logits()), x = of(o.x()), nll = of(o.nll());
                Arrays.fill(nll, 0);
                for (int e = 0; e < x.length; e++) nll[e / o.x().columns()] += softplus(logits[e]) - x[e] * logits[e];
            }
            case BernoulliNll.Gradient o -> {
                double[] logits = of(o.logits()), x = of(o.x()), dNll = of(o.dNll()), dLogits = of(o.dLogits());
                for (int e = 0; e < x.length; e++) dLogits[e] = dNll[e / o.x().columns()] * (sigmoid(logits[e]) - x[e]);
            }
            case GaussianNll o -> {
                double[] out = of(o.out()), x = of(o.x()), nll = of(o.nll());
                int n = o.x().columns();
                Arrays.fill(nll, 0);
                for (int i = 0; i < o.x().rows(); i++) {
                    for (int j = 0; j < n; j++) {
                        double m = out[2 * i * n + j], s = max(out[(2 * i + 1) * n + j], o.floor()),
                                difference = x[i * n + j] - m;
                        nll[i] += 0.5 * (log(2 * Math.PI) + s + difference * difference * exp(-s));
                    }
                }
            }
            case GaussianNll.Gradient o -> {
                double[] out = of(o.out()), x = of(o.x()), dNll = of(o.dNll()), dOut = of(o.dOut());
                int n = o.x().columns();
                for (int i = 0; i < o.x().rows(); i++) {
                    for (int j = 0; j < n; j++) {
                        double m = out[2 * i * n + j], raw = out[(2 * i + 1) * n + j], s = max(raw, o.floor()),
                                difference = x[i * n + j] - m;
                        dOut[2 * i * n + j] = -dNll[i] * difference * exp(-s);
                        dOut[(2 * i + 1) * n + j] =
                                raw >= o.floor() ? 0.5 * dNll[i] * (1 - difference * difference * exp(-s)) : 0;
                    }
                }
            }
            case ContinuousBernoulliNll o -> {
                double[] logits = of(o.logits()), x = of(o.x()), nll = of(o.nll());
                Arrays.fill(nll, 0);
                for (int e = 0; e < x.length; e++) {
                    double l = logits[e], normaliser = Math.abs(l) < 1e-2 ? l / 2 + l * l / 24 - l * l * l * l / 2880
                            : l / 2 + log(2 * Math.sinh(l / 2) / l);
                    nll[e / o.x().columns()] += normaliser - x[e] * l;
                }
            }
            case ContinuousBernoulliNll.Gradient o -> {
                double[] logits = of(o.logits()), x = of(o.x()), dNll = of(o.dNll()), dLogits = of(o.dLogits());
                for (int e = 0; e < x.length; e++) dLogits[e] = dNll[e / o.x().columns()] * (continuousMean(logits[e]) - x[e]);
            }
            case ContinuousBernoulliMean o -> {
                double[] logits = of(o.logits()), mean = of(o.mean());
                for (int e = 0; e < mean.length; e++) mean[e] = continuousMean(logits[e]);
            }
            case ContinuousBernoulliDraw o -> {
                double[] logits = of(o.logits()), sample = of(o.sample());
                for (int e = 0; e < sample.length; e++) {
                    double u = Philox.uniform(integer(o.seed()), o.stream(), integer(o.cursor()), e), l = logits[e];
                    sample[e] = Math.abs(l) < 1e-6 ? u : log(1 + u * (exp(l) - 1)) / l;
                }
            }
            case SquaredError o -> {
                double[] mean = of(o.mean()), x = of(o.x()), squares = of(o.squares());
                Arrays.fill(squares, 0);
                for (int e = 0; e < x.length; e++) squares[e / o.x().columns()] += (x[e] - mean[e]) * (x[e] - mean[e]);
            }
            case SquaredError.Gradient o -> {
                double[] mean = of(o.mean()), x = of(o.x()), dSquares = of(o.dSquares()), dMean = of(o.dMean());
                for (int e = 0; e < x.length; e++) dMean[e] = 2 * dSquares[e / o.x().columns()] * (mean[e] - x[e]);
            }
            case IsotropicNll o -> {
                double[] squares = of(o.squares()), nll = of(o.nll());
                double s = max(of(o.logVar())[0], o.floor());
                for (int i = 0; i < nll.length; i++) nll[i] = 0.5 * (o.pixels() * (log(2 * Math.PI) + s) + squares[i] * exp(-s));
            }
            case IsotropicNll.ErrorGradient o -> {
                double[] dNll = of(o.dNll()), dSquares = of(o.dSquares());
                double s = max(of(o.logVar())[0], o.floor());
                for (int i = 0; i < dNll.length; i++) dSquares[i] = 0.5 * dNll[i] * exp(-s);
            }
            case IsotropicNll.VarianceGradient o -> {
                double[] squares = of(o.squares()), dNll = of(o.dNll());
                double raw = of(o.logVar())[0], sum = 0;
                for (int i = 0; i < dNll.length; i++) sum += 0.5 * dNll[i] * (o.pixels() - squares[i] * exp(-raw));
                of(o.dLogVar())[0] = raw < o.floor() ? 0 : sum;
            }
            case OptimalVariance o -> {
                double[] squares = of(o.squares()), running = of(o.running());
                double v = max(Arrays.stream(squares).sum() / (squares.length * o.pixels()), exp(o.floor())),
                        w = max(1.0 / (integer(o.step()) + 1), OptimalVariance.NEWEST);
                of(o.logVar())[0] = log(v);
                running[0] = log((1 - w) * exp(running[0]) + w * v);
            }
            case IsotropicDraw o -> {
                double[] mean = of(o.mean()), epsilon = of(o.epsilon()), sample = of(o.sample());
                double sigma = exp(0.5 * max(of(o.logVar())[0], o.floor()));
                for (int e = 0; e < sample.length; e++) sample[e] = mean[e] + sigma * epsilon[e];
            }
            case CategoricalNll o -> {
                double[] logits = of(o.logits()), target = of(o.target()), nll = of(o.nll());
                int n = o.target().columns();
                Arrays.fill(nll, 0);
                for (int e = 0; e < target.length; e++) nll[e / n] += target[e] * (logSumExp(logits, e / n, n) - logits[e]);
            }
            case CategoricalNll.Gradient o -> {
                double[] logits = of(o.logits()), target = of(o.target()), dNll = of(o.dNll()), dLogits = of(o.dLogits());
                int n = o.target().columns();
                for (int e = 0; e < target.length; e++) {
                    double weight = Arrays.stream(target, e / n * n, e / n * n + n).sum();
                    dLogits[e] = dNll[e / n] * (exp(logits[e] - logSumExp(logits, e / n, n)) * weight - target[e]);
                }
            }
            case BatchMean o -> of(o.mean())[0] = Arrays.stream(of(o.value())).sum() / o.value().rows();
            case BatchMean.Gradient o -> Arrays.fill(of(o.dValue()), of(o.dMean())[0] / o.dValue().rows());
            case ScaledAdd o -> of(o.sum())[0] = of(o.a())[0] + of(o.weight())[0] * of(o.b())[0];
            case Fill o -> Arrays.fill(of(o.tensor()), o.value());
            case Add o -> {
                double[] a = of(o.a()), b = of(o.b()), sum = of(o.sum());
                for (int e = 0; e < sum.length; e++) sum[e] = a[e] + b[e];
            }
            case LogImportanceWeight o -> {
                double[] nll = of(o.nll()), code = of(o.code()), epsilon = of(o.epsilon()), z = of(o.z()),
                        logWeight = of(o.logWeight());
                int d = o.z().columns();
                for (int i = 0; i < o.z().rows(); i++) {
                    logWeight[i] = -nll[i];
                    for (int j = 0; j < d; j++) {
                        logWeight[i] += 0.5
                                * (code[(2 * i + 1) * d + j] + epsilon[i * d + j] * epsilon[i * d + j]
                                        - z[i * d + j] * z[i * d + j]);
                    }
                }
            }
            case LogImportanceWeight.NllGradient o -> {
                double[] upstream = of(o.dLogWeight()), dNll = of(o.dNll());
                for (int i = 0; i < dNll.length; i++) dNll[i] = -upstream[i];
            }
            case LogImportanceWeight.DrawGradient o -> {
                double[] code = of(o.code()), epsilon = of(o.epsilon()), z = of(o.z()), upstream = of(o.dLogWeight()),
                        dz = of(o.dz());
                int d = o.z().columns();
                for (int e = 0; e < dz.length; e++) {
                    double ofQ = o.stopped() ? epsilon[e] / exp(0.5 * code[e / d * 2 * d + d + e % d]) : 0;
                    dz[e] = upstream[e / d] * (ofQ - z[e]);
                }
            }
            case LogImportanceWeight.CodeGradient o -> {
                double[] upstream = of(o.dLogWeight()), dCode = of(o.dCode());
                int d = o.dCode().columns() / 2;
                for (int e = 0; e < dCode.length; e++) dCode[e] = e % (2 * d) < d ? 0 : 0.5 * upstream[e / (2 * d)];
            }
            case MixtureRatio o -> {
                double[] z = of(o.z()), code = of(o.code()), share = of(o.share()), logRatio = of(o.logRatio());
                int d = o.z().columns(), components = o.code().rows();
                for (int i = 0; i < o.z().rows(); i++) {
                    for (int k = 0; k < components; k++) {
                        double a = 0;
                        for (int j = 0; j < d; j++) {
                            double difference = z[i * d + j] - code[k * 2 * d + j], logVar = code[k * 2 * d + d + j];
                            a += 0.5 * (z[i * d + j] * z[i * d + j] - logVar - difference * difference / exp(logVar));
                        }
                        share[i * components + k] = a;
                    }
                    double sum = logSumExp(share, i, components);
                    for (int k = 0; k < components; k++) share[i * components + k] = exp(share[i * components + k] - sum);
                    logRatio[i] = sum - log(components);
                }
            }
            case MixtureRatio.DrawGradient o -> {
                double[] z = of(o.z()), code = of(o.code()), share = of(o.share()), upstream = of(o.dLogRatio()),
                        dz = of(o.dz());
                int d = o.z().columns(), components = o.code().rows();
                for (int e = 0; e < dz.length; e++) {
                    double pull = 0;
                    for (int k = 0; k < components; k++) {
                        pull += share[e / d * components + k] * (z[e] - code[k * 2 * d + e % d])
                                / exp(code[k * 2 * d + d + e % d]);
                    }
                    dz[e] = upstream[e / d] * (z[e] - pull);
                }
            }
            case MixtureRatio.CodeGradient o -> {
                double[] z = of(o.z()), code = of(o.code()), share = of(o.share()), upstream = of(o.dLogRatio()),
                        dCode = of(o.dCode());
                int d = o.z().columns(), components = o.code().rows();
                for (int k = 0; k < components; k++) {
                    for (int j = 0; j < d; j++) {
                        int mean = k * 2 * d + j;
                        double ofMean = 0, ofLogVar = 0, variance = exp(code[mean + d]);
                        for (int i = 0; i < o.z().rows(); i++) {
                            double difference = z[i * d + j] - code[mean], weight = upstream[i] * share[i * components + k];
                            ofMean += weight * difference / variance;
                            ofLogVar += 0.5 * weight * (difference * difference / variance - 1);
                        }
                        dCode[mean] = ofMean;
                        dCode[mean + d] = ofLogVar;
                    }
                }
            }
            case UnitClamp o -> {
                double[] x = of(o.x()), y = of(o.y());
                for (int e = 0; e < y.length; e++) y[e] = Math.min(Math.max(x[e], 0), 1);
            }
            case UnitClamp.Gradient o -> {
                double[] x = of(o.x()), dy = of(o.dy()), dx = of(o.dx());
                for (int e = 0; e < dx.length; e++) dx[e] = x[e] >= 0 && x[e] <= 1 ? dy[e] : 0;
            }
            case PermuteCodes o -> {
                double[] z = of(o.z()), permuted = of(o.permuted());
                int rows = o.z().rows(), d = o.z().columns();
                for (int e = 0; e < z.length; e++) {
                    int from = Permutation.at(e / d, rows, Permutation.CODES, integer(o.seed()), integer(o.step()) * d + e % d);
                    permuted[e] = z[from * d + e % d];
                }
            }
            case Repeat o -> {
                double[] value = of(o.value()), repeated = of(o.repeated());
                int n = o.value().columns();
                for (int e = 0; e < repeated.length; e++) repeated[e] = value[e / n / o.draws() * n + e % n];
            }
            case Repeat.Gradient o -> {
                double[] repeated = of(o.dRepeated()), value = of(o.dValue());
                int n = o.dValue().columns();
                Arrays.fill(value, 0);
                for (int e = 0; e < repeated.length; e++) value[e / n / o.draws() * n + e % n] += repeated[e];
            }
            case FirstDraw o -> {
                double[] draws = of(o.draws()), first = of(o.first());
                int n = o.first().columns(), l = draws.length / first.length;
                for (int e = 0; e < first.length; e++) first[e] = draws[e / n * l * n + e % n];
            }
            case FirstDraw.Gradient o -> {
                double[] draws = of(o.dDraws()), first = of(o.dFirst());
                int n = o.dFirst().columns(), l = draws.length / first.length;
                Arrays.fill(draws, 0);
                for (int e = 0; e < first.length; e++) draws[e / n * l * n + e % n] = first[e];
            }
            case ImportanceLoss o -> {
                double[] logWeight = of(o.logWeight()), loss = of(o.loss());
                int k = logWeight.length / loss.length;
                for (int i = 0; i < loss.length; i++) {
                    loss[i] = log(k) - logSumExp(logWeight, i, k);
                }
            }
            case ImportanceLoss.Gradient o -> {
                double[] logWeight = of(o.logWeight()), dLoss = of(o.dLoss()), dLogWeight = of(o.dLogWeight());
                int k = logWeight.length / dLoss.length;
                for (int e = 0; e < logWeight.length; e++) {
                    dLogWeight[e] = -dLoss[e / k] * pow(exp(logWeight[e] - logSumExp(logWeight, e / k, k)), o.power());
                }
            }
            case LogSumExp o -> {
                double[] value = of(o.value()), m = of(o.max()), s = of(o.sum()), q = of(o.squares());
                for (int i = 0; i < value.length; i++) {
                    boolean begins = integer(o.count()) == 0;
                    double larger = begins || value[i] > m[i] ? value[i] : m[i];
                    s[i] = begins ? 1 : s[i] * exp(m[i] - larger) + exp(value[i] - larger);
                    q[i] = begins ? 1 : q[i] * exp(2 * (m[i] - larger)) + exp(2 * (value[i] - larger));
                    m[i] = larger;
                }
            }
            case Sigmoid o -> {
                double[] logits = of(o.logits()), p = of(o.p());
                for (int e = 0; e < p.length; e++) p[e] = sigmoid(logits[e]);
            }
            case Slice o -> {
                double[] whole = of(o.whole()), part = of(o.part());
                int n = o.part().columns();
                for (int i = 0; i < o.part().rows(); i++) {
                    for (int j = 0; j < n; j++) part[i * n + j] = whole[i * o.whole().columns() + o.first() + j];
                }
            }
            case Ramp o -> {
                int rise = integer(o.rise()), period = integer(o.period()),
                        step = period == 0 ? integer(o.step()) : integer(o.step()) % period;
                of(o.weight())[0] = of(o.target())[0] * (rise == 0 ? 1 : Math.min(1, (step + 1.0) / rise));
            }
            case AbsoluteDifference o -> of(o.difference())[0] = Math.abs(of(o.value())[0] - of(o.target())[0]);
            case AbsoluteDifference.Gradient o ->
                of(o.dValue())[0] = Math.signum(of(o.value())[0] - of(o.target())[0]) * of(o.dDifference())[0];
            case FreeBits o -> {
                double[] kl = of(o.kl()), means = of(o.means());
                Arrays.fill(means, 0);
                for (int e = 0; e < kl.length; e++) means[e % means.length] += kl[e] / o.kl().rows();
                of(o.sum())[0] = Arrays.stream(means).map(k -> max(of(o.minimum())[0], k)).sum();
            }
            case FreeBits.Gradient o -> {
                double[] means = of(o.means()), dKl = of(o.dKl());
                for (int e = 0; e < dKl.length; e++) {
                    dKl[e] = means[e % means.length] > of(o.minimum())[0] ? of(o.dSum())[0] / o.dKl().rows() : 0;
                }
            }
            case MeanDiscrepancy o -> pairs.meanDiscrepancy(o);
            case MeanDiscrepancy.Gradient o -> pairs.meanDiscrepancyGradient(o);
            case TotalCorrelation o -> pairs.totalCorrelation(o);
            case TotalCorrelation.DrawGradient o -> pairs.drawGradient(o);
            case TotalCorrelation.CodeGradient o -> pairs.codeGradient(o);
            case Covariance o -> {
                double[] code = of(o.code()), c = of(o.covariance());
                int d = o.covariance().rows(), n = o.code().rows();
                double[] mean = meanOfMeans(code, n, d);
                Arrays.fill(c, 0);
                for (int i = 0; i < n; i++) {
                    for (int a = 0; a < d; a++) {
                        for (int b = 0; b < d; b++) {
                            c[a * d + b] += (code[2 * i * d + a] - mean[a]) * (code[2 * i * d + b] - mean[b]) / n;
                        }
                        if (o.ofDraws()) c[a * d + a] += exp(code[(2 * i + 1) * d + a]) / n;
                    }
                }
            }
            case Covariance.Gradient o -> {
                double[] code = of(o.code()), dc = of(o.dCovariance()), dCode = of(o.dCode());
                int d = o.dCovariance().rows(), n = o.code().rows();
                double[] mean = meanOfMeans(code, n, d);
                Arrays.fill(dCode, 0);
                for (int i = 0; i < n; i++) {
                    for (int a = 0; a < d; a++) {
                        for (int b = 0; b < d; b++) {
                            dCode[2 * i * d + a] += (dc[a * d + b] + dc[b * d + a]) * (code[2 * i * d + b] - mean[b]) / n;
                        }
                        if (o.ofDraws()) dCode[(2 * i + 1) * d + a] = dc[a * d + a] * exp(code[(2 * i + 1) * d + a]) / n;
                    }
                }
            }
            case IdentityPenalty o -> {
                double[] c = of(o.covariance());
                int d = o.covariance().rows();
                double penalty = 0;
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        penalty += a == b ? of(o.diagonal())[0] * pow(c[a * d + a] - 1, 2)
                                : of(o.offDiagonal())[0] * pow(c[a * d + b], 2);
                    }
                }
                of(o.penalty())[0] = penalty;
            }
            case IdentityPenalty.Gradient o -> {
                double[] c = of(o.covariance()), dc = of(o.dCovariance());
                int d = o.covariance().rows();
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        dc[a * d + b] = 2 * of(o.dPenalty())[0]
                                * (a == b ? of(o.diagonal())[0] * (c[a * d + a] - 1) : of(o.offDiagonal())[0] * c[a * d + b]);
                    }
                }
            }
            case Store o -> {
                double[] batch = of(o.batch()), all = of(o.all());
                int rows = o.batch().rows(), n = o.batch().columns(),
                        first = integer(o.cursor()) % Math.ceilDiv(o.all().rows(), rows) * rows;
                for (int i = 0; i < rows && first + i < o.all().rows(); i++) {
                    for (int j = 0; j < n; j++) all[(first + i) * n + j] = batch[i * n + j];
                }
            }
            case Advance o -> of(o.counter())[0]++;
            case RowNorm o -> {
                double[] value = of(o.value()), norm = of(o.norm());
                int n = o.value().columns();
                for (int i = 0; i < norm.length; i++) {
                    norm[i] = sqrt(Arrays.stream(value, i * n, i * n + n).map(v -> v * v).sum());
                }
            }
            case ClipFactor o -> {
                double norm = sqrt(o.norms().stream().flatMapToDouble(part -> Arrays.stream(of(part))).map(v -> v * v).sum());
                of(o.norm())[0] = norm;
                of(o.factor())[0] = Double.isFinite(norm) ? Math.min(1, of(o.limit())[0] / (norm + 1e-6)) : Double.NaN;
            }
            case Multiply o -> {
                double[] value = of(o.value()), scaled = of(o.scaled());
                for (int e = 0; e < value.length; e++) scaled[e] = of(o.factor())[0] * value[e];
            }
            case Adam o -> adam(o);
            case Adagrad o -> {
                double[] w = of(o.w()), g = of(o.g()), s = of(o.s());
                for (int e = 0; e < w.length; e++) {
                    s[e] += g[e] * g[e];
                    w[e] -= of(o.learningRate())[0] * g[e] / (sqrt(s[e]) + o.epsilon());
                }
            }
        }
    }

    private void gather(Gather o) {
        Images images = data.get(o.split());
        int batch = o.x().rows(), pixels = o.x().columns(), cursor = integer(o.cursor());
        for (int i = 0; i < batch; i++) {
            int index = switch (o.order()) {
                case SEQUENTIAL -> cursor * batch + i;
                case SHUFFLED ->
                    new Permutation(o.images(), integer(o.seed()), cursor / o.batches()).at(cursor % o.batches() * batch + i);
            };
            for (int j = 0; j < pixels; j++) of(o.x())[i * pixels + j] = index < o.images() ? images.value(index, j) : 0;
        }
    }

    /** μ̄ of a code [n, 2d]. */
    private static double[] meanOfMeans(double[] code, int n, int d) {
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) mean[a] += code[2 * i * d + a] / n;
        }
        return mean;
    }

    private void affine(Affine o) {
        double[] x = of(o.x()), w = of(o.weight()), b = of(o.bias()), y = of(o.y());
        int in = o.x().columns(), out = o.y().columns();
        for (int i = 0; i < o.x().rows(); i++) {
            for (int c = 0; c < out; c++) {
                double a = b[c];
                for (int k = 0; k < in; k++) a += x[i * in + k] * w[c * in + k];
                y[i * out + c] = activate(o.activation(), a);
            }
        }
    }

    private void weightGradient(Affine.WeightGradient o) {
        double[] da = of(o.da()), x = of(o.x()), dW = of(o.dW());
        int in = o.x().columns(), out = o.da().columns();
        Arrays.fill(dW, 0);
        for (int i = 0; i < o.x().rows(); i++) {
            for (int c = 0; c < out; c++) {
                for (int k = 0; k < in; k++) dW[c * in + k] += da[i * out + c] * x[i * in + k];
            }
        }
    }

    private void inputGradient(Affine.InputGradient o) {
        double[] da = of(o.da()), w = of(o.weight()), dx = of(o.dx());
        int in = o.dx().columns(), out = o.da().columns();
        Arrays.fill(dx, 0);
        for (int i = 0; i < o.dx().rows(); i++) {
            for (int c = 0; c < out; c++) {
                for (int k = 0; k < in; k++) dx[i * in + k] += da[i * out + c] * w[c * in + k];
            }
        }
    }

    private void adam(Adam o) {
        double[] w = of(o.w()), g = of(o.g()), m = of(o.m()), v = of(o.v());
        double t = integer(o.step()) + 1, correction1 = 1 - pow(o.beta1(), t), correction2 = 1 - pow(o.beta2(), t);
        for (int e = 0; e < w.length; e++) {
            m[e] = guard(o.beta1() * m[e] + (1 - o.beta1()) * g[e]);
            v[e] = guard(o.beta2() * v[e] + (1 - o.beta2()) * g[e] * g[e]);
            w[e] -= of(o.learningRate())[0] / correction1 * m[e] / (sqrt(v[e]) / sqrt(correction2) + o.epsilon());
        }
    }

    private static double guard(double moment) {
        return Math.abs(moment) < DENORMAL_GUARD ? 0 : moment;
    }

    private static double activate(Activation activation, double a) {
        return switch (activation) {
            case IDENTITY -> a;
            case TANH -> Math.tanh(a);
            case RELU -> max(0, a);
            case SOFTPLUS -> softplus(a);
        };
    }

    private static double derivative(Activation activation, double y) {
        return switch (activation) {
            case IDENTITY -> 1;
            case TANH -> 1 - y * y;
            case RELU -> y > 0 ? 1 : 0;
            case SOFTPLUS -> -Math.expm1(-y);
        };
    }

    private static double logSumExp(double[] logits, int row, int columns) {
        double largest = Arrays.stream(logits, row * columns, (row + 1) * columns).max().orElseThrow();
        return largest
                + log(Arrays.stream(logits, row * columns, (row + 1) * columns).map(each -> exp(each - largest)).sum());
    }

    private static double softplus(double a) {
        return max(a, 0) + log1p(exp(-Math.abs(a)));
    }

    private static double sigmoid(double a) {
        return 1 / (1 + exp(-a));
    }

    private double[] of(Tensor tensor) {
        return values.get(tensor)[replica];
    }

    private int integer(Tensor tensor) {
        return (int) of(tensor)[0];
    }

    /** 1/(1 − e^−ℓ) − 1/ℓ. */
    private static double continuousMean(double logit) {
        return Math.abs(logit) < 1e-2 ? 0.5 + logit / 12 - logit * logit * logit / 720 : 1 / (1 - exp(-logit)) - 1 / logit;
    }
}
