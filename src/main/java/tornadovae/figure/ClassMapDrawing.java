package tornadovae.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import tornadovae.chart.Palette;
import tornadovae.manifold.Picture;

/**
 * A class map: paler where the classifier is less sure, hatched in no man's land, borders between classes as lines, names inside
 * where there is room.
 */
final class ClassMapDrawing implements PlaneContent {

    private static final double NAME = 8;
    private static final double PALEST = 0.8;
    private static final LineStyle BORDER = LineStyle.solid(Ink.BLACK, 0.6);
    static final LineStyle HATCH = LineStyle.solid(Ink.BLACK.withOpacity(0.55), 0.35);

    private final DrawnClasses map;
    private final int rows;
    private final int columns;

    ClassMapDrawing(DrawnClasses map) {
        this.map = map;
        rows = map.classes().length;
        columns = map.classes()[0].length;
    }

    static Ink ink(int label) {
        return Ink.of(Palette.ofClass(label));
    }

    private Ink ink(int row, int column) {
        return ink(map.classes()[row][column]).mixed(Ink.WHITE, PALEST * (1 - Math.clamp(map.confidence()[row][column], 0, 1)));
    }

    @Override
    public void draw(Canvas canvas, Rectangle2D area) {
        byte[] pixels = new byte[rows * columns * 3];
        for (int i = 0; i < rows * columns; i++) ColourBar.put(pixels, i, ink(i / columns, i % columns));
        canvas.image(new Picture(columns, rows, 3, pixels), area);
        double w = area.getWidth() / columns, h = area.getHeight() / rows;
        hatch(canvas, area, w, h);
        borders(canvas, area, w, h);
        names(canvas, area, w, h);
    }

    private void hatch(Canvas canvas, Rectangle2D area, double w, double h) {
        var path = new Path2D.Double();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (map.isSure(row, column)) continue;
                path.moveTo(area.getMinX() + column * w, area.getMinY() + (row + 1) * h);
                path.lineTo(area.getMinX() + (column + 1) * w, area.getMinY() + row * h);
            }
        }
        canvas.stroke(path, HATCH);
    }

    private void borders(Canvas canvas, Rectangle2D area, double w, double h) {
        var path = new Path2D.Double();
        int[][] classes = map.classes();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = area.getMinX() + (column + 1) * w, y = area.getMinY() + (row + 1) * h;
                if (column + 1 < columns && classes[row][column] != classes[row][column + 1]) {
                    path.moveTo(x, y - h);
                    path.lineTo(x, y);
                }
                if (row + 1 < rows && classes[row][column] != classes[row + 1][column]) {
                    path.moveTo(x - w, y);
                    path.lineTo(x, y);
                }
            }
        }
        canvas.stroke(path, BORDER);
    }

    /** Each class' name once, where its places are farthest from all others. */
    private void names(Canvas canvas, Rectangle2D area, double w, double h) {
        for (int label : map.present()) {
            int best = -1;
            double most = 0;
            for (int i = 0; i < rows * columns; i++) {
                double room = map.classes()[i / columns][i % columns] == label ? clearance(i / columns, i % columns) : 0;
                if (room > most) {
                    most = room;
                    best = i;
                }
            }
            String name = map.names().get(label);
            double half = Math.hypot(Typeface.SANS.width(name, NAME), Typeface.CAPITALS * NAME) / 2;
            if (best < 0 || half > (most + 0.5) * Math.min(w, h)) continue;
            double x = area.getMinX() + (best % columns + 0.5) * w,
                    y = area.getMinY() + (best / columns + 0.5) * h + Typeface.CAPITALS * NAME / 2;
            Ink ink = ink(best / columns, best % columns).luminance() > 0.3 ? Ink.BLACK : Ink.WHITE;
            canvas.text(name, x - Typeface.SANS.width(name, NAME) / 2, y, NAME, 0, ink);
        }
    }

    /** Distance to the nearest place of another class, or beyond the edge, in places. */
    private double clearance(int row, int column) {
        double nearest = Math.min(Math.min(row, rows - 1 - row), Math.min(column, columns - 1 - column)) + 0.5;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (map.classes()[r][c] != map.classes()[row][column]) {
                    nearest =
                            Math.min(nearest, Math.hypot(r - row, c - column) - 1);
                }
            }
        }
        return nearest;
    }
}
