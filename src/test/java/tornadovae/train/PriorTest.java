package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.UserError;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Kernel;
import tornadovae.graph.Split;
import tornadovae.manifold.LatentGrid;
import tornadovae.math.GaussianMixture;
import tornadovae.math.Statistics;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.Measures;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Prior;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

/** Learned priors as they train and are measured. */
class PriorTest {

    private final Engine engine = new CpuEngine(2);

    static List<VaeSpec> models() {
        return List.of(Small.MODEL.with(new Prior(Prior.Kind.MIXTURE, 3)), Small.MODEL.with(new Prior(Prior.Kind.VAMP, 4)),
                Small.GAUSSIAN.with(new Prior(Prior.Kind.MIXTURE, 5)), Small.DYNAMIC.with(new Prior(Prior.Kind.VAMP, 50)));
    }

    static Stream<Objective> refusedByAll() {
        return Stream.of(Objective.VAE.withFreeBits(1), Objective.wae(1, Kernel.IMQ), Objective.infoVae(0, 1, Kernel.IMQ),
                Objective.betaTcVae(2, tornadovae.graph.DensityEstimate.WEIGHTED), Objective.factorVae(1, List.of(3), 0.01f),
                Objective.dipVae(tornadovae.model.Penalty.DIP_I, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("refusedByAll")
    void refusesObjectivesThatSpeakOfAStandardNormal(Objective objective) {
        for (VaeSpec model : models()) {
            assertThrows(UserError.class, () -> model.prior().requireFits(objective.form()));
            assertThrows(UserError.class, () -> trained(model, objective));
        }
        Prior.NORMAL.requireFits(objective.form());
    }

    @Test
    void aVampPriorRefusesGradientsOfDifferentLosses() {
        for (Objective objective : List.of(Objective.iwae(3, true), Objective.piwae(2, 2))) {
            assertThrows(UserError.class, () -> new Prior(Prior.Kind.VAMP, 4).requireFits(objective.form()));
            new Prior(Prior.Kind.MIXTURE, 4).requireFits(objective.form());
        }
    }

    /** The prior is in the checkpoint with its moments, and learns; pseudo-inputs stay pixels. */
    @ParameterizedTest
    @MethodSource("models")
    void thePriorLearnsAndIsKept(VaeSpec model) {
        boolean vamp = model.prior().kind() == Prior.Kind.VAMP;
        String name = vamp ? "prior.pseudoInputs" : "prior.mu+logvar";
        Checkpoint trained = trained(model, Objective.VAE), start = start(model);
        FloatTensor first = start.tensors().get(name), last = trained.tensors().get(name);
        assertEquals(model.prior().components(), last.shape()[0]);
        assertTrue(trained.tensors().containsKey("adam.m." + name) && trained.tensors().containsKey("adam.v." + name));
        assertNotEquals(List.of(first.values()), List.of(last.values()));
        int changed = 0;
        for (int e = 0; e < first.values().length; e++) {
            if (first.values()[e] != last.values()[e]) changed++;
            if (vamp) assertTrue(last.values()[e] >= 0 && last.values()[e] <= 1, "pixel " + last.values()[e]);
        }
        assertTrue(changed > first.values().length / 2, changed + " of " + first.values().length + " changed");
    }

    /** All pseudo-inputs are training images at first, and different ones as long as there are so many. */
    @Test
    void pseudoInputsBeginAtTrainingImages() {
        VaeSpec model = Small.MODEL.with(new Prior(Prior.Kind.VAMP, 37));
        float[] first = start(model).tensors().get("prior.pseudoInputs").values();
        var images = Small.data().train().images();
        var found = new java.util.HashSet<List<Float>>();
        var all = new java.util.HashSet<List<Float>>();
        for (int k = 0; k < 37; k++) {
            var row = new java.util.ArrayList<Float>();
            var image = new java.util.ArrayList<Float>();
            for (int c = 0; c < 9; c++) {
                row.add(first[k * 9 + c]);
                image.add(images.value(k, c));
            }
            found.add(row);
            all.add(image);
        }
        assertEquals(all, found);
    }

    @ParameterizedTest
    @MethodSource("models")
    void goesOnFromACheckpointToTheSameBytes(VaeSpec model) {
        Checkpoint atOnce = trained(model, Objective.betaVae(2)), middle;
        int[] asked = {0};
        try (var trainer = trainer(model, Objective.betaVae(2))) {
            trainer.train(Small.SILENT, () -> ++asked[0] > 1);
            middle = trainer.checkpoint(0, Map.of());
        }
        assertTrue(middle.step() > 0 && middle.step() < atOnce.step());
        try (var trainer = trainer(model, Objective.betaVae(2))) {
            trainer.restore(List.of(middle));
            trainer.train(Small.SILENT, () -> false);
            Checkpoint resumed = trainer.checkpoint(0, Map.of());
            assertEquals(atOnce.metadata(), resumed.metadata());
            atOnce.tensors().forEach((name, t) -> assertArrayEquals(t.values(), resumed.tensors().get(name).values(), name));
        }
    }

    /**
     * The bound of one sample and NLL + KL estimate the same from other draws; the bound of 50 samples is tighter. All are by the
     * prior of the model, which its mixture computes in double precision as well.
     */
    @ParameterizedTest
    @MethodSource("models")
    void measuresTakeThePriorOfTheModel(VaeSpec model) {
        try (var trained = TrainedModel.open(engine, model, trained(model, Objective.VAE), Small.data(37, 500))) {
            GaussianMixture prior = trained.prior().orElseThrow();
            LikelihoodMeasures measures = LikelihoodMeasures.of(trained, new int[] {1, 50}, _ -> {});
            double bound = measures.bounds().getFirst().bound(), tight = measures.bounds().getLast().bound();
            double[] nll = measures.loss().nllOfImages(), kl = measures.loss().klOfImages(), loss = new double[nll.length];
            for (int i = 0; i < loss.length; i++) loss[i] = nll[i] + kl[i];
            double error = Statistics.standardError(loss);
            assertEquals(Statistics.mean(loss), bound, 6 * error);
            assertTrue(tight < bound, tight + " against " + bound);
            // KL by other draws, in double precision
            AggregateKl aggregate = new AggregateKl(measures);
            assertEquals(Statistics.mean(kl), aggregate.kl(), 6 * Statistics.standardError(kl));
            assertEquals(1, measures.loss().kl()[0].length);
            Map<String, Object> numbers = Measures.values(measures);
            assertFalse(numbers.containsKey("kl_per_dimension"), numbers.keySet().toString());
            assertEquals(model.latent(), prior.dimensions());
        }
    }

    /** I(x; z) + KL(q(z)‖p(z)), which is the KL of the same draws. */
    private record AggregateKl(LikelihoodMeasures measures) {
        double kl() {
            return measures.aggregate().mutualInformation().mean() + measures.aggregate().marginalKl().mean();
        }
    }

    /** The components of a VampPrior are the encoder's codes of its pseudo-inputs. */
    @Test
    void theMixtureOfAVampPriorIsMadeOfCodes() {
        VaeSpec model = Small.MODEL.with(new Prior(Prior.Kind.VAMP, 37));
        try (var begun = TrainedModel.open(engine, model, start(model), Small.data())) {
            GaussianMixture prior = begun.prior().orElseThrow();
            Codes codes = begun.encode(Split.TRAIN, 37);
            double[] expected = new double[2];
            for (float[] mu : codes.mu()) {
                for (int j = 0; j < 2; j++) expected[j] += mu[j] / 37;
            }
            for (int j = 0; j < 2; j++) assertEquals(expected[j], prior.mean()[j], 1e-5);
        }
    }

    @Test
    void theGridOfOneStandardComponentIsThatOfTheStandardNormal() {
        var standard = new GaussianMixture(new double[][] {{0, 0, 0}}, new double[][] {{0, 0, 0}});
        float[] base = {0, 0.25f, 0};
        float[][] expected = LatentGrid.square(6, 0, 2, base), found = LatentGrid.square(6, 0, 2, base, standard);
        for (int i = 0; i < expected.length; i++) assertArrayEquals(expected[i], found[i], 1e-7f);
    }

    private Checkpoint trained(VaeSpec model, Objective objective) {
        try (var trainer = trainer(model, objective)) {
            trainer.train(Small.SILENT, () -> false);
            return trainer.checkpoint(0, Map.of());
        }
    }

    private Checkpoint start(VaeSpec model) {
        try (var trainer = trainer(model, Objective.VAE)) {
            return trainer.checkpoint(0, Map.of());
        }
    }

    private Trainer trainer(VaeSpec model, Objective objective) {
        var replica = new Replica(3, 0.01f, objective, Schedule.CONSTANT);
        return new Trainer(engine, Small.recipe(model, Optimiser.ADAM, 3), List.of(replica), Small.data());
    }
}
