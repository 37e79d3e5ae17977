package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Multiply;

/** scaled = factor · value: {@link Multiply} where no update uses the result up at once. One part is one row. */
final class Scaling extends Work {

    private final Buffer value;
    private final Buffer factor;
    private final Buffer scaled;

    Scaling(Multiply op, Storage storage) {
        super("Multiply", Set.copyOf(op.reads()), Set.copyOf(op.writes()));
        value = storage.of(op.value());
        factor = storage.of(op.factor());
        scaled = storage.of(op.scaled());
    }

    @Override
    int parts() {
        return value.tensor.rows();
    }

    @Override
    void run(int replica, int row, Scratch scratch) {
        float f = factor.values[replica][0];
        for (int j = 0; j < value.tensor.columns(); j++) scaled.values[replica][scaled.index(row, j)] = f * value.values[replica][value.index(row, j)];
    }
}
