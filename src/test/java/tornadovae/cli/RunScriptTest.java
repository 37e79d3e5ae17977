package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** run.sh, with stand-ins for Maven and the JDK. */
class RunScriptTest {

    private static final String INSTALL =
            ": install one (for instance from https://adoptium.net) and, if it lies in an unusual place, set JAVA_HOME to it.\n";

    @TempDir
    Path folder;
    private RunScript script;

    @BeforeEach
    void copy() throws IOException {
        script = new RunScript(folder.toRealPath());
    }

    @Test
    void argumentsReachJavaUntouched() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var arguments = List.of("train", "two words", "", "it's", "\"quoted\"", "$HOME", "*", "a\\b", "-x=;", "größe");
        assertEquals(arguments, javaArguments(script.run(arguments.toArray(String[]::new))));
    }

    @Test
    void shownCommandIsOneLineThatAShellReadsBack() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var arguments = new String[] {"--show-command", "train", "two words", "", "it's", "$HOME", "*"};
        var shown = script.run(arguments);
        assertEquals(1, shown.out().size());
        var pasted = RunScript.finish(new ProcessBuilder("bash", "-c", shown.out().getFirst()).start());
        assertEquals(List.of("train", "two words", "", "it's", "$HOME", "*"), javaArguments(pasted));
    }

    @Test
    void jvmGetsThePomsFlagsThenTheUsers() throws Exception {
        var jdk = script.jdk("usr/lib/jvm/jdk-25", "25");
        var outcome = script.runWith(Map.of("TORNADO_VAE_JAVA_OPTS", " -Xmx8g  -Dy=2 "));
        var lines = outcome.out();
        assertEquals(jdk.resolve("bin/java").toString(), lines.getFirst());
        var flags = lines.subList(3, lines.indexOf("-jar"));
        assertTrue(flags.containsAll(List.of("-Dx=1", "-XX:MaxRAMPercentage=70")), flags::toString);
        assertEquals(flags.indexOf("--add-modules") + 1, flags.indexOf("jdk.incubator.vector"));
        assertTrue(flags.indexOf("-Xmx8g") > flags.indexOf("-XX:MaxRAMPercentage=70"));
        assertEquals(flags.indexOf("-Xmx8g") + 1, flags.indexOf("-Dy=2"));
    }

    @Test
    void moduleThatTheJdkLacksIsNotAskedFor() throws Exception {
        var jdk = script.jdk("usr/lib/jvm/jdk-25", "25");
        Files.writeString(jdk.resolve("bin/java"),
                Files.readString(jdk.resolve("bin/java")).replace("jdk.incubator.vector", "java.base"));
        var lines = script.run("doctor").out();
        assertFalse(lines.contains("--add-modules"), lines::toString);
        assertTrue(lines.contains("-Dx=1"), lines::toString);
    }

    @Test
    void folderOfTheCallerStaysTheWorkingFolder() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var elsewhere = Files.createDirectories(folder.toRealPath().resolve("else where"));
        var link = Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../a project's folder/run.sh"));
        var second = Files.createSymbolicLink(script.home.resolve("second"), link);
        var outcome = script.runIn(elsewhere, second, Map.of(), "train");
        assertEquals(elsewhere.toString(), outcome.out().get(2));
        assertEquals(List.of("train"), javaArguments(outcome));
        assertTrue(outcome.out().get(outcome.out().indexOf("-jar") + 1).startsWith(script.project + "/.build/"));
    }

    @Test
    void signalsGoToJava() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var process = script.start(script.home, script.project.resolve("run.sh"), Map.of(), "train");
        var pid = Long.toString(process.pid());
        assertEquals(pid, RunScript.finish(process).out().get(1));
    }

    @Test
    void sourcesAreBuiltAgainOnlyWhenTheyChanged() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var sources = script.project.resolve("src/main");
        buildsAfter(1, () -> {});
        buildsAfter(1, () -> {});
        buildsAfter(2, () -> Files.writeString(sources.resolve("A.java"), "class A { }\n"));
        buildsAfter(3, () -> Files.writeString(sources.resolve("B.java"), ""));
        buildsAfter(4, () -> Files.delete(sources.resolve("B.java")));
        buildsAfter(5, () -> Files.writeString(script.project.resolve("pom.xml"), "<jvm.flags>-Dx=2</jvm.flags>"));
        buildsAfter(5, () -> Files.writeString(script.project.resolve("README.md"), ""));
        try (var builds = Files.list(script.project.resolve(".build"))) {
            assertEquals(1, builds.filter(Files::isDirectory).count(), "only the build in use is kept");
        }
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        assertTwoStartsBuildOnce();
    }

    @Test
    void twoStartsAtOnceBuildOnceWithoutFlock() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        script.removeTool("flock");
        assertTwoStartsBuildOnce();
    }

    @Test
    void buildThatARunningProgramUsesIsKept() throws Exception {
        var jdk = script.jdk("usr/lib/jvm/jdk-25", "25");
        var usual = Files.readString(jdk.resolve("bin/java"));
        script.run("doctor");
        Files.writeString(jdk.resolve("bin/java"), "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"; exec >&-; read wait\n");
        var running = script.start(script.home, script.project.resolve("run.sh"), Map.of(), "train");
        var used =
                running.inputReader().readAllAsString().lines().filter(line -> line.endsWith(".jar")).findFirst().orElseThrow();
        Files.writeString(jdk.resolve("bin/java"), usual);
        buildsAfter(2, () -> Files.writeString(script.project.resolve("src/main/B.java"), ""));
        assertTrue(Files.exists(Path.of(used)));
        running.outputWriter().close();
        running.waitFor();
        buildsAfter(3, () -> Files.writeString(script.project.resolve("src/main/C.java"), ""));
        assertFalse(Files.exists(Path.of(used)));
    }

    @Test
    void brokenSourcesShowTheCompilersErrorAndStartNothing() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        Files.createFile(script.home.resolve("broken"));
        var outcome = script.run("train");
        assertEquals(1, outcome.exitCode());
        assertEquals(List.of(), outcome.out());
        assertEquals("[ERROR] A.java:[1,7] cannot find symbol\ntornado-vae: The build failed; all that Maven said is in "
                + script.project + "/.build/build.log.\n", outcome.err());
    }

    @Test
    void javaHomeIsTakenBeforeTheUsualFolders() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var own = script.jdk("own jdk", "27-ea");
        var outcome = script.runWith(Map.of("JAVA_HOME", own.toString()));
        assertEquals(own.resolve("bin/java").toString(), outcome.out().getFirst());
    }

    @Test
    void oldJavaHomeIsPassedOver() throws Exception {
        var old = script.jdk("own jdk", "17.0.15");
        script.jdk("usr/lib/jvm/jdk-26", "26.0.1");
        var fitting = script.jdk("usr/lib/jvm/jdk-25", "25.0.3");
        var outcome = script.runWith(Map.of("JAVA_HOME", old.toString()));
        assertEquals(fitting.resolve("bin/java").toString(), outcome.out().getFirst());
    }

    @Test
    void jdkOnThePathIsFoundThroughItsLinks() throws Exception {
        var jdk = script.jdk("elsewhere/jdk", "25");
        var folderOfLinks = Files.createDirectories(script.home.resolve("alternatives"));
        var alternatives = Files.createSymbolicLink(folderOfLinks.resolve("javac"), jdk.resolve("bin/javac"));
        Files.createSymbolicLink(folder.toRealPath().resolve("tools/javac"), alternatives);
        assertEquals(jdk.resolve("bin/java").toString(), script.run("doctor").out().getFirst());
    }

    @Test
    void noJdkIsSaidInOneSentence() throws Exception {
        assertEquals(new RunScript.Outcome(3, List.of(), "tornado-vae: No JDK 25 or later was found" + INSTALL),
                script.run("doctor"));
    }

    @Test
    void onlyAnOldJdkIsNamed() throws Exception {
        var old = script.jdk("usr/lib/jvm/jdk-17", "17.0.15");
        var sentence = "tornado-vae: No JDK 25 or later was found, only JDK 17 in " + old + INSTALL;
        assertEquals(new RunScript.Outcome(3, List.of(), sentence), script.run("doctor"));
    }

    @Test
    void javaWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(script.jdk("usr/lib/jvm/jre-25", "25").resolve("bin/javac"));
        assertEquals(new RunScript.Outcome(3, List.of(), "tornado-vae: No JDK 25 or later was found" + INSTALL),
                script.run("doctor"));
    }

    @Test
    void jshellGetsTheProgramAndItsFlags() throws Exception {
        var jdk = script.jdk("usr/lib/jvm/jdk-25", "25");
        Files.copy(jdk.resolve("bin/java"), jdk.resolve("bin/jshell"), StandardCopyOption.COPY_ATTRIBUTES);
        var outcome = script.run("jshell", "a script.jsh");
        assertEquals("", outcome.err());
        var lines = outcome.out();
        assertEquals(jdk.resolve("bin/jshell").toString(), lines.getFirst());
        assertEquals("--class-path", lines.get(3));
        assertTrue(lines.get(4).startsWith(script.project + "/.build/") && lines.get(4).endsWith("/tornado-vae.jar"));
        assertEquals(List.of("-R--add-modules", "-Rjdk.incubator.vector", "-R-Dx=1", "-R-XX:MaxRAMPercentage=70", "a script.jsh"),
                lines.subList(5, lines.size()));
        var shown = script.run("--show-command", "jshell").out();
        assertTrue(shown.size() == 1 && shown.getFirst().contains("/bin/jshell --class-path"), shown::toString);
        assertEquals(List.of("jshell", "--help"), javaArguments(script.run("jshell", "--help")));
    }

    @Test
    void testsRunThroughMavenWithTheirArguments() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var outcome = script.run("test", "-Dtest=A B", "-q");
        assertEquals(List.of("-B", "-C", "-f", script.project + "/pom.xml", "test", "-Dtest=A B", "-q"), outcome.out());
        Files.createFile(script.home.resolve("broken"));
        assertEquals(1, script.run("test").exitCode());
    }

    /** Nodes of a cluster that share a folder may be set to different zones. */
    @Test
    void aCallerInAnotherTimeZoneDoesNotBuildAgain() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        for (var zone : List.of("UTC0", "XST-5:30", "YST8")) assertEquals(0, script.runWith(Map.of("TZ", zone)).exitCode());
        assertEquals(1, script.builds());
    }

    /** With fewer open files than the class path has jars Java would print its own text of several lines. */
    @Test
    void tooFewOpenFilesAreSaidInOneSentence() throws Exception {
        script.jdk("usr/lib/jvm/jdk-25", "25");
        var outcome = script.runIn(script.home, Path.of("bash"), Map.of(), "-c", "ulimit -n 32; exec \"$0\" doctor",
                script.project + "/run.sh");
        assertEquals(new RunScript.Outcome(2, List.of(), "tornado-vae: Only 32 files may be open at once here, but Java needs "
                + "128 or more: "
                + "raise the limit, for instance with 'ulimit -n 1024'.\n"), outcome);
    }

    private interface Change { void make() throws Exception; }

    private void buildsAfter(int expected, Change change) throws Exception {
        change.make();
        assertEquals(0, script.run("doctor").exitCode());
        assertEquals(expected, script.builds());
    }

    private void assertTwoStartsBuildOnce() throws Exception {
        var first = script.start(script.home, script.project.resolve("run.sh"), Map.of(), "first");
        var second = script.start(script.home, script.project.resolve("run.sh"), Map.of(), "second");
        assertEquals(List.of("first"), javaArguments(RunScript.finish(first)));
        assertEquals(List.of("second"), javaArguments(RunScript.finish(second)));
        assertEquals(1, script.builds());
        try (var left = Files.list(script.project.resolve(".build"))) {
            assertEquals(0, left.filter(file -> file.getFileName().toString().endsWith(".holder")).count());
        }
    }

    /** What follows {@code -jar FILE}. */
    private static List<String> javaArguments(RunScript.Outcome outcome) {
        assertEquals("", outcome.err());
        var jar = outcome.out().indexOf("-jar");
        return outcome.out().subList(jar + 2, outcome.out().size());
    }
}
