package tornadovae.data.source;

import tornadovae.UserError;

/** What number white is in an array: 1, 255 or 65535, whichever is the least that no number exceeds. Black is 0. */
enum PixelScale {
    ONE(1), BYTE(255), WORD(65_535);

    final double white;

    PixelScale(double white) {
        this.white = white;
    }

    /**
     * @param what  the array, for the sentence
     * @param least of its numbers; NaN where one is none
     * @param most  of them
     */
    static PixelScale of(String what, double least, double most) {
        if (least >= 0) {
            for (PixelScale scale : values()) {
                if (most <= scale.white) return scale;
            }
        }
        throw new UserError("%s has numbers from %s to %s, and pixels are read that lie in 0…1, 0…255 or 0…65535; scale them."
                .formatted(what, least, most));
    }

    byte of(double value) {
        return (byte) Math.round(255 * (value / white));
    }
}
