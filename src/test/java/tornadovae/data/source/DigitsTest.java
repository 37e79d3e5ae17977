package tornadovae.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;

class DigitsTest {

    private static final Dataset SOME = Digits.generate(new DataSpec("digits", 600, 200, 7));

    /** Class, style, slant, thickness, scale, rotation, shift x, shift y, jitter. */
    private static float[] upright(int digit, int style) {
        return new float[] {digit, style, 0, 2.5f, 1, 0, 0, 0, 0};
    }

    @Test
    void sameSeedSameDigitsWhateverTheNumberAndTheThreads() throws Exception {
        Dataset fewer;
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            fewer = one.submit(() -> Digits.generate(new DataSpec("digits", 100, 50, 7))).get();
        }
        for (int i = 0; i < 100; i++) assertArrayEquals(SOME.train().images().pixels()[i], fewer.train().images().pixels()[i]);
        for (int i = 0; i < 50; i++) assertArrayEquals(SOME.test().images().pixels()[i], fewer.test().images().pixels()[i]);
    }

    @Test
    void anotherSeedDrawsOtherDigits() {
        Dataset other = Digits.generate(new DataSpec("digits", 10, 10, 8));
        for (int i = 0; i < 10; i++) {
            assertFalse(Arrays.equals(SOME.train().images().pixels()[i], other.train().images().pixels()[i]));
        }
    }

    @Test
    void noTestImageIsATrainingImage() {
        for (byte[] test : SOME.test().images().pixels()) {
            for (byte[] train : SOME.train().images().pixels()) assertFalse(Arrays.equals(test, train));
        }
    }

    @Test
    void factorsDrawTheImageAgainAndStayInTheirRanges() {
        for (int i = 0; i < 100; i++) {
            float[] factors = SOME.train().factors()[i];
            assertArrayEquals(SOME.train().images().pixels()[i], Digits.draw(factors, 7, 2 * i));
            assertEquals(SOME.train().labels()[i], (int) factors[0]);
            for (int f = 0; f < factors.length; f++) {
                Factor factor = Digits.FACTORS.get(f);
                assertTrue(factor.low() <= factors[f] && factors[f] <= factor.high(), factor + " has " + factors[f]);
            }
        }
    }

    @Test
    void everyDigitAndStyleOccurs() {
        long kinds = Arrays.stream(SOME.train().factors()).map(f -> 10 * f[0] + f[1]).distinct().count();
        assertEquals(DigitStyles.DIGITS * DigitStyles.STYLES, kinds);
    }

    @Test
    void stylesOfADigitLookDifferent() {
        for (int digit = 0; digit < DigitStyles.DIGITS; digit++) {
            for (int style = 1; style < DigitStyles.STYLES; style++) {
                assertTrue(distance(Digits.draw(upright(digit, 0), 0, 0), Digits.draw(upright(digit, style), 0, 0)) > 8,
                        digit + " style " + style);
            }
        }
    }

    @Test
    void inkIsCentredByMassAndMovedByTheShift() {
        for (int digit = 0; digit < DigitStyles.DIGITS; digit++) {
            for (int style = 0; style < DigitStyles.STYLES; style++) {
                float[] factors = upright(digit, style);
                factors[6] = 1.5f;
                factors[7] = -1;
                byte[] image = Digits.draw(factors, 0, 0);
                assertEquals(14 + 1.5, moment(image, true), 0.1, digit + " style " + style);
                assertEquals(14 - 1, moment(image, false), 0.1, digit + " style " + style);
            }
        }
    }

    @Test
    void thicknessIsInkPerLength() {
        float[] one = upright(1, 0);
        float[] ink = new float[2];
        for (int k = 0; k < 2; k++) {
            one[3] = 2 + k;
            byte[] image = Digits.draw(one, 0, 0);
            for (int column = 0; column < 28; column++) ink[k] += (image[14 * 28 + column] & 0xFF) / 255f;
        }
        assertEquals(2, ink[0], 0.35);
        assertEquals(1, ink[1] - ink[0], 0.2);
    }

    @Test
    void slantLeansTheTopToTheRight() {
        float[] one = upright(1, 0);
        double straight = lean(Digits.draw(one, 0, 0));
        one[2] = 20;
        assertTrue(lean(Digits.draw(one, 0, 0)) > straight + 3);
    }

    /** The factors are not bent to make every image fit; the largest, most shifted ones may touch the border. */
    @Test
    void ninetyEightOfAHundredDigitsDoNotTouchTheBorder() {
        int touching = 0;
        for (byte[] image : SOME.train().images().pixels()) {
            int ink = 0;
            for (int k = 0; k < 28; k++) ink |= image[k] | image[27 * 28 + k] | image[28 * k] | image[28 * k + 27];
            if (ink != 0) touching++;
        }
        assertTrue(touching <= 12, touching + " of 600 touch");
    }

    /** MNIST's training images have mean 0.1307. */
    @Test
    void theInkIsAsMuchAsInHandwriting() {
        double sum = 0;
        for (float mean : SOME.meanImage()) sum += mean;
        assertEquals(0.13, sum / 784, 0.015);
    }

    @Test
    void moreImagesThanMemoryAreRefusedInOneSentence() {
        UserError error = assertThrows(UserError.class, () -> Digits.generate(new DataSpec("digits", Integer.MAX_VALUE, 1, 0)));
        assertTrue(error.getMessage().matches("digits: 2147483648 images of 784 pixels need \\d+ MB, but Java may use \\d+ MB;"
                + " ask for fewer images, or raise the limit with TORNADO_VAE_JAVA_OPTS=-Xmx…\\."), error.getMessage());
    }

    private static double distance(byte[] a, byte[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) sum += Math.abs((a[c] & 0xFF) - (b[c] & 0xFF)) / 255.0;
        return sum;
    }

    private static double moment(byte[] image, boolean horizontal) {
        double mass = 0, sum = 0;
        for (int c = 0; c < image.length; c++) {
            mass += image[c] & 0xFF;
            sum += (image[c] & 0xFF) * (0.5 + (horizontal ? c % 28 : c / 28));
        }
        return sum / mass;
    }

    /** How far the upper half stands to the right of the lower half, in pixels. */
    private static double lean(byte[] image) {
        byte[] upper = image.clone(), lower = image.clone();
        Arrays.fill(upper, 14 * 28, 28 * 28, (byte) 0);
        Arrays.fill(lower, 0, 14 * 28, (byte) 0);
        return moment(upper, true) - moment(lower, true);
    }
}
