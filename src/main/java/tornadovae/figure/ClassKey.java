package tornadovae.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The colours of the classes, in rows below a class map. */
final class ClassKey implements PlaneKey {

    private static final double SIZE = 7;
    private static final double ROW = 10.5;
    private static final double SWATCH = 7;
    private static final double GAP = 3;
    private static final double ENTRY_GAP = 9;

    /** A name, and the ink of its class; none for no man's land. */
    private record Entry(String name, Ink ink) {

        double width() {
            return SWATCH + GAP + Typeface.SANS.width(name, SIZE);
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    ClassKey(DrawnClasses map) {
        for (int label : map.present()) entries.add(new Entry(map.names().get(label), ClassMapDrawing.ink(label)));
        if (map.hasNoMansLand()) entries.add(new Entry(map.hatched(), null));
    }

    private List<List<Entry>> rows(double width) {
        var rows = new ArrayList<List<Entry>>();
        double x = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (x + entry.width() > width) {
                rows.add(new ArrayList<>());
                x = 0;
            }
            rows.getLast().add(entry);
            x += entry.width() + ENTRY_GAP;
        }
        return rows;
    }

    @Override
    public double beside() {
        return 0;
    }

    @Override
    public double below(double width) {
        return ROW * rows(width).size();
    }

    @Override
    public void draw(Canvas canvas, Rectangle2D room) {
        double y = room.getMinY() + ROW / 2;
        for (List<Entry> row : rows(room.getWidth())) {
            double x = room.getCenterX() - (row.stream().mapToDouble(Entry::width).sum() + ENTRY_GAP * (row.size() - 1)) / 2;
            for (Entry entry : row) {
                var swatch = new Rectangle2D.Double(x, y - SWATCH / 2, SWATCH, SWATCH);
                if (entry.ink() != null) canvas.fill(swatch, entry.ink());
                else hatch(canvas, swatch);
                canvas.text(entry.name(), x + SWATCH + GAP, y + Typeface.CAPITALS * SIZE / 2, Canvas.Align.START, SIZE);
                x += entry.width() + ENTRY_GAP;
            }
            y += ROW;
        }
    }

    private static void hatch(Canvas canvas, Rectangle2D swatch) {
        var path = new Path2D.Double();
        for (double t = 1.0 / 3; t < 1.9; t += 1.0 / 3) {
            path.moveTo(swatch.getMinX() + Math.max(0, t - 1) * SWATCH, swatch.getMinY() + Math.min(1, t) * SWATCH);
            path.lineTo(swatch.getMinX() + Math.min(1, t) * SWATCH, swatch.getMinY() + Math.max(0, t - 1) * SWATCH);
        }
        canvas.stroke(path, ClassMapDrawing.HATCH);
        canvas.stroke(swatch, ClassMapDrawing.HATCH);
    }
}
