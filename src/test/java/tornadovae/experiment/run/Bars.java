package tornadovae.experiment.run;

import java.util.List;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.graph.Images;
import tornadovae.math.Philox;

/** A data set of 3×3 images that trains in milliseconds. */
public final class Bars {

    /** For the tests' experiments: a small model and few steps, 4 an epoch. */
    public static final String YAML = """
            dataset: 'idx:bars'
            model: {hidden: [4], latent: 2}
            objective: {name: beta-vae, beta: 1}
            training: {epochs: 3, batch: 5, learningRate: 0.01}
            pictures.grid: 3
            """;

    private Bars() {}

    public static Dataset load(DataSpec spec) {
        return new Dataset(spec.name(), 3, 3, part(23, 0), part(11, 1), List.of(), List.of());
    }

    public static DataShape shape(DataSpec spec) {
        return DataShape.of(load(spec));
    }

    public static Plan plan(String more, String... overrides) {
        return Plan.of(Experiment.parse("bars", "bars.yaml", YAML + more, List.of(overrides)), Bars::shape, 1 << 30);
    }

    private static Part part(int count, int step) {
        byte[][] pixels = new byte[count][9];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 9; c++) {
                pixels[i][c] = (byte) ((c / 3 == i % 3 ? 180 : 0) + 60 * Philox.uniform(7, Philox.Stream.DATA, step, 9 * i + c));
            }
        }
        return new Part(new Images(9, pixels), new int[0], new float[0][]);
    }
}
