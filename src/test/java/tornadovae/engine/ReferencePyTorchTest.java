package tornadovae.engine;

import tornadovae.graph.Tensor;

/** The double-precision specification agrees with PyTorch to 10⁻¹⁰. */
class ReferencePyTorchTest extends PyTorchValues {

    @Override
    Engine engine() {
        return new ReferenceEngine();
    }

    @Override
    double tolerance() {
        return 1e-10;
    }

    @Override
    void write(Session session, Tensor tensor, double[] values, int replicas) {
        for (int r = 0; r < replicas; r++) {
            System.arraycopy(values, 0, ((ReferenceSession) session).values(tensor, r), 0, values.length);
        }
    }

    @Override
    double[] read(Session session, Tensor tensor, int replica) {
        return ((ReferenceSession) session).values(tensor, replica);
    }
}
