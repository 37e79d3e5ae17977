package tornadovae.figure;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Shapes of dots, about equal in area, so that series stay apart without colours. */
enum Marker {

    CIRCLE, SQUARE, TRIANGLE, DIAMOND, DOWN, PLUS, PENTAGON;

    static Marker of(int colour) {
        return values()[Math.floorMod(colour, values().length)];
    }

    /** About a point, as large as a circle of this diameter. */
    Shape at(double x, double y, double diameter) {
        double r = diameter / 2;
        return switch (this) {
            case CIRCLE -> new Ellipse2D.Double(x - r, y - r, diameter, diameter);
            case SQUARE -> polygon(x, y, 1.25 * r, 4, 45);
            case TRIANGLE -> polygon(x, y + 0.15 * r, 1.5 * r, 3, 90);
            case DIAMOND -> polygon(x, y, 1.3 * r, 4, 90);
            case DOWN -> polygon(x, y - 0.15 * r, 1.5 * r, 3, -90);
            case PLUS -> plus(x, y, 1.25 * r, 0.45 * r);
            case PENTAGON -> polygon(x, y, 1.2 * r, 5, 90);
        };
    }

    private static Shape polygon(double x, double y, double radius, int corners, double firstDegrees) {
        var path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = Math.toRadians(firstDegrees + 360.0 * i / corners);
            double px = x + radius * Math.cos(angle), py = y - radius * Math.sin(angle);
            if (i == 0) path.moveTo(px, py);
            else path.lineTo(px, py);
        }
        path.closePath();
        return path;
    }

    private static Shape plus(double x, double y, double arm, double half) {
        double[][] corners = {{-half, -arm}, {half, -arm}, {half, -half}, {arm, -half}, {arm, half}, {half, half}, {half, arm},
                {-half, arm}, {-half, half}, {-arm, half}, {-arm, -half}, {-half, -half}};
        var path = new Path2D.Double();
        path.moveTo(x + corners[0][0], y + corners[0][1]);
        for (int i = 1; i < corners.length; i++) path.lineTo(x + corners[i][0], y + corners[i][1]);
        path.closePath();
        return path;
    }
}
