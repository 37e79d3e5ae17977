package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.UserError;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.model.Binarize;
import tornadovae.model.Draws;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Penalty;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

/** Objectives as they train. */
class ObjectivesTest {

    private final Engine engine = new CpuEngine(2);

    /** Objectives that are the vanilla VAE by their formula, in programs with terms that weigh nothing. */
    static List<Objective> vanillaByFormula() {
        return List.of(Objective.betaVae(1), Objective.infoVae(0, 1, Kernel.IMQ), Objective.infoVae(0, 1, Kernel.RBF),
                Objective.betaTcVae(1, DensityEstimate.WEIGHTED), Objective.betaTcVae(1, DensityEstimate.STRATIFIED),
                Objective.dipVae(Penalty.DIP_I, 0, 0), Objective.dipVae(Penalty.DIP_II, 0, 0),
                Objective.factorVae(0, List.of(7), 0.01f));
    }

    @ParameterizedTest
    @MethodSource("vanillaByFormula")
    void isTheVanillaVaeBitForBit(Objective objective) {
        var expected = trained(Objective.VAE, Schedule.CONSTANT, 3).tensors();
        trained(objective, Schedule.CONSTANT, 3).tensors().forEach((name, tensor) -> {
            if (!name.startsWith("unfinished") && !name.contains("discriminator")) {
                assertArrayEquals(expected.get(name).values(), tensor.values(), name);
            }
        });
    }

    static List<Objective> others() {
        return List.of(Objective.capacity(100, 1, 0), Objective.infoVae(0.5f, 10, Kernel.IMQ), Objective.wae(10, Kernel.RBF),
                Objective.betaTcVae(4, DensityEstimate.STRATIFIED), Objective.dipVae(Penalty.DIP_I, 10, 100),
                Objective.dipVae(Penalty.DIP_II, 10, 10), Objective.VAE.withFreeBits(1),
                Objective.betaVae(2).withDraws(3), Objective.iwae(5, false), Objective.iwae(5, true), Objective.miwae(2, 3),
                Objective.piwae(3, 2), Objective.ciwae(4, 0.5f), Objective.factorVae(5, List.of(7, 6), 0.01f),
                Objective.factorVae(5, List.of(7), 0.01f).withDraws(2).withFreeBits(0.1f));
    }

    @ParameterizedTest
    @MethodSource("others")
    void goesElsewhereAndOnFromACheckpointToTheSameBytes(Objective objective) {
        Checkpoint atOnce = trained(objective, Schedule.CONSTANT, 3);
        assertNotEquals(Arrays.toString(trained(Objective.VAE, Schedule.CONSTANT, 3).tensors().get("encoder.mu.weight").values()),
                Arrays.toString(atOnce.tensors().get("encoder.mu.weight").values()));
        int[] asked = {0};
        Checkpoint middle;
        try (var trainer = new Trainer(engine, Small.recipe(3), List.of(replica(objective, Schedule.CONSTANT)), Small.data())) {
            trainer.train(Small.SILENT, () -> ++asked[0] > 1);
            middle = trainer.checkpoint(0, Map.of());
        }
        assertTrue(middle.step() > 0 && middle.step() < atOnce.step(),
                "it must have been stopped on the way, at step " + middle.step());
        try (var trainer = new Trainer(engine, Small.recipe(3), List.of(replica(objective, Schedule.CONSTANT)), Small.data())) {
            trainer.restore(List.of(middle));
            trainer.train(Small.SILENT, () -> false);
            Checkpoint resumed = trainer.checkpoint(0, Map.of());
            assertEquals(atOnce.metadata(), resumed.metadata());
            atOnce.tensors()
                    .forEach((name, tensor) -> assertArrayEquals(tensor.values(), resumed.tensors().get(name).values(), name));
        }
    }

    @Test
    void theKlSettlesAtItsCapacity() {
        for (float capacity : new float[] {0.5f, 1.5f}) {
            assertEquals(capacity, last(Objective.capacity(1000, capacity, 50), Schedule.CONSTANT, 200).trainKl(),
                    0.05 * capacity);
        }
    }

