package tornadovae.protocol;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What workers do to the folder of one cell, a file operation at a time. Two cells share no file, so one cell stands for all.
 *
 * <p>Between any two steps of a worker all others may take any number of steps: that is a process that is stopped and wakes
 * later. There is no time in it. The lease of another machine may seem to have expired, or not, whenever somebody looks at it:
 * that is every clock, however wrong, every requeued job and every file system that was away. A worker may die anywhere; another
 * one comes in its place. What is found holds whatever the clocks say.
 *
 * <p>Each step has the name of a file operation; {@link Place} says which method it stands for. {@code LeaseAgreesWithModelTest}
 * runs the methods themselves through the same steps.
 */
public final class CellModel implements Search.Steps<CellModel.State> {

    /** A mistake that the protocol could have. The search must find what comes of it. */
    public enum Mistake {
        LEASE_NOT_CHECKED_BEFORE_RENAME, LEASE_CHECKED_BEFORE_PART_FILE, PART_FILES_LEFT, CREATION_NOT_EXCLUSIVE,
        CREATION_NOT_CONFIRMED, NUMBER_WITHOUT_HOLDER, LEASES_DELETED_IN_ANY_ORDER
    }

    /** Where a worker is: the next thing that it does. */
    public enum Place {
        /** {@code Runner.prepare}: is there a {@code manifest.json}? */
        START,
        /**
         * {@code Lease.tryTake}: {@code last}, {@code Last.hasEnded}, creation, its text, {@code isLast}, {@code deleteBefore}.
         */
        LOOK, JUDGE, CREATE, TEXT, CONFIRM, TAKE_BACK, EARLIER,
        /** {@code AtomicFile.removeLeftovers}. */
        LIST_PARTS, DELETE_PARTS,
        /** {@code CellFolder.stepReached}; {@code Runner.finish} once training is over. */
        READ,
        /** {@code AtomicFile.write} of the next checkpoint, or of {@code manifest.json}, with {@code Lease.requireHeld}. */
        PART, CHECK, RENAME, DISCARD,
        /** {@code CellRun.close}: {@code Lease.close} or {@code Lease.closeForGood}. */
        CLOSE, GOOD_LIST, GOOD_DELETE,
        /** It does nothing more here. */
        END, DEAD
    }

    public static final int WORKERS = 3;
    /** Checkpoints of a cell. */
    public static final int STEPS = 1;
    private static final int METRICS = STEPS + 1;
    /** Numbers of leases; a process that would make the last one is not followed: it is left for who comes afterwards. */
    public static final int NUMBERS = 4;
    private static final Place[] PLACES = Place.values();

    // the bytes of a state: the disk …
    private static final int MODEL = 0, FINISHED = 1, LEASE = 2, FREED = LEASE + NUMBERS, PARTS = FREED + NUMBERS;
    // … each worker …
    private static final int AT = PARTS + WORKERS, LIFE = AT + WORKERS, NUMBER = LIFE + WORKERS, STEP = NUMBER + WORKERS,
            LISTED = STEP + WORKERS;
    // … and what only the proof knows: whose leases a worker's follows, whether its successor has begun to read, and what went
    // wrong
    private static final int FOLLOWS = LISTED + WORKERS, SUPERSEDED = FOLLOWS + WORKERS, WRONG = SUPERSEDED + WORKERS,
            LENGTH = WRONG + 1;

    /** Everything at one moment. */
    public record State(byte[] values) {

        int get(int what) {
            return values[what] & 0xff;
        }

        State with(int what, int value) {
            byte[] copy = values.clone();
            copy[what] = (byte) value;
            return new State(copy);
        }

        /** Where a worker is. */
        public Place place(int worker) {
            return PLACES[get(AT + worker)];
        }

        State at(int worker, Place place) {
            return with(AT + worker, place.ordinal());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state && Arrays.equals(values, state.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        /**
         * What is in the folder, in words that a test can make of a real one: checkpoint, whether finished, leases, part files.
         */
        public String disk() {
            var text = new StringBuilder(get(MODEL) + (get(FINISHED) == 1 ? " finished" : ""));
            for (int k = 1; k <= NUMBERS; k++) {
                int lease = get(LEASE + k - 1);
                if (lease > 0) text.append(", ").append(k).append(lease % 2 == 0 ? " of " + (lease / 2 - 1) : " empty");
                if (get(FREED + k - 1) > 0) text.append(", ").append(k).append(" free");
            }
            for (int w = 0; w < WORKERS; w++) {
                if (get(PARTS + w) > 0) text.append(", part of ").append(w);
            }
            return text.toString();
        }

        /** As a number within all processes: that of one who comes when nobody does anything more is WORKERS. */
        public int process(int worker) {
            return worker + WORKERS * get(LIFE + worker);
        }
    }

    private final Set<Mistake> mistakes;

    public CellModel(Mistake... mistakes) {
        this.mistakes = mistakes.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(mistakes));
    }

