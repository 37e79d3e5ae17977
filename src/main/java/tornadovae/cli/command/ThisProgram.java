package tornadovae.cli.command;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start this very program once more: the same Java, flags and classes. */
public final class ThisProgram {

    /** Flags that hold for one start only. */
    private static final List<String> OF_ONE_START = List.of("-Dtornadovae.stderr=", "-Dtornadovae.terminal=", "-agentlib:");
    /** Flags that hold on one machine, and while the build stays where it is. */
    private static final List<String> OF_ONE_BUILD = List.of("-Dtornadovae.project=", "-XX:AOTCache=", "-Xlog:");

    private ThisProgram() {}

    /**
     * The command line up to the name of a command, with further flags for the JVM.
     *
     * @param main the class that starts the program
     */
    public static List<String> command(Class<?> main, String... jvmFlags) {
        return command(main, flags(), jvmFlags);
    }

    /** The command line up to the name of a command, for a copy of the program. */
    public static List<String> portableCommand(Class<?> main) {
        return command(main, portableFlags());
    }

    private static List<String> command(Class<?> main, List<String> flags, String... further) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of(further));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    /** The JVM's flags, for another process here. */
    private static List<String> flags() {
        return without(OF_ONE_START, ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** The JVM's flags, for another machine or a copy of the program. */
    public static List<String> portableFlags() {
        return without(OF_ONE_BUILD, flags());
    }

    private static List<String> without(List<String> beginnings, List<String> flags) {
        return flags.stream().filter(flag -> beginnings.stream().noneMatch(flag::startsWith)).toList();
    }
}
