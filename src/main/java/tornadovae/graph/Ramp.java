package tornadovae.graph;

import java.util.List;

/**
 * A weight that rises linearly, once or again and again: weight = target · min(1, (step mod period + 1) / rise); constant where
 * rise = 0, without repetition where period = 0 (warm-up: Bowman et al. 2016; cyclic: Fu et al. 2019, eq. 6, whose weight is one
 * step behind and begins at 0). Step k of a rise, from 1, has k/rise of the target, and the last one all of it.
 *
 * @param step [1, 1] integer: optimiser steps done before this one
 * @param rise [1, 1] integer: length of the rise, steps
 * @param period [1, 1] integer: steps from the beginning of one rise to the next
 * @param target [1, 1]
 * @param weight [1, 1]
 */
public record Ramp(Tensor step, Tensor rise, Tensor period, Tensor target, Tensor weight) implements Op {

    public Ramp {
        for (Tensor t : List.of(step, rise, period, target, weight)) t.require("a schedule's number", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(step, rise, period, target); }

    @Override
    public List<Tensor> writes() { return List.of(weight); }

    @Override
    public long flops() { return 3; }
}
