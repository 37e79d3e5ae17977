package tornadovae.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;

class LeaseTest {

    @TempDir
    Path folder;

    private static final LeaseHolder ME = LeaseHolder.ME;

    private Path lease(int number, LeaseHolder holder, Duration age) throws Exception {
        Path file = Files.writeString(folder.resolve(".lease-00000" + number), holder.text());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    private static LeaseHolder elsewhere() {
        return new LeaseHolder("node7", "another boot", 4711, 100, "", 0);
    }

    @Test
    void aLeaseThatCannotBeWrittenKeepsNobodyOut() throws Exception {
        Disk disk = Disk.failing(Fault.FULL, 2, ".lease");
        var error = assertThrows(UserError.class, () -> Lease.take(disk.path(folder)));
        assertEquals("Cannot take " + folder + " for this run: the disk is full; see to that and run the same command again.",
                error.getMessage());
        Lease.take(folder).close();
    }

    @Test
    void oneAtATimeAndThenTheNext() {
        Lease first = Lease.take(folder);
        assertEquals(Optional.empty(), Lease.tryTake(folder));
        var refused = assertThrows(UserError.class, () -> Lease.take(folder));
        assertEquals(folder + " is in use by process " + ProcessHandle.current().pid() + " on " + Lease.host()
                + "; wait until that run ends, or give another folder with --out.", refused.getMessage());
        first.close();
        assertEquals(Optional.empty(), Lease.holder(folder));
        Lease.take(folder).close();
    }

    @Test
    void manyThatWantItAtOnceHaveItOneAfterTheOther() throws Exception {
        var inside = new AtomicInteger();
        var taken = new AtomicInteger();
        Callable<Boolean> wish = () -> {
            for (int wanted = 0; wanted < 10;) {
                var lease = Lease.tryTake(folder);
                if (lease.isEmpty()) {
                    Thread.onSpinWait();
                    continue;
                }
                boolean alone = inside.incrementAndGet() == 1;
                Thread.sleep(1);
                alone &= inside.get() == 1;
                inside.decrementAndGet();
                lease.get().close();
                if (!alone) return false;
                taken.incrementAndGet();
                wanted++;
            }
            return true;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            var wishes = new ArrayList<Callable<Boolean>>(List.of(wish, wish, wish, wish));
            for (var each : threads.invokeAll(wishes)) assertTrue(each.get(), "two had it at once");
        }
        assertEquals(40, taken.get());
    }

    @Test
    void aDeadProcessOfThisMachineHasNothing() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        lease(1, new LeaseHolder(ME.host(), ME.machine(), dead.pid(), 100, "", 0), Duration.ZERO);
        Lease.take(folder).close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeadProcessWhoseEndNobodyHasAskedForHasNothing() throws Exception {
        // the shell becomes a program that never asks how its child ended
        Process parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$; read -r line' & exec sleep 60").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            while (!stateOf(child).equals("Z")) Thread.sleep(5);
            assertTrue(ProcessHandle.of(child).isPresent());
            long started = Long.parseLong(fields(child)[19]);
            lease(1, new LeaseHolder(ME.host(), ME.machine(), child, started, "", 0), Duration.ZERO);
            Lease.take(folder).close();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static String stateOf(long process) throws Exception {
        return fields(process)[0];
    }

    private static String[] fields(long process) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    @Test
    void anotherProcessWithTheNumberOfADeadOneHasNothing() throws Exception {
        lease(1, new LeaseHolder(ME.host(), ME.machine(), ME.process(), ME.started() - 1, "", 0), Duration.ZERO);
        Lease.take(folder).close();
    }

    @Test
    void aProcessElsewhereHasItWhileItGivesSignsOfLife() throws Exception {
        Path file = lease(3, elsewhere(), Duration.ofSeconds(60));
        assertEquals(Optional.of("process 4711 on node7"), Lease.holder(folder));
        assertEquals(Optional.empty(), Lease.tryTake(folder));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(180)));
        Lease.take(folder).close();
        assertTrue(Files.exists(folder.resolve(".lease-000004.free")));
    }

