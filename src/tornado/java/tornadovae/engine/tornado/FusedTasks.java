package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tornadovae.engine.Clusters;
import tornadovae.engine.Memory;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.engine.tornado.Task.Grid;
import tornadovae.graph.*;

/**
 * A program as few, fat tasks. A launch costs tens of microseconds of the host's time, so whatever can go along with a matrix product is done on its sums while they
 * are in registers, and what is small is done together:
 *
 * <ul>
 * <li>Gather, Binarise, StandardNormal, schedules: {@link Preparation}
 * <li>Affine with its bias and activation; the code's Affine, Reparameterise, KullbackLeibler; the output's Affine with the likelihood and its gradient; InputGradient
 *     with PreactivationGradient, or with the gradients of Reparameterise and KullbackLeibler: {@link Epilogues}
 * <li>all WeightGradients and BiasGradients with their updates: {@link Updates}, one launch
 * <li>all Multiplys with the updates of what they scale: {@link ScaledUpdates}, one launch; all RowNorms, one launch
 * <li>means, sums of loss terms, their records, counters: {@link Scalars}
 * </ul>
 *
 * Ops that are in none of these patterns become {@link LoopTasks}.
 */
final class FusedTasks {

    /** @param gone tensors that the program writes on paper, but whose values nobody finds after it has run */
    record Fused(List<Task> tasks, Set<Tensor> gone) {}

    private final Program program;
    private final Layout layout;
    private final LoopTasks loops;
    private final ProductTasks products;
    private final TornadoSettings settings;
    private final Clusters<Task> clusters;
    private final Set<Tensor> written = new HashSet<>();
    private final List<Op> early;
    private final List<Op> late;
    private final List<int[]> schedules = new ArrayList<>();
    /** Sums by tiles that stand for a likelihood by rows which nobody but its mean needs. */
    private final Map<Tensor, Block> partials = new HashMap<>();

    private FusedTasks(Program program, Memory memory, Layout layout, TornadoSettings settings, ProductTasks products) {
        this.program = program;
        this.layout = layout;
        this.settings = settings;
        loops = new LoopTasks(layout);
        this.products = products;
        clusters = new Clusters<>(program, memory);
        early = schedules();
        late = closing();
    }

    /** @param memory of the session, whose other programs may read what this one writes */
    static Fused fuse(Program program, Memory memory, Layout layout, TornadoSettings settings, ProductTasks products) {
        var fusion = new FusedTasks(program, memory, layout, settings, products);
        fusion.updates();
        fusion.scaledUpdates();
        fusion.rowNorms();
        fusion.open();
        // products first: they take along smaller ops that stand before them
        for (Op op : program.ops()) if (!fusion.clusters.contains(op)) fusion.product(op);
        for (Op op : program.ops())
            if (!fusion.clusters.contains(op) && !fusion.late.contains(op)) fusion.add(() -> List.of(fusion.loops.of(op)), op.writes(), op);
        fusion.close();
        List<Task> tasks = fusion.clusters.inOrder();
        var gone = new HashSet<Tensor>();
        for (Op op : program.ops()) gone.addAll(op.writes());
        gone.removeAll(fusion.written);
        return new Fused(tasks, gone);
    }

    private void product(Op op) {
        switch (op) {
            case Affine layer when latent(layer) || bernoulli(layer) || gaussian(layer) -> { }
            case Affine layer -> layer(layer);
            case Affine.InputGradient gradient when latentGradient(gradient) -> { }
            case Affine.InputGradient gradient -> inputGradient(gradient);
            default -> { }
        }
    }

    // ---- the layers ------------------------------------------------------------------------------------------------------

    private void layer(Affine layer) {
        add(() -> {
            Block y = layout.block(layer.y());
            int[] table = products.forward(layer, y.pitch());
            set(table, Y, y.offset(), y.pitch(), at(layer.bias()), layout.mask(layer.y()));
            return products.layer(List.of(layer), table, layer.activation());
        }, List.of(layer.y()), layer);
    }