    /** With the KL's weight as large, all codes would otherwise be switched off. */
    @Test
    void freeBitsKeepTheKlAtLeastThere() {
        float nats = 0.25f;
        int latent = Small.MODEL.latent();
        double without = last(Objective.betaVae(20), Schedule.CONSTANT, 100).trainKl(),
                with = last(Objective.betaVae(20).withFreeBits(nats), Schedule.CONSTANT, 100).trainKl();
        assertTrue(without < 0.5 * nats * latent && with > 0.6 * nats * latent,
                without + " without, " + with + " with free bits");
    }

    /** Nothing but the MMD holds the codes of a Wasserstein autoencoder near the prior. */
    @Test
    void anAutoencoderWithAnMmdStaysNearThePrior() {
        double with = last(Objective.wae(100, Kernel.IMQ), Schedule.CONSTANT, 60).trainKl(),
                without = last(Objective.wae(0, Kernel.IMQ), Schedule.CONSTANT, 60).trainKl();
        assertTrue(with < 0.7 * without, with + " against " + without);
    }

    @Test
    void aCycleBeginsAgainAtTheBottom() {
        Objective objective = Objective.betaVae(1000);
        try (var trainer =
                new Trainer(engine, Small.recipe(4), List.of(replica(objective, Schedule.cyclic(1, 2))), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            double[] beta = trainer.history(0).rows().stream()
                    .mapToDouble(row -> (row.trainTotal() - row.trainNll()) / row.trainKl()).toArray();
            assertTrue(beta[0] < 900 && beta[2] < 900, "it rises in the first epoch of each cycle: " + Arrays.toString(beta));
            assertEquals(1000, beta[1], 1);
            assertEquals(1000, beta[3], 1);
        }
    }

    /** The discriminator's weights and both its moments are in a checkpoint, and its terms in the history. */
    @Test
    void aDiscriminatorLearnsAndIsKept() {
        Objective objective = Objective.factorVae(5, List.of(7), 0.01f);
        var tensors = trained(objective, Schedule.CONSTANT, 3).tensors();
        for (String name : List.of("discriminator.hidden0.weight", "discriminator.logit.bias",
                "adam.m.discriminator.logit.weight", "adam.v.discriminator.hidden0.bias")) {
            assertTrue(tensors.containsKey(name), name + " is not in " + tensors.keySet());
        }
        try (var trainer = new Trainer(engine, Small.recipe(2), List.of(replica(objective, Schedule.CONSTANT)), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            assertEquals(List.of("nll", "kl", "tc", "discriminator", "total"), trainer.history(0).terms());
            HistoryRow row = trainer.history(0).rows().getLast();
            assertEquals(row.trainNll() + row.trainKl() + 5 * row.train().get(2), row.trainTotal(), 1e-4);
            assertTrue(row.train().get(3) > 0 && row.train().get(3) < 5, "cross-entropy of a coin is log 2: " + row);
        }
    }

    @Test
    void aDiscriminatorNeedsTwoDimensionsAndTwoImages() {
        Objective objective = Objective.factorVae(5, List.of(7), 0.01f);
        var one = new VaeSpec(9, List.of(5), 1, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);
        UserError latent = assertThrows(UserError.class, () -> new Trainer(engine, Small.recipe(one, Optimiser.ADAM, 1),
                List.of(replica(objective, Schedule.CONSTANT)), Small.data()));
        assertEquals("latent is 1, but the tc term is about the dependence between latent dimensions; choose at least 2.",
                latent.getMessage());
        var recipe = new Recipe(Small.MODEL, Optimiser.ADAM, 1, 1, LearningRateSchedule.CONSTANT, false);
        assertThrows(UserError.class,
                () -> new Trainer(engine, recipe, List.of(replica(objective, Schedule.CONSTANT)), Small.data()));
        assertThrows(UserError.class, () -> Objective.factorVae(5, List.of(7), 0));
        assertThrows(UserError.class, () -> Objective.factorVae(-1, List.of(7), 0.1f));
    }

    /** Known identities of the family: sets of one draw are single draws, one set is the IWAE. */
    @Test
    void degenerateBoundsAreEachOther() {
        same(Objective.iwae(4, false), Objective.miwae(1, 4));
        same(Objective.iwae(4, false), Objective.piwae(1, 4));
        same(Objective.iwae(4, false), Objective.ciwae(4, 0));
        same(Objective.iwae(1, false), Objective.piwae(1, 1));
    }

    private void same(Objective a, Objective b) {
        var expected = trained(a, Schedule.CONSTANT, 2).tensors();
        trained(b, Schedule.CONSTANT, 2).tensors().forEach((name, tensor) -> {
            if (!name.startsWith("unfinished")) {
                assertArrayEquals(expected.get(name).values(), tensor.values(), 1e-4f, b + ": " + name);
            }
        });
    }

    /** I_1 ≤ I_5 ≤ I_50 in expectation   (Burda et al. 2016, theorem 1). */
    @Test
    void moreDrawsGiveATighterBound() {
        double[] totals = new double[3];
        int[] draws = {1, 5, 50};
        for (int i = 0; i < 3; i++) totals[i] = last(Objective.iwae(draws[i], false), Schedule.CONSTANT, 60).trainTotal();
        assertTrue(totals[0] > totals[1] && totals[1] > totals[2], Arrays.toString(totals));
    }

    @Test
    void aReplicaWithSeveralDrawsDoesNotDependOnItsNeighbours() {
        for (Objective objective : List.of(Objective.wae(10, Kernel.IMQ).withDraws(3), Objective.iwae(5, true),
                Objective.piwae(2, 3), Objective.ciwae(4, 0.5f), Objective.factorVae(5, List.of(7, 6), 0.01f))) {
            Objective other = objective.form().draws().use() == Draws.Use.COMBINED ? Objective.ciwae(4, 0.1f) : objective;
            Checkpoint alone = Small.train(engine, Small.recipe(2), replica(objective, Schedule.CONSTANT)).getFirst();
            Checkpoint among = Small.train(engine, Small.recipe(2), new Replica(9, 0.05f, other, Schedule.CONSTANT),
                    replica(objective, Schedule.CONSTANT), new Replica(3, 0.01f, other, Schedule.CONSTANT)).get(1);
            assertEquals(alone.metadata(), among.metadata());
            alone.tensors().forEach(
                    (name, tensor) -> assertArrayEquals(tensor.values(), among.tensors().get(name).values(), objective + name));
        }
    }

    @Test
    void thePenaltyIsInTheHistory() {
        try (var trainer = new Trainer(engine, Small.recipe(2),
                List.of(replica(Objective.wae(10, Kernel.IMQ), Schedule.CONSTANT)), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            History history = trainer.history(0);
            assertEquals(List.of("nll", "kl", "mmd", "total"), history.terms());
            for (HistoryRow row : history.rows()) assertEquals(row.trainNll() + 10 * row.train().get(2), row.trainTotal(), 1e-4);
            assertFalse(history.rows().isEmpty());
        }
    }

    private HistoryRow last(Objective objective, Schedule schedule, int epochs) {
        try (var trainer = new Trainer(engine, Small.recipe(epochs), List.of(replica(objective, schedule)), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            return trainer.history(0).rows().getLast();
        }
    }

    private Checkpoint trained(Objective objective, Schedule schedule, int epochs) {
        try (var trainer = new Trainer(engine, Small.recipe(epochs), List.of(replica(objective, schedule)), Small.data())) {
            trainer.train(Small.SILENT, () -> false);
            return trainer.checkpoint(0, Map.of());
        }
    }

    private static Replica replica(Objective objective, Schedule schedule) {
        return new Replica(2, 0.02f, objective, schedule);
    }
}