    public static State first() {
        return new State(new byte[LENGTH]);
    }

    /** Workers 0 and 1 are on one machine, worker 2 is on another. */
    public static boolean sameMachine(int process, int other) {
        return (process % WORKERS == 2) == (other % WORKERS == 2);
    }

    static Optional<String> wrong(State s) {
        return switch (s.get(WRONG)) {
            case 1 -> Optional.of("two have written: one of them after its successor had begun to read");
            case 2 -> Optional.of("a finished cell was changed");
            default -> Optional.empty();
        };
    }

    public static boolean isFinished(State s) {
        return s.get(FINISHED) == 1;
    }

    /** Whether nobody does anything more. */
    static boolean isQuiet(State s) {
        for (int w = 0; w < WORKERS; w++) {
            if (s.place(w) != Place.END && s.place(w) != Place.DEAD) return false;
        }
        return true;
    }

    @Override
    public void from(State s, BiConsumer<String, State> step) {
        for (int w = 0; w < WORKERS; w++) {
            Place place = s.place(w);
            if (place == Place.DEAD || place == Place.END) continue;
            step.accept(w + ": dies", forget(s, w).at(w, Place.DEAD));
            if (place != Place.CREATE || s.get(NUMBER + w) < NUMBERS) worker(s, w, step);
        }
    }

    /** Whether a worker that comes when nobody does anything more, and to which nothing happens, finishes the cell. */
    Optional<String> forgotten(State quiet) {
        State[] s = {begin(quiet.with(LIFE, 1), 0)};
        while (s[0].place(0) != Place.END) {
            State now = s[0];
            s[0] = null;
            worker(now, 0, (_, next) -> s[0] = s[0] == null ? next : s[0]);   // a lease that may have expired has, when one waits
        }
        return isFinished(s[0]) ? Optional.empty() : Optional.of("a cell is forgotten: " + quiet.disk());
    }

    private static State begin(State s, int w) {
        return s.with(NUMBER + w, 0).with(STEP + w, 0).at(w, Place.START);
    }

    /** It writes nothing any more, so nobody need come after it. */
    private static State forget(State s, int w) {
        State next = s.with(FOLLOWS + w, 0).with(SUPERSEDED + w, 0).with(LISTED + w, 0);
        for (int other = 0; other < WORKERS; other++) next = next.with(FOLLOWS + other, next.get(FOLLOWS + other) & ~(1 << w));
        return next;
    }

    private static State end(State s, int w) {
        return forget(s, w).with(NUMBER + w, 0).with(STEP + w, 0).at(w, Place.END);
    }