    private boolean latent(Affine layer) {
        Reparameterise draw = clusters.find(Reparameterise.class, candidate -> candidate.code().equals(layer.y()) && candidate.floor() == Float.NEGATIVE_INFINITY);
        KullbackLeibler kl = clusters.find(KullbackLeibler.class, candidate -> candidate.code().equals(layer.y()));
        if (draw == null || layer.activation() != Activation.IDENTITY) return false;
        List<Tensor> results = kl == null ? List.of(layer.y(), draw.z()) : List.of(layer.y(), draw.z(), kl.kl());
        add(() -> {
            Block code = layout.block(layer.y()), z = layout.block(draw.z());
            int[] table = products.forward(layer, code.columnHead());
            set(table, CODE, code.offset(), code.pitch(), at(layer.bias()), at(draw.epsilon()), z.pitch(), z.offset(), kl == null ? 0 : at(kl.kl()));
            return products.latent(ops(layer, draw, kl), table);
        }, results, layer, draw, kl);
        return true;
    }

    private boolean bernoulli(Affine layer) {
        BernoulliNll loss = clusters.find(BernoulliNll.class, candidate -> candidate.logits().equals(layer.y()));
        BernoulliNll.Gradient gradient = clusters.find(BernoulliNll.Gradient.class, candidate -> candidate.logits().equals(layer.y()) && loss != null && candidate.x().equals(loss.x()));
        if (loss == null || !onlyForLoss(layer, gradient)) return false;
        BatchMean.Gradient upstream = gradient == null ? null : upstream(gradient.dNll());
        if (gradient != null && upstream == null) return false;
        int[] table = products.forward(layer, layout.block(layer.y()).pitch());
        var head = new LikelihoodHead(layer, loss, loss.x(), loss.nll(), gradient, gradient == null ? null : gradient.dLogits(), upstream);
        head(head, table, () -> products.bernoulli(head.ops(), table));
        return true;
    }

    private boolean gaussian(Affine layer) {
        GaussianNll loss = clusters.find(GaussianNll.class, candidate -> candidate.out().equals(layer.y()));
        GaussianNll.Gradient gradient = clusters.find(GaussianNll.Gradient.class, candidate -> candidate.out().equals(layer.y()) && loss != null
                && candidate.x().equals(loss.x()) && candidate.floor() == loss.floor());
        if (loss == null || !onlyForLoss(layer, gradient)) return false;
        BatchMean.Gradient upstream = gradient == null ? null : upstream(gradient.dNll());
        if (gradient != null && upstream == null) return false;
        int[] table = products.forward(layer, layout.block(layer.y()).columnHead());
        table[FLOOR] = layout.constant(loss.floor());
        var head = new LikelihoodHead(layer, loss, loss.x(), loss.nll(), gradient, gradient == null ? null : gradient.dOut(), upstream);
        head(head, table, () -> products.gaussian(head.ops(), table));
        return true;
    }

    /** A linear layer whose output is read by a likelihood and its gradient only. */
    private record LikelihoodHead(Affine layer, Op loss, Tensor x, Tensor nll, Op gradient, Tensor outGradient, BatchMean.Gradient upstream) {

        List<Op> ops() {
            return FusedTasks.ops(layer, loss, gradient, upstream);
        }
    }

    private void head(LikelihoodHead head, int[] table, Supplier<List<Task>> product) {
        Block x = layout.oneHead(head.x),
                partial = layout.scratch(head.nll.name() + " by tiles", head.nll.rows(), products.partials(table));
        set(table, X, x.offset(), x.pitch(), at(head.layer.bias()), layout.mask(head.x), partial.offset(), partial.pitch());
        if (head.gradient != null) {
            Block out = layout.block(head.outGradient);
            set(table, OUT_GRADIENT, out.offset(), out.pitch(), at(head.upstream.dMean()), head.nll.rows());
        }
        boolean onlyMean = clusters.readers(head.nll).allMatch(op -> op instanceof BatchMean && late.contains(op));
        if (onlyMean) partials.put(head.nll, partial);
        var results = new ArrayList<Tensor>();
        if (!onlyMean) results.add(head.nll);
        if (head.outGradient != null) results.add(head.outGradient);
        add(() -> {
            var tasks = new ArrayList<>(product.get());
            if (!onlyMean) tasks.add(loops.rowSums(partial, head.nll));
            return tasks;
        }, results, head.ops().toArray(Op[]::new));
    }

