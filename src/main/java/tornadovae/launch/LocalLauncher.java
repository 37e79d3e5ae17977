package tornadovae.launch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.RunListener;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;

/**
 * Runs a plan in worker processes on this machine, one for each {@link Slot}, and gives each of them one group after the other in
 * the order of the plan. A worker that dies costs the epochs since the last checkpoints of its group, which another worker takes
 * up from there. A group whose workers die again and again without getting any further is given up, and its cells are marked as
 * failed.
 */
public final class LocalLauncher {

    private static final long POLL_MILLIS = 200;
    /** How long workers may take for their last checkpoints: a little less than this process itself has after a signal. */
    private static final long PATIENCE_SECONDS = 55;
    /** Between looks at cells that other processes work on. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Hears what a {@link Runner} tells, from all workers. */
    public interface Listener extends RunListener {

        /**
         * A worker died on a group.
         *
         * @param group       its number, from 1
         * @param how         it ended, such as {@code by SIGKILL}
         * @param imagesAgain training images that it had seen since the last checkpoints, which are to be trained again
         * @param triedAgain  whether another worker takes the group up; otherwise it is given up
         */
        default void died(int group, String how, long imagesAgain, boolean triedAgain) {}

        /**
         * Workers cannot start any more in one place; the others go on.
         *
         * @param slot from 1
         * @param said the last that one of them said
         */
        default void givenUp(int slot, String said) {}
    }

    /** Something that happened in a worker: a message, or its end. */
    private record Event(Worker worker, Optional<Message> message, int exitCode) {}

    private final Path root;
    private final List<Slot> slots;
    private final int retries;
    private final Listener listener;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Map<Worker, Integer> slotOf = new HashMap<>();
    private final Map<Integer, Integer> failedStarts = new HashMap<>();
    private final Map<Integer, Setbacks> setbacks = new HashMap<>();
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<Integer, Long> imagesDone = new HashMap<>();
    private final Map<Cell, String> failed = new LinkedHashMap<>();
    private final Map<Cell, String> elsewhere = new LinkedHashMap<>();
    private final Map<Cell, Integer> groupOf = new HashMap<>();
    private boolean anyWasReady;
    private long looked = System.nanoTime();
    private Plan plan;
    private ResultStore store;

    /**
     * How often workers have died on a group since it last got further, and how far it was then: images seen and cells finished.
     */
    private record Setbacks(int number, long reached) {}

    /**
     * @param root    the folder of the sweep, whose plan has been written
     * @param retries how often a group is tried again when its worker has died without getting further
     */
    public LocalLauncher(Path root, List<Slot> slots, int retries, Listener listener) {
        this.root = root;
        this.slots = List.copyOf(slots);
        this.retries = retries;
        this.listener = listener;
    }

    /**
     * Does what is missing.
     *
     * @param stop asked several times a second; once it says yes, workers leave checkpoints and the run ends
     * @throws UserError where no worker can be started
     */
    public Runner.Outcome run(Plan plan, ResultStore store, BooleanSupplier stop) {
        this.plan = plan;
        this.store = store;
        for (int number = 1; number <= plan.groups().size(); number++) look(number);
        listener.begins(imagesOfAll(), plan.images());
        try {
            startIdle();
            while (!slotOf.isEmpty() || !elsewhere.isEmpty()) {
                if (stop.getAsBoolean()) return outcome(true);
                Event event = next(POLL_MILLIS);
                if (event != null) handle(event);
                if (System.nanoTime() - looked > LOOK_NANOS) lookElsewhere();
            }
            plan.cells().forEach(this::requireNotForgotten);
            return outcome(false);
        } finally {
            end();
        }
    }

    /** What is there of a group; it waits for a worker unless nothing is left to do. */
    private void look(int number) {
        Group group = plan.groups().get(number - 1);
        boolean unfinished = false;
        for (Cell cell : group.cells()) {
            cells.put(cell.id(), cell);
            groupOf.put(cell, number);
            CellFolder folder = store.folder(cell);
            try {
                unfinished |= !folder.isOver(group.family().shape().digest());
                folder.lastingFailure().ifPresent(reason -> failed.put(cell, reason));
                // its worker may have been killed just before, and no other comes there
                if (folder.isFinished()) folder.tidy(cell.configuration());
            } catch (UserError e) {   // a damaged file
                failed.put(cell, e.getMessage());
            }
        }
        imagesDone.put(number, progress(group));
        if (unfinished) waiting.add(number);
    }

