package tornadovae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;
import tornadovae.file.AtomicFile;
import tornadovae.file.Lease;
import tornadovae.file.LeaseHolder;
import tornadovae.protocol.CellModel.Place;
import tornadovae.protocol.CellModel;

/**
 * {@link Lease} and {@link AtomicFile} themselves do, file operation by file operation, what {@link CellModel} says: three
 * workers, a thread each, go through random walks of the model, and after every step the folder is compared with the model's.
 * Workers 0 and 1 have the numbers of real processes of this machine, which are killed where the walk says so.
 */
@EnabledOnOs(OS.LINUX)
class LeaseAgreesWithModelTest {

    private static final int WALKS = Integer.getInteger("lease.walks", 150);

    @TempDir
    Path folder;
    private final List<Process> bodies = new ArrayList<>();
    private final Map<String, Integer> makerOf = new HashMap<>();

    @AfterEach
    void endBodies() {
        bodies.forEach(Process::destroyForcibly);
    }

    /** A thread that does what a run does to the folder of a cell, and waits before each file operation. */
    private final class Worker {

        private final int number;
        private final SynchronousQueue<String> asks = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> answers = new SynchronousQueue<>();
        private final Process body;
        private final LeaseHolder me;
        private final Path there;
        private final Thread thread;
        private String wish;
        private boolean stops;
        private volatile boolean dead;

        Worker(int number) throws IOException {
            this.number = number;
            body = new ProcessBuilder("sleep", "1000").start();
            bodies.add(body);
            String stat = Files.readString(Path.of("/proc/" + body.pid() + "/stat"));
            long started = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
            me = number == 2 ? new LeaseHolder("node7", "another boot", 4711, bodies.size(), "", 0)
                    : new LeaseHolder(LeaseHolder.ME.host(), LeaseHolder.ME.machine(), body.pid(), started, "", 0);
            Thread[] own = new Thread[1];
            there = Disk.gated((what, path) -> {
                if (Thread.currentThread() == own[0]) before(what, path);
            }).path(folder);
            thread = own[0] = Thread.ofPlatform().daemon().unstarted(() -> {
                try {
                    ask(failure().orElse("END"));
                } catch (Fault.Death e) {
                    // the walk has killed it, or is over
                }
            });
            thread.start();
        }

        private Optional<String> failure() {
            try {
                work();
                return Optional.empty();
            } catch (RuntimeException e) {
                return Optional.of("failed with " + e);
            }
        }

        /** As {@code Runner} and {@code CellRun}. */
        private void work() {
            ask("BEGIN");
            if (isFinished()) return;
            Optional<Lease> taken = Lease.tryTake(there, me);
            if (taken.isEmpty()) return;
            try {
                AtomicFile.removeLeftovers(there);
                ask("READ");
                train();
            } catch (UserError lost) {
                // left to its successor
            } finally {
                ask("CLOSE");
                if (isFinished()) taken.get().closeForGood();
                else taken.get().close();
            }
        }

        private void train() {
            if (isFinished()) return;
            for (int step = model(); step <= CellModel.STEPS; step++) {
                ask("GO ON");
                if (stops) return;
                if (step < CellModel.STEPS) AtomicFile.writeString(there.resolve("model"), String.valueOf(step + 1));
                else AtomicFile.writeString(there.resolve("metrics"), "finished");
            }
        }

        private void before(String what, Path path) {
            if (dead) throw new Fault.Death();
            String name = path.getFileName().toString();
            if (name.startsWith(".lease-clock-") || what.equals("TOUCH") && name.contains(".part-")) return;
            if (what.equals("CREATE") && name.contains(".part-")) makerOf.put(name, number);
            ask(what.equals("LIST") ? what : what + " " + named(name));
        }

        /** Waits until it may. */
        private void ask(String what) {
            if (dead) throw new Fault.Death();   // it tidies nothing up
            try {
                asks.put(what);
                if (!answers.take()) throw new Fault.Death();
            } catch (InterruptedException e) {
                throw new Fault.Death();
            }
        }

        String wish() throws InterruptedException {
            if (wish == null) wish = asks.take();
            return wish;
        }

        void answer(boolean yes) throws InterruptedException {
            wish();
            wish = null;
            dead = !yes;
            answers.put(yes);
        }

        /**
         * Lets it do these things, one after the other; of several deletions whichever comes first. It may look at files as often
         * as it likes.
         */
        void go(List<String> expected) throws InterruptedException {
            var left = new ArrayList<>(expected);
            while (!left.isEmpty()) {
                boolean deletion = left.getFirst().startsWith("DELETE") && left.contains(wish());
                if (deletion || left.getFirst().equals(wish())) {
                    left.remove(wish());
                } else if (!isIdle(wish())) {
                    fail("worker " + number + " does '" + wish() + "', where the model says " + left);
                }
                answer(true);
            }
        }