    private boolean onlyForLoss(Affine layer, Op gradient) {
        return layer.activation() == Activation.IDENTITY && clusters.readers(layer.y()).count() == (gradient == null ? 1 : 2);
    }

    /** The op that spreads the gradient of a mean over a batch, if nobody but one op reads it: that op then takes the number itself. */
    private BatchMean.Gradient upstream(Tensor spread) {
        BatchMean.Gradient gradient = clusters.find(BatchMean.Gradient.class, candidate -> candidate.dValue().equals(spread));
        return gradient != null && clusters.readers(spread).count() == 1 ? gradient : null;
    }

    // ---- backward --------------------------------------------------------------------------------------------------------

    private void inputGradient(Affine.InputGradient gradient) {
        Affine.PreactivationGradient below = clusters.find(Affine.PreactivationGradient.class, candidate -> candidate.dy().equals(gradient.dx()));
        boolean fused = below != null && clusters.readers(gradient.dx()).count() == 1;
        Tensor result = fused ? below.da() : gradient.dx();
        add(() -> {
            int[] table = products.backward(gradient);
            set(table, DX, at(result), layout.oneHead(result).pitch(), fused ? at(below.y()) : 0);
            return products.inputGradient(ops(gradient, fused ? below : null), table,
                    fused ? below.activation() : Activation.IDENTITY);
        }, List.of(result), gradient, fused ? below : null);
    }

    private boolean latentGradient(Affine.InputGradient gradient) {
        Reparameterise.Gradient draw = clusters.find(Reparameterise.Gradient.class,
                candidate -> candidate.dz().equals(gradient.dx()) && candidate.floor() == Float.NEGATIVE_INFINITY);
        if (draw == null || clusters.readers(gradient.dx()).count() != 1) return false;
        KullbackLeibler.Gradient kl = clusters.find(KullbackLeibler.Gradient.class, candidate -> candidate.code().equals(draw.code()));
        Add sum = kl == null ? null : clusters.find(Add.class, candidate -> Set.of(candidate.a(), candidate.b()).equals(Set.of(draw.dCode(), kl.dCode())));
        BatchMean.Gradient upstream = sum == null ? null : upstream(kl.dKl());
        boolean together = upstream != null && clusters.readers(kl.dCode()).count() == 1 && clusters.readers(draw.dCode()).count() == 1;
        Tensor dCode = together ? sum.sum() : draw.dCode();
        Op[] ops = together ? new Op[] {gradient, draw, kl, sum, upstream} : new Op[] {gradient, draw};
        add(() -> {
            Block code = layout.block(draw.code());
            int[] table = products.backward(gradient);
            set(table, CODE, code.offset(), code.pitch(), 0, at(draw.epsilon()), layout.block(draw.epsilon()).pitch());
            set(table, CODE_GRADIENT, at(dCode));
            table[HEAD] = code.columnHead();
            if (together) set(table, MEAN_GRADIENT, at(upstream.dMean()), gradient.dx().rows());
            return products.latentGradient(List.of(ops), table);
        }, List.of(dCode), ops);
        return true;
    }

    // ---- updates ---------------------------------------------------------------------------------------------------------

    /** A layer's weight gradient, its bias' (or null) and what updates them (or null: the gradients are kept). */
    private record Layer(Affine.WeightGradient weight, Affine.BiasGradient bias, Op weightUpdate, Op biasUpdate) {

        Stream<Op> ops() {
            return FusedTasks.ops(weight, bias, weightUpdate, biasUpdate).stream();
        }
    }

    /** What all layers of one launch must have in common. */
    private record Rule(int kind, int constants, Tensor learningRate, Tensor step) {}

