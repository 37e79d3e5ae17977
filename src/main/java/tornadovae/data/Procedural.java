package tornadovae.data;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

import tornadovae.UserError;
import tornadovae.graph.Images;

/** What procedural sets share: images are drawn in parallel, each from its own factors, and the first factor is the class. */
final class Procedural {

    private Procedural() {}

    @FunctionalInterface
    interface Drawing {
        byte[] draw(int image, float[] factors);
    }

    static Part part(int count, int columns, IntFunction<float[]> factorsOf, Drawing drawing) {
        float[][] factors = new float[count][];
        byte[][] pixels = new byte[count][];
        int[] labels = new int[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            factors[i] = factorsOf.apply(i);
            pixels[i] = drawing.draw(i, factors[i]);
            labels[i] = (int) factors[i][0];
        });
        return new Part(new Images(columns, pixels), labels, factors);
    }

    /** Refuses a set that does not fit into the memory Java may use, before anything is allocated. */
    static void checkRoom(String name, long images, int columns, int factors) {
        long bytes = images * (columns + 16L + 4L * factors + 16 + 8);
        long allowed = Runtime.getRuntime().maxMemory() / 10 * 8;
        if (bytes > allowed)
            throw new UserError("%s with %,d images needs %,d MB of memory, but Java may use %,d MB: ask for fewer images or give Java more memory (-Xmx)."
                    .formatted(name, images, bytes >> 20, allowed >> 20));
    }
}
