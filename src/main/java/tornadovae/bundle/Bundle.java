package tornadovae.bundle;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.file.Folders;

/**
 * A folder that runs the program on a machine without a JDK and without an SDK: {@code java/}, a Java runtime of the modules that
 * are needed; {@code app/}, the program; {@code tornadovm/}, those jars of the SDK that are needed, and its libraries;
 * {@code licenses/}, of the libraries; {@code experiments/} and {@code tornado-config/}; {@code run.sh}, which starts it.
 *
 * @param jdk whose jlink makes the runtime
 * @param program where {@code tornado-vae.jar} and {@code lib/} are
 * @param project the folder of the sources
 * @param sdk the TornadoVM SDK that the program was built for
 * @param flags of a JVM that runs the program
 */
public record Bundle(Path jdk, Path program, Path project, Optional<Path> sdk, List<String> flags) {

    /**
     * Makes the folder, which appears whole or not at all.
     *
     * @param folder does not exist yet
     * @throws UserError with exit code 1 where that is not possible
     */
    public void write(Path folder) {
        Path part = folder.resolveSibling(folder.getFileName() + ".part-" + ProcessHandle.current().pid());
        try {
            try {
                fill(Files.createDirectory(part));
                Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Folders.delete(part);
            }
        } catch (IOException e) {
            throw new UserError(1, "Cannot make " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }

    private void fill(Path folder) throws IOException {
        var application = ModuleFinder.of(program.resolve("tornado-vae.jar"), program.resolve("lib"));
        var needs =
                ModuleClosure.of(application, application.findAll().stream().map(module -> module.descriptor().name()).toList());
        var modules = new TreeSet<>(needs.ofTheJdk());
        copy(program, needs.jars(), folder.resolve("app"));
        if (sdk.isPresent()) modules.addAll(copySdk(sdk.get(), folder.resolve("tornadovm")));
        link(modules, folder.resolve("java"));
        for (String name : List.of("experiments", "tornado-config", "LICENSE")) {
            copy(project, files(project.resolve(name)), folder);
        }
        copyLicences(folder.resolve("licenses"));
        var launcher = new Launcher(flags, sdk);
        Files.writeString(folder.resolve("flags"), launcher.flagsFile());
        Path script = Files.writeString(folder.resolve("run.sh"), launcher.script());
        if (!script.toFile().setExecutable(true, false)) throw new IOException(script + " cannot be made executable");
    }

    /** Copies what runs in a JVM with {@link #flags} from the SDK; returns the modules of the JDK that it needs. */
    private TreeSet<String> copySdk(Path sdk, Path target) throws IOException {
        Path[] path = Stream.concat(values("--upgrade-module-path="), values("--module-path="))
                .flatMap(value -> Arrays.stream(value.split(":"))).map(Path::of).toArray(Path[]::new);
        for (Path folder : path) {
            if (!folder.startsWith(sdk)) {
                throw new UserError(1, "The flags of the TornadoVM SDK in " + sdk + " name another folder, " + folder
                        + ": let its bin/tornado --generate-argfile make them anew.", null);
            }
        }
        var needs = ModuleClosure.of(ModuleFinder.of(path),
                values("--add-modules=").flatMap(value -> Arrays.stream(value.split(","))).toList());
        copy(sdk, needs.jars(), target);
        copy(sdk, files(sdk.resolve("lib")), target);
        copy(sdk, files(sdk.resolve("etc")), target);
        try (var top = Files.list(sdk)) {
            copy(sdk, top.filter(file -> file.getFileName().toString().startsWith("LICENSE")).toList(), target);
        }
        return new TreeSet<>(needs.ofTheJdk());
    }

    /**
     * Texts of the libraries' licences, which lie in the program's jar, to where people look for them. The runtime brings those
     * of the JDK along, in java/legal.
     */
    private void copyLicences(Path target) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(program.resolve("tornado-vae.jar"))) {
            Path all = jar.getPath("META-INF", "licenses");
            for (Path file : files(all)) {
                Path copy = target.resolve(all.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private Stream<String> values(String flag) {
        return flags.stream().filter(given -> given.startsWith(flag)).map(given -> given.substring(flag.length()));
    }

    private void link(TreeSet<String> modules, Path target) throws IOException {
        var jlink = new ProcessBuilder(jdk.resolve("bin").resolve("jlink").toString(), "--add-modules", String.join(",", modules),
                "--no-header-files", "--no-man-pages", "--compress", "zip-6", "--output", target.toString())
                .redirectErrorStream(true).start();
        List<String> said = jlink.inputReader().lines().toList();
        try {
            if (jlink.waitFor() != 0) {
                throw new UserError(1, "The JDK's jlink cannot make a Java runtime: " + said.getLast(),
                        null);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static List<Path> files(Path start) throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        return files;
    }

    /** Copies files to where they stand in their folder. */
    private static void copy(Path from, Iterable<Path> files, Path to) throws IOException {
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