    /** Training images that are safe on the disk. */
    private long progress(Group group) {
        return group.cells().stream().mapToLong(cell -> store.folder(cell).imagesSeen(group.family().images())).sum();
    }

    /** Starts as many workers as there are groups that wait, in slots that have none and have not been given up. */
    private void startIdle() {
        long starting = slotOf.keySet().stream().filter(worker -> !worker.wasReady()).count();
        for (int slot = 0; slot < slots.size() && starting < waiting.size(); slot++) {
            if (slotOf.containsValue(slot) || failedStarts.getOrDefault(slot, 0) > retries) continue;
            start(slot);
            starting++;
        }
    }

    /** Takes up cells whose processes have died, and forgets those that they have done. */
    private void lookElsewhere() {
        looked = System.nanoTime();
        for (Cell cell : List.copyOf(elsewhere.keySet())) {
            CellFolder folder = store.folder(cell);
            int group = groupOf.get(cell);
            if (attempt(cell, folder::isOver)) {
                elsewhere.remove(cell);
                attempt(cell, () -> {
                    folder.lastingFailure().ifPresent(reason -> fail(cell, reason));
                    return true;
                });
                // a worker that is on the group has passed the cell over
            } else if (folder.holder().isEmpty() && slotOf.keySet().stream().noneMatch(worker -> worker.group() == group)) {
                elsewhere.remove(cell);
                if (!waiting.contains(group)) waiting.add(group);
            }
        }
        startIdle();
        if (slotOf.isEmpty() && !waiting.isEmpty()) {
            throw new UserError(1,
                    "No worker can start any more; what they said is in " + root.resolve("logs") + ".", null);
        }
    }

    /** No cell may be missing without a word, whatever a worker said. */
    private void requireNotForgotten(Cell cell) {
        if (!failed.containsKey(cell) && !attempt(cell, store.folder(cell)::isOver)) {
            fail(cell, "it is not finished, though its worker said that nothing was left to do; run the same command again.");
        }
    }

    /** Asks something of a cell's files; true where one of them is damaged, which fails this cell alone. */
    private boolean attempt(Cell cell, BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (UserError e) {
            fail(cell, e.getMessage());
            return true;
        }
    }

    private void start(int slot) {
        var command = new ArrayList<>(slots.get(slot).command());
        command.addAll(List.of("sweep", "worker", root.toString()));
        command.addAll(slots.get(slot).flags());
        var worker = new Worker(command, log(slot), (from, message) -> events.add(new Event(from, Optional.of(message), 0)),
                (from, exitCode) -> events.add(new Event(from, Optional.empty(), exitCode)));
        slotOf.put(worker, slot);
    }

    private Path log(int slot) {
        return root.resolve("logs").resolve("worker-" + (slot + 1) + ".log");
    }

