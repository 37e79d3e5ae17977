package tornadovae.manifold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tornadovae.UserError;

/**
 * How many equal pictures are laid out on one: by rows from the top left, over a background that shows in the gaps. Columns can
 * stand in groups with a wider gap between them, such as pairs of an original and its reconstruction.
 *
 * @param columns pictures a row
 * @param gap pixels between neighbours, and around the whole when it is not 0
 * @param background 0 (black) … 255 (white)
 * @param group columns a group; {@code columns} when there is only one
 * @param groupGap pixels between two groups, instead of {@code gap}
 */
public record Sheet(int columns, int gap, int background, int group, int groupGap) {

    public Sheet {
        if (columns < 1) throw new UserError("A sheet needs at least one column, found " + columns + ".");
        if (gap < 0 || groupGap < 0) {
            throw new UserError(
                    "The gap between pictures is 0 or more pixels, found " + Math.min(gap, groupGap) + ".");
        }
        if (background < 0 || background > 255) {
            throw new UserError("The background of a sheet is 0 (black) to 255 (white), found " + background + ".");
        }
        if (group < 1) throw new UserError("A group of columns needs at least one column, found " + group + ".");
    }

    /** A seamless sheet: the manifold as in the paper's figures. */
    public static Sheet seamless(int columns) {
        return new Sheet(columns, 0, 0, columns, 0);
    }

    /** A sheet whose pictures are kept apart by a gap. */
    public static Sheet spaced(int columns, int gap, int background) {
        return new Sheet(columns, gap, background, columns, gap);
    }

    /** A sheet of pairs, each an original and its reconstruction, the pairs set apart; lay out {@link #beside} on it. */
    public static Sheet pairs(int pairsPerRow, int gap, int background) {
        return new Sheet(2 * pairsPerRow, gap, background, 2, 4 * gap + 1);
    }

    /** Originals and reconstructions alternately, so that each stands beside its own on a sheet of {@link #pairs}. */
    public static List<Picture> beside(List<Picture> originals, List<Picture> reconstructions) {
        if (originals.size() != reconstructions.size()) {
            throw new IllegalArgumentException(originals.size() + " originals cannot stand beside " + reconstructions.size()
                    + " reconstructions");
        }
        var alternating = new ArrayList<Picture>(2 * originals.size());
        for (int i = 0; i < originals.size(); i++) {
            alternating.add(originals.get(i));
            alternating.add(reconstructions.get(i));
        }
        return alternating;
    }

    /** The pictures on the sheet; the last row may be short. All pictures must have one size and one number of channels. */
    public Picture draw(List<Picture> pictures) {
        if (pictures.isEmpty()) throw new UserError("A sheet needs at least one picture, found none.");
        Picture first = pictures.getFirst();
        int rows = (pictures.size() + columns - 1) / columns;
        long width = left(columns - 1, first.width()) + first.width() + gap;
        long height = top(rows - 1, first.height()) + first.height() + gap;
        byte[] sheet = new byte[Picture.bytes(width, height, first.channels())];
        Arrays.fill(sheet, (byte) background);
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            if (picture.width() != first.width() || picture.height() != first.height()
                    || picture.channels() != first.channels()) {
                throw new IllegalArgumentException("the pictures of a sheet must be equal in size: number " + i
                        + " differs from the first");
            }
            int rowBytes = picture.width() * picture.channels();
            for (int y = 0; y < picture.height(); y++) {
                long corner = (top(i / columns, picture.height()) + y) * width + left(i % columns, picture.width());
                System.arraycopy(picture.pixels(), y * rowBytes, sheet, (int) (corner * picture.channels()), rowBytes);
            }
        }
        return new Picture((int) width, (int) height, first.channels(), sheet);
    }

    private long left(int column, int width) {
        return gap + column * ((long) width + gap) + (column / group) * ((long) groupGap - gap);
    }

    private long top(int row, int height) {
        return gap + row * ((long) height + gap);
    }
}