    private void updates() {
        var biases = new HashSet<Op>();
        var layers = program.ops().stream().filter(Affine.WeightGradient.class::isInstance).map(op -> layer((Affine.WeightGradient) op, biases)).toList();
        for (Rule rule : layers.stream().map(layer -> rule(layer.weightUpdate)).distinct().toList()) {
            List<Layer> together = layers.stream().filter(layer -> rule(layer.weightUpdate).equals(rule)).toList();
            Op[] ops = together.stream().flatMap(Layer::ops).toArray(Op[]::new);
            int rates = rule.kind == Updates.ADAM ? adamRates(rule) : rule.kind == Updates.ADAGRAD ? at(rule.learningRate) : 0;
            add(() -> products.update(List.of(ops), together.stream().map(layer -> table(layer, rule, rates)).toList(),
                    rule.kind),
                    Stream.of(ops).flatMap(op -> op.writes().stream()).filter(tensor -> rule.kind == Updates.NONE || tensor.role() != Role.GRADIENT).toList(), ops);
        }
    }

    /** @param taken biases that belong to another layer already */
    private Layer layer(Affine.WeightGradient weight, Set<Op> taken) {
        Affine.BiasGradient bias = clusters.find(Affine.BiasGradient.class, candidate -> candidate.da().equals(weight.da()) && !taken.contains(candidate));
        if (bias != null) taken.add(bias);
        Op weightUpdate = onlyUpdate(weight.dW()), biasUpdate = bias == null ? null : onlyUpdate(bias.db());
        return weightUpdate == null || biasUpdate == null || !rule(weightUpdate).equals(rule(biasUpdate))
                ? new Layer(weight, bias, null, null) : new Layer(weight, bias, weightUpdate, biasUpdate);
    }

    /** Clipped gradients, which are kept until their norm is known. */
    private record ScaledUpdate(Multiply multiply, Op update) {}

    private void scaledUpdates() {
        var all = program.ops().stream().filter(Multiply.class::isInstance).map(op -> new ScaledUpdate((Multiply) op, onlyUpdate(((Multiply) op).scaled()))).filter(each -> each.update != null).toList();
        for (Rule rule : all.stream().map(each -> rule(each.update)).distinct().toList()) {
            List<ScaledUpdate> together = all.stream().filter(each -> rule(each.update).equals(rule)).toList();
            Op[] ops = together.stream().flatMap(each -> Stream.of(each.multiply, each.update)).toArray(Op[]::new);
            int rates = rule.kind == Updates.ADAM ? adamRates(rule) : at(rule.learningRate);
            add(() -> products.scaledUpdate(List.of(ops), together.stream().map(each -> table(each, rule, rates)).toList(),
                    rule.kind),
                    together.stream().flatMap(each -> each.update.writes().stream()).toList(), ops);
        }
    }

    private int[] table(ScaledUpdate each, Rule rule, int rates) {
        List<Tensor> writes = each.update.writes();
        Block w = layout.block(writes.getFirst());
        var table = new int[SIZE];
        set(table, ROWS, w.rows(), w.pitch());
        set(table, DW, at(each.multiply.value()), w.offset(), w.pitch(), w.transposed(), w.transposedPitch(), rule.kind == Updates.ADAM ? at(writes.get(1)) : 0, at(writes.getLast()), rule.constants, rates);
        table[FACTOR] = at(each.multiply.factor());
        return table;
    }

    private void rowNorms() {
        List<RowNorm> norms = program.ops().stream().filter(RowNorm.class::isInstance).map(RowNorm.class::cast).toList();
        if (!norms.isEmpty()) add(() -> List.of(loops.rowNorms(norms)), norms.stream().map(RowNorm::norm).toList(), norms.toArray(Op[]::new));
    }

    /** The update that uses a gradient up, if nothing else reads it. */
    private Op onlyUpdate(Tensor gradient) {
        List<Op> readers = clusters.readers(gradient).toList();
        return readers.size() == 1 && (readers.getFirst() instanceof Adam || readers.getFirst() instanceof Adagrad) ? readers.getFirst() : null;
    }

    private Rule rule(Op update) {
        return switch (update) {
            case Adam o -> new Rule(Updates.ADAM, layout.constant(Layout.numbers(o)), o.learningRate(), o.step());
            case Adagrad o -> new Rule(Updates.ADAGRAD, layout.constant((float) o.epsilon()), o.learningRate(), null);
            case null, default -> new Rule(Updates.NONE, 0, null, null);
        };
    }

