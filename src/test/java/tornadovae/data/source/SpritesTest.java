package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;

class SpritesTest {

    @Test
    void theRandomOrderHasEveryCombinationOnce() {
        BitSet seen = new BitSet();
        for (int i = 0; i < Sprites.COUNT; i++) seen.set(new Shuffled(Sprites.COUNT, 3).at(i));
        assertEquals(Sprites.COUNT, seen.cardinality());
        assertEquals(Sprites.COUNT, seen.length());
    }

    @Test
    void combinationsCountThroughTheFactorsLastOneFastest() {
        assertArrayEquals(new float[] {0, 0, 0, 0, 1}, Sprites.factorsOf(1));
        assertArrayEquals(new float[] {0, 0, 0, 1, 0}, Sprites.factorsOf(32));
        assertArrayEquals(new float[] {2, 5, 39, 31, 31}, Sprites.factorsOf(Sprites.COUNT - 1));
    }

    @Test
    void factorValuesAreEvenlyDrawn() {
        int[] shapes = new int[3];
        for (int label : Sprites.generate(new DataSpec("sprites", 3000, 1, 0), 32).train().labels()) shapes[label]++;
        for (int count : shapes) assertEquals(1000, count, 130);       // five standard deviations
    }

    @Test
    void moreImagesKeepTheFirstOnes() {
        Dataset few = Sprites.generate(new DataSpec("sprites", 50, 20, 5), 32);
        Dataset many = Sprites.generate(new DataSpec("sprites", 70, 30, 5), 32);
        assertArrayEquals(few.train().images().pixels(), Arrays.copyOf(many.train().images().pixels(), 50));
        assertArrayEquals(few.test().factors(), Arrays.copyOf(many.test().factors(), 20));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void everySpriteStandsWhollyInThePictureAtItsPlace(int size) {
        for (int shape = 0; shape < 3; shape++) {
            for (int orientation = 0; orientation < 40; orientation += 3) {
                for (int x = 0; x < 32; x += 31) {
                    byte[] image = Sprites.draw(new float[] {shape, 5, orientation, x, 31 - x}, size);
                    double mass = 0, mx = 0, my = 0;
                    for (int c = 0; c < image.length; c++) {
                        mass += image[c] & 0xFF;
                        mx += (image[c] & 0xFF) * (c % size + 0.5);
                        my += (image[c] & 0xFF) * (c / size + 0.5);
                    }
                    double low = 0.22 * size, high = 0.78 * size;
                    assertEquals(x == 0 ? low : high, mx / mass, 0.02 * size);
                    assertEquals(x == 0 ? high : low, my / mass, 0.02 * size);
                }
            }
        }
    }

    @Test
    void scaleIsLinearInTheFactor() {
        double small = Math.sqrt(ink(0, 0)), large = Math.sqrt(ink(0, 5)), middle = Math.sqrt(ink(0, 2));
        assertEquals(2, large / small, 0.05);
        assertEquals(1.4, middle / small, 0.05);
    }

    private static double ink(int shape, int scale) {
        double sum = 0;
        for (byte b : Sprites.draw(new float[] {shape, scale, 0, 15, 15}, 64)) sum += b & 0xFF;
        return sum;
    }

    @Test
    void neighbouringPositionsAndOrientationsDifferEvenWhenSmall() {
        byte[] here = Sprites.draw(new float[] {2, 0, 0, 10, 10}, 32);
        assertFalse(Arrays.equals(here, Sprites.draw(new float[] {2, 0, 0, 11, 10}, 32)));
        assertFalse(Arrays.equals(here, Sprites.draw(new float[] {2, 0, 0, 10, 11}, 32)));
        assertFalse(Arrays.equals(here, Sprites.draw(new float[] {2, 0, 1, 10, 10}, 32)));
        assertFalse(Arrays.equals(here, Sprites.draw(new float[] {2, 1, 0, 10, 10}, 32)));
    }

    @Test
    void theHeartStandsUprightAtOrientationZero() {
        byte[] heart = Sprites.draw(new float[] {2, 5, 0, 15.5f, 15.5f}, 64);
        int[] width = new int[64];
        for (int c = 0; c < heart.length; c++) {
            if ((heart[c] & 0xFF) > 127) width[c / 64]++;
        }
        int top = 0, bottom = 63;
        while (width[top] == 0) top++;
        while (width[bottom] == 0) bottom--;
        assertTrue(width[top + 3] > 12 && width[bottom - 1] < 6, Arrays.toString(width));
    }

    @Test
    void moreThanAllCombinationsAreRefused() {
        UserError error = assertThrows(UserError.class, () -> Sprites.generate(new DataSpec("sprites", Sprites.COUNT, 0, 0), 32));
        assertEquals("sprites has 737280 different images, found 737280 for training and 4000 for testing;"
                + " ask for at most 733280 training images.", error.getMessage());
    }
}
