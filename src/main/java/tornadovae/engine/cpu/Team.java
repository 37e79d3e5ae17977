package tornadovae.engine.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads, the caller among them, that pass through stages together. Within a stage tasks are claimed from
 * counters: each thread begins with its own contiguous share, so that it meets the same data again at the next step, and then
 * helps the others. Nothing is allocated in the steady state.
 *
 * <p>Between stages threads wait by spinning shortly, then yielding, then parking: another process may need the core, and so may
 * the JIT compiler. A failure in a task ends the run after its stage, is thrown to the caller, and leaves the team usable. Runs
 * from several threads happen one after the other; a task must not start one.
 */
public final class Team implements AutoCloseable {

    /** Independent pieces of work; any thread may get any of them. */
    @FunctionalInterface
    public interface Task {
        /** @param thread 0 ≤ thread &lt; threads, for scratch memory of one's own; the caller of {@code run} is 0 */
        void run(int task, int thread);
    }

    /** {@code tasks} tasks that must all be over before the next stage begins. */
    public record Stage(int tasks, Task body) {}

    private static final int SPINS = 2_000;
    private static final int YIELDS = 200;
    /** Ints between counters of different threads: two cache lines, as lines are fetched in pairs. */
    private static final int PAD = 32;

    private final int threads;
    private final Thread[] waiting;
    private final AtomicIntegerArray parked;
    private final AtomicIntegerArray claimed;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** Counts releases: the start of a run and the end of each stage. What threads wait for is that it moves on. */
    private final AtomicInteger phase = new AtomicInteger();

    private Stage[] stages;
    private int times;
    private volatile int failedRun = -1;
    private int run;
    private boolean closed;

    /** A team of {@code threads} ≥ 1 threads: starts one fewer, as the caller works too. */
    public Team(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a team needs at least one thread, not " + threads);
        }
        this.threads = threads;
        waiting = new Thread[threads];
        parked = new AtomicIntegerArray(threads * PAD);
        claimed = new AtomicIntegerArray((threads + 1) * PAD);
        for (int t = 1; t < threads; t++) {
            int thread = t;
            waiting[t] = Thread.ofPlatform().daemon().name("tornadovae-" + t).unstarted(() -> work(thread));
        }
        for (int t = 1; t < threads; t++) {
            waiting[t].start();
        }
    }

    /** How many threads work, the caller included. */
    public int threads() {
        return threads;
    }

    /** Does every task once. With one task a replica, each thread works through whole replicas and meets no barrier. */
    public void run(int tasks, Task body) {
        run(new Stage[] {new Stage(tasks, body)}, 1);
    }

    /** Passes {@code times} times through all stages, with a barrier after each. */
    public synchronized void run(Stage[] stages, int times) {
        if (closed) {
            throw new IllegalStateException("the team is closed");
        }
        if (stages.length == 0 || times <= 0) {
            return;
        }
        waiting[0] = Thread.currentThread();
        this.stages = stages;
        this.times = times;
        run++;
        if (threads > 1) {
            release();
        }
        passThrough(stages, times, run, 0);
        waiting[0] = null;
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            Team.<RuntimeException>rethrow(thrown);
        }
    }

    /** Ends the threads; the team cannot run again. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private void work(int thread) {
        int seen = 0;
        while (true) {
            await(seen, thread);
            if (closed) {
                return;
            }
            int count = times;
            int passed = passThrough(stages, count, run, thread);
            seen += 1 + passed;
        }
    }

    /** Returns the number of barriers passed, the same for every thread. */
    private int passThrough(Stage[] stages, int times, int run, int thread) {
        int passed = 0;
        for (int i = 0; i < times; i++) {
            for (Stage stage : stages) {
                claim(stage, thread);
                barrier(run, thread);
                passed++;
                if (failedRun == run) {
                    return passed;
                }
            }
        }
        return passed;
    }

    private void claim(Stage stage, int thread) {
        try {
            int tasks = stage.tasks;
            for (int i = 0; i < threads; i++) {
                int owner = thread + i < threads ? thread + i : thread + i - threads;
                int first = share(tasks, owner), count = share(tasks, owner + 1) - first;
                int counter = (owner + 1) * PAD;
                while (claimed.get(counter) < count) {
                    int task = claimed.getAndIncrement(counter);
                    if (task < count) {
                        stage.body.run(first + task, thread);
                    }
                }
            }
        } catch (Throwable t) {
            failure.compareAndSet(null, t);
        }
    }

    /** The first task of a thread's share. */
    private int share(int tasks, int thread) {
        return (int) ((long) tasks * thread / threads);
    }

    private void barrier(int run, int thread) {
        int before = phase.get();
        if (arrived.incrementAndGet() < threads) {
            await(before, thread);
            return;
        }
        arrived.set(0);
        for (int t = 0; t < threads; t++) {
            claimed.set((t + 1) * PAD, 0);
        }
        if (failure.get() != null) {
            failedRun = run;
        }
        release();
    }

    private void release() {
        phase.incrementAndGet();
        for (int t = 0; t < threads; t++) {
            if (parked.get(t * PAD) != 0) {
                LockSupport.unpark(waiting[t]);
            }
        }
    }

    /** Until the phase is no longer {@code before}. */
    private void await(int before, int thread) {
        for (int i = 0; i < SPINS; i++) {
            if (phase.get() != before) {
                return;
            }
            Thread.onSpinWait();
        }
        for (int i = 0; i < YIELDS; i++) {
            if (phase.get() != before) {
                return;
            }
            Thread.yield();
        }
        // an interrupted thread does not park: the interrupt waits until the run is over
        boolean interrupted = false;
        parked.set(thread * PAD, 1);
        while (phase.get() == before) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        parked.set(thread * PAD, 0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
