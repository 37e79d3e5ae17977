package tornadovae.data.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A smooth line through given points: a centripetal Catmull–Rom spline (Yuksel, Schaefer and Keyser, "On the parameterization of
 * Catmull–Rom curves", 2009), which has no cusps or loops between its points.
 *
 * @param x points the pen passes, in writing order
 * @param y likewise, downwards
 */
record Curve(float[] x, float[] y) {

    private static final int STEPS = 6;

    /** The curve as a polyline: {@code [points][2]}, {@code STEPS} pieces between each two points. */
    List<float[]> flatten() {
        List<float[]> line = new ArrayList<>(x.length * STEPS);
        line.add(new float[] {x[0], y[0]});
        for (int i = 0; i + 1 < x.length; i++) span(i, line);
        return line;
    }

    /** From point i to i + 1 as a cubic Hermite piece: h00 p₁ + h10 m₁ + h01 p₂ + h11 m₂. */
    private void span(int i, List<float[]> line) {
        float t01 = knot(i - 1), t12 = knot(i), t23 = knot(i + 1);
        float mx1 = tangent(x, i - 1, t01, t12) * t12, my1 = tangent(y, i - 1, t01, t12) * t12;
        float mx2 = tangent(x, i, t12, t23) * t12, my2 = tangent(y, i, t12, t23) * t12;
        for (int step = 1; step <= STEPS; step++) {
            float t = step / (float) STEPS, s = 1 - t;
            float h00 = (1 + 2 * t) * s * s, h10 = t * s * s, h01 = t * t * (3 - 2 * t), h11 = -t * t * s;
            line.add(new float[] {
                    h00 * x[i] + h10 * mx1 + h01 * x[i + 1] + h11 * mx2,
                    h00 * y[i] + h10 * my1 + h01 * y[i + 1] + h11 * my2});
        }
    }

    /** Slope at p₁ of the parabola through p₀ p₁ p₂ at knots 0, a, a + b: (p₁−p₀)/a − (p₂−p₀)/(a+b) + (p₂−p₁)/b. */
    private float tangent(float[] p, int i, float a, float b) {
        float p0 = at(p, i), p1 = at(p, i + 1), p2 = at(p, i + 2);
        return (p1 - p0) / a - (p2 - p0) / (a + b) + (p2 - p1) / b;
    }

    /** Knot distance |pᵢ₊₁ − pᵢ|^½, never 0. */
    private float knot(int i) {
        float dx = at(x, i + 1) - at(x, i), dy = at(y, i + 1) - at(y, i);
        return (float) Math.sqrt(Math.sqrt(Math.max(1e-8f, dx * dx + dy * dy)));
    }

    /** Point i; beyond the ends the nearest piece goes on straight, and a closed curve goes on around. */
    private float at(float[] p, int i) {
        int last = p.length - 1;
        if (i < 0) return closed() ? p[last + i] : 2 * p[0] - p[1];
        if (i > last) return closed() ? p[i - last] : 2 * p[last] - p[last - 1];
        return p[i];
    }

    private boolean closed() {
        return x.length > 2 && x[0] == x[x.length - 1] && y[0] == y[y.length - 1];
    }
}