    private Event next(long millis) {
        try {
            return events.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void handle(Event event) {
        event.message().ifPresentOrElse(message -> handle(event.worker(), message),
                () -> ended(event.worker(), event.exitCode()));
    }

    private void handle(Worker worker, Message message) {
        switch (message) {
            case Message.Ready() -> {
                anyWasReady = true;
                failedStarts.remove(slotOf.get(worker));
                giveNext(worker);
            }
            case Message.Done() -> giveNext(worker);
            case Message.Images(long done) -> {
                imagesDone.put(worker.group(), done);
                listener.progress(imagesOfAll());
            }
            case Message.Epoch(int epoch, int epochs, double least, double most) ->
                listener.epochDone(epoch, epochs, List.of(least, most));
            case Message.Finished(String id) when cells.get(id) instanceof Cell cell -> {
                failed.remove(cell);
                elsewhere.remove(cell);
                listener.finished(cell, store.folder(cell));
            }
            case Message.Failed(String id, String reason) when cells.get(id) instanceof Cell cell -> fail(cell, reason);
            case Message.GoesBack(String id, String why) when cells.get(id) instanceof Cell cell -> listener.goesBack(cell, why);
            case Message.Elsewhere(String id, String holder) when cells.get(id) instanceof Cell cell -> leave(cell, holder);
            default -> {}   // about a cell that is none of ours
        }
    }

    private void giveNext(Worker worker) {
        worker.nowReady();
        if (waiting.isEmpty()) worker.dismiss();
        else worker.work(waiting.remove());
    }

    private void fail(Cell cell, String reason) {
        if (failed.put(cell, reason) == null) listener.failed(cell, reason);
    }

    private void ended(Worker worker, int exitCode) {
        int slot = slotOf.remove(worker);
        if (worker.group() > 0) {
            lost(worker.group(), slot, exitCode);
        } else if (!worker.wasReady()) {
            failedStart(worker, slot, exitCode);
        }
        startIdle();
    }

    /**
     * A mistake, or a device that was never there, is told at once; a slot in which workers die before they can do anything is
     * given up.
     */
    private void failedStart(Worker worker, int slot, int exitCode) {
        if ((exitCode == 2 || exitCode == 3)
                && !anyWasReady) {
            throw new UserError(exitCode, "A worker cannot start: " + worker.lastWords(), null);
        }
        if (failedStarts.merge(slot, 1, Integer::sum) <= retries) return;
        boolean anyLeft = IntStream.range(0, slots.size()).anyMatch(other -> failedStarts.getOrDefault(other, 0) <= retries);
        if (anyLeft) {
            listener.givenUp(slot + 1, worker.lastWords());
        } else if (slotOf.isEmpty() && !waiting.isEmpty()) {
            throw new UserError(1, "No worker can start: it ended " + ExitCode.describe(exitCode) + "; the last that it said is: "
                    + worker.lastWords(), null);
        }
    }

    /** A worker died on a group. */
    private void lost(int number, int slot, int exitCode) {
        Group group = plan.groups().get(number - 1);
        long progress = progress(group);
        long again = Math.max(0, imagesDone.put(number, progress) - progress);
        // drawing takes time too
        long reached = progress + group.cells().stream().filter(cell -> store.folder(cell).isFinished()).count();
        Setbacks before = setbacks.get(number);
        var now = new Setbacks(before == null || reached > before.reached() ? 1 : before.number() + 1, reached);
        setbacks.put(number, now);
        listener.died(number, ExitCode.describe(exitCode), again, now.number() <= retries);
        if (now.number() <= retries) {
            waiting.addFirst(number);
            return;
        }
        String reason = "its worker process ended " + ExitCode.describe(exitCode)
                + (retries == 0 ? "" : ", for the " + ordinal(now.number()) + " time without getting any further")
                + "; what it said is in " + log(slot) + ". The same command tries again.";
        for (Cell cell : group.cells()) {
            CellFolder folder = store.folder(cell);
            if (elsewhere.containsKey(cell) || attempt(cell, folder::isOver)) continue;
            attempt(cell, () -> {
                if (folder.giveUp(reason)) fail(cell, reason);
                else leave(cell, folder.holder().orElse("another process"));
                return true;
            });
        }
    }

    private void leave(Cell cell, String holder) {
        if (elsewhere.put(cell, holder) == null) listener.elsewhere(cell, holder);
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> number + "th";
        };
    }

    private long imagesOfAll() {
        return imagesDone.values().stream().mapToLong(images -> images).sum();
    }

    private Runner.Outcome outcome(boolean stopped) {
        return new Runner.Outcome(failed, elsewhere, stopped);
    }

    /** Waits for workers that were told to end. */
    private void end() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        slotOf.keySet().forEach(Worker::stop);
        while (!slotOf.isEmpty() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            Event event = next(POLL_MILLIS);
            if (event != null && event.message().isEmpty()) slotOf.remove(event.worker());
        }
        slotOf.keySet().forEach(Worker::kill);
    }
}
