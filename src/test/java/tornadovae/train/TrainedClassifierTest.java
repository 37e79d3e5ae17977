package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Images;
import tornadovae.metric.Classification;

class TrainedClassifierTest {

    private static final Engine ENGINE = new CpuEngine(2);

    private static Dataset digits(int train, int test) {
        return Datasets.load(new DataSpec("digits", train, test, 0), new Places(null, null, null, false), Listener.SILENT);
    }

    @Test
    void someThousandDigitsAreLearnedAndConfidenceMeansSomething() {
        Dataset data = digits(4_000, 1_000);
        var steps = new ArrayList<Integer>();
        try (var classifier = TrainedClassifier.train(ENGINE, data.train(), 10, 1, steps::add)) {
            var test = new Classification(data.test().labels(), classifier.probabilities(data.test().images(), 1_000));
            assertTrue(test.accuracy() > 0.95, "accuracy " + test.accuracy());
            assertTrue(test.calibrationError() < 0.03, "calibration error " + test.calibrationError());
            assertEquals(3_600, classifier.learned());
            assertEquals(TrainedClassifier.steps(4_000), steps.getLast());
        }
    }

    @Test
    void equalSeedsGiveEqualClassifiersOnAnyNumberOfThreads() {
        Part part = digits(120, 1).train();
        double[][] first = probabilities(new CpuEngine(1), part, 10, 3);
        assertArrayEquals(first, probabilities(new CpuEngine(2), part, 10, 3));
        assertTrue(!Arrays.deepEquals(first, probabilities(ENGINE, part, 10, 4)), "another seed makes another classifier");
    }

    private static double[][] probabilities(Engine engine, Part part, int classes, int seed) {
        try (var classifier = TrainedClassifier.train(engine, part, classes, seed, _ -> {})) {
            return classifier.probabilities(part.images(), part.count());
        }
    }

    @Test
    void probabilitiesDoNotDependOnHowManyAreAskedFor() {
        Part part = digits(230, 1).train();
        try (var classifier = TrainedClassifier.train(ENGINE, part, 10, 1, _ -> {})) {
            double[][] all = classifier.probabilities(part.images(), 230);
            float[] last = new float[784];
            for (int j = 0; j < 784; j++) last[j] = part.images().value(229, j);
            assertArrayEquals(all[229], classifier.probabilities(new float[][] {last})[0]);
            for (double[] p : all) assertEquals(1, Arrays.stream(p).sum(), 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "7, 3", "101, 2", "130, 60"})
    void anyNumberOfImagesAndClassesCanBeLearned(int images, int classes) {
        byte[][] pixels = new byte[images][classes];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            labels[i] = i % classes;
            pixels[i][labels[i]] = (byte) 200;
        }
        var part = new Part(new Images(classes, pixels), labels, new float[0][]);
        double[][] p = probabilities(ENGINE, part, classes, 1);
        int right = 0;
        for (int i = 0; i < images; i++) {
            if (Classification.predicted(p[i]) == labels[i]) right++;
        }
        // what is held out may be all there is of a class
        assertTrue(right >= images - Math.max(1, images / 5), right + " of " + images);
        for (double[] ofImage : p) {
            for (double probability : ofImage) assertTrue(probability > 0 && probability < 1);
        }
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        var one = new Part(new Images(1, new byte[1][1]), new int[1], new float[0][]);
        var unlabelled = new Part(new Images(1, new byte[5][1]), new int[0], new float[0][]);
        for (Part part : List.of(one, unlabelled)) {
            assertThrows(IllegalArgumentException.class, () -> TrainedClassifier.train(ENGINE, part, 2, 1, _ -> {}));
        }
        var two = new Part(new Images(1, new byte[2][1]), new int[2], new float[0][]);
        assertThrows(IllegalArgumentException.class, () -> TrainedClassifier.train(ENGINE, two, 1, 1, _ -> {}));
    }
}
