package tornadovae.manifold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tornadovae.UserError;

class PictureTest {

    @Test
    void realValuesAreRoundedAndClamped() {
        float[] x = {9, 9, 0, 1, 0.5f, -3, 7, Float.NaN, 1 / 255f, 0.49f / 255, 0.51f / 255, 9};
        assertArrayEquals(new byte[] {0, -1, (byte) 128, 0, -1, 0, 1, 0, 1}, Picture.grey(3, 3, x, 2).pixels());
    }

    @Test
    void bytesOfADataSetComeBackFromTheirRealValues() {
        float[] x = new float[256];
        for (int i = 0; i < 256; i++) x[i] = i / 255f;
        Picture picture = Picture.grey(16, 16, x, 0);
        for (int i = 0; i < 256; i++) assertEquals(i, picture.at(i % 16, i / 16, 0));
    }

    @Test
    void scalingRepeatsEveryPixel() {
        var picture = new Picture(3, 2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        assertArrayEquals(new byte[] {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 4, 4, 5, 5, 6, 6},
                picture.scaled(2).pixels());
        for (Picture noise : new Picture[] {PngTest.noise(7, 5, 1), PngTest.noise(7, 5, 3)}) {
            for (int factor : new int[] {1, 2, 3, 5}) {
                Picture scaled = noise.scaled(factor);
                assertEquals(7 * factor, scaled.width());
                for (int y = 0; y < 5 * factor; y++) {
                    for (int x = 0; x < 7 * factor; x++) {
                        for (int c = 0; c < noise.channels(); c++) {
                            assertEquals(noise.at(x / factor, y / factor, c), scaled.at(x, y, c));
                        }
                    }
                }
            }
        }
    }

    @Test
    void invertingTwiceIsNothing() {
        Picture noise = PngTest.noise(7, 5, 3);
        assertEquals(255 - noise.at(3, 2, 1), noise.inverted().at(3, 2, 1));
        assertArrayEquals(noise.pixels(), noise.inverted().inverted().pixels());
    }

    @Test
    void absurdSizesAreRefusedBeforeAnyMemoryIsTaken() {
        Picture picture = PngTest.noise(28, 28, 1);
        assertEquals("The scale of a picture is a whole number from 1, found 0.",
                assertThrows(UserError.class, () -> picture.scaled(0)).getMessage());
        assertEquals("A picture of 28000000 × 28000000 pixels is too large (at most 268435456 pixels); "
                + "choose a smaller grid, fewer images or a smaller scale.",
                assertThrows(UserError.class, () -> picture.scaled(1_000_000)).getMessage());
        assertThrows(UserError.class, () -> picture.scaled(Integer.MAX_VALUE));
        assertThrows(UserError.class, () -> Picture.grey(0, 1, new float[0], 0));
        assertThrows(IllegalArgumentException.class, () -> new Picture(2, 2, 1, new byte[3]));
        assertThrows(IllegalArgumentException.class, () -> new Picture(1, 1, 2, new byte[2]));
    }
}