    /** Adam's η/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ) are the same for all weights: computed once a step. */
    private int adamRates(Rule rule) {
        int rates = layout.scratch("rates of Adam", 1, 2).offset();
        schedules.add(new int[] {Scalars.ADAM_RATES, at(rule.learningRate), layout.integer(rule.step), rule.constants, rates});
        return rates;
    }

    private int[] table(Layer layer, Rule rule, int rates) {
        int[] table = products.weights(layer.weight);
        boolean kept = rule.kind == Updates.NONE;
        Tensor w = kept ? layer.weight.dW() : layer.weightUpdate.writes().getFirst(), b = layer.bias == null ? null : kept ? layer.bias.db() : layer.biasUpdate.writes().getFirst();
        Block block = layout.block(w);
        set(table, W, kept ? 0 : block.offset(), block.pitch(), kept ? 0 : block.transposed(), block.transposedPitch());
        table[BIASES] = b == null ? 0 : 1;
        if (kept) {
            table[DW] = block.offset();
            if (b != null) table[DB] = at(b);
            return table;
        }
        set(table, RULE, rule.constants, rates);
        table[BIAS_W] = at(b);
        // Adam writes w, m, v; Adagrad w and the sum of squares
        table[SQUARES] = at(layer.weightUpdate.writes().getLast());
        table[BIAS_SQUARES] = at(layer.biasUpdate.writes().getLast());
        if (rule.kind == Updates.ADAM) {
            table[MOMENT] = at(layer.weightUpdate.writes().get(1));
            table[BIAS_MOMENT] = at(layer.biasUpdate.writes().get(1));
        }
        return table;
    }

    // ---- the beginning and the end ---------------------------------------------------------------------------------------

    /** Schedules and seeds of gradients: ops on single numbers that need nothing a larger op has written. */
    private List<Op> schedules() {
        var early = new ArrayList<Op>();
        var later = new HashSet<Tensor>();
        for (Op op : program.ops())
            if ((op instanceof Ramp || op instanceof ScaledAdd.Gradient || op instanceof Fill fill && single(fill.tensor())) && op.reads().stream().noneMatch(later::contains)) early.add(op);
            else later.addAll(op.writes());
        return early;
    }

    private void open() {
        for (Op op : early)
            schedules.add(switch (op) {
                case Ramp o -> new int[] {Scalars.RAMP, layout.integer(o.step()), layout.integer(o.rise()), layout.integer(o.period()), at(o.target()), at(o.weight())};
                case ScaledAdd.Gradient o -> new int[] {Scalars.PRODUCT, at(o.weight()), at(o.dSum()), at(o.dB())};
                case Fill o -> new int[] {Scalars.FILL, at(o.tensor()), layout.constant(o.value())};
                default -> throw new IllegalStateException(op.toString());
            });
        Gather gather = clusters.find(Gather.class, candidate -> true);
        Binarise binarise = gather == null ? null : clusters.find(Binarise.class,
                candidate -> candidate.p().equals(gather.x()) && candidate.seed().equals(gather.seed()) && candidate.cursor().equals(gather.cursor()));
        StandardNormal noise = gather == null ? null : clusters.find(StandardNormal.class, candidate -> candidate.seed().equals(gather.seed())
                && candidate.epsilon().rows() == gather.x().rows());
        var results = new ArrayList<Tensor>();
        List<Op> ops = new ArrayList<>(early);
        ops.addAll(ops(gather, binarise, noise));
        if (ops.isEmpty() && schedules.isEmpty()) return;
        ops.forEach(op -> results.addAll(op.writes()));
        add(() -> List.of(gather == null ? scalars(early, schedules) : preparation(ops, gather, binarise, noise)), results, ops.toArray(Op[]::new));
    }

