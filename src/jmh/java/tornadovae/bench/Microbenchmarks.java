package tornadovae.bench;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH in a JVM with the flags of this one: {@code ./run.sh test -Pjmh}. Not a test: it prints figures. */
class Microbenchmarks {

    @Test
    void measure() throws RunnerException {
        var options = new OptionsBuilder().include(OpMicrobenchmark.class.getName()).forks(1).shouldFailOnError(true)
                .jvmArgs(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> !argument.startsWith("-javaagent")).toArray(String[]::new));
        String ops = System.getProperty("jmh.ops", "");
        if (!ops.isEmpty()) options.param("op", ops.split(","));
        new Runner(options.build()).run();
    }
}
