package tornadovae.engine.cpu;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;

/** What the machine could do: multiply-adds on registers alone, the roofline of every matrix product. */
public final class Ceiling {

    private static final int ITERATIONS = 200_000;
    private static final int ACCUMULATORS = 16;
    private static final long WARM_UP = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int WINDOWS = 20;

    /** Where results go, so that no loop is optimised away. */
    private static volatile float sink;

    private Ceiling() {}

    /**
     * Float32 GFLOP/s of one core with vectors of {@link Lanes#WIDTH} (scalar without the Vector API): the best of 20 windows;
     * takes about half a second.
     */
    public static double gigaflopsPerCore() {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP;) {
            once();
        }
        long best = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long begin = System.nanoTime();
            once();
            best = Math.min(best, System.nanoTime() - begin);
        }
        int lanes = Lanes.WIDTH;
        return 2.0 * ITERATIONS * ACCUMULATORS * lanes / best;
    }

    /** GFLOP/s of the whole team, every thread in its own loop: the best of ten rounds, about half a second in all. */
    public static double gigaflops(Team team) {
        for (int i = 0; i < 10; i++) {
            team.run(team.threads(), (task, thread) -> once());
        }
        int rounds = 10, loops = 10;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            team.run(team.threads() * loops, (task, thread) -> once());
            best = Math.min(best, System.nanoTime() - begin);
        }
        int lanes = Lanes.WIDTH;
        return 2.0 * ITERATIONS * ACCUMULATORS * lanes * loops * team.threads() / best;
    }

    private static void once() {
        sink = Lanes.VECTORS ? VectorLoop.run(1 - 1e-7f, sink) : scalarLoop(1 - 1e-7f, sink);
    }

    /** A class of its own, as this one must load without the Vector API. */
    private static final class VectorLoop {

        static float run(float factor, float start) {
            FloatVector x = FloatVector.broadcast(VectorMath.SPECIES, factor),
                    y = FloatVector.broadcast(VectorMath.SPECIES, 1e-7f);
            FloatVector a0 = FloatVector.broadcast(VectorMath.SPECIES, start), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
            FloatVector a6 = a0, a7 = a0;
            FloatVector b0 = a0.add(1f), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
            for (int i = 0; i < ITERATIONS; i++) {
                a0 = a0.fma(x, y);
                a1 = a1.fma(x, y);
                a2 = a2.fma(x, y);
                a3 = a3.fma(x, y);
                a4 = a4.fma(x, y);
                a5 = a5.fma(x, y);
                a6 = a6.fma(x, y);
                a7 = a7.fma(x, y);
                b0 = b0.fma(x, y);
                b1 = b1.fma(x, y);
                b2 = b2.fma(x, y);
                b3 = b3.fma(x, y);
                b4 = b4.fma(x, y);
                b5 = b5.fma(x, y);
                b6 = b6.fma(x, y);
                b7 = b7.fma(x, y);
            }
            FloatVector a = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7);
            return a.add(b0).add(b1).add(b2).add(b3).add(b4).add(b5).add(b6).add(b7).lane(0) * 0.01f;
        }
    }

    private static float scalarLoop(float x, float start) {
        float a0 = start, a1 = a0 + 1, a2 = a0 + 2, a3 = a0 + 3, a4 = a0 + 4, a5 = a0 + 5, a6 = a0 + 6, a7 = a0 + 7;
        for (int i = 0; i < 2 * ITERATIONS; i++) {
            a0 = a0 * x + 1e-7f;
            a1 = a1 * x + 1e-7f;
            a2 = a2 * x + 1e-7f;
            a3 = a3 * x + 1e-7f;
            a4 = a4 * x + 1e-7f;
            a5 = a5 * x + 1e-7f;
            a6 = a6 * x + 1e-7f;
            a7 = a7 * x + 1e-7f;
        }
        return (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7) * 0.01f;
    }
}
