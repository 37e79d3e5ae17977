package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;

/**
 * Gradients whose squares are too large for single precision freeze weights for ever, while every loss stays finite: that is
 * told.
 */
class OverflowTest {

    /** Its loss is finite, and the squares of its gradients are not. */
    private static final Replica STEEP = new Replica(1, 0.01f, Objective.betaVae(1e25f), Schedule.CONSTANT);
    private static final Replica PLAIN = new Replica(1, 0.01f, Objective.betaVae(2), Schedule.CONSTANT);

    @ParameterizedTest
    @EnumSource(Optimiser.Kind.class)
    void squaredGradientsThatOverflowEndTheirReplicaAlone(Optimiser.Kind kind) {
        var optimiser = new Optimiser(kind, kind == Optimiser.Kind.ADAM ? 0.9 : 0, kind == Optimiser.Kind.ADAM ? 0.999 : 0, 1e-8);
        var recipe = Small.recipe(Small.MODEL, optimiser, 2);
        try (var trainer = new Trainer(new CpuEngine(1), recipe, List.of(STEEP, PLAIN), Small.data())) {
            assertTrue(trainer.train(Small.SILENT, () -> false));
            Divergence divergence = trainer.divergence(0).orElseThrow();
            String memory = kind == Optimiser.Kind.ADAM ? "adam.v." : "adagrad.sum.";
            assertTrue(divergence.term().startsWith(memory), divergence.term());
            assertEquals(0, divergence.step());
            assertEquals(0, divergence.gradientStep());
            assertTrue(divergence.largestGradient() > 1e19f && Float.isFinite(divergence.largestGradient()),
                    divergence.toString());
            assertTrue(divergence.toString().startsWith("the squared gradients in " + memory)
                    && divergence.toString().contains("Clip the gradients with training.clipNorm"),
                    divergence.toString());
            assertFalse(trainer.isWell(0));
            assertTrue(trainer.divergence(1).isEmpty());
            Small.train(new CpuEngine(1), recipe, PLAIN).getFirst().tensors()
                    .forEach((name, tensor) -> assertArrayEquals(tensor.values(),
                            trainer.checkpoint(1, Map.of()).tensors().get(name).values(), name));
        }
    }
}
