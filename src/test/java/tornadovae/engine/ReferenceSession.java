package tornadovae.engine;

import java.util.HashMap;
import java.util.Map;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/** All tensors as {@code double[replica][row · columns + column]}; integers are held exactly in doubles too. */
public final class ReferenceSession implements Session {

    private final Memory memory;
    private final Map<Split, Images> data;
    private final Map<Tensor, double[][]> values = new HashMap<>();

    ReferenceSession(Memory memory, Map<Split, Images> data) {
        this.memory = memory;
        this.data = data;
        for (Tensor tensor : memory.tensors()) values.put(tensor, new double[memory.replicas()][tensor.size()]);
    }

    @Override
    public void run(Program program, int times) {
        for (int i = 0; i < times; i++) {
            for (Op op : program.ops()) {
                for (int replica = 0; replica < memory.replicas(); replica++) new ReferenceKernels(values, data, replica).run(op);
            }
        }
    }

    /** One replica's values, to be read or changed in place. */
    public double[] values(Tensor tensor, int replica) {
        double[][] all = values.get(tensor);
        if (all == null) throw new IllegalArgumentException("the session has no tensor " + tensor);
        return all[replica];
    }

    @Override
    public void read(Tensor tensor, float[] into) {
        for (int r = 0; r < memory.replicas(); r++) {
            for (int e = 0; e < tensor.size(); e++) into[r * tensor.size() + e] = (float) values(tensor, r)[e];
        }
    }

    @Override
    public void write(Tensor tensor, float[] from) {
        for (int r = 0; r < memory.replicas(); r++) {
            for (int e = 0; e < tensor.size(); e++) values(tensor, r)[e] = from[r * tensor.size() + e];
        }
    }

    @Override
    public void readIntegers(Tensor tensor, int[] into) {
        for (int r = 0; r < memory.replicas(); r++) {
            for (int e = 0; e < tensor.size(); e++) into[r * tensor.size() + e] = (int) values(tensor, r)[e];
        }
    }

    @Override
    public void writeIntegers(Tensor tensor, int[] from) {
        for (int r = 0; r < memory.replicas(); r++) {
            for (int e = 0; e < tensor.size(); e++) values(tensor, r)[e] = from[r * tensor.size() + e];
        }
    }

    @Override
    public void close() {}
}
