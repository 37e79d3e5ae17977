package tornadovae.engine.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads, the caller among them, that pass through stages together. Within a stage tasks are claimed from
 * counters: each thread begins with its own contiguous share, so that it meets the same data again at the next step, and then
 * helps the others. A stage is over when its tasks are done, whoever did them: a thread that comes late, because another process
 * has its core, delays nobody unless it holds a task. Nothing is allocated while stages pass.
 *
 * <p>Between stages threads spin for some microseconds and then park: another process may need the core, and so may the JIT
 * compiler; and to a core that is idle the system brings a thread that waits for another. A failure in a task ends the run after
 * its stage, is thrown to the caller, and leaves the team usable. Runs from several threads happen one after the other; a task
 * must not start one.
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

    /**
     * Stages that are passed through several times.
     *
     * @param first  the phase of the first pass through a stage; each pass has a phase of its own
     * @param passes through all stages together; phase {@code first + passes} means that the run is over
     */
    private record Run(Stage[] stages, int first, int passes) {}

    /** Longer than most waits for the other half of a stage; short beside what the system gives another process at a time. */
    private static final long SPIN_NANOSECONDS = 50_000;
    /** Looks at the phase for each look at the clock. */
    private static final int LOOKS = 16;
    /** Numbers between counters of different threads: two cache lines, as lines are fetched in pairs. */
    private static final int PAD = 32;

    private final int threads;
    private final Thread[] waiting;
    private final AtomicIntegerArray parked;
    /**
     * For each thread's share of tasks the phase (upper half) and the next task to claim (lower half): who still has an earlier
     * phase in mind can claim nothing.
     */
    private final AtomicLongArray claimed;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** What threads wait for is that it moves on. */
    private final AtomicInteger phase = new AtomicInteger();

    /** Set before its first phase. */
    private volatile Run run = new Run(new Stage[0], 0, 0);
    private volatile boolean closed;

    /** A team of {@code threads} ≥ 1 threads: starts one fewer, as the caller works too. */
    public Team(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a team needs at least one thread, not " + threads);
        }
        this.threads = threads;
        waiting = new Thread[threads];
        parked = new AtomicIntegerArray(threads * PAD);
        claimed = new AtomicLongArray((threads + 1) * PAD);
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

    /** Does every task once. With one task a replica, each thread works through whole replicas and waits for nobody. */
    public void run(int tasks, Task body) {
        run(new Stage[] {new Stage(tasks, body)}, 1);
    }

    /** Passes {@code times} times through all stages, each of which begins when the one before is over. */
    public synchronized void run(Stage[] stages, int times) {
        if (closed) {
            throw new IllegalStateException("the team is closed");
        }
        if (stages.length == 0 || times <= 0) {
            return;
        }
        waiting[0] = Thread.currentThread();
        Run next = new Run(stages, phase.get() + 1, Math.multiplyExact(stages.length, times));
        run = next;
        enter(next, 0);
        while (true) {
            int now = phase.get(), pass = now - next.first;
            if (pass >= next.passes) break;
            claim(next, pass, 0);
            await(now, 0);
        }
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
            moveOn(phase.get() + 1);
        }
    }

    private void work(int thread) {
        while (true) {
            int now = phase.get(); // before the run, which may already be a later one: then the phase is none of it
            if (closed) {
                return;
            }
            Run current = run;
            int pass = now - current.first;
            if (pass >= 0 && pass < current.passes) claim(current, pass, thread);
            await(now, thread);
        }
    }

    private void claim(Run run, int pass, int thread) {
        Stage stage = run.stages[pass % run.stages.length];
        int now = run.first + pass, tasks = stage.tasks;
        for (int i = 0; i < threads; i++) {
            int owner = thread + i < threads ? thread + i : thread + i - threads;
            int first = share(tasks, owner), count = share(tasks, owner + 1) - first, counter = (owner + 1) * PAD;
            for (int task = next(counter, now, count); task >= 0; task = next(counter, now, count)) {
                try {
                    stage.body.run(first + task, thread);
                } catch (Throwable t) {
                    failure.compareAndSet(null, t);
                }
                if (done.incrementAndGet() == tasks) enter(run, failure.get() == null ? pass + 1 : run.passes);
            }
        }
    }

    /** The next task of a share, or −1 where none is left in this phase. */
    private int next(int counter, int now, int count) {
        while (true) {
            long current = claimed.get(counter);
            int task = (int) current;
            if ((int) (current >>> 32) != now || task >= count) return -1;
            if (claimed.compareAndSet(counter, current, current + 1)) return task;
        }
    }

    /** The first task of a thread's share. */
    private int share(int tasks, int thread) {
        return (int) ((long) tasks * thread / threads);
    }

    /** Begins a pass, or ends the run. Only who did the last task of the pass before comes here, or who starts the run. */
    private void enter(Run run, int pass) {
        int next = pass;
        while (next < run.passes && run.stages[next % run.stages.length].tasks == 0) next++;
        int now = run.first + next;
        done.set(0);
        for (int t = 0; t < threads; t++) claimed.set((t + 1) * PAD, Integer.toUnsignedLong(now) << 32);
        moveOn(now);
    }

    private void moveOn(int now) {
        phase.set(now);
        for (int t = 0; t < threads; t++) {
            if (parked.get(t * PAD) != 0) {
                LockSupport.unpark(waiting[t]);
            }
        }
    }

    /** Until the phase is no longer {@code before}. */
    private void await(int before, int thread) {
        long begin = 0;
        for (int look = 1;; look++) {
            if (phase.get() != before) {
                return;
            }
            if (look % LOOKS == 0) {
                long time = System.nanoTime();
                if (begin == 0) begin = time;
                if (time - begin > SPIN_NANOSECONDS) break;
            }
            Thread.onSpinWait();
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