    /** What a worker does next; two steps of one name are two ways in which it may turn out. */
    public void worker(State s, int w, BiConsumer<String, State> step) {
        int number = s.get(NUMBER + w);
        String me = w + ": ";
        switch (s.place(w)) {
            case START -> step.accept(me + "BEGIN", s.get(FINISHED) == 1 ? end(s, w) : s.at(w, Place.LOOK));
            case LOOK -> {
                int last = last(s);
                State next = s.with(NUMBER + w, last);
                boolean ended = last == 0 || s.get(FREED + last - 1) > 0;
                step.accept(me + "LIST", ended ? next.with(NUMBER + w, last + 1).at(w, Place.CREATE) : next.at(w, Place.JUDGE));
            }
            case JUDGE -> {
                int lease = s.get(LEASE + number - 1);
                State take = s.with(NUMBER + w, number + 1).at(w, Place.CREATE);
                boolean readable = lease > 0 && lease % 2 == 0;
                if (lease == 0) {
                    step.accept(me + "READ " + number, take);
                } else if (readable && sameMachine(lease / 2 - 1, w)) {
                    step.accept(me + "READ " + number, lives(s, lease / 2 - 1) ? end(s, w) : take);
                } else {
                    step.accept(me + "READ " + number, take);
                    step.accept(me + "READ " + number, end(s, w));
                }
            }
            case CREATE -> {
                if (s.get(LEASE + number - 1) > 0 && !mistakes.contains(Mistake.CREATION_NOT_EXCLUSIVE)) {
                    step.accept(me + "CREATE " + number, s.at(w, Place.LOOK));
                } else {
                    step.accept(me + "CREATE " + number,
                            follow(s.with(LEASE + number - 1, 2 * s.process(w) + 1), w).at(w, Place.TEXT));
                }
            }
            case TEXT -> {
                boolean there = s.get(LEASE + number - 1) == 2 * s.process(w) + 1;   // else its name is gone, or another's
                State next = there ? s.with(LEASE + number - 1, 2 * s.process(w) + 2) : s;
                step.accept(me + "WRITE " + number,
                        next.at(w, mistakes.contains(Mistake.CREATION_NOT_CONFIRMED) ? Place.EARLIER : Place.CONFIRM));
            }
            case CONFIRM -> step.accept(me + look(s, w), s.at(w, has(s, w) ? Place.EARLIER : Place.TAKE_BACK));
            case TAKE_BACK -> step.accept(me + "DELETE " + number, forget(s, w).with(LEASE + number - 1, 0).at(w, Place.LOOK));
            case EARLIER -> {
                int found = leases(s) & earlier(number);
                step.accept(me + "LIST" + deletions(found), delete(s, found).at(w, Place.LIST_PARTS));
            }
            case LIST_PARTS -> {
                int found = mistakes.contains(Mistake.PART_FILES_LEFT) ? 0 : parts(s);
                step.accept(me + "LIST", s.with(LISTED + w, found).at(w, found > 0 ? Place.DELETE_PARTS : Place.READ));
            }
            case DELETE_PARTS -> {
                State next = s.with(LISTED + w, 0).at(w, Place.READ);
                var name = new StringBuilder();
                for (int q = 0; q < WORKERS; q++) {
                    if ((s.get(LISTED + w) & 1 << q) > 0) {
                        name.append(" DELETE part of ").append(q);
                        next = next.with(PARTS + q, 0);
                    }
                }
                step.accept(w + ":" + name, next);
            }
            case READ -> step.accept(me + "READ", s.get(FINISHED) == 1 ? s.at(w, Place.CLOSE)
                    : supersede(s, w).with(STEP + w, s.get(MODEL)).at(w, firstOfWrite()));
            case PART -> {
                boolean unchecked = mistakes.contains(Mistake.LEASE_CHECKED_BEFORE_PART_FILE)
                        || mistakes.contains(Mistake.LEASE_NOT_CHECKED_BEFORE_RENAME);
                State made = s.with(PARTS + w, s.get(STEP + w) + 1);
                step.accept(me + "CREATE part of " + w, made.at(w, unchecked ? Place.RENAME : Place.CHECK));
                step.accept(me + "STOP", s.at(w, Place.CLOSE));
            }
            case CHECK -> step.accept(me + look(s, w),
                    s.at(w, has(s, w) ? afterCheck() : s.get(PARTS + w) > 0 ? Place.DISCARD : Place.CLOSE));
            case RENAME -> step.accept(me + "MOVE part of " + w, s.get(PARTS + w) == 0 ? s.at(w, Place.CLOSE) : renamed(s, w));
            case DISCARD -> step.accept(me + "DELETE part of " + w, s.with(PARTS + w, 0).at(w, Place.CLOSE));
            case CLOSE -> {
                boolean moves = s.get(LEASE + number - 1) > 0 && s.get(FREED + number - 1) == 0;
                State freed = moves ? s.with(LEASE + number - 1, 0).with(FREED + number - 1, 1) : s;
                if (s.get(FINISHED) == 0) {
                    step.accept(me + "MOVE " + number, end(freed, w));
                } else if (has(s, w)) {
                    step.accept(me + look(s, w) + " TOUCH " + number, s.at(w, Place.GOOD_LIST));
                } else {
                    step.accept(me + look(s, w), end(s, w));
                }
            }
            case GOOD_LIST -> step.accept(me + "LIST",
                    leases(s) == 0 ? end(s, w) : s.with(LISTED + w, leases(s)).at(w, Place.GOOD_DELETE));
            case GOOD_DELETE -> {
                for (int left = s.get(LISTED + w); left != 0; left &= left - 1) {   // the earlier first
                    int one = left & -left;
                    State next = delete(s, one).with(LISTED + w, s.get(LISTED + w) & ~one);
                    step.accept(w + ":" + deletions(one), next.get(LISTED + w) == 0 ? end(next, w) : next);
                    if (!mistakes.contains(Mistake.LEASES_DELETED_IN_ANY_ORDER)) return;
                }
            }
            default -> throw new IllegalStateException(s.place(w).name());
        }
    }

