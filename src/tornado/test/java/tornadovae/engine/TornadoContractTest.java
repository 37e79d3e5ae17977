package tornadovae.engine;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Program;
import tornadovae.model.Objective;
import tornadovae.model.Penalty;

/** The contract of all engines, on TornadoVM's default device, for each family of kernels. */
@Tag("tornado")
class TornadoContractTest {

    /**
     * TornadoVM compiles every kernel of every program anew, so that there are few cases of penalties and objectives;
     * {@link PyTorchValues} has others.
     */
    abstract static class Family extends EngineContract {
        /** A session compiles kernels of its own, so that ops share one. Oclgrind gets small sizes, since it takes long. */
        @Override
        List<List<Program>> ops() {
            int rows = System.getProperty("tornadovae.oclgrind") == null ? Integer.MAX_VALUE : 65;
            return OpCases.all(PIXELS).stream().filter(programs -> programs.stream()
                    .allMatch(program -> program.tensors().stream().allMatch(tensor -> tensor.rows() <= rows))).toList();
        }

        @Override
        List<List<Program>> penalties() {
            return List.of(OpCases.penalties(3, 2));
        }

        @Override
        List<Objective> objectives() {
            return List.of(Objective.dipVae(Penalty.DIP_II, 10, 10).withFreeBits(0.1f),
                    Objective.betaTcVae(10, DensityEstimate.STRATIFIED), Objective.piwae(2, 3),
                    Objective.factorVae(10, List.of(19, 11), 0.01f).withDraws(2));
        }
    }

    @Nested
    class Loop extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.of("loop");
        }

        @Override
        List<List<Program>> penalties() {
            return List.of(OpCases.penalties(3, 2), OpCases.penalties(33, 40));
        }
    }

    @Nested
    class Vector extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.of("vector");
        }

        /** A step without clipping updates weights where their gradients are summed. */
        @Override
        double clippingInVain() {
            return 1e-5;
        }
    }

    @Nested
    class Gpu extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.of("gpu");
        }

        /** A step without clipping updates weights where their gradients are summed. */
        @Override
        double clippingInVain() {
            return 1e-5;
        }
    }

    /** Where there is cuBLAS. */
    @Nested
    class Cublas extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.cublas("fp32");
        }

        /** A step without clipping updates weights where their gradients are summed. */
        @Override
        double clippingInVain() {
            return 1e-5;
        }

        /** Rounding errors of sums in another order, which nine steps of Adam have let grow. */
        @Override
        double neighbours() {
            return 1e-3;
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
    class GpuPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return TornadoEngines.of("gpu");
        }
    }

    @Nested
    class CublasPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return TornadoEngines.cublas("fp32");
        }
    }

    /** Factors have 10 bits behind the point; Adam's first steps are as long for a gradient that is all error. */
    @Nested
    class Tf32PyTorch extends PyTorchValues {
        @Override
        Engine engine() {
            return TornadoEngines.cublas("tf32");
        }

        @Override
        double tolerance() {
            return 5e-3;
        }
    }
}
