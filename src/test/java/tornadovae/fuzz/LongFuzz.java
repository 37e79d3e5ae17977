package tornadovae.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader for minutes under Jazzer, which looks for inputs that reach new code; {@code ./run.sh test -Pfuzz}. It has a
 * process of its own for each target, with little memory. Jazzer is there in this profile only: it brings native libraries and
 * instruments the JVM it runs in, which ordinary tests are kept from.
 *
 * <p>{@code -Dfuzz.seconds=600} is how long each is tried, {@code -Dfuzz.targets=.*} which. An input that is not read as it
 * should be is kept in {@code target/fuzz/<target>/}, its stack trace in {@code log} there; {@code -Dfuzz.input=FILE} tries that
 * one alone.
 */
class LongFuzz {

    private static final int MUTATED_SEEDS = 300;
    private static final int SECONDS_AN_INPUT = 20;
    private static final int LAST_LINES = 25;

    @TempDir
    Path folder;

    static List<Target> targets() {
        var named = Pattern.compile(System.getProperty("fuzz.targets", ".*"));
        return Targets.all().stream().filter(target -> named.matcher(target.name()).matches()).toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isReadOrRefusedInOneSentenceWithinTimeAndMemory(Target target) throws Exception {
        Path kept = Files.createDirectories(Path.of("target", "fuzz", target.name())),
                seeds = Files.createDirectories(folder.resolve("seeds"));
        for (int i = 0; i < target.corpus().size(); i++) Files.write(seeds.resolve("whole-" + i), target.corpus().get(i));
        for (int i = 0; i < MUTATED_SEEDS; i++) Files.write(seeds.resolve("mutated-" + i), Mutator.input(target.corpus(), 2, i));

        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                target.allowance() > 1 << 30 ? "-Xmx1g" : "-Xmx256m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(
                a -> a.equals("--add-modules=jdk.incubator.vector") || a.startsWith("-Djdk.") || a.startsWith("-Djava.awt."))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(), "--target_args=" + target.name() + " " + folder.resolve("work"),
                "--instrumentation_includes=tornadovae.**:org.snakeyaml.**", "--reproducer_path=" + kept,
                "-artifact_prefix=" + kept + "/", "-max_total_time=" + System.getProperty("fuzz.seconds", "600"),
                "-timeout=" + SECONDS_AN_INPUT, "-rss_limit_mb=0", "-max_len=" + (1 << 16), "-seed=1", "-print_final_stats=1"));
        command.add(System.getProperty("fuzz.input", seeds.toString()));
        Path log = kept.resolve("log");
        int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        List<String> lines =
                Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream().filter(line -> !line.startsWith("INFO: ")).toList();
        lines.stream().filter(line -> line.startsWith("Done ")).forEach(line -> System.out.println(target + ": " + line));
        assertEquals(0, exit, () -> target + ": " + log + " ends with\n"
                + lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream().collect(Collectors.joining("\n")));
    }
}
