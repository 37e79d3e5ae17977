package tornadovae.launch.slurm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.file.ArgumentFile;
import tornadovae.file.AtomicFile;
import tornadovae.file.Folders;

/**
 * The program, as a command starts it; it can be copied, so that a build in the folder of the sources does not disturb what waits
 * in a queue.
 *
 * @param java the java command
 * @param flags of its JVM, each one argument
 * @param classPath jars and folders of classes
 * @param main the class that starts
 */
public record JavaProgram(String java, List<String> flags, List<Path> classPath, String main) {

    public JavaProgram {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
    }

    /** @param command java, flags, {@code -cp}, class path, class; or java, flags, {@code -jar}, jar */
    public static JavaProgram of(List<String> command) {
        int last = command.size() - 1;
        if (last > 1 && command.get(last - 1).equals("-jar")) {
            Path jar = Path.of(command.get(last));
            return new JavaProgram(command.getFirst(), command.subList(1, last - 1), List.of(jar), mainClass(jar));
        }
        if (last < 3 || !command.get(last - 2).equals("-cp")) throw new IllegalArgumentException(String.join(" ", command));
        var classPath = Arrays.stream(command.get(last - 1).split(File.pathSeparator)).filter(entry -> !entry.isEmpty())
                .map(Path::of).toList();
        return new JavaProgram(command.getFirst(), command.subList(1, last - 2), classPath, command.get(last));
    }

    private static String mainClass(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Main-Class");
        } catch (IOException e) {
            throw new UserError(1, "Cannot read " + jar + ": " + UserError.reason(e) + ".", e);
        }
    }

    /**
     * Copies the class path into a folder, which is replaced as a whole, and returns the program that runs from there. The caller
     * holds the results: what killed copies left beside it is deleted.
     */
    JavaProgram copyTo(Path folder) {
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Path old = folder.resolveSibling(folder.getFileName() + ".old");
        try {
            Folders.delete(part);
            Folders.delete(old);
            Files.createDirectories(part);
            var copies = new ArrayList<Path>();
            for (var copy : places().entrySet()) {
                copy(copy.getKey(), part.resolve(copy.getValue()));
                copies.add(folder.resolve(copy.getValue()));
            }
            if (Files.exists(folder)) Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(old);
            return new JavaProgram(java, flags, copies, main);
        } catch (IOException e) {
            throw new UserError(1, "Cannot copy the program to " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }

    /** Flags and class path as an argument file for Java. */
    void writeArguments(Path file) {
        var arguments = new ArrayList<>(flags);
        arguments.add("-cp");
        arguments.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        AtomicFile.writeString(file, ArgumentFile.text(arguments));
    }

    /** Where each jar and folder goes: under its name, or a longer one if that is taken. */
    private Map<Path, String> places() throws IOException {
        var places = new LinkedHashMap<Path, String>();
        var taken = new LinkedHashSet<String>();
        for (Path entry : expanded()) {
            String name = entry.getFileName().toString();
            for (int n = 2; !taken.add(name); n++) name = n + "-" + entry.getFileName();
            places.put(entry, name);
        }
        return places;
    }

    /** The class path with what the jars' manifests add to it. */
    private SequencedSet<Path> expanded() throws IOException {
        var all = new LinkedHashSet<Path>();
        for (Path entry : classPath) {
            Path here = entry.toAbsolutePath().normalize();
            if (!Files.exists(here) || !all.add(here) || Files.isDirectory(here)) continue;
            try (var jar = new JarFile(here.toFile())) {
                String further = jar.getManifest() == null ? null : jar.getManifest().getMainAttributes().getValue("Class-Path");
                if (further == null) continue;
                for (String other : further.split(" ")) {
                    Path file = Path.of(here.toUri().resolve(other));
                    if (Files.isRegularFile(file)) all.add(file);
                }
            }
        }
        return all;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
