package tornadovae.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The TornadoVM engine on its default device. */
public final class TornadoEngines {

    private TornadoEngines() {}

    /** With one family of kernels, whatever suits the device. */
    public static Engine of(String kernels) {
        try {
            Path settings = Files.createTempFile("kernels", ".properties");
            Files.writeString(settings, "kernels = " + kernels + "\n");
            return Engines.choose(new EngineRequest("tornado", 1, List.of(), OptionalLong.empty(), Optional.of(settings.toString()))).engine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
