package tornadovae.graph;

import java.util.List;

/**
 * A weight that rises linearly: weight = target · min(1, (step + 1) / steps); constant where steps = 0.
 *
 * @param step   [1, 1] integer: optimiser steps done before this one
 * @param steps  [1, 1] integer: length of the rise
 * @param target [1, 1]
 * @param weight [1, 1]
 */
public record Warmup(Tensor step, Tensor steps, Tensor target, Tensor weight) implements Op {

    public Warmup {
        for (Tensor t : List.of(step, steps, target, weight)) t.require("a schedule's number", 1, 1);
    }

    @Override public List<Tensor> reads() { return List.of(step, steps, target); }
    @Override public List<Tensor> writes() { return List.of(weight); }
    @Override public long flops() { return 3; }
}
