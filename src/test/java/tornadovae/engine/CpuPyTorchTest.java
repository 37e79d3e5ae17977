package tornadovae.engine;

import tornadovae.engine.cpu.CpuEngine;

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
}
