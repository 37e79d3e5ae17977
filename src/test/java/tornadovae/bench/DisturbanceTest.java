package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits and steal, from files like those of Linux. */
class DisturbanceTest {

    @TempDir
    Path proc;

    @Test
    void waitsOfAllThreadsAndStealAreShares() throws IOException {
        thread("7", 5_000_000_000L);
        thread("8", 1_000);
        steal(100);
        var disturbance = new Disturbance(proc, 2);
        assertTrue(disturbance.known());
        disturbance.begin();
        thread("7", 5_000_000_000L + 600_000_000_000L);
        Files.delete(proc.resolve("self/task/8/schedstat"));
        Files.delete(proc.resolve("self/task/8"));
        thread("9", 400_000_000_000L); // began in between
        steal(100 + 20_000);
        double first = disturbance.end(), second = disturbance.end();
        // 1 200 s taken of two threads' time, which hardly passes
        assertTrue(first > 1e3 && first > second, first + ", then " + second);
    }

    @Test
    void withoutThemNobodyKnows() throws IOException {
        var disturbance = new Disturbance(proc, 2);
        assertFalse(disturbance.known());
        disturbance.begin();
        assertTrue(Double.isNaN(disturbance.end()));
        thread("7", 0);
        assertFalse(disturbance.known(), "no steal");
        steal(0);
        assertTrue(disturbance.known());
        Files.createDirectories(proc.resolve("self/task/8"));
        assertFalse(disturbance.known(), "a thread without schedstat");
    }

    @Test
    void onlyCleanWindowsCountWhereThereAreEnough() {
        var windows = new Measured.Windows();
        for (int i = 0; i < 5; i++) windows.add(100 + i, 0.001);
        windows.add(20, 0.4);
        assertEquals(new Measured(102, 100, 104, 5, 6, Measured.State.CLEAN), windows.measured(15));
        assertEquals("", Measured.warning(List.of(windows.measured(15))));
    }

    @Test
    void tooFewCleanWindowsAreSaid() {
        var windows = new Measured.Windows();
        windows.add(100, 0);
        windows.add(50, 0.3);
        windows.add(20, Disturbance.ALLOWED * 1.01);
        Measured measured = windows.measured(15);
        assertEquals(new Measured(50, 20, 100, 1, 3, Measured.State.DISTURBED), measured);
        assertTrue(Measured.warning(List.of(measured, measured)).startsWith("Others disturbed 2 of 2 cases: "));
        assertEquals(Measured.State.CLEAN, windows.measured(1).state(), "one was asked for, and one is clean");
    }

    @Test
    void whatNobodyKnowsIsSaid() {
        var windows = new Measured.Windows();
        windows.add(100, Double.NaN);
        assertEquals(Measured.State.UNKNOWN, windows.measured(1).state());
        assertTrue(Measured.warning(List.of(windows.measured(1))).contains("nobody knows"));
    }

    @Test
    void holesAreBelowHalfOfTheirNeighboursGeometricMean() {
        assertEquals(List.of(false, false, true, false, false),
                GrowthBenchmark.holes(List.of(1.0, 100.0, 9.9, 40.0, 100.0)));
    }

    private void thread(String id, long wait) throws IOException {
        Path folder = Files.createDirectories(proc.resolve("self/task").resolve(id));
        Files.writeString(folder.resolve("schedstat"), "123 " + wait + " 6\n");
    }

    private void steal(long ticks) throws IOException {
        Files.writeString(proc.resolve("stat"), "cpu  1 2 3 4 5 6 7 " + ticks + " 9 0\ncpu0 0\n");
    }
}
