package tornadovae.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start this very program once more: the same Java, flags and classes. */
final class ThisProgram {

    /** Flags that hold for one start only. */
    private static final List<String> OF_ONE_START = List.of("-Dtornadovae.stderr=", "-Dtornadovae.terminal=", "-agentlib:");
    /** Flags that hold on one machine, and while the build stays where it is. */
    private static final List<String> OF_ONE_BUILD = List.of("-Dtornadovae.project=", "-XX:AOTCache=", "-Xlog:");

    private ThisProgram() {}

    /** The command line up to the name of a command, with further flags for the JVM. */
    static List<String> command(String... jvmFlags) {
        var command = new ArrayList<>(List.of(java().toString()));
        command.addAll(flags());
        command.addAll(List.of(jvmFlags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    /** The command line up to the name of a command, for a copy of the program. */
    static List<String> portableCommand() {
        var command = new ArrayList<>(List.of(java().toString()));
        command.addAll(portableFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The JVM's flags, for another process here. */
    static List<String> flags() {
        return without(OF_ONE_START, ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** The JVM's flags, for another machine or a copy of the program. */
    static List<String> portableFlags() {
        return without(OF_ONE_BUILD, flags());
    }

    private static List<String> without(List<String> beginnings, List<String> flags) {
        return flags.stream().filter(flag -> beginnings.stream().noneMatch(flag::startsWith)).toList();
    }
}
