package tornadovae.engine;

import java.util.Map;
import tornadovae.graph.Images;
import tornadovae.graph.Split;

/** The specification of all engines: every op in double precision by the plainest loops. Slow on purpose. */
public final class ReferenceEngine implements Engine {

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Device device() {
        return new Device("reference", "cpu", 1, Long.MAX_VALUE, "double precision");
    }

    @Override
    public ReferenceSession open(Memory memory, Map<Split, Images> data) {
        return new ReferenceSession(memory, data);
    }
}
