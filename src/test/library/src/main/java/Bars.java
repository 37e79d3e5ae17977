import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tornadovae.api.VaeTraining;
import tornadovae.data.Dataset;
import tornadovae.graph.Kernel;
import tornadovae.graph.Split;
import tornadovae.model.Objective;

/** Trains on images of its own by an objective of its own, hears of every epoch, encodes and decodes. */
final class Bars {

    private static final int SIZE = 8;

    private Bars() {}

    public static void main(String[] arguments) {
        var data = Dataset.of("bars", SIZE, SIZE, bars(1000, 1), bars(100, 2));
        var losses = new ArrayList<Double>();
        var trained = VaeTraining.of(data).set("model.hidden", List.of(64)).set("training.epochs", 5)
                .objective(Objective.infoVae(0.5f, 10, Kernel.IMQ).withFreeBits(0.1f)).onEpoch(row -> losses.add(row.testTotal()))
                .run();
        require(losses.size() == 5 && losses.getLast() < losses.getFirst(), "−ELBO falls over five epochs: " + losses);
        try (var model = trained.open()) {
            float[][] codes = model.encode(Split.TEST, 10).mu();
            float[][] decoded = model.decode(codes);
            require(codes.length == 10 && codes[0].length == 2 && decoded[9].length == SIZE * SIZE,
                    "ten codes of two dimensions");
        }
        System.out.printf("Trained as a library: −ELBO %.1f, then %.1f nats.%n", losses.getFirst(), losses.getLast());
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }

    private static float[][] bars(int count, long seed) {
        var random = new Random(seed);
        float[][] images = new float[count][SIZE * SIZE];
        for (float[] image : images) {
            int column = random.nextInt(SIZE);
            for (int i = 0; i < image.length; i++) image[i] = i % SIZE == column ? 1 : 0;
        }
        return images;
    }
}
