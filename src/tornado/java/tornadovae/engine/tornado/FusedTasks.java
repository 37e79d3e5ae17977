package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tornadovae.engine.Clusters;
import tornadovae.engine.Memory;
import tornadovae.engine.Pattern;
import tornadovae.engine.Patterns;
import tornadovae.engine.Readers;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.engine.tornado.Task.Grid;
import tornadovae.graph.*;

/**
 * A program as few, fat tasks. A launch costs tens of microseconds of the host's time, so whatever can go along with a matrix
 * product is done on its sums while they are in registers, and what is small is done together:
 *
 * <ul>
 * <li>Gather, Binarise, StandardNormal, schedules: {@link Preparation}
 * <li>the {@link Pattern}s that begin with a layer or with an InputGradient, and all other layers: {@link ProductTasks}
 * <li>all LayerGradients, one launch; all ClippedSteps, one launch; all RowNorms, one launch
 * <li>means, sums of loss terms, their records, counters: {@link Scalars}
 * </ul>
 *
 * All other ops become {@link LoopTasks}.
 */
final class FusedTasks {

    /** @param gone tensors that the program writes on paper, but whose values nobody finds after it has run */
    record Fused(List<Task> tasks, Set<Tensor> gone) {}

    private final Program program;
    private final Layout layout;
    private final ProductTasks products;
    private final TornadoSettings settings;
    private final Clusters<Task> clusters;
    private final Readers readers;
    private final List<Pattern> patterns;
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
        this.products = products;
        clusters = new Clusters<>(program);
        readers = new Readers(program, memory);
        patterns = Patterns.of(program, memory);
        early = schedules();
        late = closing();
    }

    /** @param memory of the session, whose other programs may read what this one writes */
    static Fused fuse(Program program, Memory memory, Layout layout, TornadoSettings settings, ProductTasks products) {
        var fusion = new FusedTasks(program, memory, layout, settings, products);
        fusion.updates();
        fusion.clippedSteps();
        fusion.rowNorms();
        fusion.open();
        // products first: they take along smaller ops that stand before them
        fusion.patterns.forEach(fusion::product);
        for (Op op : program.ops()) {
            if (!fusion.clusters.contains(op)) fusion.product(op);
        }
        for (Op op : program.ops()) {
            if (!fusion.clusters.contains(op) && !fusion.late.contains(op)) {
                fusion
                        .add(() -> List.of(LoopTasks.of(op, layout)), op.writes(), List.of(op));
            }
        }
        fusion.close();
        List<Task> tasks = fusion.clusters.inOrder();
        var gone = new HashSet<Tensor>();
        for (Op op : program.ops()) gone.addAll(op.writes());
        gone.removeAll(fusion.written);
        return new Fused(tasks, gone);
    }

    private void product(Pattern pattern) {
        switch (pattern) {
            case Pattern.LatentDraw o -> latent(o);
            case Pattern.BernoulliOutput o -> bernoulli(o);
            case Pattern.GaussianOutput o -> gaussian(o);
            case Pattern.LatentGradient o -> latentGradient(o);
            case Pattern.BackwardLayer o -> inputGradient(o.product(), o.below());
            case Pattern.LayerGradients _,Pattern.ClippedStep _ -> {}
        }
    }

    private void product(Op op) {
        switch (op) {
            case Affine layer -> layer(layer);
            case Affine.InputGradient product -> inputGradient(product, null);
            default -> {}
        }
    }

    private void layer(Affine layer) {
        add(() -> {
            Block y = layout.block(layer.y());
            int[] table = products.forward(layer, y.pitch());
            table[Y] = y.offset();
            table[Y_PITCH] = y.pitch();
            table[BIAS] = layout.at(layer.bias());
            table[MASK] = layout.mask(layer.y());
            return products.product(Finish.LAYER, List.of(layer), table, layer.activation());
        }, List.of(layer.y()), List.of(layer));
    }

    private void latent(Pattern.LatentDraw o) {
        Tensor y = o.layer().y(), drawn = o.draw().z();
        add(() -> {
            Block code = layout.block(y), z = layout.block(drawn);
            int[] table = products.forward(o.layer(), code.columnHead());
            table[CODE] = code.offset();
            table[CODE_PITCH] = code.pitch();
            table[BIAS] = layout.at(o.layer().bias());
            table[EPSILON] = layout.at(o.draw().epsilon());
            table[EPSILON_PITCH] = z.pitch();
            table[Z] = z.offset();
            table[KL] = o.kl() == null ? 0 : layout.at(o.kl().kl());
            return products.product(Finish.LATENT, o.ops(), table, Activation.IDENTITY);
        }, o.kl() == null ? List.of(y, drawn) : List.of(y, drawn, o.kl().kl()), o.ops());
    }

    private void bernoulli(Pattern.BernoulliOutput o) {
        int[] table = products.forward(o.layer(), layout.block(o.layer().y()).pitch());
        output(o, o.loss().x(), o.loss().nll(), o.gradient() == null ? null : o.gradient().dLogits(), table, Finish.BERNOULLI);
    }

    private void gaussian(Pattern.GaussianOutput o) {
        int[] table = products.forward(o.layer(), layout.block(o.layer().y()).columnHead());
        table[FLOOR] = layout.constant(o.loss().floor());
        output(o, o.loss().x(), o.loss().nll(), o.gradient() == null ? null : o.gradient().dOut(), table, Finish.GAUSSIAN);
    }

    /** @param outGradient null in an evaluation */
    private void output(Pattern.Output output, Tensor images, Tensor nll, Tensor outGradient, int[] table, Finish finish) {
        Block x = layout.oneHead(images),
                partial = layout.scratch(nll.name() + " by tiles", nll.rows(), products.partials(table));
        table[X] = x.offset();
        table[X_PITCH] = x.pitch();
        table[BIAS] = layout.at(output.layer().bias());
        table[MASK] = layout.mask(images);
        table[PARTIAL] = partial.offset();
        table[PARTIAL_PITCH] = partial.pitch();
        if (outGradient != null) {
            Block out = layout.block(outGradient);
            table[OUT_GRADIENT] = out.offset();
            table[OUT_GRADIENT_PITCH] = out.pitch();
            mean(output.upstream(), nll.rows(), table);
        }
        boolean onlyMean = readers.of(nll).allMatch(op -> op instanceof BatchMean && late.contains(op));
        if (onlyMean) partials.put(nll, partial);
        var results = new ArrayList<Tensor>();
        if (!onlyMean) results.add(nll);
        if (outGradient != null) results.add(outGradient);
        add(() -> {
            var tasks = new ArrayList<>(products.product(finish, output.ops(), table, Activation.IDENTITY));
            if (!onlyMean) tasks.add(ScalarLoops.rowSums(partial, nll, layout));
            return tasks;
        }, results, output.ops());
    }

    /** The gradient of a mean over a batch, which a kernel spreads itself. */
    private void mean(BatchMean.Gradient upstream, int batch, int[] table) {
        table[MEAN_GRADIENT] = layout.at(upstream.dMean());
        table[BATCH] = batch;
    }

    /** @param below null where only ∂x is wanted */
    private void inputGradient(Affine.InputGradient product, Affine.PreactivationGradient below) {
        Tensor result = below == null ? product.dx() : below.da();
        List<Op> ops = below == null ? List.of(product) : List.of(product, below);
        add(() -> {
            int[] table = products.backward(product);
            table[DX] = layout.at(result);
            table[DX_PITCH] = layout.oneHead(result).pitch();
            table[LAYER_BELOW] = below == null ? 0 : layout.at(below.y());
            return products.product(Finish.INPUT_GRADIENT, ops, table, below == null ? Activation.IDENTITY : below.activation());
        }, List.of(result), ops);
    }

    private void latentGradient(Pattern.LatentGradient o) {
        Reparameterise.Gradient draw = o.draw();
        Tensor dCode = o.kl() == null ? draw.dCode() : o.kl().sum().sum();
        add(() -> {
            Block code = layout.block(draw.code()), epsilon = layout.block(draw.epsilon());
            int[] table = products.backward(o.product());
            table[CODE] = code.offset();
            table[CODE_PITCH] = code.pitch();
            table[EPSILON] = epsilon.offset();
            table[EPSILON_PITCH] = epsilon.pitch();
            table[CODE_GRADIENT] = layout.at(dCode);
            table[HEAD] = code.columnHead();
            if (o.kl() != null) mean(o.kl().upstream(), draw.dz().rows(), table);
            return products.product(Finish.LATENT_GRADIENT, o.ops(), table, Activation.IDENTITY);
        }, List.of(dCode), o.ops());
    }

    /** What all updates of one launch must have in common. */
    private record Rule(int kind, int constants, Tensor learningRate, Tensor step) {}

    private Rule rule(OptimiserStep update) {
        return switch (update) {
            case Adam o -> new Rule(Updates.ADAM, layout.constant(Layout.numbers(o)), o.learningRate(), o.step());
            case Adagrad o -> new Rule(Updates.ADAGRAD, layout.constant(Layout.numbers(o)), o.learningRate(), null);
            case null -> new Rule(Updates.NONE, 0, null, null);
        };
    }

    private void updates() {
        together(Pattern.LayerGradients.class, Pattern.LayerGradients::weightStep, this::table, products::update);
    }

    private void clippedSteps() {
        together(Pattern.ClippedStep.class, Pattern.ClippedStep::step, this::table, products::scaledUpdate);
    }

    private void rowNorms() {
        List<RowNorm> norms = program.ops().stream().filter(RowNorm.class::isInstance).map(RowNorm.class::cast).toList();
        if (!norms.isEmpty()) {
            add(() -> List.of(ClipLoops.task(norms, layout)), norms.stream().map(RowNorm::norm).toList(),
                    norms);
        }
    }

    private interface Table<P> {
        /** @param rates where Adam's rates lie, or the learning rate */
        int[] of(P pattern, Rule rule, int rates);
    }

    private interface Launch {
        List<Task> of(List<Op> ops, List<int[]> tables, int rule);
    }

    /** All updates of one rule in one launch, or those of a library. */
    private <P extends Pattern> void together(Class<P> type, Function<P, OptimiserStep> step, Table<P> table, Launch launch) {
        List<P> all = patterns.stream().filter(type::isInstance).map(type::cast).toList();
        for (Rule rule : all.stream().map(step).map(this::rule).distinct().toList()) {
            List<P> together = all.stream().filter(each -> rule(step.apply(each)).equals(rule)).toList();
            List<Op> ops = together.stream().flatMap(each -> each.ops().stream()).toList();
            List<Tensor> results = ops.stream().filter(op -> rule.kind == Updates.NONE || op instanceof OptimiserStep)
                    .flatMap(op -> op.writes().stream()).toList();
            int rates = rates(rule);
            add(() -> launch.of(ops, together.stream().map(each -> table.of(each, rule, rates)).toList(), rule.kind), results,
                    ops);
        }
    }

    /** Adam's η/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ) are the same for all weights: computed once a step. */
    private int rates(Rule rule) {
        if (rule.kind == Updates.NONE) return 0;
        if (rule.kind == Updates.ADAGRAD) return layout.at(rule.learningRate);
        int rates = layout.scratch("rates of Adam", 1, 2).offset();
        schedules.add(Scalars.adamRates(layout.at(rule.learningRate), layout.integer(rule.step), rule.constants, rates));
        return rates;
    }

    private int[] table(Pattern.ClippedStep each, Rule rule, int rates) {
        var table = new int[SIZE];
        Block w = layout.block(each.step().w());
        table[ROWS] = w.rows();
        table[COLUMNS] = w.pitch();
        table[DW] = layout.at(each.clip().value());
        table[FACTOR] = layout.at(each.clip().factor());
        parameter(each.step(), rule, rates, table);
        return table;
    }

    private int[] table(Pattern.LayerGradients layer, Rule rule, int rates) {
        int[] table = products.weights(layer.weight());
        table[BIASES] = layer.bias() == null ? 0 : 1;
        if (layer.kept()) {
            Block dW = layout.block(layer.weight().dW());
            table[DW] = dW.offset();
            table[W_PITCH] = dW.pitch();
            if (layer.bias() != null) table[DB] = layout.at(layer.bias().db());
            return table;
        }
        parameter(layer.weightStep(), rule, rates, table);
        table[BIAS_W] = layout.at(layer.biasStep().w());
        table[BIAS_SQUARES] = layout.at(layer.biasStep().state().getLast());
        if (rule.kind == Updates.ADAM) table[BIAS_MOMENT] = layout.at(layer.biasStep().state().getFirst());
        return table;
    }

    private void parameter(OptimiserStep step, Rule rule, int rates, int[] table) {
        Block w = layout.block(step.w());
        table[W] = w.offset();
        table[W_PITCH] = w.pitch();
        table[TRANSPOSED] = w.transposed();
        table[TRANSPOSED_PITCH] = w.transposedPitch();
        table[SQUARES] = layout.at(step.state().getLast());
        if (rule.kind == Updates.ADAM) table[MOMENT] = layout.at(step.state().getFirst());
        table[RULE] = rule.constants;
        table[RATES] = rates;
    }

    /** Schedules and seeds of gradients: ops on single numbers that need nothing a larger op has written. */
    private List<Op> schedules() {
        var early = new ArrayList<Op>();
        var later = new HashSet<Tensor>();
        for (Op op : program.ops()) {
            if ((op instanceof Ramp || op instanceof Multiply product && single(product.value()) || op instanceof Fill fill
                    && single(fill.tensor())) && op.reads().stream().noneMatch(later::contains)) {
                early.add(op);
            } else later.addAll(op.writes());
        }
        return early;
    }

    private void open() {
        for (Op op : early) schedules.add(Scalars.instruction(op, layout, null));
        Gather gather = find(Gather.class, candidate -> true);
        Binarise binarise = gather == null ? null : find(Binarise.class, candidate -> candidate.p().equals(gather.x())
                && candidate.seed().equals(gather.seed()) && candidate.cursor().equals(gather.cursor()));
        StandardNormal noise = gather == null ? null
                : find(StandardNormal.class, candidate -> candidate.seed().equals(gather.seed())
                        && candidate.epsilon().rows() == gather.x().rows());
        var ops = new ArrayList<>(early);
        Stream.of(gather, binarise, noise).filter(Objects::nonNull).forEach(ops::add);
        if (ops.isEmpty() && schedules.isEmpty()) return;
        List<Tensor> results = ops.stream().flatMap(op -> op.writes().stream()).toList();
        add(() -> List.of(gather == null ? scalars(early, schedules) : preparation(ops, gather, binarise, noise)), results, ops);
    }

    /** The first such op, or null. */
    private <T extends Op> T find(Class<T> type, Predicate<T> condition) {
        return program.ops().stream().filter(type::isInstance).map(type::cast).filter(condition).findFirst().orElse(null);
    }

    private Task preparation(List<Op> ops, Gather gather, Binarise binarise, StandardNormal noise) {
        int instructions = instructions(schedules);
        int table = Preparation.table(layout, gather, binarise, noise, instructions, schedules.size());
        int lanes = settings.kernels() == TornadoSettings.Kernels.VECTOR ? 1 : Math.min(settings.groupSize(), 64);
        return new Task("preparation", ops, new Grid(layout.replicas() * gather.x().rows(), lanes, 1, 1), (graph, id, a) -> graph
                .task(id, Preparation::run, a.context(), a.floats(), a.integers(), a.images().get(gather.split()), table));
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
        List<int[]> instructions = late.stream().map(op -> Scalars.instruction(op, layout, partials.get(op.reads().getFirst())))
                .toList();
        add(() -> List.of(scalars(late, instructions)), late.stream().flatMap(op -> op.writes().stream()).toList(), late);
    }

    private Task scalars(List<Op> ops, List<int[]> instructions) {
        int table = instructions(instructions), count = instructions.size();
        return new Task("scalars", ops, new Grid(layout.replicas(), settings.groupSize(), 1, 1),
                (graph, id, a) -> graph.task(id, Scalars::run, a.context(), a.floats(), a.integers(), table, count));
    }

    private int instructions(List<int[]> instructions) {
        int table = layout.table();
        instructions.forEach(layout::table);
        return table;
    }

    private void add(Supplier<List<Task>> tasks, List<Tensor> results, List<? extends Op> ops) {
        written.addAll(results);
        clusters.add(tasks, ops);
    }

    private static boolean single(Tensor tensor) {
        return tensor.size() == 1;
    }
}
