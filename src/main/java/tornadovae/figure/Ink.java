package tornadovae.figure;

/**
 * What surfaces are filled with.
 *
 * @param rgb     {@code 0xrrggbb}, sRGB
 * @param opacity 0 … 1
 */
public record Ink(int rgb, double opacity) {

    public static final Ink BLACK = new Ink(0, 1);
    public static final Ink WHITE = new Ink(0xFFFFFF, 1);

    public Ink {
        if (rgb < 0 || rgb > 0xFFFFFF || !(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException(
                    "no ink: " + Integer.toHexString(rgb) + ", opacity " + opacity);
        }
    }

    /** @param colour {@code #rrggbb}, as in {@link tornadovae.chart.Palette} */
    public static Ink of(String colour) {
        if (!colour.matches("#[0-9a-f]{6}")) throw new IllegalArgumentException("a colour is #rrggbb, found " + colour);
        return new Ink(Integer.parseInt(colour.substring(1), 16), 1);
    }

    public Ink withOpacity(double opacity) {
        return new Ink(rgb, opacity);
    }

    /** {@code (1−t) · this + t · other}, by channel. */
    public Ink mixed(Ink other, double t) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            mixed |= (int) Math.round((1 - t) * (rgb >> shift & 0xFF) + t * (other.rgb >> shift & 0xFF)) << shift;
        }
        return new Ink(mixed, opacity);
    }

    /** {@code #rrggbb}. */
    public String hex() {
        return "#" + Integer.toHexString(0x1000000 | rgb).substring(1);
    }

    /** Relative luminance, 0 (black) … 1 (white), to choose what is legible upon it   (W3C, WCAG 2.2). */
    public double luminance() {
        return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
