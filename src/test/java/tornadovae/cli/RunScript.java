package tornadovae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A copy of run.sh in a project, home and system of its own: a {@code PATH} with nothing but the tools it needs, and stand-ins
 * for Maven and the JDK that say how they were called, so that no test builds anything for real.
 */
final class RunScript {

    private static final List<String> TOOLS = List.of("bash", "env", "dirname", "readlink", "cat", "find", "stat", "sort",
            "cksum", "mkdir", "flock", "sed", "grep", "awk", "head", "rm", "mv", "ln", "touch", "sleep", "printf");

    final Path project;
    final Path home;
    private final Path system;
    private final Path tools;

    record Outcome(int exitCode, List<String> out, String err) {}

    RunScript(Path folder) throws IOException {
        project = Files.createDirectories(folder.resolve("a project's folder"));
        home = Files.createDirectories(folder.resolve("home"));
        system = Files.createDirectories(folder.resolve("system"));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : TOOLS) addTool(tool);
        // The folders where JDKs usually lie, inside this system instead of the machine's.
        var script = Files.readString(Path.of("run.sh")).replace(" /usr/", " " + system + "/usr/")
                .replace(" /opt/", " " + system + "/opt/").replace("{,\"$HOME\"}/Library", system + "/Library");
        executable(project.resolve("run.sh"), script);
        Files.writeString(project.resolve("pom.xml"), "<jvm.flags>--add-modules jdk.incubator.vector "
                + "-Dx=1</jvm.flags>\n<jvm.collector>-XX:+UseX</jvm.collector>\n<tornado.flags>-Dbail=No "
                + "-Dz=1</tornado.flags>\n");
        Files.writeString(Files.createDirectories(project.resolve("src/main")).resolve("A.java"), "class A {}\n");
        Files.createDirectories(project.resolve("src/tornado"));
        Files.createDirectories(project.resolve("tornado-config"));
        executable(tools.resolve("mvn"), """
                #!/usr/bin/env bash
                echo "built for ${TORNADOVM_HOME-no SDK}" >> "%1$s/maven.log"
                for argument; do case $argument in -Dbuild.folder=*) folder=${argument#*=} ;; esac; done
                if [ -e "%1$s/broken" ]; then echo '[ERROR] A.java:[1,7] cannot find symbol'; exit 1; fi
                if [ "$5" = test ]; then printf '%%s\\n' "$@"; else sleep 0.3; touch "$folder/tornado-vae.jar"; fi
                """.formatted(home));
    }

    /** A stand-in for a JDK under the system's folder: its java prints its arguments, one on a line. */
    Path jdk(String folder, String version) throws IOException {
        var jdk = system.resolve(folder);
        executable(jdk.resolve("bin/javac"), "");
        executable(jdk.resolve("bin/java"), """
                #!/usr/bin/env bash
                case $1 in --list-modules) echo jdk.incubator.vector@25; exit ;; esac
                printf '%s\\n' "$0" "$$" "$PWD" "$@"
                """);
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /** A stand-in for a TornadoVM SDK under the system's folder, with one jar and few flags. */
    Path sdk(String folder, String version) throws IOException {
        var sdk = system.resolve(folder);
        Files.writeString(Files.createDirectories(sdk.resolve("etc")).resolve("tornado.backend"),
                "tornado.backends=opencl-backend\n");
        Files.writeString(sdk.resolve("etc/tornado.release"), "version=" + version + "\nbranch=x\n");
        Files.writeString(Files.createDirectories(sdk.resolve("share/java/tornado")).resolve("api.jar"), version);
        Files.writeString(sdk.resolve("tornado-argfile.template"), """
                # === JVM mode ===
                -XX:+UseY

                -Dlibrary=${TORNADOVM_HOME}/lib
                --module-path .:${TORNADOVM_HOME}/a:${TORNADOVM_HOME}/b
                """);
        return sdk;
    }

    /** For which SDK each build was made. */
    List<String> sdksOfBuilds() throws IOException {
        return Files.readAllLines(home.resolve("maven.log")).stream().map(line -> line.replace("built for ", "")).toList();
    }

    /** One of the machine's own; nothing where it has none. */
    void addTool(String name) throws IOException {
        for (var place : List.of("/usr/bin", "/bin", "/opt/homebrew/bin")) {
            if (Files.exists(Path.of(place, name))) {
                executable(tools.resolve(name), "#!/bin/sh\nexec " + Path.of(place, name) + " \"$@\"\n");
                return;
            }
        }
    }

    /** The text of the stand-in for Maven, which goes from the {@code PATH}. */
    String takeMavenAway() throws IOException {
        var text = Files.readString(tools.resolve("mvn"));
        removeTool("mvn");
        return text;
    }

    void removeTool(String name) throws IOException {
        Files.delete(tools.resolve(name));
    }

    int builds() throws IOException {
        var log = home.resolve("maven.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return runIn(home, project.resolve("run.sh"), Map.of(), arguments);
    }

    Outcome runWith(Map<String, String> environment) throws IOException, InterruptedException {
        return runIn(home, project.resolve("run.sh"), environment, "doctor");
    }

    Outcome runIn(Path folder, Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return finish(start(folder, script, environment, arguments));
    }

    Process start(Path folder, Path script, Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", tools.toString(), "HOME", home.toString(), "LC_ALL", "C"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Outcome finish(Process process) throws IOException, InterruptedException {
        var out = process.inputReader().readAllAsString().lines().toList();
        var err = process.errorReader().readAllAsString();
        return new Outcome(process.waitFor(), out, err);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
