package tornadovae.engine.cpu;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tornadovae.graph.*;
import tornadovae.math.Philox;

/**
 * Each op by itself as work, and how it is computed where it works on the rows of a minibatch, or on single numbers (tensors of
 * one row).
 */
final class SingleOps {

    private final Storage storage;
    private final Map<Split, Images> data;
    private final LikelihoodRows likelihoods;
    private final ContinuousBernoulliRows continuousBernoulli;
    private final IsotropicRows isotropic;
    private final PenaltyRows penalties;
    private final PairOps pairs;
    private final DrawRows draws;
    private final MixtureRows mixtures;

    SingleOps(Storage storage, Map<Split, Images> data) {
        this.storage = storage;
        this.data = data;
        this.likelihoods = new LikelihoodRows(storage);
        this.continuousBernoulli = new ContinuousBernoulliRows(storage);
        this.isotropic = new IsotropicRows(storage);
        this.penalties = new PenaltyRows(storage);
        this.pairs = new PairOps(storage);
        this.draws = new DrawRows(storage);
        this.mixtures = new MixtureRows(storage);
    }

    /** What an op becomes: the table of all ops. */
    List<Work> of(Op op) {
        return switch (op) {
            case Gather o -> List.of(new GatherRows(o, data.get(o.split()), storage));
            case Binarise o -> binarise(o);
            case StandardNormal o -> standardNormal(o);
            case Affine o -> List.of(new Layer(o, storage));
            case Affine.PreactivationGradient o -> preactivationGradient(o);
            case Affine.WeightGradient o -> List.of(new WeightGradient(o, storage));
            case Affine.BiasGradient o -> biasGradient(o);
            case Affine.InputGradient o -> List.of(new InputGradient(o, null, storage));
            case Reparameterise o -> reparameterise(o);
            case Reparameterise.Gradient o -> reparameteriseGradient(o);
            case KullbackLeibler o -> kullbackLeibler(o);
            case KullbackLeibler.Gradient o -> kullbackLeiblerGradient(o);
            case BernoulliNll o -> List.of(likelihoods.bernoulli(o));
            case BernoulliNll.Gradient o -> List.of(likelihoods.bernoulliGradient(o));
            case GaussianNll o -> List.of(likelihoods.gaussian(o));
            case GaussianNll.Gradient o -> List.of(likelihoods.gaussianGradient(o));
            case CategoricalNll o -> List.of(likelihoods.categorical(o));
            case CategoricalNll.Gradient o -> List.of(likelihoods.categoricalGradient(o));
            case ContinuousBernoulliNll o -> List.of(continuousBernoulli.nll(o));
            case ContinuousBernoulliNll.Gradient o -> List.of(continuousBernoulli.gradient(o));
            case ContinuousBernoulliMean o -> List.of(continuousBernoulli.mean(o));
            case ContinuousBernoulliDraw o -> List.of(continuousBernoulli.draw(o));
            case SquaredError o -> List.of(isotropic.squaredError(o));
            case SquaredError.Gradient o -> List.of(isotropic.squaredErrorGradient(o));
            case IsotropicNll o -> List.of(isotropic.nll(o));
            case IsotropicNll.ErrorGradient o -> List.of(isotropic.errorGradient(o));
            case IsotropicNll.VarianceGradient o -> List.of(isotropic.varianceGradient(o));
            case OptimalVariance o -> List.of(isotropic.optimalVariance(o));
            case IsotropicDraw o -> List.of(isotropic.draw(o));
            case BatchMean o -> batchMean(o);
            case BatchMean.Gradient o -> spread(o);
            case ScaledAdd o -> scaledAdd(o);
            case Fill o -> fill(o);
            case Add o -> add(o);
            case Multiply o -> multiply(o);
            case PermuteCodes o -> List.of(draws.permuteCodes(o));
            case Repeat o -> List.of(draws.repeat(o));
            case Repeat.Gradient o -> List.of(draws.repeatGradient(o));
            case FirstDraw o -> List.of(draws.firstDraw(o));
            case FirstDraw.Gradient o -> List.of(draws.firstDrawGradient(o));
            case ImportanceLoss o -> List.of(draws.importanceLoss(o));
            case ImportanceLoss.Gradient o -> List.of(draws.importanceLossGradient(o));
            case LogImportanceWeight o -> logImportanceWeight(o);
            case LogImportanceWeight.NllGradient o -> List.of(draws.nllGradient(o));
            case LogImportanceWeight.DrawGradient o -> List.of(draws.drawGradient(o));
            case LogImportanceWeight.CodeGradient o -> List.of(draws.codeGradient(o));
            case LogSumExp o -> logSumExp(o);
            case MixtureRatio o -> List.of(mixtures.ratio(o));
            case MixtureRatio.DrawGradient o -> List.of(mixtures.drawGradient(o));
            case MixtureRatio.CodeGradient o -> List.of(mixtures.codeGradient(o));
            case UnitClamp o -> List.of(mixtures.clamp(o));
            case UnitClamp.Gradient o -> List.of(mixtures.clampGradient(o));
            case Sigmoid o -> sigmoid(o);
            case Slice o -> slice(o);
            case Ramp o -> ramp(o);
            case AbsoluteDifference o -> absoluteDifference(o);
            case AbsoluteDifference.Gradient o -> absoluteDifferenceGradient(o);
            case FreeBits o -> List.of(penalties.freeBits(o));
            case FreeBits.Gradient o -> List.of(penalties.freeBitsGradient(o));
            case Covariance o -> List.of(penalties.covariance(o));
            case Covariance.Gradient o -> List.of(penalties.covarianceGradient(o));
            case IdentityPenalty o -> List.of(penalties.identityPenalty(o));
            case IdentityPenalty.Gradient o -> List.of(penalties.identityPenaltyGradient(o));
            case MeanDiscrepancy o -> pairs.meanDiscrepancy(o);
            case MeanDiscrepancy.Gradient o -> pairs.meanDiscrepancyGradient(o);
            case TotalCorrelation o -> pairs.totalCorrelation(o);
            case TotalCorrelation.DrawGradient o -> pairs.drawGradient(o);
            case TotalCorrelation.CodeGradient o -> pairs.codeGradient(o);
            case Store o -> store(o);
            case Advance o -> advance(o);
            case RowNorm o -> List.of(new RowNorms(o, storage));
            case ClipFactor o -> clipFactor(o);
            case OptimiserStep o -> List.of(new Update(o, null, storage));
        };
    }

