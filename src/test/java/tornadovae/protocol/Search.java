package tornadovae.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An exhaustive search, breadth first, of all states that a model can reach: each is met once, by the fewest steps that lead
 * there.
 *
 * @param <S> a state; two that are equal are one
 */
final class Search<S> {

    /** What may happen in a state: what it is called, and the state after it. */
    interface Steps<S> {
        void from(S state, BiConsumer<String, S> step);
    }

    private final List<S> states = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<int[]> before = new ArrayList<>();
    private long steps;
    private Optional<String> counterexample = Optional.empty();

    /**
     * @param wrong says what is wrong with a state, if anything is; the search ends there
     */
    Search(S first, Steps<S> model, Function<S, Optional<String>> wrong) {
        var numbers = new HashMap<S, Integer>();
        add(numbers, first, "begins", -1);
        for (int at = 0; at < states.size() && counterexample.isEmpty(); at++) {
            int from = at;
            Optional<String> fault = wrong.apply(states.get(at));
            if (fault.isPresent()) {
                counterexample = Optional.of(String.join("\n", way(at)) + "\n=> " + fault.get());
                return;
            }
            model.from(states.get(at), (name, next) -> {
                steps++;
                Integer known = numbers.get(next);
                int number = known == null ? add(numbers, next, name, from) : known;
                int[] others = before.get(number);
                int[] more = Arrays.copyOf(others, others.length + 1);
                more[others.length] = from;
                before.set(number, more);
            });
        }
    }

    private int add(HashMap<S, Integer> numbers, S state, String name, int parent) {
        numbers.put(state, states.size());
        states.add(state);
        names.add(name);
        parents.add(parent);
        before.add(new int[0]);
        return states.size() - 1;
    }

    /** The steps that lead to a state. */
    private List<String> way(int at) {
        var way = new ArrayList<String>();
        for (int state = at; state >= 0; state = parents.get(state)) way.addFirst(names.get(state));
        return way;
    }

    /** The steps to a state that is wrong, a line each, and what is wrong there. */
    Optional<String> counterexample() {
        return counterexample;
    }

    /** The steps to a state from which, whatever happens, the goal is not reached any more. */
    Optional<String> deadEnd(Predicate<S> goal) {
        var good = new BitSet();
        var open = new ArrayList<Integer>();
        for (int at = 0; at < states.size(); at++) {
            if (goal.test(states.get(at))) {
                good.set(at);
                open.add(at);
            }
        }
        while (!open.isEmpty()) {
            for (int at : before.get(open.removeLast())) {
                if (!good.get(at)) {
                    good.set(at);
                    open.add(at);
                }
            }
        }
        int dead = good.nextClearBit(0);
        return dead < states.size() ? Optional.of(String.join("\n", way(dead)) + "\n=> no way leads on") : Optional.empty();
    }

    List<S> states() {
        return states;
    }

    long steps() {
        return steps;
    }
}
