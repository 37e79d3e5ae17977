package tornadovae.figure;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import tornadovae.UserError;
import tornadovae.manifold.LatentGrid;
import tornadovae.manifold.Picture;

/** Equal images in rows and columns with white gaps, with names at the rows and the columns where wanted. */
public final class ImageTable implements Figure {

    private static final double SIZE = 7;
    private static final double LABEL = 8;
    private static final double SPACE = 3;

    /**
     * What stands about the images.
     *
     * @param rows a name for each row, at its left; or none. Where rows are lower than letters, only every second, third, … is
     * shown
     * @param columns a name for each column, below it; or none. Where they are too long for all, only the first, the middle and
     * the last are shown
     * @param below what the columns are; may be empty
     * @param group rows that belong together: a wider gap parts groups
     * @param gap between images, in points
     * @param framed whether each image has a thin frame
     */
    public record Layout(List<String> rows, List<String> columns, String below, int group, double gap, boolean framed) {}

    private final double width;
    private final List<List<Picture>> images;
    private final Layout layout;
    private final double left;
    private final double cellWidth;
    private final double cellHeight;

    /** @param images rows of equal length; the last may be shorter */
    public ImageTable(double width, List<List<Picture>> images, Layout layout) {
        this.width = width;
        this.images = images;
        this.layout = layout;
        left = layout.rows().isEmpty() ? 0 : 1 + Lines.widest(layout.rows(), SIZE) + SPACE;
        int columns = images.getFirst().size();
        cellWidth = (width - left - (columns - 1) * layout.gap()) / columns;
        if (cellWidth < 1) {
            throw new UserError("A figure of this --width has no room for " + columns
                    + " images in a row; make it wider, or ask for fewer images.");
        }
        Picture first = images.getFirst().getFirst();
        cellHeight = cellWidth * first.height() / first.width();
    }

    /** Images of codes from the prior, n in a row. */
    public static ImageTable samples(double width, List<Picture> images, int n, boolean framed) {
        return new ImageTable(width, rows(images, n), new Layout(List.of(), List.of(), "", 1, gap(width, n), framed));
    }

    /**
     * Test images, below each its reconstruction.
     *
     * @param alternating originals and reconstructions in turn, as {@link tornadovae.manifold.Pictures#reconstructionImages}
     * gives them
     */
    public static ImageTable reconstructions(double width, List<Picture> alternating, int pairs, boolean labelled,
            boolean framed) {
        var rows = new ArrayList<List<Picture>>();
        var names = new ArrayList<String>();
        for (List<Picture> row : rows(alternating, 2 * pairs)) {
            for (int which = 0; which < 2; which++) {
                var images = new ArrayList<Picture>();
                for (int i = which; i < row.size(); i += 2) images.add(row.get(i));
                rows.add(images);
                names.add(which == 0 ? "input" : "output");
            }
        }
        return new ImageTable(width, rows, new Layout(labelled ? names : List.of(), List.of(), "", 2, gap(width, pairs), framed));
    }

    /** A row for each latent dimension, which goes from −3 to 3. */
    public static ImageTable traversals(double width, List<Picture> images, int steps, boolean labelled, boolean framed) {
        var rows = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (int d = 0; d < images.size() / steps; d++) rows.add("z" + PlaneAxes.subscript(d + 1));
        for (int s = 0; s < steps; s++) {
            columns.add(Ticks.number(
                    steps == 1 ? 0
                            : Math.round(100 * LatentGrid.TRAVERSAL_LIMIT * (2.0 * s - (steps - 1)) / (steps - 1)) / 100.0));
        }
        return new ImageTable(width, rows(images, steps),
                labelled ? new Layout(rows, columns, "value of the dimension", 1, gap(width, steps), framed)
                        : new Layout(List.of(), List.of(), "", 1, gap(width, steps), framed));
    }

    /** Manifolds at several epochs, from left to right. */
    public static ImageTable growth(double width, List<Picture> manifolds, List<Integer> epochs, boolean labelled) {
        List<String> names = epochs.stream().map(epoch -> "epoch " + epoch).toList();
        return new ImageTable(width, List.of(manifolds), new Layout(List.of(), labelled ? names : List.of(), "", 1, 4, true));
    }

    private static List<List<Picture>> rows(List<Picture> images, int columns) {
        var rows = new ArrayList<List<Picture>>();
        for (int i = 0; i < images.size(); i += columns) rows.add(images.subList(i, Math.min(i + columns, images.size())));
        return rows;
    }

    private static double gap(double width, int columns) {
        return Math.clamp(0.04 * width / columns, 0.3, 2);
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public double height() {
        double below = (layout.columns().isEmpty() ? 0 : SPACE + SIZE) + (layout.below().isEmpty() ? 0 : SPACE + LABEL);
        return top(images.size() - 1) + cellHeight + Math.max(below, edge());
    }

    /** Names of rows are higher than rows of very small images. */
    private double edge() {
        return layout.rows().isEmpty() ? 0 : Math.max(0, (SIZE - cellHeight) / 2);
    }

    private double top(int row) {
        return edge() + row * (cellHeight + layout.gap()) + row / layout.group() * (layout.group() == 1 ? 0 : 3 * layout.gap());
    }

    private double left(int column) {
        return left + column * (cellWidth + layout.gap());
    }

    @Override
    public void draw(Canvas canvas) {
        int named = (int) Math.ceil(SIZE / (cellHeight + layout.gap()));
        for (int row = 0; row < images.size(); row++) {
            if (!layout.rows().isEmpty() && row % named == 0) {
                canvas.text(layout.rows().get(row), left - SPACE,
                        top(row) + cellHeight / 2 + 0.5 * SIZE / 2, Canvas.Align.END, SIZE);
            }
            for (int column = 0; column < images.get(row).size(); column++) {
                var place = new Rectangle2D.Double(left(column), top(row), cellWidth, cellHeight);
                canvas.image(images.get(row).get(column), place);
                if (layout.framed()) {
                    canvas.stroke(new Rectangle2D.Double(place.x + 0.15, place.y + 0.15, place.width - 0.3,
                            place.height - 0.3), LineStyle.solid(Ink.of("#808080"), 0.3));
                }
            }
        }
        double y = top(images.size() - 1) + cellHeight;
        int columns = layout.columns().size();
        boolean all = Lines.widest(layout.columns(), SIZE) + 2 <= cellWidth + layout.gap();
        for (int column = 0; column < columns; column++) {
            if (!all && column != 0 && column != columns - 1 && 2 * column != columns - 1) continue;
            double half = Typeface.SANS.width(layout.columns().get(column), SIZE) / 2;
            canvas.text(layout.columns().get(column), Math.clamp(left(column) + cellWidth / 2, half, width - half),
                    y + SPACE + 0.75 * SIZE, Canvas.Align.MIDDLE, SIZE);
        }
        if (!layout.below().isEmpty()) {
            canvas.text(layout.below(), (left + width) / 2, y + 2 * SPACE + SIZE + 0.75 * LABEL,
                    Canvas.Align.MIDDLE, LABEL);
        }
    }
}