    /** sum[i] = Σ_j columns[i, j], in the order of j: {@link BernoulliHead}'s partial losses. */
    Work sumOfColumns(Tensor columns, Tensor sum) {
        Buffer from = storage.of(columns), to = storage.of(sum);
        return new RowWork("Sum", Set.of(columns), Set.of(sum), sum.rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) to.values[r][to.index(i, 0)] = sumOfRow(from, r, i);
        });
    }

    private List<Work> binarise(Binarise o) {
        Buffer seed = storage.of(o.seed()), cursor = storage.of(o.cursor()), p = storage.of(o.p()), b = storage.of(o.b());
        int columns = o.p().columns();
        return rows(o, o.b(), (r, first, last, scratch) -> {
            float[] from = p.values[r], to = b.values[r];
            int[] words = scratch.words;
            for (int i = first; i < last; i++) {
                for (int j = 0, element = i * columns; j < columns; j++, element++) {
                    if (j == 0 || element % 4 == 0) {
                        Philox.block(seed.integers[r][0], o.stream(), cursor.integers[r][0], element / 4, words);
                    }
                    to[b.index(i, j)] = Philox.toUnit(words[element % 4]) < from[p.index(i, j)] ? 1 : 0;
                }
            }
        });
    }

    private List<Work> standardNormal(StandardNormal o) {
        Buffer seed = storage.of(o.seed()), cursor = storage.of(o.cursor()), epsilon = storage.of(o.epsilon());
        int columns = o.epsilon().columns();
        return rows(o, o.epsilon(), (r, first, last, scratch) -> {
            float[] to = epsilon.values[r];
            int[] words = scratch.words;
            for (int i = first; i < last; i++) {
                double radius = 0, angle = 0;
                for (int j = 0, element = i * columns; j < columns; j++, element++) {
                    if (j == 0 || element % 4 == 0) {
                        Philox.block(seed.integers[r][0], o.stream(), cursor.integers[r][0], element / 4, words);
                    }
                    if (j == 0 || element % 2 == 0) {
                        radius = Philox.radius(words[element & 2]);
                        angle = Philox.angle(words[element & 2 | 1]);
                    }
                    to[epsilon.index(i, j)] = (float) (radius * (element % 2 == 0 ? Math.cos(angle) : Math.sin(angle)));
                }
            }
        });
    }

    private List<Work> preactivationGradient(Affine.PreactivationGradient o) {
        Buffer y = storage.of(o.y()), dy = storage.of(o.dy()), da = storage.of(o.da());
        return rows(o, o.da(), (r, first, last, scratch) -> {
            copyRows(dy, da, r, first, last);
            for (int column = 0; column < o.da().columns(); column += Lanes.PANEL) {
                InputGradient.derivative(o.activation(), da.values[r], da.index(first, column), da.stride, last - first,
                        da.width(column), y.values[r], y.index(first, column), y.stride);
            }
        });
    }

    private List<Work> biasGradient(Affine.BiasGradient o) {
        Buffer da = storage.of(o.da()), db = storage.of(o.db());
        return rows(o, o.db(), (r, first, last, scratch) -> {
            for (int column = 0; column < o.db().columns(); column += Lanes.PANEL) {
                Kernels.PRODUCTS.columnSums(da.values[r], da.index(0, column), o.da().rows(), db.values[r], column);
            }
        });
    }

    private List<Work> reparameterise(Reparameterise o) {
        Buffer code = storage.of(o.code()), epsilon = storage.of(o.epsilon()), z = storage.of(o.z());
        int d = o.z().columns();
        // z = μ + exp(½ log σ²) ε
        return rows(o, o.z(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < d; j++) {
                    float logVar = Math.max(code.values[r][code.index(i, d + j)], o.floor());
                    z.values[r][z.index(i, j)] = code.values[r][code.index(i, j)] + ScalarMath
                            .exp(0.5f * logVar) * epsilon.values[r][epsilon.index(i, j)];
                }
            }
        });
    }

    private List<Work> reparameteriseGradient(Reparameterise.Gradient o) {
        Buffer code = storage.of(o.code()), epsilon = storage.of(o.epsilon()), dz = storage.of(o.dz()),
                dCode = storage.of(o.dCode());
        int d = o.dz().columns();
        // ∂μ = ∂z, ∂log σ² = ½ ∂z ε σ
        return rows(o, o.dCode(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < d; j++) {
                    float logVar = code.values[r][code.index(i, d + j)], upstream = dz.values[r][dz.index(i, j)];
                    dCode.values[r][dCode.index(i, j)] = upstream;
                    dCode.values[r][dCode.index(i, d + j)] = logVar >= o.floor()
                            ? 0.5f * upstream * epsilon.values[r][epsilon.index(i, j)] * ScalarMath.exp(0.5f * logVar) : 0;
                }
            }
        });
    }

    private List<Work> kullbackLeibler(KullbackLeibler o) {
        Buffer code = storage.of(o.code()), kl = storage.of(o.kl());
        int d = o.kl().columns();
        // −½ (1 + log σ² − μ² − σ²)
        return rows(o, o.kl(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < d; j++) {
                    float mu = code.values[r][code.index(i, j)], logVar = code.values[r][code.index(i, d + j)];
                    kl.values[r][kl.index(i, j)] = -0.5f * (1 + logVar - mu * mu - ScalarMath.exp(logVar));
                }
            }
        });
    }

    private List<Work> kullbackLeiblerGradient(KullbackLeibler.Gradient o) {
        Buffer code = storage.of(o.code()), dKl = storage.of(o.dKl()), dCode = storage.of(o.dCode());
        int d = o.dKl().columns();
        // ∂μ = ∂kl μ, ∂log σ² = ½ ∂kl (σ² − 1)
        return rows(o, o.dCode(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < d; j++) {
                    float upstream = dKl.values[r][dKl.index(i, j)];
                    dCode.values[r][dCode.index(i, j)] = upstream * code.values[r][code.index(i, j)];
                    dCode.values[r][dCode.index(i, d + j)] =
                            0.5f * upstream * (ScalarMath.exp(code.values[r][code.index(i, d + j)]) - 1);
                }
            }
        });
    }

    private List<Work> batchMean(BatchMean o) {
        Buffer value = storage.of(o.value()), mean = storage.of(o.mean());
        return rows(o, o.mean(), (r, first, last, scratch) -> {
            double sum = 0;
            for (int i = 0; i < o.value().rows(); i++) sum += sumOfRow(value, r, i);
            mean.values[r][0] = (float) (sum / o.value().rows());
        });
    }

    private List<Work> add(Add o) {
        Buffer a = storage.of(o.a()), b = storage.of(o.b()), sum = storage.of(o.sum());
        return rows(o, o.sum(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < o.sum().columns(); j++) {
                    sum.values[r][sum.index(i, j)] = a.values[r][a.index(i, j)]
                            + b.values[r][b.index(i, j)];
                }
            }
        });
    }

    private List<Work> logImportanceWeight(LogImportanceWeight o) {
        Buffer nll = storage.of(o.nll()), code = storage.of(o.code()), epsilon = storage.of(o.epsilon()), z = storage.of(o.z()),
                logWeight = storage.of(o.logWeight());
        int d = o.z().columns();
        // −nll + ½ Σ (log σ² + ε² − z²)
        return rows(o, o.z(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    float noise = epsilon.values[r][epsilon.index(i, j)], draw = z.values[r][z.index(i, j)];
                    sum += code.values[r][code.index(i, d + j)] + noise * noise - draw * draw;
                }
                logWeight.values[r][logWeight.index(i, 0)] = (float) (0.5 * sum - nll.values[r][nll.index(i, 0)]);
            }
        });
    }

    private List<Work> logSumExp(LogSumExp o) {
        Buffer value = storage.of(o.value()), count = storage.of(o.count()), max = storage.of(o.max()),
                sum = storage.of(o.sum()), squares = storage.of(o.squares());
        // m' = max(m, v), s' = s e^(m − m') + e^(v − m'), q' = q e^2(m − m') + e^2(v − m')
        return rows(o, o.value(), (r, first, last, scratch) -> {
            boolean begins = count.integers[r][0] == 0;
            for (int i = first; i < last; i++) {
                int at = max.index(i, 0);
                float v = value.values[r][value.index(i, 0)], m = begins || v > max.values[r][at] ? v : max.values[r][at];
                float kept = begins ? 0 : ScalarMath.exp(max.values[r][at] - m), added = begins ? 1 : ScalarMath.exp(v - m);
                max.values[r][at] = m;
                sum.values[r][at] = begins ? 1 : sum.values[r][at] * kept + added;
                squares.values[r][at] = begins ? 1 : squares.values[r][at] * kept * kept + added * added;
            }
        });
    }

    private List<Work> sigmoid(Sigmoid o) {
        Buffer logits = storage.of(o.logits()), p = storage.of(o.p());
        float[] noBias = new float[Lanes.PANEL];
        return rows(o, o.p(), (r, first, last, scratch) -> {
            copyRows(logits, p, r, first, last);
            for (int column = 0; column < o.p().columns(); column += Lanes.PANEL) {
                Kernels.ACTIVATIONS.sigmoid(p.values[r], p.index(first, column), p.stride, last - first, p.width(column), noBias,
                        0);
            }
        });
    }

    private List<Work> ramp(Ramp o) {
        Buffer step = storage.of(o.step()), rise = storage.of(o.rise()), period = storage.of(o.period()),
                target = storage.of(o.target()), weight = storage.of(o.weight());
        // target · min(1, (step mod period + 1) / rise)
        return rows(o, o.weight(), (r, first, last, scratch) -> {
            int length = rise.integers[r][0], cycle = period.integers[r][0], at = step.integers[r][0];
            float fraction = length == 0 ? 1 : Math.min(1, ((cycle == 0 ? at : at % cycle) + 1) / (float) length);
            weight.values[r][0] = target.values[r][0] * fraction;
        });
    }

    private List<Work> clipFactor(ClipFactor o) {
        Buffer[] parts = o.norms().stream().map(storage::of).toArray(Buffer[]::new);
        Buffer limit = storage.of(o.limit()), norm = storage.of(o.norm()), factor = storage.of(o.factor());
        // min(1, c / (‖g‖ + 10⁻⁶)), NaN where ‖g‖ is not finite
        return rows(o, o.factor(), (r, first, last, scratch) -> {
            double sum = 0;
            for (Buffer part : parts) {
                for (int i = 0; i < part.tensor.rows(); i++) {
                    float value = part.values[r][part.index(i, 0)];
                    sum += (double) value * value;
                }
            }
            float length = (float) Math.sqrt(sum);
            norm.values[r][0] = length;
            factor.values[r][0] = Float.isFinite(length)
                    ? (float) Math.min(1, limit.values[r][0] / ((double) length + ClipFactor.EPSILON)) : Float.NaN;
        });
    }

    private List<Work> store(Store o) {
        Buffer batch = storage.of(o.batch()), cursor = storage.of(o.cursor()), all = storage.of(o.all());
        int rows = o.batch().rows(), batches = Math.ceilDiv(o.all().rows(), rows);
        return rows(o, o.batch(), (r, first, last, scratch) -> {
            int start = cursor.integers[r][0] % batches * rows;
            for (int i = first; i < last && start + i < o.all().rows(); i++) {
                for (int j = 0; j < o.batch().columns(); j++) {
                    all.values[r][all.index(start + i, j)] = batch.values[r][batch.index(i, j)];
                }
            }
        });
    }

    private List<Work> spread(BatchMean.Gradient o) {
        Buffer mean = storage.of(o.dMean()), value = storage.of(o.dValue());
        return rows(o, o.dValue(),
                (r, first, last, scratch) -> fill(value, r, first, last, mean.values[r][0] / o.dValue().rows()));
    }

    private List<Work> scaledAdd(ScaledAdd o) {
        Buffer a = storage.of(o.a()), weight = storage.of(o.weight()), b = storage.of(o.b()), sum = storage.of(o.sum());
        return rows(o, o.sum(),
                (r, first, last, scratch) -> sum.values[r][0] = a.values[r][0] + weight.values[r][0] * b.values[r][0]);
    }

    private List<Work> fill(Fill o) {
        Buffer tensor = storage.of(o.tensor());
        return rows(o, o.tensor(), (r, first, last, scratch) -> fill(tensor, r, first, last, o.value()));
    }

    private List<Work> multiply(Multiply o) {
        Buffer value = storage.of(o.value()), factor = storage.of(o.factor()), scaled = storage.of(o.scaled());
        return rows(o, o.value(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < o.value().columns(); j++) {
                    scaled.values[r][scaled.index(i, j)] =
                            factor.values[r][0] * value.values[r][value.index(i, j)];
                }
            }
        });
    }

    private List<Work> slice(Slice o) {
        Buffer whole = storage.of(o.whole()), part = storage.of(o.part());
        return rows(o, o.part(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                for (int j = 0; j < o.part().columns(); j++) {
                    part.values[r][part.index(i, j)] = whole.values[r][whole.index(i, o.first() + j)];
                }
            }
        });
    }

    private List<Work> absoluteDifference(AbsoluteDifference o) {
        Buffer value = storage.of(o.value()), target = storage.of(o.target()), difference = storage.of(o.difference());
        return rows(o, o.difference(),
                (r, first, last, scratch) -> difference.values[r][0] = Math.abs(value.values[r][0] - target.values[r][0]));
    }

    private List<Work> absoluteDifferenceGradient(AbsoluteDifference.Gradient o) {
        Buffer value = storage.of(o.value()), target = storage.of(o.target()), upstream = storage.of(o.dDifference()),
                dValue = storage.of(o.dValue());
        return rows(o, o.dValue(), (r, first, last, scratch) -> dValue.values[r][0] =
                Math.signum(value.values[r][0] - target.values[r][0]) * upstream.values[r][0]);
    }

    private List<Work> advance(Advance o) {
        Buffer counter = storage.of(o.counter());
        return rows(o, o.counter(), (r, first, last, scratch) -> counter.integers[r][0]++);
    }

    /** Work on the rows of one of the op's tensors. */
    private static List<Work> rows(Op op, Tensor tensor, RowWork.Body body) {
        return List.of(new RowWork(op, tensor.rows(), body));
    }

    private static void fill(Buffer buffer, int replica, int first, int last, float value) {
        for (int i = first; i < last; i++) buffer.fillRow(replica, i, value);
    }

    private static void copyRows(Buffer from, Buffer to, int replica, int first, int last) {
        for (int i = first; i < last; i++) from.copyRow(replica, i, to, i);
    }

    private static float sumOfRow(Buffer buffer, int replica, int row) {
        float sum = 0;
        for (int j = 0; j < buffer.tensor.columns(); j++) sum += buffer.values[replica][buffer.index(row, j)];
        return sum;
    }
}