    @Test
    void aJobThatSlurmHasStartedAgainHasNothingFromBefore() {
        var before = new LeaseHolder("node7", "another boot", 4711, 0, "12", 0);
        var again = new LeaseHolder("node8", "a third", 4712, 0, "12", 1);
        assertTrue(before.isAnEarlierStartOf(again));
        assertFalse(again.isAnEarlierStartOf(before));
        assertFalse(before.isAnEarlierStartOf(new LeaseHolder("node8", "a third", 4712, 0, "13", 1)));
        assertFalse(elsewhere().isAnEarlierStartOf(new LeaseHolder("node8", "a third", 4712, 0, "", 1)));
    }

    @Test
    void aFileThatIsNotWholeYetCountsAsTaken() throws Exception {
        Path file = Files.writeString(folder.resolve(".lease-000001"), "");
        assertEquals(Optional.of("another process"), Lease.holder(folder));
        assertEquals(Optional.empty(), Lease.tryTake(folder));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(180)));
        Lease.take(folder).close();
    }

    @Test
    void whoeverSleptTooLongLearnsThatItIsLost() throws Exception {
        Lease lease = Lease.take(folder);
        lease.beat();
        assertFalse(lease.isLost());
        lease(2, elsewhere(), Duration.ZERO);
        lease.beat();
        assertTrue(lease.isLost());
        lease.close();
        assertEquals(Optional.of("process 4711 on node7"), Lease.holder(folder), "it gave away what was not its own");
    }

    @Test
    void whoeverHasLostTheFolderWritesNothingThere() throws Exception {
        Lease lease = Lease.take(folder);
        Path file = folder.resolve("metrics.json");
        AtomicFile.writeString(file, "mine");
        lease(2, elsewhere(), Duration.ZERO);
        requireRefused(folder, () -> AtomicFile.writeString(file, "late"));
        assertEquals("mine", Files.readString(file));
        assertTrue(lease.isLost());
        lease.close();
    }

    @Test
    void whoeverSleptBetweenLookingAndRenamingFindsItsPartFileGone() throws Exception {
        Path there = Disk.gated((what, path) -> {
            if (what.equals("MOVE") && path.getFileName().toString().contains(".part-")) takeOver();
        }).path(folder);
        Lease lease = Lease.take(there);
        requireRefused(folder, () -> AtomicFile.writeString(there.resolve("metrics.json"), "late"));
        assertFalse(Files.exists(folder.resolve("metrics.json")));
        lease.close();
    }

    private void takeOver() {
        try {
            lease(2, elsewhere(), Duration.ZERO);
            AtomicFile.removeLeftovers(folder);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireRefused(Path folder, Executable write) {
        var error = assertThrows(UserError.class, write);
        assertEquals(folder + " was taken over by process 4711 on node7, because this process had given no sign of life for "
                + "too long; "
                + "it writes nothing there any more.", error.getMessage());
        assertEquals(1, error.exitCode);
    }

    @Test
    void aHolderWritesItselfDownAndIsReadAgain() {
        assertEquals(Optional.of(ME), LeaseHolder.parse(ME.text()));
        assertEquals(Optional.empty(), LeaseHolder.parse("host=node7\nmach"));
        assertTrue(ME.isHere());
        assertEquals(ProcessHandle.current(), ME.processHere().orElseThrow());
    }

    /** The variable that it comes from is anybody's to set. */
    @Test
    void aNumberOfRestartsThatIsNoneCountsAsNone() {
        for (String restarts : List.of("x", "-1", "99999999999")) {
            assertEquals(0,
                    LeaseHolder.parse(ME.text().replaceFirst("restarts=.*", "restarts=" + restarts)).orElseThrow().restarts());
        }
    }
}
