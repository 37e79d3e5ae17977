package tornadovae.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.source.Datasets;
import tornadovae.graph.Images;
import tornadovae.math.Philox;

/** Small data sets, sound and otherwise. */
final class Pictures {

    static final int TRAIN = 1_500;
    static final int TEST = 400;
    private static final Map<String, Dataset> DRAWN = new HashMap<>();

    private Pictures() {}

    /** Digits of 14×14 pixels. */
    static synchronized Dataset digits() {
        return DRAWN.computeIfAbsent("digits", name -> halved(Datasets.load(new DataSpec(name, TRAIN, TEST, 1), null,
                Listener.SILENT)));
    }

    /** Sprites of 16×16 pixels. */
    static synchronized Dataset sprites() {
        return DRAWN.computeIfAbsent("sprites", name -> halved(Datasets.load(new DataSpec(name, TRAIN, TEST, 1), null,
                Listener.SILENT)));
    }

    /** A bright spot anywhere on 12×12 grey pixels with noise: two factors, and no pixel that is constant. */
    static Dataset spots() {
        return of("spots", 12, 12, TRAIN, TEST, i -> {
            double x = 2 + 8 * uniform(i, 0), y = 2 + 8 * uniform(i, 1);
            byte[] image = new byte[144];
            for (int c = 0; c < image.length; c++) {
                double dx = c % 12 - x, dy = c / 12 - y;
                image[c] = grey(0.25 + 0.6 * Math.exp(-(dx * dx + dy * dy) / 8) + 0.05 * normal(i, c));
            }
            return image;
        });
    }

    /** Grey values that vary along straight lines only: a mean, three fixed patterns times normal numbers, and noise. */
    static Dataset straight() {
        return of("straight", 10, 10, TRAIN, TEST, i -> {
            byte[] image = new byte[100];
            for (int c = 0; c < image.length; c++) {
                double value = 0.5;
                for (int k = 0; k < 2; k++) {
                    value += 0.06 * normal(i, 1000 + k) * Math.cos((k + 1) * Math.PI * (c % 10
                            + 2.0 * (c / 10)) / 15);
                }
                image[c] = grey(value + 0.05 * normal(i, c));
            }
            return image;
        });
    }

    /** Every pixel black or white by chance: nothing to learn. */
    static Dataset noise() {
        return of("noise", 10, 10, TRAIN, TEST, i -> {
            byte[] image = new byte[100];
            for (int c = 0; c < image.length; c++) image[c] = (byte) (uniform(i, c) < 0.5 ? 0 : 255);
            return image;
        });
    }

    /** As {@link #noise}, in grey. */
    static Dataset greyNoise() {
        return of("grey noise", 10, 10, TRAIN, TEST, i -> {
            byte[] image = new byte[100];
            for (int c = 0; c < image.length; c++) image[c] = grey(0.5 + 0.15 * normal(i, c));
            return image;
        });
    }

    /** All images alike. */
    static Dataset constant(int grey) {
        return of("constant " + grey, 10, 10, TRAIN, TEST, _ -> {
            byte[] image = new byte[100];
            java.util.Arrays.fill(image, (byte) grey);
            return image;
        });
    }

    /** Grey pixels behind a wide black frame, as of pictures that were padded. */
    static Dataset framed() {
        Dataset spots = spots();
        return new Dataset("framed", 20, 20, framed(spots.train()), framed(spots.test()), List.of(), List.of());
    }

    private static Part framed(Part part) {
        return mapped(part, 400, image -> {
            byte[] larger = new byte[400];
            for (int c = 0; c < 144; c++) larger[(c / 12 + 4) * 20 + c % 12 + 4] = image[c];
            return larger;
        });
    }

    /** The first images of each part only. */
    static Dataset cut(Dataset data, int train, int test) {
        return new Dataset(data.name(), data.width(), data.height(), cut(data.train(), train), cut(data.test(), test), List.of(),
                List.of());
    }

    /** Test images in negative. */
    static Dataset negativeTest(Dataset data) {
        return new Dataset(data.name() + " (test negative)", data.width(), data.height(), cut(data.train(), TRAIN),
                mapped(data.test(), data.columns(),
                        image -> {
                            byte[] negative = new byte[image.length];
                            for (int c = 0; c < image.length; c++) negative[c] = (byte) (255 - (image[c] & 0xFF));
                            return negative;
                        }),
                List.of(), List.of());
    }

