package tornadovae.data.source;

import java.util.List;
import java.util.function.IntUnaryOperator;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Part;

/**
 * White squares, ellipses and hearts on black, in every combination of the factors of dSprites (Matthey, Higgins, Hassabis and
 * Lerchner, 2017): 3 shapes × 6 scales × 40 orientations × 32 × 32 positions = 737,280 images. The pictures are ours, and edges
 * are grey where dSprites is binary: at 32×32 a step of the position is half a pixel, and binary neighbours would be equal. A
 * square looks the same after 10 orientations and an ellipse after 20.
 */
public final class Sprites {

    public static final int DEFAULT_TRAIN = 20_000;
    public static final int DEFAULT_TEST = 4_000;

    /** The columns of {@link Part#factors}, in this order; the last varies fastest in {@link #factorsOf}. */
    public static final List<Factor> FACTORS = List.of(
            Factor.classes("shape", 3), Factor.steps("scale", 6), Factor.steps("orientation", 40),
            Factor.steps("x", 32), Factor.steps("y", 32));

    /** All combinations. */
    public static final int COUNT = 3 * 6 * 40 * 32 * 32;

    static final DataSource SOURCE = DataSource.drawn("sprites",
            "squares, ellipses and hearts with the factors of dSprites, 32×32, up to " + COUNT, spec -> generate(spec, 32));
    static final DataSource SOURCE_64 = DataSource.drawn("sprites64", "the same, 64×64", spec -> generate(spec, 64));

    static final List<String> SHAPES = List.of("square", "ellipse", "heart");
    private static final float REACH = 0.22f;       // the farthest point of the largest sprite from its centre, in picture widths
    // height of the heart's centre of mass above its tip, which is also its farthest point
    private static final float HEART = 0.654f;

    private Sprites() {}

    /** A random subset without repetition: train takes the first numbers of a random order of all combinations, test the last. */
    static Dataset generate(DataSpec spec, int size) {
        int train = spec.train() == 0 ? DEFAULT_TRAIN : spec.train(), test = spec.test() == 0 ? DEFAULT_TEST : spec.test();
        if ((long) train + test > COUNT) {
            throw new UserError(("%s has %d different images, found %d for training and %d for testing; ask for at most %d "
                    + "training images.")
                    .formatted(spec.name(), COUNT, train, test, Math.max(0, COUNT - test)));
        }
        ImageMemory.check(spec.name(), (long) train + test, size * size, FACTORS.size());
        var order = new Shuffled(COUNT, spec.seed());
        Part trainPart = part(train, size, order::at);
        Part testPart = part(test, size, i -> order.at(COUNT - 1 - i));
        return new Dataset(spec.name(), size, size, trainPart, testPart, SHAPES, FACTORS);
    }

    private static Part part(int count, int size, IntUnaryOperator combination) {
        return Procedural.part(count, size * size, i -> factorsOf(combination.applyAsInt(i)),
                (_, factors) -> draw(factors, size));
    }

    /** The factor values of combination 0 … COUNT − 1. */
    public static float[] factorsOf(int combination) {
        float[] factors = new float[FACTORS.size()];
        for (int f = factors.length - 1; f >= 0; f--) {
            int values = FACTORS.get(f).values();
            factors[f] = combination % values;
            combination /= values;
        }
        return factors;
    }

    /**
     * Draws one sprite.
     *
     * @param factors values of {@link #FACTORS}, in that order; values between the steps are all right
     * @param size    width and height of the picture in pixels
     * @return {@code [size · size]} bytes
     */
    public static byte[] draw(float[] factors, int size) {
        // scale ½ … 1; orientation turns clockwise; the centre stays REACH away from every border
        float radius = radius(factors, size);
        double angle = 2 * Math.PI * factors[2] / 40;
        float cos = (float) StrictMath.cos(angle), sin = (float) StrictMath.sin(angle);
        float centreX = size * (REACH + (1 - 2 * REACH) * factors[3] / 31),
                centreY = size * (REACH + (1 - 2 * REACH) * factors[4] / 31);
        byte[] pixels = new byte[size * size];
        for (int row = Math.max(0, (int) (centreY - radius - 1)); row < Math.min(size, centreY + radius + 1); row++) {
            for (int column = Math.max(0, (int) (centreX - radius - 1)); column < Math.min(size,
                    centreX + radius + 1); column++) {
                float dx = (column + 0.5f - centreX) / radius, dy = (row + 0.5f - centreY) / radius;
                // coverage = ½ − signed distance to the outline, in pixels
                float distance = radius * outline((int) factors[0], dx * cos + dy * sin, dy * cos - dx * sin);
                pixels[row * size + column] = (byte) Math.round(255 * Math.clamp(0.5f - distance, 0f, 1f));
            }
        }
        return pixels;
    }

    private static float radius(float[] factors, int size) {
        return REACH * size * (0.5f + 0.1f * factors[1]);
    }

    /**
     * The area inside the outline, pixels²; orientation and place do not change it. The heart is a square with diagonals of 1 and
     * two half circles of radius √2/4.
     */
    public static double area(float[] factors, int size) {
        double radius = radius(factors, size);
        return radius * radius * switch ((int) factors[0]) {
            case 0 -> 2;
            case 1 -> Math.PI / 2;
            default -> (0.5 + Math.PI / 8) / (HEART * HEART);
        };
    }

    /**
     * Signed distance from (x, y), y downwards, to a shape whose centre of mass is (0, 0) and that just fits the unit circle;
     * negative inside.
     */
    private static float outline(int shape, float x, float y) {
        return switch (shape) {
            case 0 -> Math.max(Math.abs(x), Math.abs(y)) - 0.7071f;
            case 1 -> ellipse(x, 2 * y);
            default -> heart(Math.abs(x) * HEART, HEART - y * HEART) / HEART;
        };
    }

    /** Semi-axes 1 and ½: distance ≈ k (k − 1) / |∇k²/2| with k = |(x, 2y)|, exact to first order at the outline. */
    private static float ellipse(float x, float y2) {
        float k = root(x * x + y2 * y2);
        return k == 0 ? -0.5f : k * (k - 1) / root(x * x + 4 * y2 * y2);
    }

    /** Tip at (0, 0), lobes as circles of radius √2/4 around (±¼, ¾), y upwards, x ≥ 0 (I. Quílez, "2D distance functions"). */
    private static float heart(float x, float y) {
        if (x + y > 1) return root((x - 0.25f) * (x - 0.25f) + (y - 0.75f) * (y - 0.75f)) - 0.35355f;
        float m = 0.5f * Math.max(x + y, 0);
        float toNotch = x * x + (y - 1) * (y - 1), toFlank = (x - m) * (x - m) + (y - m) * (y - m);
        return Math.signum(x - y) * root(Math.min(toNotch, toFlank));
    }

    private static float root(float square) {
        return (float) Math.sqrt(square);
    }
}
