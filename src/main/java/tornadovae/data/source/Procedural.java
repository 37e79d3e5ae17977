package tornadovae.data.source;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tornadovae.data.Part;
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
}