    /** Test images of another data set of the same size of image. */
    static Dataset testOf(Dataset data, Dataset other) {
        return new Dataset(data.name() + " tested on " + other.name(), data.width(), data.height(), cut(data.train(), TRAIN),
                other.test(), List.of(),
                List.of());
    }

    /** Test images moved to the right by some pixels, as by another way of cropping. */
    static Dataset shiftedTest(Dataset data, int by) {
        return new Dataset(data.name() + " (test moved)", data.width(), data.height(), cut(data.train(), TRAIN),
                mapped(data.test(), data.columns(),
                        image -> {
                            byte[] moved = new byte[image.length];
                            for (int c = 0; c < image.length; c++) {
                                moved[c / data.width() * data.width() + (c
                                        + by) % data.width()] = image[c];
                            }
                            return moved;
                        }),
                List.of(), List.of());
    }

    /** Every image a shuffle of its pixels of its own. */
    static Dataset shuffled(Dataset data) {
        return new Dataset(data.name() + " shuffled", data.width(), data.height(), shuffled(data.train(), 0),
                shuffled(data.test(), 1), List.of(),
                List.of());
    }

    private static Part shuffled(Part part, int parity) {
        int[] number = {parity};
        return mapped(part, part.images().columns(), image -> {
            byte[] mixed = image.clone();
            number[0] += 2;
            for (int c = mixed.length - 1; c > 0; c--) {
                int other = (int) (uniform(number[0], 5000 + c) * (c + 1));
                byte swapped = mixed[c];
                mixed[c] = mixed[other];
                mixed[other] = swapped;
            }
            return mixed;
        });
    }

    private static Part cut(Part part, int count) {
        return new Part(new Images(part.images().columns(), java.util.Arrays.copyOf(part.images().pixels(), Math.min(count,
                part.count()))),
                new int[0], new float[0][]);
    }

    private static Part mapped(Part part, int columns, java.util.function.UnaryOperator<byte[]> change) {
        return new Part(new Images(columns, java.util.Arrays.stream(part.images().pixels()).map(change).toArray(byte[][]::new)),
                new int[0],
                new float[0][]);
    }

    private static Dataset of(String name, int width, int height, int train, int test, IntFunction<byte[]> image) {
        var half = new byte[2][][];
        half[0] = new byte[train][];
        half[1] = new byte[test][];
        for (int i = 0; i < train; i++) half[0][i] = image.apply(2 * i);
        for (int i = 0; i < test; i++) half[1][i] = image.apply(2 * i + 1);
        return new Dataset(name, width, height, new Part(new Images(width * height, half[0]), new int[0], new float[0][]),
                new Part(new Images(width * height, half[1]), new int[0], new float[0][]), List.of(), List.of());
    }

    /** Black and white, by the means of 2×2 pixels: little of the loss is then the greys' own. */
    private static Dataset halved(Dataset data) {
        int width = data.width() / 2, height = data.height() / 2;
        java.util.function.UnaryOperator<byte[]> halve = image -> {
            byte[] half = new byte[width * height];
            for (int c = 0; c < half.length; c++) {
                int at = 2 * (c / width) * data.width() + 2 * (c % width);
                int sum = (image[at] & 0xFF) + (image[at + 1] & 0xFF) + (image[at + data.width()] & 0xFF)
                        + (image[at + data.width() + 1] & 0xFF);
                half[c] = (byte) (sum > 4 * 64 ? 255 : 0);
            }
            return half;
        };
        return new Dataset(data.name(), width, height, mapped(data.train(), width * height, halve), mapped(data.test(),
                width * height, halve), List.of(),
                List.of());
    }

    private static byte grey(double value) {
        return (byte) Math.round(255 * Math.clamp(value, 0, 1));
    }

    private static double uniform(int image, int number) {
        return Philox.uniform(3, Philox.Stream.DATA, image, number);
    }

    private static double normal(int image, int number) {
        return Philox.normal(4, Philox.Stream.DATA, image, number);
    }
}
