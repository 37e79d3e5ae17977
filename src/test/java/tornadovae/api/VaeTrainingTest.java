package tornadovae.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Split;
import tornadovae.model.Objective;

class VaeTrainingTest {

    private static final Dataset BARS = Dataset.of("bars", 4, 4, bars(300, 1), bars(40, 2));

    private static float[][] bars(int count, long seed) {
        var random = new Random(seed);
        float[][] images = new float[count][16];
        for (float[] image : images) {
            int column = random.nextInt(4);
            for (int i = 0; i < 16; i++) image[i] = i % 4 == column ? 1 : 0;
        }
        return images;
    }

    private static VaeTraining small() {
        return VaeTraining.of(BARS).set("model.hidden", "[16]").set("training.epochs", 4).engine(new CpuEngine(1));
    }

    @Test
    void everyEpochIsHeardOfAndTheModelGetsBetter() {
        var rows = new ArrayList<Double>();
        TrainedVae trained = small().set("training.learningRate", ".01").onEpoch(row -> rows.add(row.testTotal())).run();
        assertEquals(4, rows.size());
        assertTrue(rows.getLast() < rows.getFirst(), rows.toString());
        assertEquals(rows, trained.history().rows().stream().map(row -> row.testTotal()).toList());
        try (var model = trained.open()) {
            float[][] mu = model.encode(Split.TEST, 7).mu();
            assertEquals(7, mu.length);
            assertEquals(2, mu[0].length);
            assertEquals(16, model.decode(mu)[0].length);
        }
    }

    @Test
    void anObjectiveGivesTheModelOfItsSettings() {
        var bySettings = small().set("objective.name", "beta-vae").set("objective.beta", 4).run();
        var byValue = small().objective(Objective.betaVae(4)).run();
        assertEquals(bySettings.history(), byValue.history());
        for (var tensor : bySettings.checkpoint().tensors().entrySet()) {
            assertArrayEquals(tensor.getValue().values(), byValue.checkpoint().tensors().get(tensor.getKey()).values(),
                    tensor.getKey());
        }
    }

    @Test
    void otherImagesOfTheSameSizeCanBeEncoded() {
        var others = Dataset.of("others", 4, 4, bars(5, 3), bars(3, 4));
        try (var model = small().run().open(others)) {
            assertEquals(3, model.encode(Split.TEST, 100).mu().length);
        }
    }

    @Test
    void whatMakesNoSenseIsASentence() {
        assertTrue(assertThrows(UserError.class, () -> small().set("model.latnet", 2).run()).getMessage()
                .contains("unknown key model.latnet, did you mean model.latent?"));
        assertTrue(assertThrows(UserError.class, () -> small().set("training.learningRate", "fast").run()).getMessage()
                .contains("training.learningRate"));
        assertEquals("Pixels must lie between 0 and 1, found 1.5 in image 0.",
                assertThrows(UserError.class, () -> Dataset.of("x", 1, 1, new float[][] {{1.5f}}, new float[0][])).getMessage());
        assertTrue(assertThrows(UserError.class, () -> small().set("model.activation", "relu").set("training.learningRate", 10)
                .set("model.hidden", "[16, 16]").run()).getMessage()
                .startsWith("The training ended early: "));
    }
}
