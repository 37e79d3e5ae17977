package tornadovae.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tornadovae.engine.Pattern.BackwardLayer;
import tornadovae.engine.Pattern.BernoulliOutput;
import tornadovae.engine.Pattern.ClippedStep;
import tornadovae.engine.Pattern.GaussianOutput;
import tornadovae.engine.Pattern.LatentDraw;
import tornadovae.engine.Pattern.LatentGradient;
import tornadovae.engine.Pattern.LayerGradients;
import tornadovae.graph.Activation;
import tornadovae.graph.Add;
import tornadovae.graph.Affine;
import tornadovae.graph.BatchMean;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.Fill;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.KullbackLeibler;
import tornadovae.graph.Multiply;
import tornadovae.graph.Op;
import tornadovae.graph.OptimiserStep;
import tornadovae.graph.Program;
import tornadovae.graph.Reparameterise;
import tornadovae.graph.Tensor;

/** Finds the {@link Pattern}s of a program. No op belongs to two of them. */
public final class Patterns {

    private final Program program;
    private final Readers readers;
    private final Set<Op> taken = new HashSet<>();

    private Patterns(Program program, Memory memory) {
        this.program = program;
        readers = new Readers(program, memory);
    }

    /**
     * @param memory of the session, whose other programs may read what this one writes
     * @return by their first ops, in the order of the program
     */
    public static List<Pattern> of(Program program, Memory memory) {
        var patterns = new Patterns(program, memory);
        var found = new ArrayList<Pattern>();
        for (Op op : program.ops()) {
            Pattern pattern = patterns.taken.contains(op) ? null : patterns.beginningWith(op);
            if (pattern == null) continue;
            patterns.taken.addAll(pattern.ops());
            found.add(pattern);
        }
        return found;
    }

    private Pattern beginningWith(Op op) {
        return switch (op) {
            case Affine layer when layer.activation() == Activation.IDENTITY ->
                firstOf(latentDraw(layer), bernoulli(layer), gaussian(layer));
            case Affine.InputGradient product -> firstOf(latentGradient(product), backwardLayer(product));
            case Affine.WeightGradient weight -> layerGradients(weight);
            case Multiply clip -> clippedStep(clip);
            default -> null;
        };
    }

    private static Pattern firstOf(Pattern... patterns) {
        for (Pattern pattern : patterns) {
            if (pattern != null) return pattern;
        }
        return null;
    }

    private Pattern latentDraw(Affine layer) {
        var draw = find(Reparameterise.class, o -> o.code().equals(layer.y()) && o.floor() == Float.NEGATIVE_INFINITY);
        return draw == null ? null : new LatentDraw(layer, draw, find(KullbackLeibler.class, o -> o.code().equals(layer.y())));
    }

    private Pattern bernoulli(Affine layer) {
        var loss = find(BernoulliNll.class, o -> o.logits().equals(layer.y()));
        if (loss == null) return null;
        var gradient = find(BernoulliNll.Gradient.class, o -> o.logits().equals(layer.y()) && o.x().equals(loss.x()));
        BatchMean.Gradient upstream = gradient == null ? null : givenMean(gradient, gradient.dNll());
        boolean alone = readers.only(layer.y(), loss, gradient) && (gradient == null || upstream != null);
        return alone ? new BernoulliOutput(layer, loss, gradient, upstream) : null;
    }

    private Pattern gaussian(Affine layer) {
        var loss = find(GaussianNll.class, o -> o.out().equals(layer.y()));
        if (loss == null) return null;
        var gradient = find(GaussianNll.Gradient.class, o -> o.out().equals(layer.y()) && o.x().equals(loss.x())
                && o.floor() == loss.floor());
        BatchMean.Gradient upstream = gradient == null ? null : givenMean(gradient, gradient.dNll());
        boolean alone = readers.only(layer.y(), loss, gradient) && (gradient == null || upstream != null);
        return alone ? new GaussianOutput(layer, loss, gradient, upstream) : null;
    }

    /** As {@link #mean}, if that number is there before the loss is: a constant, or what the host has written. */
    private BatchMean.Gradient givenMean(Op reader, Tensor spread) {
        BatchMean.Gradient mean = mean(reader, spread);
        boolean given = mean != null && program.ops().stream().filter(op -> op.writes().contains(mean.dMean()))
                .allMatch(Fill.class::isInstance);
        return given ? mean : null;
    }

    /** The op that spreads the gradient of a mean over a batch for one reader, which can then take the number itself; or null. */
    private BatchMean.Gradient mean(Op reader, Tensor spread) {
        var mean = find(BatchMean.Gradient.class, o -> o.dValue().equals(spread));
        return mean != null && readers.only(spread, reader) ? mean : null;
    }

    private Pattern latentGradient(Affine.InputGradient product) {
        var draw = find(Reparameterise.Gradient.class, o -> o.dz().equals(product.dx()) && o.floor() == Float.NEGATIVE_INFINITY);
        return draw != null && readers.only(product.dx(), draw) ? new LatentGradient(product, draw, klGradient(draw)) : null;
    }

    private LatentGradient.KlGradient klGradient(Reparameterise.Gradient draw) {
        var kl = find(KullbackLeibler.Gradient.class, o -> o.code().equals(draw.code()));
        if (kl == null) return null;
        Add sum = find(Add.class, o -> o.reads().containsAll(List.of(draw.dCode(), kl.dCode())));
        BatchMean.Gradient upstream = mean(kl, kl.dKl());
        boolean together = sum != null && upstream != null && readers.only(kl.dCode(), sum) && readers.only(draw.dCode(), sum);
        return together ? new LatentGradient.KlGradient(kl, sum, upstream) : null;
    }

    private Pattern backwardLayer(Affine.InputGradient product) {
        var below = find(Affine.PreactivationGradient.class, o -> o.dy().equals(product.dx()));
        return below != null && readers.only(product.dx(), below) ? new BackwardLayer(product, below) : null;
    }

    private Pattern layerGradients(Affine.WeightGradient weight) {
        var bias = find(Affine.BiasGradient.class, o -> o.da().equals(weight.da()));
        OptimiserStep ofWeight = onlyStep(weight.dW()), ofBias = bias == null ? null : onlyStep(bias.db());
        return ofWeight == null || ofBias == null || !ofWeight.rule().equals(ofBias.rule())
                ? new LayerGradients(weight, bias, null, null) : new LayerGradients(weight, bias, ofWeight, ofBias);
    }

    private Pattern clippedStep(Multiply clip) {
        OptimiserStep step = onlyStep(clip.scaled());
        return step == null ? null : new ClippedStep(clip, step);
    }

    /** The step that uses a gradient up, if nothing else reads it. */
    private OptimiserStep onlyStep(Tensor gradient) {
        var step = find(OptimiserStep.class, o -> o.g().equals(gradient));
        return step != null && readers.only(gradient, step) ? step : null;
    }

    /** The first such op that is not part of a pattern yet, or null. */
    private <T extends Op> T find(Class<T> type, Predicate<T> condition) {
        return program.ops().stream().filter(op -> !taken.contains(op)).filter(type::isInstance).map(type::cast).filter(condition)
                .findFirst().orElse(null);
    }
}
