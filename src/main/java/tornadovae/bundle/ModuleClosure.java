package tornadovae.bundle;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * All that some modules need, directly or not: what they require, and what provides a service that they use. A jar without a
 * module descriptor requires what its classes name.
 *
 * @param jars those of the modules that were found in jars
 * @param ofTheJdk names of modules of the JDK
 */
record ModuleClosure(SortedSet<Path> jars, SortedSet<String> ofTheJdk) {

    /** @param roots names of modules; one that is neither in a jar nor in the JDK is passed over */
    static ModuleClosure of(ModuleFinder inJars, Collection<String> roots) {
        var jars = new TreeSet<Path>();
        var ofTheJdk = new TreeSet<String>();
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            String name = open.pop();
            ModuleReference module = inJars.find(name).orElse(null);
            if (module == null) {
                if (ModuleFinder.ofSystem().find(name).isPresent()) ofTheJdk.add(name);
            } else if (jars.add(Path.of(module.location().orElseThrow()))) {
                open.addAll(module.descriptor().isAutomatic() ? named(module, inJars) : required(module.descriptor(), inJars));
            }
        }
        return new ModuleClosure(jars, ofTheJdk);
    }

    private static List<String> required(ModuleDescriptor module, ModuleFinder inJars) {
        var names = new ArrayList<String>();
        module.requires().stream().filter(requires -> !requires.modifiers().contains(Modifier.STATIC))
                .forEach(requires -> names.add(requires.name()));
        for (ModuleReference other : inJars.findAll()) {
            if (other.descriptor().provides().stream()
                    .anyMatch(provided -> module.uses().contains(provided.service()))) {
                names.add(other.descriptor().name());
            }
        }
        return names;
    }

    /**
     * What the classes of a jar name, as jdeps finds out: lines such as {@code a.jar -> b.jar} and {@code a.jar -> java.base}.
     */
    private static List<String> named(ModuleReference automatic, ModuleFinder inJars) {
        String classPath = inJars.findAll().stream().map(ModuleClosure::jar).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        var out = new StringWriter();
        var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(new PrintWriter(out), new PrintWriter(out), "-s", "--multi-release",
                Integer.toString(Runtime.version().feature()), "--class-path", classPath, jar(automatic).toString());
        return out.toString().lines().filter(line -> line.contains(" -> ")).map(line -> line.replaceFirst(".* -> ", ""))
                .map(found -> inJars.findAll().stream().filter(module -> jar(module).endsWith(found))
                        .map(module -> module.descriptor().name()).findFirst().orElse(found))
                .toList();
    }

    private static Path jar(ModuleReference module) {
        return Path.of(module.location().orElseThrow());
    }
}
