package tornadovae.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import tornadovae.UserError;
import tornadovae.engine.choice.Engines;

/** The TornadoVM engine on its default device. */
public final class TornadoEngines {

    private TornadoEngines() {}

    /** The families of kernels that the device's backend compiles: CUDA has no vectors of sixteen. */
    public static List<String> families() {
        String backend = Engines.provider().orElseThrow().devices().firstEntry().getValue().facts().get("backend");
        return backend.equals("cuda") ? List.of("loop", "gpu") : List.of("loop", "vector", "gpu");
    }

    /**
     * With one family of kernels, whatever suits the device; a test that asks for another than {@link #families} is skipped.
     *
     * @param kernels the family, and further lines of settings
     */
    public static Engine of(String kernels) {
        String family = kernels.lines().findFirst().orElseThrow();
        assumeTrue(families().contains(family), "the device's backend does not compile kernels = " + family);
        try {
            Path settings = Files.createTempFile("kernels", ".properties");
            settings.toFile().deleteOnExit();
            Files.writeString(settings, "kernels = " + kernels + "\n");
            return Engines
                    .choose(new EngineRequest("tornado", 1, List.of(), OptionalLong.empty(), Optional.of(settings.toString())))
                    .engine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With matrix products by cuBLAS. Skips the test where there is none, and says in one line why. */
    static Engine cublas(String precision) {
        String backend = of("loop").device().facts().get("backend");
        if (!backend.equals("cuda")) {
            return Assumptions
                    .abort("cuBLAS needs TornadoVM's backend for CUDA, found " + backend + ".");
        }
        try {
            return of("gpu\nproducts = cublas\nprecision = " + precision);
        } catch (UserError e) {
            if (e.exitCode != 3) throw e;
            return Assumptions.abort(e.getMessage());
        }
    }
}
