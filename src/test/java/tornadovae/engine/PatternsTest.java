package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Slice;
import tornadovae.graph.Tensor;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.LossForm;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

/** What engines may fuse: nobody else can miss it. */
class PatternsTest {

    private static final int BATCH = 4;

    @ParameterizedTest
    @EnumSource(names = {"BERNOULLI", "GAUSSIAN"})
    void aTrainingStepHasEveryPattern(Likelihood likelihood) {
        Program step = vae(likelihood).trainStep(Optimiser.ADAM, LossForm.BETA_VAE, false, BATCH, 20);
        Class<?> output = likelihood == Likelihood.BERNOULLI ? Pattern.BernoulliOutput.class : Pattern.GaussianOutput.class;
        assertEquals(List.of(Pattern.LatentDraw.class, output, Pattern.LayerGradients.class, Pattern.BackwardLayer.class,
                Pattern.LayerGradients.class, Pattern.LatentGradient.class, Pattern.LayerGradients.class,
                Pattern.BackwardLayer.class, Pattern.LayerGradients.class), kinds(step));
    }

    @Test
    void clippedGradientsAreKeptAndThenUsedUp() {
        Program step = vae(Likelihood.BERNOULLI).trainStep(Optimiser.ADAGRAD, LossForm.BETA_VAE, true, BATCH, 20);
        List<Pattern> patterns = Patterns.of(step, Memory.of(1, step));
        assertTrue(patterns.stream().filter(Pattern.LayerGradients.class::isInstance)
                .allMatch(p -> ((Pattern.LayerGradients) p).kept()));
        assertEquals(8, patterns.stream().filter(Pattern.ClippedStep.class::isInstance).count(),
                "weights and biases of four layers");
    }

    /** The rule of all fusion, for each tensor between ops of each pattern, with a reader in the program and in another one. */
    @ParameterizedTest
    @EnumSource
    void whatSomebodyElseReadsIsNotFused(Likelihood likelihood) {
        for (boolean clips : new boolean[] {false, true}) {
            Program step = vae(likelihood).trainStep(Optimiser.ADAM, LossForm.BETA_VAE, clips, BATCH, 20);
            for (Pattern pattern : Patterns.of(step, Memory.of(1, step))) {
                for (Tensor between : between(pattern)) {
                    var reader = new Slice(between, 0, Tensor.activation("seen", between.rows(), between.columns()));
                    var ops = new ArrayList<>(step.ops());
                    ops.add(reader);
                    var seen = new Program("seen", ops);
                    assertFalse(Patterns.of(seen, Memory.of(1, seen)).contains(pattern), pattern + " hides " + between);
                    var other = new Program("other", List.of(reader));
                    assertFalse(Patterns.of(step, Memory.of(1, step, other)).contains(pattern), pattern + " hides " + between);
                }
            }
        }
    }

    @Test
    void whatAnotherProgramMakesAnewItDoesNotNeed() {
        Tensor x = Tensor.activation("x", 2, 3), y = Tensor.activation("y", 2, 1), part = Tensor.activation("part", 2, 1);
        var layer =
                new Affine(x, new Tensor("w", 1, 3, Role.PARAMETER), new Tensor("b", 1, 1, Role.PARAMETER), Activation.TANH, y);
        var program = new Program("writes", List.of(layer));
        var anew = new Program("anew", List.of(layer, new Slice(y, 0, part)));
        assertEquals(0, new Readers(program, Memory.of(1, program, anew)).of(y).count());
        var reads = new Program("reads", List.of(new Slice(y, 0, part), layer));
        assertEquals(1, new Readers(program, Memory.of(1, program, reads)).of(y).count());
    }

    @Test
    void anOpBelongsToOnePattern() {
        Program step = vae(Likelihood.GAUSSIAN).trainStep(Optimiser.ADAM, LossForm.BETA_VAE, true, BATCH, 20);
        List<Op> ops = Patterns.of(step, Memory.of(1, step)).stream().flatMap(pattern -> pattern.ops().stream()).toList();
        assertEquals(ops.size(), new HashSet<>(ops).size());
    }

    /** What ops of a pattern write for others of it alone, and nobody finds afterwards. */
    private static Set<Tensor> between(Pattern pattern) {
        Stream<Tensor> tensors = switch (pattern) {
            case Pattern.BernoulliOutput o -> Stream.of(o.layer().y(), o.gradient().dNll());
            case Pattern.GaussianOutput o -> Stream.of(o.layer().y(), o.gradient().dNll());
            case Pattern.LatentDraw _ -> Stream.of();
            case Pattern.LatentGradient o ->
                Stream.of(o.product().dx(), o.draw().dCode(), o.kl().gradient().dCode(), o.kl().gradient().dKl());
            case Pattern.BackwardLayer o -> Stream.of(o.product().dx());
            case Pattern.LayerGradients o -> o.kept() ? Stream.of() : Stream.of(o.weight().dW(), o.bias().db());
            case Pattern.ClippedStep o -> Stream.of(o.clip().scaled());
        };
        return new HashSet<>(tensors.toList());
    }

    private static List<Class<?>> kinds(Program program) {
        return Patterns.of(program, Memory.of(1, program)).stream().<Class<?>>map(Pattern::getClass).toList();
    }

    private static Vae vae(Likelihood likelihood) {
        return new Vae(new VaeSpec(6, List.of(5), 2, Activation.TANH, likelihood, Binarize.NONE, -8));
    }
}
