package tornadovae.engine.tornado;

import java.util.List;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.*;

/** Every op as a kernel of plain parallel loops, one task an op: what runs on any device. */
final class LoopTasks {

    private final Layout layout;

    LoopTasks(Layout layout) {
        this.layout = layout;
    }

    Task of(Op op) {
        return switch (op) {
            case Gather o -> gather(o);
            case Binarise o -> {
                Block p = matrix(o.p());
                int table = layout.table(o.p().rows(), o.p().columns(), p.pitch(), p.offset(), at(o.b()), o.stream().ordinal(), layout.integer(o.seed()),
                        layout.integer(o.cursor()), p.headColumns(), p.headGap());
                yield task(op, (graph, id, a) -> graph.task(id, InputLoops::binarise, a.floats(), a.integers(), table, count(o.p())));
            }
            case StandardNormal o -> {
                int table = layout.table(o.epsilon().rows(), o.epsilon().columns(), matrix(o.epsilon()).pitch(), at(o.epsilon()), o.stream().ordinal(),
                        layout.integer(o.seed()), layout.integer(o.cursor()));
                yield task(op, (graph, id, a) -> graph.task(id, InputLoops::standardNormal, a.floats(), a.integers(), table, count(o.epsilon())));
            }
            case Affine o -> {
                Block x = input(o.x()), w = matrix(o.weight()), y = matrix(o.y());
                int table = layout.table(o.y().rows(), o.y().columns(), o.x().columns(), x.offset(), x.pitch(), w.offset(), w.pitch(), at(o.bias()), y.offset(), y.pitch(),
                        o.activation().ordinal(), y.headColumns(), y.headGap());
                yield task(op, (graph, id, a) -> graph.task(id, LayerLoops::affine, a.floats(), a.integers(), table, count(o.y())));
            }
            case Affine.PreactivationGradient o -> {
                Block y = matrix(o.y());
                int table = layout.table(o.y().rows(), o.y().columns(), y.pitch(), y.offset(), at(o.dy()), at(o.da()), o.activation().ordinal(), y.headColumns(), y.headGap());
                yield task(op, (graph, id, a) -> graph.task(id, LayerLoops::preactivationGradient, a.floats(), a.integers(), table, count(o.y())));
            }
            case Affine.WeightGradient o -> {
                Block da = matrix(o.da()), x = input(o.x()), dW = matrix(o.dW());
                int rows = Math.min(dW.rows(), da.pitch()), table = layout.table(rows, o.dW().columns(), o.da().rows(), da.offset(), da.pitch(), x.offset(),
                        x.pitch(), dW.offset(), dW.pitch());
                int count = count(rows, o.dW().columns());
                yield task(op, (graph, id, a) -> graph.task(id, LayerLoops::weightGradient, a.floats(), a.integers(), table, count));
            }
            case Affine.BiasGradient o -> {
                Block da = matrix(o.da());
                int table = layout.table(da.pitch(), o.da().rows(), da.offset(), da.pitch(), at(o.db())), count = count(1, da.pitch());
                yield task(op, (graph, id, a) -> graph.task(id, LayerLoops::biasGradient, a.floats(), a.integers(), table, count));
            }
            case Affine.InputGradient o -> {
                Block da = matrix(o.da()), w = matrix(o.weight()), dx = input(o.dx());
                int table = layout.table(o.dx().rows(), o.dx().columns(), da.span(), da.offset(), da.pitch(), w.offset(), w.pitch(), dx.offset(), dx.pitch());
                yield task(op, (graph, id, a) -> graph.task(id, LayerLoops::inputGradient, a.floats(), a.integers(), table, count(o.dx())));
            }
            case Reparameterise o -> {
                int table = latent(o.code(), at(o.epsilon()), at(o.z()), pitch(o.z()));
                yield task(op, (graph, id, a) -> graph.task(id, LatentLoops::reparameterise, a.floats(), a.integers(), table, count(o.z()), o.floor()));
            }
            case Reparameterise.Gradient o -> {
                int table = latent(o.code(), at(o.epsilon()), at(o.dz()), pitch(o.dz()), at(o.dCode()));
                yield task(op, (graph, id, a) -> graph.task(id, LatentLoops::reparameteriseGradient, a.floats(), a.integers(), table, count(o.dz()), o.floor()));
            }
            case KullbackLeibler o -> {
                int table = latent(o.code(), at(o.kl()), pitch(o.kl()));
                yield task(op, (graph, id, a) -> graph.task(id, LatentLoops::kullbackLeibler, a.floats(), a.integers(), table, count(o.kl())));
            }
            case KullbackLeibler.Gradient o -> {
                int table = latent(o.code(), at(o.dKl()), pitch(o.dKl()), at(o.dCode()));
                yield task(op, (graph, id, a) -> graph.task(id, LatentLoops::kullbackLeiblerGradient, a.floats(), a.integers(), table, count(o.dKl())));
            }
            case LogImportanceWeight o -> {
                int table = latent(o.code(), at(o.epsilon()), at(o.z()), pitch(o.z()), at(o.nll()), at(o.logWeight()), pitch(o.nll()));
                yield task(op, (graph, id, a) -> graph.task(id, ImportanceLoops::logWeight, a.floats(), a.integers(), table, count(o.nll())));
            }
            case LogSumExp o -> {
                int table = layout.table(o.value().rows(), at(o.value()), pitch(o.value()), layout.integer(o.count()), at(o.max()), at(o.sum()), at(o.squares()), pitch(o.max()));
                yield task(op, (graph, id, a) -> graph.task(id, ImportanceLoops::logSumExp, a.floats(), a.integers(), table, count(o.value())));
            }
            case BernoulliNll o -> {
                int table = layout.table(o.x().rows(), o.x().columns(), at(o.logits()), at(o.x()), input(o.x()).pitch(), at(o.nll()), pitch(o.nll()));
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::bernoulli, a.floats(), a.integers(), table, count(o.nll())));
            }
            case BernoulliNll.Gradient o -> {
                int table = layout.table(o.x().rows(), o.x().columns(), at(o.logits()), at(o.x()), at(o.dLogits()), input(o.x()).pitch(), at(o.dNll()), pitch(o.dNll()));
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::bernoulliGradient, a.floats(), a.integers(), table, count(o.x())));
            }
            case GaussianNll o -> {
                Block out = matrix(o.out());
                int table = layout.table(o.x().rows(), o.x().columns(), out.offset(), out.pitch(), out.columnHead(), at(o.x()), input(o.x()).pitch(), at(o.nll()), pitch(o.nll()));
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::gaussian, a.floats(), a.integers(), table, count(o.nll()), o.floor()));
            }
            case GaussianNll.Gradient o -> {
                Block out = matrix(o.out());
                int table = layout.table(o.x().rows(), o.x().columns(), out.offset(), out.pitch(), out.columnHead(), at(o.x()), input(o.x()).pitch(), at(o.dOut()),
                        at(o.dNll()), pitch(o.dNll()));
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::gaussianGradient, a.floats(), a.integers(), table, count(o.x()), o.floor()));
            }
            case CategoricalNll o -> {
                int table = layout.table(o.target().rows(), o.target().columns(), at(o.logits()), input(o.logits()).pitch(), at(o.target()), input(o.target()).pitch(), at(o.nll()),
                        pitch(o.nll()));
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::categorical, a.floats(), a.integers(), table, count(o.nll())));
            }
            case CategoricalNll.Gradient o -> {
                int table = layout.table(o.target().rows(), o.target().columns(), at(o.logits()), input(o.logits()).pitch(), at(o.target()), input(o.target()).pitch(), at(o.dNll()),
                        pitch(o.dNll()), at(o.dLogits()), input(o.dLogits()).pitch());
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::categoricalGradient, a.floats(), a.integers(), table, count(o.dNll())));
            }
            case BatchMean o -> {
                int table = elements(o.value(), at(o.value()), at(o.mean()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::batchMean, a.floats(), a.integers(), table, layout.replicas()));
            }
            case BatchMean.Gradient o -> {
                int table = elements(o.dValue(), at(o.dValue()), at(o.dMean()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::spread, a.floats(), a.integers(), table, count(o.dValue())));
            }
            case ScaledAdd o -> {
                int table = layout.table(at(o.a()), at(o.weight()), at(o.b()), at(o.sum()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::scaledAdd, a.floats(), a.integers(), table, layout.replicas()));
            }
            case ScaledAdd.Gradient o -> {
                int table = layout.table(at(o.weight()), at(o.dSum()), at(o.dB()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::scaledAddGradient, a.floats(), a.integers(), table, layout.replicas()));
            }
            case Fill o -> {
                int table = elements(o.tensor(), at(o.tensor()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::fill, a.floats(), a.integers(), table, count(o.tensor()), o.value()));
            }
            case Add o -> {
                int table = elements(o.sum(), at(o.a()), at(o.b()), at(o.sum()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::add, a.floats(), a.integers(), table, count(o.sum())));
            }
            case Sigmoid o -> {
                Block logits = input(o.logits());
                int table = layout.table(o.p().rows(), o.p().columns(), logits.pitch(), logits.offset(), at(o.p()), logits.headColumns(), logits.headGap());
                yield task(op, (graph, id, a) -> graph.task(id, LikelihoodLoops::sigmoid, a.floats(), a.integers(), table, count(o.p())));
            }
            case Slice o -> {
                Block whole = matrix(o.whole());
                int table = layout.table(o.part().rows(), o.part().columns(), pitch(o.part()), whole.headColumns(), whole.headGap(), whole.pitch(), o.first(),
                        whole.offset(), at(o.part()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::slice, a.floats(), a.integers(), table, count(o.part())));
            }
            case Ramp o -> {
                int table = layout.table(layout.integer(o.step()), layout.integer(o.rise()), layout.integer(o.period()), at(o.target()), at(o.weight()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::ramp, a.floats(), a.integers(), table, layout.replicas()));
            }
            case AbsoluteDifference o -> {
                int table = layout.table(at(o.value()), at(o.target()), at(o.difference()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::absoluteDifference, a.floats(), a.integers(), table, layout.replicas()));
            }
            case AbsoluteDifference.Gradient o -> {
                int table = layout.table(at(o.value()), at(o.target()), at(o.dDifference()), at(o.dValue()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::absoluteDifferenceGradient, a.floats(), a.integers(), table, layout.replicas()));
            }
            case FreeBits o -> {
                int table = layout.table(o.kl().rows(), o.kl().columns(), at(o.kl()), input(o.kl()).pitch(), at(o.minimum()), at(o.means()), at(o.sum()));
                yield task(op, (graph, id, a) -> graph.task(id, PenaltyLoops::freeBits, a.floats(), a.integers(), table, layout.replicas()));
            }
            case FreeBits.Gradient o -> {
                int table = layout.table(o.dKl().rows(), o.dKl().columns(), at(o.means()), at(o.minimum()), at(o.dSum()), at(o.dKl()), input(o.dKl()).pitch());
                yield task(op, (graph, id, a) -> graph.task(id, PenaltyLoops::freeBitsGradient, a.floats(), a.integers(), table, count(o.dKl())));
            }
            case Covariance o -> {
                int table = latent(o.code(), at(o.covariance()), input(o.covariance()).pitch()), ofDraws = o.ofDraws() ? 1 : 0;
                yield task(op, (graph, id, a) -> graph.task(id, PenaltyLoops::covariance, a.floats(), a.integers(), table, count(o.covariance()), ofDraws));
            }
            case Covariance.Gradient o -> {
                int d = o.dCovariance().columns(), table = latent(o.code(), at(o.dCovariance()), input(o.dCovariance()).pitch(), at(o.dCode()));
                int ofDraws = o.ofDraws() ? 1 : 0, count = count(1, d);
                yield task(op, (graph, id, a) -> graph.task(id, PenaltyLoops::covarianceGradient, a.floats(), a.integers(), table, count, ofDraws));
            }
            case IdentityPenalty o -> {
                Block c = input(o.covariance());
                int table = layout.table(o.covariance().columns(), c.offset(), c.pitch(), at(o.offDiagonal()), at(o.diagonal()), at(o.penalty()));
                yield task(op, (graph, id, a) -> graph.task(id, PenaltyLoops::identityPenalty, a.floats(), a.integers(), table, layout.replicas()));
            }
            case IdentityPenalty.Gradient o -> {
                Block c = input(o.covariance());
                int table = layout.table(o.covariance().columns(), c.offset(), c.pitch(), at(o.offDiagonal()), at(o.diagonal()), at(o.dPenalty()), at(o.dCovariance()));
                yield task(op, (graph, id, a) -> graph.task(id, PenaltyLoops::identityPenaltyGradient, a.floats(), a.integers(), table, count(o.covariance())));
            }
            case MeanDiscrepancy o -> {
                int table = pairs(o.z(), o.prior(), at(o.row()), pitch(o.row())), kind = o.kernel().ordinal();
                yield task(op, (graph, id, a) -> graph.task(id, DiscrepancyLoops::meanDiscrepancy, a.floats(), a.integers(), table, count(o.row()), kind));
            }
            case MeanDiscrepancy.Gradient o -> {
                int table = pairs(o.z(), o.prior(), at(o.dRow()), pitch(o.dRow()), at(o.dz()), pitch(o.dz())), kind = o.kernel().ordinal();
                yield task(op, (graph, id, a) -> graph.task(id, DiscrepancyLoops::meanDiscrepancyGradient, a.floats(), a.integers(), table, count(o.dRow()), kind));
            }
            case TotalCorrelation o -> {
                int table = densities(o.code(), o.z(), o.logDensity(), at(o.row()), pitch(o.row()));
                Weights w = weights(o.estimate(), o.z(), o.images());
                yield task(op, (graph, id, a) -> graph.task(id, CorrelationLoops::totalCorrelation, a.floats(), a.integers(), table, count(o.row()), w.own, w.next, w.other));
            }
            case TotalCorrelation.DrawGradient o -> {
                int table = densities(o.code(), o.z(), o.logDensity(), at(o.dRow()), pitch(o.dRow()), at(o.dz()), pitch(o.dz()));
                Weights w = weights(o.estimate(), o.z(), o.images());
                yield task(op, (graph, id, a) -> graph.task(id, CorrelationLoops::drawGradient, a.floats(), a.integers(), table, count(o.dRow()), w.own, w.next, w.other));
            }
            case TotalCorrelation.CodeGradient o -> {
                int table = densities(o.code(), o.z(), o.logDensity(), at(o.dRow()), pitch(o.dRow()), at(o.dCode()));
                Weights w = weights(o.estimate(), o.z(), o.images());
                yield task(op, (graph, id, a) -> graph.task(id, CorrelationLoops::codeGradient, a.floats(), a.integers(), table, count(o.dRow()), w.own, w.next, w.other));
            }
            case Store o -> {
                Block batch = matrix(o.batch()), all = matrix(o.all());
                int table = layout.table(o.batch().rows(), o.batch().columns(), batch.pitch(), batch.headColumns(), batch.headGap(), batch.offset(), all.offset(),
                        all.pitch(), o.all().rows(), layout.integer(o.cursor()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::store, a.floats(), a.integers(), table, count(o.batch())));
            }
            case Advance o -> {
                int table = layout.table(layout.integer(o.counter()));
                yield task(op, (graph, id, a) -> graph.task(id, ScalarLoops::advance, a.floats(), a.integers(), table, layout.replicas()));
            }
            case RowNorm o -> rowNorms(List.of(o));
            case ClipFactor o -> {
                int table = layout.table(at(o.limit()), at(o.norm()), at(o.factor()), o.norms().size());
                for (Tensor part : o.norms()) layout.table(part.rows(), at(part), pitch(part));
                yield task(op, (graph, id, a) -> graph.task(id, ClipLoops::clipFactor, a.floats(), a.integers(), table, layout.replicas()));
            }
            case Multiply o -> {
                int size = matrix(o.value()).size(), table = layout.table(size, at(o.value()), at(o.factor()), at(o.scaled())), count = count(size, 1);
                yield task(op, (graph, id, a) -> graph.task(id, ClipLoops::scale, a.floats(), a.integers(), table, count));
            }
            case Adam o -> {
                int table = update(o.w(), o.g(), o.learningRate(), at(o.m()), at(o.v()), layout.integer(o.step())), count = count(matrix(o.w()).rows(), pitch(o.w()));
                float beta1 = (float) o.beta1(), beta2 = (float) o.beta2(), logBeta1 = (float) Math.log(o.beta1()), logBeta2 = (float) Math.log(o.beta2()),
                        epsilon = (float) o.epsilon();
                yield task(op, (graph, id, a) -> graph.task(id, UpdateLoops::adam, a.floats(), a.integers(), table, count, beta1, beta2, logBeta1, logBeta2, epsilon));
            }
            case Adagrad o -> {
                int table = update(o.w(), o.g(), o.learningRate(), at(o.s())), count = count(matrix(o.w()).rows(), pitch(o.w()));
                yield task(op, (graph, id, a) -> graph.task(id, UpdateLoops::adagrad, a.floats(), a.integers(), table, count, (float) o.epsilon()));
            }
        };
    }

    /** The arguments of {@link InputLoops#gather}, with which those of {@link Preparation} begin. */
    int gatherTable(Gather o) {
        int batches = o.order() == Gather.Order.SHUFFLED ? o.batches() : 0;
        return layout.table(o.x().rows(), o.x().columns(), at(o.x()), input(o.x()).pitch(), layout.integer(o.seed()), layout.integer(o.cursor()), o.images(), batches);
    }

    private Task gather(Gather o) {
        int table = gatherTable(o);
        int count = count(o.x().rows(), 1);
        return task(o, (graph, id, a) -> graph.task(id, InputLoops::gather, a.floats(), a.integers(), a.images().get(o.split()), table, count));
    }

    /** Several in one launch. */
    Task rowNorms(List<RowNorm> ops) {
        int rows = ops.stream().mapToInt(o -> o.value().rows()).sum(), table = layout.table(rows), count = count(rows, 1);
        for (RowNorm o : ops) {
            Block value = matrix(o.value());
            int head = value.rowHead() == 0 ? o.value().rows() : o.value().rows() / 2;
            layout.table(o.value().rows(), head, value.row(head) - head, o.value().columns(), value.headColumns(), value.headGap(), value.pitch(), value.offset(), at(o.norm()), pitch(o.norm()));
        }
        return new Task("rowNorms", List.copyOf(ops), null, (graph, id, a) -> graph.task(id, ClipLoops::rowNorms, a.floats(), a.integers(), table, count));
    }

    /** Σ over columns: nll[i] from the partial sums of an epilogue. */
    Task rowSums(Block partial, Tensor sums) {
        int rows = sums.rows(), table = layout.table(rows, partial.pitch(), partial.offset(), partial.pitch(), at(sums), pitch(sums)), count = count(rows, 1);
        return new Task("rowSums", List.of(), null, (graph, id, a) -> graph.task(id, ScalarLoops::rowSums, a.floats(), a.integers(), table, count));
    }

    /** A code's place, then others. */
    private int latent(Tensor code, int... others) {
        Block block = matrix(code);
        int table = layout.table(code.rows(), code.columns() / 2, block.offset(), block.pitch(), block.columnHead());
        layout.table(others);
        return table;
    }

    private int pairs(Tensor z, Tensor prior, int... others) {
        Block draws = input(z), priors = input(prior);
        int table = layout.table(z.rows(), z.columns(), draws.offset(), draws.pitch(), priors.offset(), priors.pitch());
        layout.table(others);
        return table;
    }

    private int densities(Tensor code, Tensor z, Tensor logDensity, int... others) {
        int table = latent(code, at(z), input(z).pitch(), at(logDensity), pitch(logDensity));
        layout.table(others);
        return table;
    }

    /** log w_ij of an image itself, of the next one, and of all others. */
    private record Weights(float own, float next, float other) {}

    private static Weights weights(DensityEstimate estimate, Tensor z, int images) {
        int n = z.rows();
        return new Weights(estimate.logWeight(0, 0, n, images), estimate.logWeight(0, 1, n, images), estimate.logWeight(0, 2, n, images));
    }

    private int elements(Tensor tensor, int... others) {
        Block block = matrix(tensor);
        int table = layout.table(tensor.rows(), tensor.columns(), block.pitch(), block.headColumns(), block.headGap());
        layout.table(others);
        return table;
    }

    private int update(Tensor w, Tensor g, Tensor learningRate, int... others) {
        Block block = matrix(w);
        int table = layout.table(block.rows(), block.pitch(), block.offset(), at(g), at(learningRate), block.transposed(), block.transposedPitch());
        layout.table(others);
        return table;
    }

    private static Task task(Op op, Task.Addition addition) {
        return new Task(Program.nameOf(op).replace('.', '_'), List.of(op), null, addition);
    }

    private Block matrix(Tensor tensor) {
        return layout.block(tensor);
    }

    /** A tensor that must not consist of two heads, because its columns are counted through. */
    private Block input(Tensor tensor) {
        return layout.oneHead(tensor);
    }

    private int at(Tensor tensor) {
        return matrix(tensor).offset();
    }

    private int pitch(Tensor tensor) {
        return matrix(tensor).pitch();
    }

    private int count(Tensor tensor) {
        return count(tensor.rows(), tensor.columns());
    }

    private int count(int rows, int columns) {
        return Math.multiplyExact(layout.replicas(), Math.multiplyExact(rows, columns));
    }
}
