package tornadovae.cli.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.bundle.Bundle;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.ThisProgram;
import tornadovae.engine.choice.Engines;

@Command(name = "bundle",
        description = {"Make a folder that runs on machines without a JDK. It holds this program, a Java runtime and, where "
                + "there is an SDK, TornadoVM; its run.sh takes the same commands, from any folder and in any "
                + "environment. It is for this kind of processor and operating system. The drivers of a GPU, with their "
                + "libraries for OpenCL or CUDA, must be on the machine."},
        footer = {"  ./run.sh bundle /tmp/tornado-vae",
                "  ./run.sh bundle node/tornado-vae      take that folder along, as it is or in a .tar.gz"})
public final class Bundling extends BaseCommand {

    @Parameters(paramLabel = "FOLDER", arity = "0..1", defaultValue = "bundle",
            description = "Where to make it (default: ${DEFAULT-VALUE}). It must not exist yet.")
    Path folder;

    @Override
    public Integer call() {
        var project = System.getProperty("tornadovae.project");
        if (project == null) {
            throw new UserError("A bundle is made from the project's sources: call ./run.sh bundle there.");
        }
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new UserError(folder + " is there already; name a folder that is not, or remove it.");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new UserError(target.getParent() + ", where the bundle's folder shall be, is not a folder; create it first.");
        }
        Optional<Path> sdk = Engines.provider().isPresent() ? TornadoVm.home() : Optional.empty();
        Path program = Path.of(System.getProperty("java.class.path")).toAbsolutePath().getParent();
        new Bundle(Path.of(System.getProperty("java.home")), program, Path.of(project), sdk, flags(sdk.isPresent()))
                .write(target);
        out().println(folder);
        say(megabytes(target) + " MB, " + sdk.map(found -> "with TornadoVM")
                .orElse("with the CPU engine only, since this build has no TornadoVM; './run.sh doctor' says how to get it"));
        return 0;
    }

    /** The flags of this JVM. */
    private static List<String> flags(boolean tornadoVm) {
        return ThisProgram.portableFlags().stream().filter(flag -> tornadoVm || !flag.startsWith("-Dtornadovae.tornadovm="))
                .toList();
    }

    private static long megabytes(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum() / 1_000_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
