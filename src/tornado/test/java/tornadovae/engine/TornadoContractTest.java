package tornadovae.engine;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of all engines, on TornadoVM's default device, for each family of kernels. */
@Tag("tornado")
class TornadoContractTest {

    @Nested
    class Loop extends EngineContract {
        @Override
        Engine engine() {
            return TornadoEngines.of("loop");
        }
    }

    @Nested
    class Vector extends EngineContract {
        @Override
        Engine engine() {
            return TornadoEngines.of("vector");
        }
    }

    @Nested
    class Local extends EngineContract {
        @Override
        Engine engine() {
            return TornadoEngines.of("local");
        }
    }

    /** In float32, as the CPU engine: errors up to 10⁻⁵ of the largest number. */
    abstract static class PyTorch extends PyTorchValues {
        @Override
        double tolerance() {
            return 1e-5;
        }
    }

    @Nested
    class LoopPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return TornadoEngines.of("loop");
        }
    }

    @Nested
    class VectorPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return TornadoEngines.of("vector");
        }
    }

    @Nested
    class LocalPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return TornadoEngines.of("local");
        }
    }
}
