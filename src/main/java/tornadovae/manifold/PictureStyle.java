package tornadovae.manifold;

import tornadovae.UserError;

/**
 * How pictures look.
 *
 * @param scale  every pixel becomes a square of scale × scale
 * @param invert dark on light, for print
 */
public record PictureStyle(int scale, boolean invert) {

    public PictureStyle {
        if (scale < 1 || scale > 64) throw new UserError("The scale of pictures must lie between 1 and 64, found " + scale + ".");
    }

    Picture apply(Picture picture) {
        Picture scaled = picture.scaled(scale);
        return invert ? scaled.inverted() : scaled;
    }
}
