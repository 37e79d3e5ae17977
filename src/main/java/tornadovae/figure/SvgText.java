package tornadovae.figure;

import java.awt.Shape;
import java.awt.geom.PathIterator;

/** Numbers as short text: at most three decimals, without zeros at the end. A thousandth of a point is finer than any printer. */
final class SvgText {

    private SvgText() {}

    static String number(double value) {
        long thousandths = Math.round(value * 1000);
        long rest = Math.abs(thousandths % 1000);
        var text = new StringBuilder();
        if (thousandths < 0) text.append('-');
        text.append(Math.abs(thousandths / 1000));
        if (rest > 0) {
            text.append('.').append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "").append(rest);
            while (text.charAt(text.length() - 1) == '0') text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    /** A shape as SVG path data   (SVG 1.1, section 8.3). */
    static String of(Shape shape) {
        var text = new StringBuilder();
        double[] p = new double[6];
        for (var path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> append(text, 'M', p, 2);
                case PathIterator.SEG_LINETO -> append(text, 'L', p, 2);
                case PathIterator.SEG_QUADTO -> append(text, 'Q', p, 4);
                case PathIterator.SEG_CUBICTO -> append(text, 'C', p, 6);
                default -> text.append('Z');
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, char command, double[] p, int count) {
        text.append(command);
        for (int i = 0; i < count; i++) text.append(i == 0 ? "" : " ").append(number(p[i]));
    }
}
