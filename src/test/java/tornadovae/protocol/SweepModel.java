package tornadovae.protocol;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What two launchers on two machines and their three workers do to the groups of one sweep: handing out, deaths, retries, giving
 * up, waiting for others, and a task that Slurm queues again. A group is one cell; {@link CellModel} shows that whoever has lost
 * a cell's lease changes nothing there, so here a lease is one value, and a worker without it only finds out.
 *
 * <p>Any process may die anywhere, and a launcher may die while its workers live on until they notice. Nobody counts on the lease
 * of the sweep's folder, so both launchers may run at once. A lease on the other machine may seem to have expired at any moment.
 * From some moment on a state may be <em>calm</em>: nobody dies or begins any more, so that what runs must come to an end.
 */
final class SweepModel implements Search.Steps<SweepModel.State> {

    /** A mistake that launchers could make. The search must find what comes of it. */
    enum Mistake {
        GROUP_OF_THE_DEAD_NOT_PUT_BACK, PROGRESS_NOT_SEEN, CELLS_ELSEWHERE_NOT_WAITED_FOR, CELLS_ELSEWHERE_NOT_TAKEN_OVER,
        ATTEMPTS_KEPT_AFTER_PROGRESS, ORDERLY_END_COUNTS,
        DEAD_COUNT_AS_HOLDERS
    }

    /** What the second launcher is; the first is a local one with two workers. */
    enum Second { LOCAL, SLURM_TASK }

    private static final int GROUPS = 2;
    private static final int WORKERS = 3, LAUNCHERS = 2, RETRIES = 1, CHECKPOINTS = 1;
    /** Where a worker is. */
    private static final int NONE = 0, READY = 1, CLAIMS = 2, COMPUTES = 3;
    /** A lease: nobody's, worker w's as w + 1, or that of a dead process on a machine. */
    private static final int FREE = 0, DEAD = WORKERS + 1;

    // the bytes of a state: each group on the disk, with the deaths on it since it last got on …
    private static final int SAVED = 0, FINISHED = SAVED + GROUPS, HOLDER = FINISHED + GROUPS, ATTEMPTS = HOLDER + GROUPS,
            GOT_ON = ATTEMPTS + GROUPS, DEATHS = GOT_ON + GROUPS;
    // … each worker …
    private static final int AT = DEATHS + GROUPS, GROUP = AT + WORKERS;
    // … each launcher; sets of groups are bits …
    private static final int RUNS = GROUP + WORKERS, WAITING = RUNS + LAUNCHERS, ELSEWHERE = WAITING + LAUNCHERS,
            FAILED = ELSEWHERE + LAUNCHERS, SETBACKS = FAILED + LAUNCHERS, REACHED = SETBACKS + LAUNCHERS * GROUPS;
    // … and what the proof adds.
    private static final int CALM = REACHED + LAUNCHERS * GROUPS, BLOWS = CALM + 1, WRONG = BLOWS + 1, LENGTH = WRONG + 1;

    /** Everything at one moment. */
    record State(byte[] values) {

        int get(int what) {
            return values[what];
        }

        State with(int what, int value) {
            byte[] copy = values.clone();
            copy[what] = (byte) value;
            return new State(copy);
        }

        State add(int set, int group) {
            return with(set, get(set) | 1 << group);
        }

        State remove(int set, int group) {
            return with(set, get(set) & ~(1 << group));
        }

