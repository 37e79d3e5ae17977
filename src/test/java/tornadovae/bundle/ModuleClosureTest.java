package tornadovae.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleClosureTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeJars() throws IOException {
        jar("named.by.classes", null, "package named; public class N {}");
        jar("without.descriptor", null, "package plain; public class P extends named.N { java.sql.Date date; "
                + "com.sun.net.httpserver.HttpServer server; }");
        jar("unrelated", "module unrelated { requires java.desktop; }", "package unrelated; public class U {}");
        jar("root", "module root { requires without.descriptor; requires java.logging; requires static unrelated; exports "
                + "service; uses service.S; }",
                "package service; public class S { plain.P p; }");
        jar("provider", "module provider { requires root; provides service.S with provider.T; }",
                "package provider; public class T extends service.S {}");
    }

    @Test
    void whatIsRequiredProvidedOrNamedIsNeededAndNothingElse() {
        var closure = ModuleClosure.of(ModuleFinder.of(folder.resolve("jars")), List.of("root", "jdk.zipfs", "not.there"));
        assertEquals(Set.of("root.jar", "without.descriptor.jar", "named.by.classes.jar", "provider.jar"),
                closure.jars().stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet()));
        assertEquals(Set.of("java.base", "java.logging", "java.sql", "jdk.httpserver", "jdk.zipfs"), closure.ofTheJdk());
    }

    /** Compiles one class against the jars made before; without a descriptor the module has the jar's name. */
    private void jar(String name, String descriptor, String source) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Path sources = Files.createDirectories(folder.resolve("sources").resolve(name));
        Path classes = folder.resolve("classes").resolve(name);
        if (descriptor != null) Files.writeString(sources.resolve("module-info.java"), descriptor);
        Path type = Files.writeString(sources.resolve(source.replaceFirst(".* class (\\w+).*", "$1") + ".java"), source);
        run("javac", descriptor == null ? "--class-path" : "--module-path",
                descriptor == null ? jars + "/named.by.classes.jar" : jars.toString(), "-d", classes.toString(),
                descriptor == null ? type.toString() : sources.resolve("module-info.java").toString(), type.toString());
        run("jar", "--create", "--file", jars.resolve(name + ".jar").toString(), "-C", classes.toString(), ".");
    }

    private static void run(String tool, String... arguments) {
        assertEquals(0, ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments));
    }
}
