package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TeamTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyTaskRunsOnceInEveryPass(int threads) {
        try (Team team = new Team(threads)) {
            for (int tasks : new int[] {0, 1, 3, 31, 257}) {
                AtomicIntegerArray done = new AtomicIntegerArray(tasks);
                team.run(new Team.Stage[] {new Team.Stage(tasks, (task, thread) -> done.incrementAndGet(task))}, 7);
                for (int task = 0; task < tasks; task++) {
                    assertEquals(7, done.get(task));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aStageSeesAllOfTheStageBefore(int threads) {
        int width = 37, passes = 300;
        int[] a = new int[width], b = new int[width];
        try (Team team = new Team(threads)) {
            Team.Stage[] stages = {
                    new Team.Stage(width, (task, thread) -> a[task] = b[width - 1 - task] + 1),
                    new Team.Stage(width, (task, thread) -> b[task] = a[width - 1 - task] + 1)};
            team.run(stages, passes);
        }
        int[] expected = new int[width];
        Arrays.fill(expected, 2 * passes);
        assertArrayEquals(expected, b);
    }

    /** Late threads, of which there are many, find their stage over and must claim nothing of a later one. */
    @Test
    void manyMoreThreadsThanCoresPassThroughSmallAndEmptyStages() {
        int[] sum = new int[2];
        try (Team team = new Team(16)) {
            Team.Stage[] stages = {
                    new Team.Stage(0, (task, thread) -> sum[0] = -1_000_000),
                    new Team.Stage(1, (task, thread) -> sum[0]++),
                    new Team.Stage(1, (task, thread) -> sum[1] += sum[0]),
                    new Team.Stage(0, (task, thread) -> sum[0] = -1_000_000)};
            for (int run = 0; run < 40; run++) team.run(stages, 50);
        }
        assertEquals(2000, sum[0]);
        assertEquals(2000 * 2001 / 2, sum[1]);
    }

    @Test
    void threadNumbersAreInRangeAndNeverSharedAtOneTime() {
        int threads = 4;
        AtomicIntegerArray inside = new AtomicIntegerArray(threads);
        AtomicInteger clashes = new AtomicInteger();
        try (Team team = new Team(threads)) {
            team.run(2000, (task, thread) -> {
                if (inside.incrementAndGet(thread) != 1) {
                    clashes.incrementAndGet();
                }
                inside.decrementAndGet(thread);
            });
        }
        assertEquals(0, clashes.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFailureEndsTheRunReachesTheCallerAndLeavesTheTeamUsable(int threads) {
        IllegalStateException mine = new IllegalStateException("mine");
        try (Team team = new Team(threads)) {
            for (int round = 0; round < 50; round++) {
                AtomicInteger after = new AtomicInteger();
                Team.Stage[] stages = {
                        new Team.Stage(9, (task, thread) -> {
                            if (task == 5) {
                                throw mine;
                            }
                        }),
                        new Team.Stage(9, (task, thread) -> after.incrementAndGet())};
                assertSame(mine, assertThrows(IllegalStateException.class, () -> team.run(stages, 3)));
                assertEquals(0, after.get());
                team.run(9, (task, thread) -> after.incrementAndGet());
                assertEquals(9, after.get());
            }
        }
    }

    @Test
    void stagesRunAfterAllThreadsHaveParked() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        try (Team team = new Team(3)) {
            for (int i = 0; i < 5; i++) {
                Thread.sleep(20);
                team.run(new Team.Stage[] {
                        new Team.Stage(3, (task, thread) -> sleep(task * 20)),
                        new Team.Stage(3, (task, thread) -> done.incrementAndGet())}, 1);
            }
        }
        assertEquals(15, done.get());
    }

    @Test
    void aClosedTeamRefusesToRunAndItsThreadsEnd() throws InterruptedException {
        Team team = new Team(3);
        Thread[] seen = new Thread[3];
        team.run(new Team.Stage[] {new Team.Stage(300, (task, thread) -> {
            seen[thread] = Thread.currentThread();
            sleep(task % 100 == 0 ? 5 : 0);
        })}, 1);
        team.close();
        team.close();
        assertThrows(IllegalStateException.class, () -> team.run(1, (task, thread) -> {}));
        for (int t = 1; t < 3; t++) {
            if (seen[t] != null) {
                seen[t].join(5000);
                assertTrue(!seen[t].isAlive());
            }
        }
    }

    @Test
    void theSteadyStateAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] count = new int[64];
        Team.Stage[] stages =
                {new Team.Stage(64, (task, thread) -> count[task]++), new Team.Stage(64, (task, thread) -> count[task]--)};
        try (Team team = new Team(2)) {
            team.run(stages, 1000);
            long before = threads.getCurrentThreadAllocatedBytes();
            team.run(stages, 10_000);
            assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 10_000, "a byte a pass would be 10 000");
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
