package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Op;

/** An optimiser's step on a gradient that is there as a whole: {@link tornadovae.graph.Adam}, {@link tornadovae.graph.Adagrad}. One part is a panel, or the whole of a bias. */
final class Update extends Work {

    private final Rule rule;
    private final Buffer g;

    Update(Op op, Storage storage) {
        super(op.getClass().getSimpleName(), Set.copyOf(op.reads()), Set.copyOf(op.writes()));
        rule = Rule.of(op, storage);
        g = storage.of(Rule.gradient(op));
    }

    @Override
    int parts() {
        return g.layout == Buffer.Layout.PANELS ? Lanes.panels(g.tensor.rows()) : g.tensor.rows();
    }

    @Override
    void run(int replica, int part, Scratch scratch) {
        rule.begin(replica);
        boolean panels = g.layout == Buffer.Layout.PANELS;
        int first = panels ? part * g.panelSize : part * g.stride, count = panels ? g.panelSize : g.stride;
        rule.apply(replica, first, g.values[replica], first, count);
        if (panels) rule.w().refreshBackward(replica, part);
    }
}
