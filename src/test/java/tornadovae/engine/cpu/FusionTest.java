package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
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

/** Ops are fused where nobody can see it, and only there. */
class FusionTest {

    private static final int BATCH = 4;
    private static final Vae VAE =
            new Vae(new VaeSpec(6, List.of(5), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8));
    private static final Program STEP = VAE.trainStepOnGivenNoise(Optimiser.ADAM, LossForm.BETA_VAE, false, BATCH);
    private static final Tensor LOGITS = Tensor.activation("decoder.logits", BATCH, 6);

    @Test
    void aTrainingStepIsFewWorks() {
        assertTrue(works(STEP, Memory.of(1, STEP)).size() < STEP.ops().size() * 2 / 3);
    }

    @Test
    void anImportanceSampleNeedsNoLogits() {
        Program sample = VAE.importanceSample(BATCH);
        List<Work> works = works(sample, Memory.of(1, VAE.importanceEncode(BATCH, 10), sample));
        assertEquals(1, works.stream().filter(work -> work.name.equals("BernoulliHead")).count());
        assertTrue(works.stream().noneMatch(work -> work.name.equals("BernoulliNll")));
    }

    @Test
    void aFusedTensorCannotBeRead() {
        try (Session session = new CpuEngine(1).open(Memory.of(1, STEP), Map.of())) {
            session.run(STEP, 1);
            var error = assertThrows(IllegalArgumentException.class, () -> session.read(LOGITS, new float[LOGITS.size()]));
            assertTrue(error.getMessage().startsWith("decoder.logits [4, 6] is not kept by"), error.getMessage());
        }
    }

    @Test
    void whatAnotherProgramReadsIsKept() {
        Tensor part = Tensor.activation("part", BATCH, 3);
        var reader = new Program("reader", List.of(new Slice(LOGITS, 0, part)));
        try (Session session = new CpuEngine(1).open(Memory.of(1, STEP, reader), Map.of())) {
            float[] bias = {1, 2, 3, 4, 5, 6};
            session.write(new Tensor("decoder.logits.bias", 1, 6, Role.PARAMETER), bias);
            session.run(STEP, 1);
            session.run(reader, 1);
            float[] read = new float[part.size()];
            session.read(part, read);
            assertArrayEquals(new float[] {1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3}, read,
                    "weights are 0, so the logits are the bias");
        }
    }

    @Test
    void gradientsThatAreAskedForAreKept() {
        Program gradients = VAE.gradients(LossForm.BETA_VAE, BATCH, BATCH);
        Tensor weight = new Tensor("decoder.logits.weight", 6, 5, Role.PARAMETER);
        try (Session session = new CpuEngine(1).open(Memory.of(1, gradients, STEP), Map.of())) {
            session.run(gradients, 1);
            session.read(VAE.gradientOf(weight, LossForm.BETA_VAE, BATCH, BATCH), new float[weight.size()]);
        }
    }

    @Test
    void twoLayersMayShareOneGradient() {
        Tensor x = Tensor.activation("x", BATCH, 3), da = Tensor.activation("da", BATCH, 2);
        Tensor w1 = new Tensor("w1", 2, 3, Role.GRADIENT), w2 = new Tensor("w2", 2, 4, Role.GRADIENT),
                x2 = Tensor.activation("x2", BATCH, 4);
        var program = new Program("shared", List.of(new Affine.WeightGradient(da, x, w1), new Affine.WeightGradient(da, x2, w2)));
        Set<Tensor> written = new java.util.HashSet<>();
        for (Work work : works(program, Memory.of(1, program))) written.addAll(work.writes);
        assertEquals(Set.of(w1, w2), written);
    }

    @Test
    void aProgramNamesAnOpOnce() {
        var op = STEP.ops().getLast();
        assertThrows(IllegalArgumentException.class, () -> new Program("twice", List.of(op, op)));
    }

    private static List<Work> works(Program program, Memory memory) {
        return Fusion.fuse(program, memory, new Storage(memory), Map.of()).works();
    }
}