        boolean has(int set, int group) {
            return (get(set) & 1 << group) != 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state && Arrays.equals(values, state.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private final Second second;
    private final int mostBlows;
    private final Set<Mistake> mistakes;

    /** @param mostBlows how often, in all, a process dies or a launcher begins again; 0 for any number of times */
    SweepModel(Second second, int mostBlows, Mistake... mistakes) {
        this.second = second;
        this.mostBlows = mostBlows;
        this.mistakes = mistakes.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(mistakes));
    }

    /** Nothing runs, and of the groups as many as are told are left to do. */
    static State first(int groups) {
        State first = new State(new byte[LENGTH]);
        for (int g = groups; g < GROUPS; g++) first = first.with(FINISHED + g, 1);
        return first;
    }

    private boolean mayBlow(State s) {
        return s.get(CALM) == 0 && (mostBlows == 0 || s.get(BLOWS) < mostBlows);
    }

    private State blow(State s) {
        return mostBlows == 0 ? s : s.with(BLOWS, s.get(BLOWS) + 1);
    }

    static Optional<String> wrong(State s) {
        return switch (s.get(WRONG)) {
            case 1 -> Optional.of("a launcher ended, and of one group it said neither that it is finished nor why not");
            case 2 -> Optional.of("a group was given up whose workers had not died often enough without getting on");
            default -> Optional.empty();
        };
    }

    /** Whether nothing runs. */
    static boolean isQuiet(State s) {
        for (int l = 0; l < LAUNCHERS; l++) {
            if (s.get(RUNS + l) > 0) return false;
        }
        for (int w = 0; w < WORKERS; w++) {
            if (s.get(AT + w) != NONE) return false;
        }
        return true;
    }

    /** Workers 0 and 1 are the first launcher's; each launcher has a machine. */
    private static int launcher(int worker) {
        return worker < 2 ? 0 : 1;
    }

    private boolean isTask(int launcher) {
        return launcher == 1 && second == Second.SLURM_TASK;
    }

    @Override
    public void from(State s, BiConsumer<String, State> step) {
        for (int l = 0; l < LAUNCHERS; l++) {
            if (s.get(RUNS + l) == 0) {
                begin(s, l, step);
            } else if (isTask(l)) {
                task(s, l, step);
            } else {
                local(s, l, step);
            }
        }
        for (int w = 0; w < WORKERS; w++) {
            if (s.get(AT + w) != NONE) worker(s, w, step);
        }
        if (s.get(CALM) == 0) step.accept("nothing more happens", s.with(CALM, 1));
    }

    private void begin(State s, int l, BiConsumer<String, State> step) {
        if (!mayBlow(s) || hasWorkers(s, l)) return;
        State next = blow(s).with(RUNS + l, 1);
        for (int g = 0; g < GROUPS; g++) {
            if (s.get(FINISHED + g) == 0) next = next.add(WAITING + l, g);
        }
        step.accept("launcher " + l + " begins", next);
    }

    private static boolean hasWorkers(State s, int l) {
        for (int w = 0; w < WORKERS; w++) {
            if (launcher(w) == l && s.get(AT + w) != NONE) return true;
        }
        return false;
    }

    private static boolean isOn(State s, int l, int group) {
        for (int w = 0; w < WORKERS; w++) {
            if (launcher(w) == l && s.get(AT + w) >= CLAIMS && s.get(GROUP + w) == group) return true;
        }
        return false;
    }

    private static State over(State s, int l) {
        State next = s;
        for (int what : new int[] {RUNS, WAITING, ELSEWHERE, FAILED}) next = next.with(what + l, 0);
        for (int g = 0; g < GROUPS; g++) next = next.with(SETBACKS + l * GROUPS + g, 0).with(REACHED + l * GROUPS + g, 0);
        return next;
    }

    /** {@code LocalLauncher.run}: {@code startIdle}, {@code lookElsewhere}, {@code requireNotForgotten}. */
    private void local(State s, int l, BiConsumer<String, State> step) {
        if (mayBlow(s)) step.accept("launcher " + l + " dies", over(blow(s), l));
        for (int w = 0; w < WORKERS; w++) {
            if (launcher(w) == l && s.get(AT + w) == NONE && s.get(WAITING + l) != 0) {
                step.accept("launcher " + l + " starts worker " + w, s.with(AT + w, READY));
            }
        }
        for (int g = 0; g < GROUPS; g++) {
            if (!s.has(ELSEWHERE + l, g)) continue;
            State seen = s.remove(ELSEWHERE + l, g);
            if (s.get(FINISHED + g) == 1) {
                step.accept("launcher " + l + " sees that group " + g + " is finished", seen);
            } else if (!isOn(s, l, g) && maySeemFree(s, g, l) && !mistakes.contains(Mistake.CELLS_ELSEWHERE_NOT_TAKEN_OVER)) {
                step.accept("launcher " + l + " takes group " + g + " over", seen.add(WAITING + l, g));
            }
        }
        boolean waits = s.get(ELSEWHERE + l) != 0 && !mistakes.contains(Mistake.CELLS_ELSEWHERE_NOT_WAITED_FOR);
        if (!hasWorkers(s, l) && s.get(WAITING + l) == 0 && !waits) step.accept("launcher " + l + " ends", ends(s, l));
    }

    /** It must have said of each group that it is finished, or why not. */
    private static State ends(State s, int l) {
        State next = over(s, l);
        for (int g = 0; g < GROUPS; g++) {
            if (s.get(FINISHED + g) == 0 && !s.has(FAILED + l, g)) next = next.with(WRONG, 1);
        }
        return next;
    }

    /** {@code array.sh}: {@code run_group} of one group after the other; how often it was tried stands on the disk. */
    private void task(State s, int l, BiConsumer<String, State> step) {
        int w = WORKERS - 1;
        if (s.get(AT + w) != NONE) {
            taskEnds(s, l, w, step);
            return;
        }
        int g = Integer.numberOfTrailingZeros(s.get(WAITING + l));
        if (mayBlow(s)) step.accept("the task's node dies", over(g < GROUPS ? died(blow(s), g) : blow(s), l));
        if (g >= GROUPS) {
            step.accept("the task ends", ends(s, l));
            return;
        }
        if (s.has(ELSEWHERE + l, g)) {   // exit code 75: asked again for five minutes, then said to be left to others
            step.accept("the task tries group " + g + " again", s.remove(ELSEWHERE + l, g));
            step.accept("the task leaves group " + g, s.remove(ELSEWHERE + l, g).remove(WAITING + l, g).add(FAILED + l, g));
            return;
        }
        boolean gotOn = s.get(GOT_ON + g) > 0 && !mistakes.contains(Mistake.ATTEMPTS_KEPT_AFTER_PROGRESS);
        int tried = gotOn ? 0 : s.get(ATTEMPTS + g);
        if (tried <= RETRIES) {
            step.accept("the task starts group " + g,
                    s.with(ATTEMPTS + g, tried + 1).with(GOT_ON + g, 0).with(AT + w, CLAIMS).with(GROUP + w, g));
            return;
        }
        State next = s.remove(WAITING + l, g).with(ATTEMPTS + g, 0).add(FAILED + l, g);
        step.accept("the task gives group " + g + " up", s.get(FINISHED + g) == 0 ? justified(next, g) : next);
    }

    /** A node that dies takes the task along, or is only cut off; a task that is told to end leaves checkpoints. */
    private void taskEnds(State s, int l, int w, BiConsumer<String, State> step) {
        if (!mayBlow(s)) return;
        int g = s.get(GROUP + w), tried = s.get(ATTEMPTS + g);
        step.accept("the task's node dies or is cut off", over(died(blow(s), g), l));
        State stopped = over(close(blow(s), w).with(AT + w, NONE), l);
        boolean counts = mistakes.contains(Mistake.ORDERLY_END_COUNTS);
        step.accept("the task is told to end", counts ? stopped
                : stopped.with(ATTEMPTS + g, s.get(GOT_ON + g) > 0 ? 0 : Math.max(0, tried - 1)).with(GOT_ON + g, 0));
    }

    /** The workers that one launcher has seen die were at least as many as it must have seen. */
    private static State justified(State s, int g) {
        return s.get(DEATHS + g) > RETRIES ? s : s.with(WRONG, 2);
    }

    /** Whether a process on a launcher's machine may take a lease for one that has ended. */
    private boolean maySeemFree(State s, int g, int l) {
        int holder = s.get(HOLDER + g);
        return holder == FREE || holder >= DEAD && !mistakes.contains(Mistake.DEAD_COUNT_AS_HOLDERS)
                || holder < DEAD && launcher(holder - 1) != l;
    }

    /** Whether a process on a launcher's machine may take a lease for one that somebody has. */
    private boolean maySeemHeld(State s, int g, int l) {
        int holder = s.get(HOLDER + g);
        return holder != FREE && (holder != DEAD + l || mistakes.contains(Mistake.DEAD_COUNT_AS_HOLDERS));
    }

    private void worker(State s, int w, BiConsumer<String, State> step) {
        int l = launcher(w), g = s.get(GROUP + w);
        boolean orphan = s.get(RUNS + l) == 0;
        String me = "worker " + w + " ";
        if (mayBlow(s)) dies(s, w, step);
        if (orphan) step.accept(me + "notices that its launcher is dead", close(s, w).with(AT + w, NONE));
        switch (s.get(AT + w)) {
            case READY -> {
                if (orphan) return;
                if (s.get(WAITING + l) == 0) step.accept(me + "is dismissed", s.with(AT + w, NONE));
                for (int next = 0; next < GROUPS; next++) {
                    if (s.has(WAITING + l, next)) {
                        step.accept(me + "is given group " + next,
                                s.remove(WAITING + l, next).with(AT + w, CLAIMS).with(GROUP + w, next));
                    }
                }
            }
            case CLAIMS -> {
                if (s.get(FINISHED + g) == 1) step.accept(me + "has nothing to do", done(s, w));
                else {
                    if (maySeemFree(s, g, l)) {
                        step.accept(me + "takes group " + g,
                                s.with(HOLDER + g, w + 1).with(AT + w, COMPUTES));
                    }
                    if (maySeemHeld(s, g, l)) step.accept(me + "leaves group " + g, elsewhere(s, w));
                }
            }
            case COMPUTES -> {
                if (s.get(HOLDER + g) != w + 1) {
                    step.accept(me + "has lost group " + g, elsewhere(s, w));
                } else if (s.get(SAVED + g) < CHECKPOINTS) {
                    step.accept(me + "saves group " + g, gotOn(s, g).with(SAVED + g, s.get(SAVED + g) + 1));
                } else {
                    step.accept(me + "finishes group " + g, done(gotOn(s, g).with(FINISHED + g, 1).with(HOLDER + g, FREE), w));
                }
            }
            default -> throw new IllegalStateException("worker " + w);
        }
    }

    private static State gotOn(State s, int g) {
        return s.with(DEATHS + g, 0).with(GOT_ON + g, 1);
    }

    /** It says so, and is ready for the next group; a task's program ends. */
    private State done(State s, int w) {
        int l = launcher(w), g = s.get(GROUP + w);
        State next = s.with(AT + w, isTask(l) || s.get(RUNS + l) == 0 ? NONE : READY).with(GROUP + w, 0);
        if (s.get(RUNS + l) == 0 || s.get(FINISHED + g) == 0) return next;
        next = next.remove(ELSEWHERE + l, g).remove(FAILED + l, g);
        return isTask(l) ? next.remove(WAITING + l, g).with(ATTEMPTS + g, 0) : next;
    }

    private State elsewhere(State s, int w) {
        int l = launcher(w), g = s.get(GROUP + w);
        if (s.get(RUNS + l) == 0) return done(s, w);
        State next = s.add(ELSEWHERE + l, g);
        return done(isTask(l) ? next.with(ATTEMPTS + g, 0) : next, w);
    }

    /** Gives back what it has. */
    private static State close(State s, int w) {
        State next = s.with(GROUP + w, 0);
        for (int g = 0; g < GROUPS; g++) {
            if (s.get(HOLDER + g) == w + 1) next = next.with(HOLDER + g, FREE);
        }
        return next;
    }

    private static State died(State s, int g) {
        return s.with(DEATHS + g, Math.min(s.get(DEATHS + g) + 1, RETRIES + 1));
    }

    private void dies(State s, int w, BiConsumer<String, State> step) {
        int l = launcher(w), g = s.get(GROUP + w);
        State next = blow(s).with(AT + w, NONE).with(GROUP + w, 0);
        if (s.get(AT + w) >= CLAIMS) {
            if (s.get(HOLDER + g) == w + 1) next = next.with(HOLDER + g, DEAD + l);
            next = died(next, g);
            if (s.get(RUNS + l) > 0 && !isTask(l)) {
                lost(next, l, g, step);
                return;
            }
        }
        step.accept("worker " + w + " dies", next);
    }

    /** {@code LocalLauncher.lost}. */
    private void lost(State s, int l, int g, BiConsumer<String, State> step) {
        int count = SETBACKS + l * GROUPS + g, mark = REACHED + l * GROUPS + g;
        int reached = s.get(SAVED + g) + s.get(FINISHED + g);
        boolean anew = s.get(count) == 0 || reached > s.get(mark) && !mistakes.contains(Mistake.PROGRESS_NOT_SEEN);
        int setbacks = anew ? 1 : Math.min(s.get(count) + 1, RETRIES + 1);
        State next = s.with(count, setbacks).with(mark, reached);
        String name = "a worker dies on group " + g;
        if (setbacks <= RETRIES) {
            step.accept(name, mistakes.contains(Mistake.GROUP_OF_THE_DEAD_NOT_PUT_BACK) ? next : next.add(WAITING + l, g));
        } else if (s.get(FINISHED + g) == 1 || s.has(ELSEWHERE + l, g)) {
            step.accept(name, next);
        } else {   // CellFolder.giveUp
            if (maySeemFree(s, g, l)) {
                step.accept(name + ", which is given up",
                        justified(next, g).with(HOLDER + g, FREE).add(FAILED + l, g));
            }
            if (maySeemHeld(s, g, l)) step.accept(name + ", which another one has", next.add(ELSEWHERE + l, g));
        }
    }
}
