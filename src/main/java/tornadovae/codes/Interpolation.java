package tornadovae.codes;

import tornadovae.UserError;
import tornadovae.math.Normal;

/** A way from one code to another. */
public enum Interpolation {

    /** z(t) = (1 − t) a + t b. */
    LINEAR {
        @Override
        void step(float[] a, float[] b, double t, float[] z) {
            for (int d = 0; d < z.length; d++) z[d] = (float) ((1 - t) * a[d] + t * b[d]);
        }
    },

    /**
     * z(t) = (sin((1 − t) ω) a + sin(t ω) b) / sin ω with the angle ω between a and b (White 2016, arXiv 1609.04468): lengths
     * between those of a and b, where almost all of the prior's mass lies in many dimensions.
     */
    SPHERICAL {
        @Override
        void step(float[] a, float[] b, double t, float[] z) {
            double omega = angle(a, b);
            if (omega < NEARLY_NONE) {
                LINEAR.step(a, b, t, z);
                return;
            }
            for (int d = 0; d < z.length; d++) {
                z[d] = (float) ((Math.sin((1 - t) * omega) * a[d] + Math.sin(t * omega) * b[d]) / Math.sin(omega));
            }
        }
    },

    /** Φ(z(t)) = (1 − t) Φ(a) + t Φ(b) in each dimension: equal steps of the prior's mass, as in the manifold's picture. */
    MASS {
        @Override
        void step(float[] a, float[] b, double t, float[] z) {
            for (int d = 0; d < z.length; d++) z[d] = (float) between(a[d], b[d], t);
        }

        private static double between(double a, double b, double t) {
            // in the half where the mass is small, and so exact
            if (a + b > 0) return -between(-a, -b, t);
            double mass = (1 - t) * Normal.distribution(a) + t * Normal.distribution(b);
            return mass > 0 ? Normal.quantile(mass) : (1 - t) * a + t * b;
        }
    };

    private static final double NEARLY_NONE = 1e-6;

    /** One code on the way, into z; 0 &lt; t &lt; 1. */
    abstract void step(float[] a, float[] b, double t, float[] z);

    /**
     * Codes in equal steps of t, from a to b with both.
     *
     * @param steps at least 2
     * @return {@code [steps][latent]}
     * @throws UserError where the way is none: on the sphere, between opposite codes or from the origin
     */
    public float[][] between(float[] a, float[] b, int steps) {
        if (this == SPHERICAL) requireWay(a, b);
        float[][] way = new float[steps][a.length];
        way[0] = a.clone();
        way[steps - 1] = b.clone();
        for (int i = 1; i < steps - 1; i++) step(a, b, (double) i / (steps - 1), way[i]);
        return way;
    }

    private static void requireWay(float[] a, float[] b) {
        if (length(a) == 0 || length(b) == 0) {
            throw new UserError("A spherical way needs two codes with a direction, but one of them is the origin; choose --path "
                    + "linear or mass.");
        }
        if (Math.PI - angle(a, b) < NEARLY_NONE) {
            throw new UserError("The two codes point in opposite directions, between which no spherical way is the shortest; "
                    + "choose --path linear or mass.");
        }
    }

    /** By the two chords of the unit vectors, which is exact near 0 and π too (Kahan 2006). */
    private static double angle(float[] a, float[] b) {
        double ofA = length(a), ofB = length(b), difference = 0, sum = 0;
        for (int d = 0; d < a.length; d++) {
            double x = a[d] / ofA, y = b[d] / ofB;
            difference += (x - y) * (x - y);
            sum += (x + y) * (x + y);
        }
        return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
    }

    private static double length(float[] a) {
        double sum = 0;
        for (float each : a) sum += (double) each * each;
        return Math.sqrt(sum);
    }
}
