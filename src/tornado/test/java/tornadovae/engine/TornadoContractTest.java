package tornadovae.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract of all engines, on TornadoVM's default device, for each family of kernels. */
@Tag("tornado")
class TornadoContractTest {

    @Nested
    class Loop extends EngineContract {
        @Override
        Engine engine() {
            return of("loop");
        }
    }

    @Nested
    class Vector extends EngineContract {
        @Override
        Engine engine() {
            return of("vector");
        }
    }

    @Nested
    class Local extends EngineContract {
        @Override
        Engine engine() {
            return of("local");
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
            return of("loop");
        }
    }

    @Nested
    class VectorPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return of("vector");
        }
    }

    @Nested
    class LocalPyTorch extends PyTorch {
        @Override
        Engine engine() {
            return of("local");
        }
    }

    private static Engine of(String kernels) {
        try {
            Path settings = Files.createTempFile("kernels", ".properties");
            Files.writeString(settings, "kernels = " + kernels + "\n");
            return Engines.choose(new EngineRequest("tornado", 1, List.of(), OptionalLong.empty(), Optional.of(settings.toString()))).engine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
