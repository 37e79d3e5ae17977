package tornadovae.data.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The skeletons of handwritten digits, three ways to write each. A skeleton is text: points {@code x,y} in hundredths of the
 * digit's height, y downwards, in writing order; {@code /} lifts the pen, {@code ^} behind a point makes it a sharp corner.
 */
final class DigitStyles {

    static final int DIGITS = 10;
    static final int STYLES = 3;

    private static final String[][] TEXT = {
            {
                    "40,0 12,16 2,52 14,88 36,100 60,84 70,50 62,14 40,0",
                    "44,8 26,3 8,28 4,66 20,97 42,92 58,62 58,26 42,4 22,8",
                    "26,14 44,0 64,22 68,56 50,94 24,99 4,74 6,34 28,8 52,6",
            },
            {
                    "38,0 34,50 31,100",
                    "12,26 26,14 36,0^ 35,50 33,100",
                    "12,20 34,2^ 34,50 32,98 / 4,99 30,97 62,98",
            },
            {
                    "6,20 24,3 50,6 56,28 36,62 3,96^ 30,93 66,97",
                    "8,24 26,2 54,6 54,34 34,68 10,94 0,84 12,75 32,88 52,98 74,88",
                    "8,30 10,10 36,0 58,14 50,44 26,76 2,98^ 22,89 46,97 70,90",
            },
            {
                    "6,14 28,0 54,10 52,32 24,46^ 50,51 62,72 48,94 22,100 2,88",
                    "4,5 32,2 60,3^ 44,22 26,42^ 52,48 62,70 46,94 20,100 0,90",
                    "8,16 30,0 54,10 48,36 32,47 22,49 23,42 36,45 56,57 60,78 40,98 16,98 0,84",
            },
            {
                    "14,4 10,30 6,54^ 32,54 66,50 / 58,8 52,50 48,100",
                    "48,0 26,34 2,66^ 34,64 72,62 / 48,0 46,50 43,100",
                    "10,6 4,36 14,54 36,52 54,34 62,4^ 56,50 46,100",
            },
            {
                    "62,2 38,3 16,4^ 12,24 8,46^ 32,38 56,52 60,76 42,97 16,100 0,90",
                    "16,8 12,28 10,46^ 34,41 54,56 52,82 30,99 4,92 / 16,8 42,6 72,1",
                    "64,6 40,2 18,10 16,30 32,44 52,58 54,82 34,98 6,96",
            },
            {
                    "46,0 20,26 5,62 14,92 36,100 56,86 52,65 34,57 16,68 9,82",
                    "34,0 12,36 5,74 22,99 48,90 52,68 34,58 14,76",
                    "54,2 30,14 10,46 5,80 24,99 48,96 58,78 44,64 24,68 9,84",
            },
            {
                    "2,8 30,4 62,4^ 46,46 28,100",
                    "2,6 30,5 64,3^ 46,46 26,100 / 16,52 38,50 62,46",
                    "5,24 5,6^ 34,8 62,4^ 48,32 35,64 30,100",
            },
            {
                    "54,12 34,0 12,14 20,36 40,50 57,72 46,95 22,99 5,82 16,60 38,45 55,28 54,12",
                    "34,0 14,8 14,34 32,45 52,34 54,10 34,0 / 32,45 6,60 6,90 30,100 56,90 56,60 32,45",
                    "60,10 38,1 14,14 20,36 44,56 54,78 36,99 12,93 12,72 36,50 58,28 68,6",
            },
            {
                    "56,14 36,0 10,14 5,38 22,50 44,40 56,14^ 53,56 46,100",
                    "54,22 36,1 12,12 6,38 26,50 46,38 55,16 58,52 46,86 22,100 6,92",
                    "54,10 30,3 8,28 16,48 38,43 56,8^ 46,54 32,100",
            },
    };

    private static final List<List<List<Curve>>> PARSED = parseAll();

    private DigitStyles() {}

    /** The curves of one digit (0 … 9) in one style (0 … 2), in units of its height. */
    static List<Curve> of(int digit, int style) {
        return PARSED.get(digit).get(style);
    }

    private static List<List<List<Curve>>> parseAll() {
        List<List<List<Curve>>> all = new ArrayList<>();
        for (String[] styles : TEXT) {
            List<List<Curve>> digit = new ArrayList<>();
            for (String text : styles) digit.add(parse(text));
            all.add(digit);
        }
        return all;
    }

    private static List<Curve> parse(String text) {
        List<Curve> curves = new ArrayList<>();
        for (String stroke : text.split(" / ")) {
            List<float[]> points = new ArrayList<>();
            for (String point : stroke.split(" ")) {
                boolean corner = point.endsWith("^");
                String[] xy = point.replace("^", "").split(",");
                float[] at = {Integer.parseInt(xy[0]) / 100f, Integer.parseInt(xy[1]) / 100f};
                points.add(at);
                if (corner) {
                    curves.add(curve(points));
                    points = new ArrayList<>(List.of(at));
                }
            }
            curves.add(curve(points));
        }
        return curves;
    }

    private static Curve curve(List<float[]> points) {
        float[] x = new float[points.size()], y = new float[points.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = points.get(i)[0];
            y[i] = points.get(i)[1];
        }
        return new Curve(x, y);
    }
}
