package tornadovae.math;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often 95 % intervals contain the truth, in synthetic repetitions whose truth is known: the table of docs/statistics.md.
 */
final class Coverage {

    /** An interval, from n values of repetition r, and the truth. */
    interface Kind {
        Interval of(int n, int r);
    }

    enum Of {
        STUDENT("mean of normal values, Student's t", 0, (n, r) -> Interval.student(normals(n, r, 0))),
        STUDENT_SKEWED("mean of exponential values, Student's t", 1, (n, r) -> Interval.student(exponentials(n, r))),
        BOOTSTRAP_NORMAL("mean of normal values, bootstrap", 0, (n, r) -> Interval.bootstrap(r, normals(n, r, 0))),
        BOOTSTRAP_SKEWED("mean of exponential values, bootstrap", 1, (n, r) -> Interval.bootstrap(r, exponentials(n, r))),
        WILSON("share of 0.9, Wilson", 0.9, (n, r) -> Interval.wilson(successes(n, r, 0.9), n)),
        RHO_NONE("Spearman's ρ = 0", 0, (n, r) -> rho(n, r, 0)),
        RHO("Spearman's ρ = 0.48 (two normals, r = ½)", 6 / Math.PI * Math.asin(0.25), (n, r) -> rho(n, r, 0.5)),
        RHO_STRONG("Spearman's ρ = 0.89 (r = 0.9)", 6 / Math.PI * Math.asin(0.45), (n, r) -> rho(n, r, 0.9)),
        R2("R² of a plane, ½", 0.5, (n, r) -> plane(n, r, 0.5)),
        R2_WEAK("R² of a plane, 0.1", 0.1, (n, r) -> plane(n, r, 0.1)),
        INFORMATION("I(z; class), 2 classes 2 deviations apart", 0.4859, Coverage::information),
        INFORMATION_IN_PLANE("I(z₁, z₂; class), the same, z₂ without it", 0.4859, Coverage::informationInPlane);

        final String name;
        final double truth;
        final Kind kind;

        Of(String name, double truth, Kind kind) {
            this.name = name;
            this.truth = truth;
            this.kind = kind;
        }

        /** The share of repetitions in which the interval holds the truth. */
        double at(int n, int repetitions) {
            return IntStream.range(0, repetitions).parallel().filter(r -> {
                Interval interval = kind.of(n, r);
                return interval.low() <= truth && truth <= interval.high();
            }).count() / (double) repetitions;
        }
    }

    private Coverage() {}

    static double[] normals(int n, int r, int which) {
        return IntStream.range(0, n).mapToDouble(i -> Philox.normal(41, Philox.Stream.DATA, r, which * 10_000 + i)).toArray();
    }

    private static double uniform(int r, int i) {
        return Philox.uniform(43, Philox.Stream.DATA, r, i);
    }

    private static double[] exponentials(int n, int r) {
        return IntStream.range(0, n).mapToDouble(i -> -Math.log1p(-uniform(r, i))).toArray();
    }

    private static int successes(int n, int r, double share) {
        return (int) IntStream.range(0, n).filter(i -> uniform(r, i) < share).count();
    }

    private static Interval rho(int n, int r, double correlation) {
        double[] a = normals(n, r, 0), noise = normals(n, r, 1), b = new double[n];
        for (int i = 0; i < n; i++) b[i] = correlation * a[i] + Math.sqrt(1 - correlation * correlation) * noise[i];
        var estimate = RankCorrelation.of(a, b);
        return new Interval(estimate.low(), estimate.high());
    }

    private static Interval plane(int n, int r, double share) {
        double[] x = normals(n, r, 0), y = normals(n, r, 1), v = normals(n, r, 2);
        for (int i = 0; i < n; i++) v[i] = Math.sqrt(share / 2) * (x[i] + y[i]) + Math.sqrt(1 - share) * v[i];
        return PlaneFit.given(new int[n], x, y, v).interval();
    }

    /** As the atlas makes it: bits ± 1.96 s, s from random halves. */
    private static Interval information(int n, int r) {
        int[] label = classes(n, r);
        return LabelInformation.onLine(apart(label, r)).interval(label, r);
    }

    private static Interval informationInPlane(int n, int r) {
        int[] label = classes(n, r);
        return LabelInformation.inPlane(LabelInformation.standardised(apart(label, r)),
                LabelInformation.standardised(normals(n, r, 1))).interval(label, r);
    }

    private static int[] classes(int n, int r) {
        return IntStream.range(0, n).map(i -> uniform(r, i) < 0.5 ? 1 : 0).toArray();
    }

    private static double[] apart(int[] label, int r) {
        double[] z = normals(label.length, r, 0);
        for (int i = 0; i < z.length; i++) z[i] += 2 * label[i];
        return z;
    }

    /** A row for each kind of interval. */
    static String table(int repetitions) {
        var table = new StringBuilder("| interval | n = 20 | n = 200 | n = 2000 |\n|---|---|---|---|\n");
        for (Of of : Of.values()) {
            table.append("| ").append(of.name);
            for (int n : new int[] {20, 200, 2_000}) {
                table.append(String.format(Locale.ROOT, " | %.1f %%", 100 * of.at(n, repetitions)));
            }
            table.append(" |\n");
        }
        return table.toString();
    }
}