    private Place firstOfWrite() {
        return mistakes.contains(Mistake.LEASE_CHECKED_BEFORE_PART_FILE) ? Place.CHECK : Place.PART;
    }

    private Place afterCheck() {
        return mistakes.contains(Mistake.LEASE_CHECKED_BEFORE_PART_FILE) ? Place.PART : Place.RENAME;
    }

    /** {@code Lease.isLast}. What it has read may be out of date when it acts on it. */
    private boolean has(State s, int w) {
        int lease = s.get(LEASE + s.get(NUMBER + w) - 1);
        return isLast(s, w) && (mistakes.contains(Mistake.NUMBER_WITHOUT_HOLDER) ? lease > 0 : lease == 2 * s.process(w) + 2);
    }

    private static boolean isLast(State s, int w) {
        return last(s) == s.get(NUMBER + w) && s.get(FREED + s.get(NUMBER + w) - 1) == 0;
    }

    private static String look(State s, int w) {
        return isLast(s, w) ? "LIST READ " + s.get(NUMBER + w) : "LIST";
    }

    private static boolean lives(State s, int process) {
        int w = process % WORKERS;
        return s.process(w) == process && s.place(w) != Place.DEAD;
    }

    /** The number of the last lease, 0 for none. */
    private static int last(State s) {
        int last = NUMBERS;
        while (last > 0 && s.get(LEASE + last - 1) == 0 && s.get(FREED + last - 1) == 0) last--;
        return last;
    }

    /** Two bits for each number: a lease, and one that was given back. */
    private static int leases(State s) {
        int there = 0;
        for (int k = 0; k < NUMBERS; k++) {
            there |= (s.get(LEASE + k) > 0 ? 1 << 2 * k : 0) | (s.get(FREED + k) > 0 ? 2 << 2 * k : 0);
        }
        return there;
    }

    private static int parts(State s) {
        int there = 0;
        for (int q = 0; q < WORKERS; q++) there |= s.get(PARTS + q) > 0 ? 1 << q : 0;
        return there;
    }

    /** Those with numbers smaller by two or more. */
    private static int earlier(int number) {
        return (1 << 2 * Math.max(0, number - 2)) - 1;
    }

    private static State delete(State s, int leases) {
        State next = s;
        for (int bit = 0; bit < 2 * NUMBERS; bit++) {
            if ((leases & 1 << bit) != 0) {
                next = next.with((bit % 2 == 0 ? LEASE : FREED) + bit / 2, 0);
            }
        }
        return next;
    }

    private static String deletions(int leases) {
        var text = new StringBuilder();
        for (int bit = 0; bit < 2 * NUMBERS; bit++) {
            if ((leases & 1 << bit) != 0) {
                text.append(" DELETE ").append(1 + bit / 2).append(bit % 2 == 0 ? "" : " free");
            }
        }
        return text.toString();
    }

    /** Its lease follows those of all that have one now. */
    private static State follow(State s, int w) {
        int others = 0;
        for (int q = 0; q < WORKERS; q++) {
            if (q != w && mayWrite(s.place(q))) others |= 1 << q;
        }
        return forget(s, w).with(FOLLOWS + w, others);
    }

    private static boolean mayWrite(Place place) {
        return place.compareTo(Place.TEXT) >= 0 && place.compareTo(Place.CLOSE) < 0 && place != Place.TAKE_BACK;
    }

    /** It reads what there is: from now on those before it must not change that. */
    private static State supersede(State s, int w) {
        State next = s;
        for (int q = 0; q < WORKERS; q++) {
            if ((s.get(FOLLOWS + w) & 1 << q) != 0) next = next.with(SUPERSEDED + q, 1);
        }
        return next;
    }

    private State renamed(State s, int w) {
        int content = s.get(PARTS + w);
        State next = s.with(PARTS + w, 0);
        if (s.get(FINISHED) == 1) {
            next = next.with(WRONG, 2);
        } else if (s.get(SUPERSEDED + w) == 1) {
            next = next.with(WRONG, 1);
        }
        return content == METRICS ? next.with(FINISHED, 1).at(w, Place.CLOSE)
                : next.with(MODEL, content).with(STEP + w, content).at(w, firstOfWrite());
    }
}
