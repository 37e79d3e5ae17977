package tornadovae.data;

import java.util.List;
import java.util.stream.IntStream;

import tornadovae.graph.Images;
import tornadovae.math.Philox;
import tornadovae.math.Philox.Stream;

/**
 * A named set of images of one size, with labels where there are any and, for procedural sets, the true factors.
 *
 * @param name       as it was asked for
 * @param width      pixels a row; column c of {@link Images} is pixel (c mod width, c / width), top row first; in colour, red,
 * green and blue of a pixel follow each other: {@code [height · width · 3]}
 * @param height     rows
 * @param classNames what label i means; empty without labels
 * @param factors    what the columns of {@link Part#factors} mean; empty where they are not known
 * @param fields     what each value of an example means in a user's table; empty for images
 */
public record Dataset(String name, int width, int height, Part train, Part test, List<String> classNames, List<Factor> factors,
        List<Field> fields) {

    /** Images. */
    public Dataset(String name, int width, int height, Part train, Part test, List<String> classNames, List<Factor> factors) {
        this(name, width, height, train, test, classNames, factors, List.of());
    }

    public Dataset {
        classNames = List.copyOf(classNames);
        factors = List.copyOf(factors);
        fields = List.copyOf(fields);
        int columns = train.images().columns();
        if (columns != test.images().columns() || columns != width * height && columns != 3 * width * height) {
            throw new IllegalArgumentException("%s is %d×%d, but its images have %d and %d pixels"
                    .formatted(name, width, height, columns, test.images().columns()));
        }
        if (!fields.isEmpty() && fields.size() != columns) {
            throw new IllegalArgumentException(columns + " values cannot have " + fields.size() + " meanings");
        }
    }

    /**
     * Images of one's own, without labels.
     *
     * @param train {@code [images][width · height]}, values from 0 to 1, which are kept in steps of 1/255; top row first
     * @param test  likewise
     */
    public static Dataset of(String name, int width, int height, float[][] train, float[][] test) {
        return new Dataset(name, width, height, Part.of(width * height, train), Part.of(width * height, test), List.of(),
                List.of());
    }

    /** Values an image: pixels times channels. */
    public int columns() {
        return train.images().columns();
    }

    /** 1 for grey, 3 for colour. */
    public int channels() {
        return columns() / (width * height);
    }

    /** This data set with rows and columns of every image exchanged. */
    public Dataset transposed() {
        return new Dataset(name, height, width, transposed(train), transposed(test), classNames, factors);
    }

    private Part transposed(Part part) {
        byte[][] turned = new byte[part.count()][columns()];
        int channels = channels();
        for (int i = 0; i < turned.length; i++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    System.arraycopy(part.images().pixels()[i], (y * width + x) * channels, turned[i],
                            (x * height + y) * channels, channels);
                }
            }
        }
        return new Part(new Images(columns(), turned), part.labels(), part.factors());
    }

    /** The mean of every pixel over the training images, {@code [columns]}, in [0, 1]. */
    public float[] meanImage() {
        long[] sum = new long[columns()];
        for (byte[] image : train.images().pixels()) {
            for (int c = 0; c < sum.length; c++) sum[c] += image[c] & 0xFF;
        }
        float[] mean = new float[sum.length];
        double scale = 1 / (255.0 * Math.max(1, train.count()));
        for (int c = 0; c < mean.length; c++) mean[c] = (float) (sum[c] * scale);
        return mean;
    }

    /** The variance of a training image's pixel around {@link #meanImage}, mean over pixels. */
    public double meanVariance() {
        float[] mean = meanImage();
        double sum = 0;
        for (byte[] image : train.images().pixels()) {
            for (int c = 0; c < mean.length; c++) {
                double off = (image[c] & 0xFF) / 255.0 - mean[c];
                sum += off * off;
            }
        }
        return sum / Math.max(1, (long) train.count() * mean.length);
    }

    /**
     * The same images with every pixel drawn once as 0 or 255, the latter with probability x (static binarisation; Salakhutdinov
     * and Murray, ICML 2008). The seed alone decides the draw; a shorter data set gets the same pixels for the images it has.
     */
    public Dataset binarised(int seed) {
        return new Dataset(name, width, height, binarised(train, seed, 0), binarised(test, seed, 1), classNames, factors, fields);
    }

    /** Step 2 i for training image i and 2 i + 1 for test image i, so that no two images share their random numbers. */
    private static Part binarised(Part part, int seed, int parity) {
        Images images = part.images();
        byte[][] drawn = IntStream.range(0, images.count()).parallel().mapToObj(image -> {
            byte[] pixels = images.pixels()[image];
            byte[] binary = new byte[pixels.length];
            // b = 1 where u < x = byte / 255
            for (int c = 0; c < binary.length; c++) {
                int value = pixels[c] & 0xFF;
                if (value != 0
                        && Philox.uniform(seed, Stream.BINARISATION, 2 * image + parity, c) * 255 < value) {
                    binary[c] = (byte) 255;
                }
            }
            return binary;
        }).toArray(byte[][]::new);
        return new Part(new Images(images.columns(), drawn), part.labels(), part.factors());
    }
}
