package tornadovae.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProgramTest {

    @TempDir
    Path folder;

    @Test
    void aCommandIsTakenApart() {
        assertEquals(new JavaProgram("/j/java", List.of("-Xmx1g", "-Da=b c"), List.of(Path.of("a.jar"), Path.of("/b")), "x.Main"),
                JavaProgram.of(List.of("/j/java", "-Xmx1g", "-Da=b c", "-cp", "a.jar:/b", "x.Main")));
    }

    @Test
    void theJarsThatAManifestNamesAreCopiedToo() throws Exception {
        Path lib = Files.createDirectories(folder.resolve("build/lib"));
        jar(lib.resolve("one.jar"), null);
        Path main = jar(folder.resolve("build/main.jar"), "lib/one.jar lib/missing.jar");
        var copy = JavaProgram.of(List.of("java", "-jar", main.toString())).copyTo(folder.resolve("program"));
        assertEquals(new JavaProgram("java", List.of(),
                List.of(folder.resolve("program/main.jar"), folder.resolve("program/one.jar")), "x.Main"), copy);
        for (Path jar : copy.classPath()) {
            assertEquals(-1, Files.mismatch(jar, jar.endsWith("main.jar") ? main : lib.resolve("one.jar")));
        }
    }

    @Test
    void foldersOfClassesAndJarsOfOneNameStayApart() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("classes/x")).resolve("Main.class"), "class");
        Files.writeString(Files.createDirectories(folder.resolve("other/classes")).resolve("resource"), "text");
        var copy = new JavaProgram("java", List.of(),
                List.of(folder.resolve("classes"), folder.resolve("other/classes"), folder.resolve("missing")), "x.Main")
                .copyTo(folder.resolve("program"));
        assertEquals(List.of(folder.resolve("program/classes"), folder.resolve("program/2-classes")), copy.classPath());
        assertEquals("class", Files.readString(folder.resolve("program/classes/x/Main.class")));
        assertEquals("text", Files.readString(folder.resolve("program/2-classes/resource")));
    }

    @Test
    void aSecondCopyReplacesTheFirst() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("classes")).resolve("old"), "");
        var program = new JavaProgram("java", List.of(), List.of(folder.resolve("classes")), "x.Main");
        program.copyTo(folder.resolve("program"));
        Files.move(folder.resolve("classes/old"), folder.resolve("classes/new"));
        program.copyTo(folder.resolve("program"));
        assertFalse(Files.exists(folder.resolve("program/classes/old")));
        assertEquals("", Files.readString(folder.resolve("program/classes/new")));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of("classes", "program"), left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatKilledCopiesLeftIsDeleted() throws Exception {
        Files.createDirectories(folder.resolve("classes"));
        for (String left : List.of("program.part/classes", "program.old/classes")) {
            Files.writeString(Files.createDirectories(folder.resolve(left)).resolve("left"), "");
        }
        new JavaProgram("java", List.of(), List.of(folder.resolve("classes")), "x.Main").copyTo(folder.resolve("program"));
        try (Stream<Path> all = Files.walk(folder)) {
            assertEquals(List.of("", "classes", "program", "program/classes"),
                    all.map(file -> folder.relativize(file).toString()).sorted().toList());
        }
    }

    @Test
    void javaReadsTheFlagsAsTheyWere() throws Exception {
        Path jar = folder.resolve("one.jar");
        Path classes = Files.createDirectories(folder.resolve("a \"b\" \\c"));
        Path arguments = folder.resolve("flags");
        new JavaProgram("java", List.of("-Dx= a 'b' \"c\" \\d #e", "-XshowSettings:properties"), List.of(jar, classes), "x.Main")
                .writeArguments(arguments);
        var java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments,
                "-version").redirectErrorStream(true).start();
        var said = new ArrayList<>(java.inputReader().lines().map(String::strip).toList());
        assertEquals(0, java.waitFor(), said.toString());
        assertEquals(1, said.stream().filter("x =  a 'b' \"c\" \\d #e"::equals).count(), said.toString());
        assertEquals(1, said.stream().filter(classes.toString()::equals).count(), said.toString());
    }

    private static Path jar(Path file, String classPath) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "x.Main");
        if (classPath != null) manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            return file;
        }
    }
}