        private boolean isIdle(String what) {
            return what.equals("LIST") || what.startsWith("READ ")
                    || what.equals("DELETE part of " + number) && parts().noneMatch(part -> part == number);
        }
    }

    private String named(String file) {
        if (file.contains(".part-")) return "part of " + makerOf.get(file);
        return file.replaceFirst("^\\.lease-0*", "").replace(".free", " free");
    }

    private boolean isFinished() {
        return Files.exists(folder.resolve("metrics"));
    }

    private int model() {
        try {
            return Files.exists(folder.resolve("model")) ? Integer.parseInt(Files.readString(folder.resolve("model"))) : 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".lease-clock-"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private java.util.stream.IntStream parts() {
        return names().stream().filter(name -> name.contains(".part-")).mapToInt(makerOf::get).sorted();
    }

    /** As {@link CellModel.State#disk}. */
    private String disk(List<Worker> workers) throws IOException {
        var text = new StringBuilder(model() + (isFinished() ? " finished" : ""));
        for (String name : names()) {
            if (!name.startsWith(".lease-")) continue;
            text.append(", ").append(named(name));
            if (name.endsWith(".free")) continue;
            String holder = Files.readString(folder.resolve(name));
            if (holder.isEmpty()) text.append(" empty");
            else {
                text.append(" of ").append(workers.stream().filter(w -> w.me.text().equals(holder)).findFirst()
                        .orElseThrow().number);
            }
        }
        parts().forEach(part -> text.append(", part of ").append(part));
        return text.toString();
    }

    /** All leases seem as old as this. */
    private void age(boolean expired) throws IOException {
        Instant touched = Instant.now().minus(expired ? Duration.ofMinutes(3) : Duration.ZERO);
        for (String name : names()) {
            if (name.startsWith(".lease-")) Files.setLastModifiedTime(folder.resolve(name), FileTime.from(touched));
        }
    }

    private record Choice(String name, CellModel.State next) {}

    @Test
    void theCodeDoesWhatTheModelSays() throws Exception {
        var model = new CellModel();
        Set<Place> met = EnumSet.noneOf(Place.class);
        for (int walk = 0; walk < WALKS; walk++) {
            var random = new Random(walk);
            var way = new ArrayList<String>();
            List<Worker> workers = List.of(new Worker(0), new Worker(1), new Worker(2));
            CellModel.State state = CellModel.first();
            while (true) {
                var choices = new ArrayList<Choice>();
                model.from(state, (name, next) -> choices.add(new Choice(name, next)));
                choices.removeIf(choice -> choice.name().endsWith("dies") && random.nextInt(8) > 0);
                if (choices.isEmpty()) break;
                Choice choice = choices.get(random.nextInt(choices.size()));
                Worker worker = workers.get(choice.name().charAt(0) - '0');
                Place place = state.place(worker.number);
                met.add(place);
                way.add(choice.name());
                String what = choice.name().substring(3);
                if (what.equals("dies")) {
                    worker.answer(false);
                    worker.body.destroyForcibly().waitFor();
                    state = choice.next();
                    continue;
                }
                if (place == Place.JUDGE) age(choice.next().place(worker.number) == Place.CREATE);
                worker.stops = what.equals("STOP");
                var operations = new ArrayList<>(Arrays.asList(what.split(" (?=[A-Z])")));
                if (place == Place.PART) operations.addFirst("GO ON");
                if (place == Place.CLOSE) operations.addFirst("CLOSE");
                operations.remove("STOP");
                worker.go(operations);
                worker.wish();   // what it did is done
                state = choice.next();
                assertEquals(state.disk(), disk(workers), () -> "walk " + String.join("\n", way));
                if (state.place(worker.number) == Place.END) {
                    while (worker.isIdle(worker.wish())) worker.answer(true);
                    assertEquals("END", worker.wish(), () -> "walk " + String.join("\n", way));
                }
            }
            for (Worker worker : workers) {
                if (!worker.dead) worker.answer(false);
                worker.thread.join();
            }
            endBodies();
            try (var files = Files.list(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
            makerOf.clear();
        }
        met.addAll(EnumSet.of(Place.END, Place.DEAD));
        assertEquals(EnumSet.allOf(Place.class), met, "what the walks have met");
        assertTrue(bodies.size() >= 3 * WALKS);
    }
}
