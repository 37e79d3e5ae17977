package tornadovae.engine;

import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Tensor;

/** The CPU engine's float32 agrees with PyTorch's float64 to 10⁻⁵. */
class CpuPyTorchTest extends PyTorchValues {

    @Override
    Engine engine() {
        return new CpuEngine(2);
    }

    @Override
    double tolerance() {
        return 1e-5;
    }

    @Override
    void write(Session session, Tensor tensor, double[] values, int replicas) {
        var all = new float[replicas * values.length];
        for (int e = 0; e < all.length; e++) all[e] = (float) values[e % values.length];
        session.write(tensor, all);
    }
}