    private Task preparation(List<Op> ops, Gather gather, Binarise binarise, StandardNormal noise) {
        int table = loops.gatherTable(gather);
        layout.table(binarise == null ? 0 : at(binarise.b()), binarise == null ? 0 : binarise.stream().ordinal());
        if (noise == null) layout.table(0, 0, 0, 0, 0);
        else layout.table(noise.epsilon().columns(), at(noise.epsilon()), layout.block(noise.epsilon()).pitch(), noise.stream().ordinal(), layout.integer(noise.cursor()));
        int scalars = table + Preparation.SCALARS;
        layout.table(scalars + 2, schedules.size());
        instructions(schedules);
        int lanes = settings.kernels() == TornadoSettings.Kernels.VECTOR ? 1 : Math.min(settings.groupSize(), 64);
        return new Task("preparation", ops, new Grid(layout.replicas() * gather.x().rows(), lanes, 1, 1),
                (graph, id, a) -> graph.task(id, Preparation::run, a.context(), a.floats(), a.integers(), a.images().get(gather.split()), table));
    }

    /** Means, sums, records and counters: ops on single numbers that no larger op needs in this program. */
    private List<Op> closing() {
        var late = new ArrayList<Op>();
        var needed = new HashSet<Tensor>();
        for (Op op : program.ops().reversed()) {
            boolean closes = switch (op) {
                case BatchMean mean -> layout.block(mean.value()).columnHead() == 0;
                case ScaledAdd sum -> true;
                case AbsoluteDifference difference -> true;
                case Store store -> single(store.batch()) && layout.block(store.all()).pitch() == 1;
                case Advance advance -> true;
                default -> false;
            };
            if (closes && op.writes().stream().noneMatch(needed::contains)) late.addFirst(op);
            else needed.addAll(op.reads());
        }
        return late;
    }

    private void close() {
        if (late.isEmpty()) return;
        var instructions = new ArrayList<int[]>();
        for (Op op : late)
            instructions.add(switch (op) {
                case BatchMean o -> {
                    Block partial = partials.get(o.value()), value = partial == null ? layout.block(o.value()) : partial;
                    yield new int[] {Scalars.MEAN, value.offset(), o.value().rows() * value.pitch(), at(o.mean()),
                            o.value().rows()};
                }
                case ScaledAdd o -> new int[] {Scalars.SCALED_ADD, at(o.a()), at(o.weight()), at(o.b()), at(o.sum())};
                case AbsoluteDifference o -> new int[] {Scalars.ABSOLUTE_DIFFERENCE, at(o.value()), at(o.target()), at(o.difference())};
                case Store o -> new int[] {Scalars.STORE, at(o.batch()), layout.integer(o.cursor()), o.all().rows(), at(o.all())};
                case Advance o -> new int[] {Scalars.ADVANCE, layout.integer(o.counter())};
                default -> throw new IllegalStateException(op.toString());
            });
        add(() -> List.of(scalars(late, instructions)), late.stream().flatMap(op -> op.writes().stream()).toList(), late.toArray(Op[]::new));
    }

    private Task scalars(List<Op> ops, List<int[]> instructions) {
        int table = instructions(instructions), count = instructions.size();
        return new Task("scalars", ops, new Grid(layout.replicas(), settings.groupSize(), 1, 1),
                (graph, id, a) -> graph.task(id, Scalars::run, a.context(), a.floats(), a.integers(), table, count));
    }

    private int instructions(List<int[]> instructions) {
        int table = layout.table();
        for (int[] instruction : instructions) layout.table(Arrays.copyOf(instruction, Scalars.INSTRUCTION));
        return table;
    }

    // ----------------------------------------------------------------------------------------------------------------------

    private void add(Supplier<List<Task>> tasks, List<Tensor> results, Op... ops) {
        written.addAll(results);
        clusters.add(tasks, ops);
    }

    private static boolean single(Tensor tensor) {
        return tensor.size() == 1;
    }

    private int at(Tensor tensor) {
        return layout.block(tensor).offset();
    }

    private static List<Op> ops(Op... ops) {
        return Stream.of(ops).filter(op -> op != null).toList();
    }

    private static void set(int[] table, int first, int... values) {
        System.arraycopy(values, 0, table, first, values.length);
    }
}
