package tornadovae.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tornadovae.bench.Workload;
import tornadovae.cli.command.BaseCommand;

/** Which trainings a benchmark measures; what it is made with are the defaults. */
final class BenchCases {

    @Option(names = "--workloads", paramLabel = "LIST", split = ",", description = "Which ones (default: ${DEFAULT-VALUE}).")
    List<Workload> workloads;

    @Option(names = "--replicas", paramLabel = "LIST", split = ",",
            description = "Models trained together (default: ${DEFAULT-VALUE}).")
    List<Integer> replicas;

    BenchCases(List<Workload> workloads, List<Integer> replicas) {
        this.workloads = new Listed<>(workloads);
        this.replicas = new Listed<>(replicas);
    }

    /** Defaults, which help shows as they are written on the command line. */
    private static final class Listed<T> extends ArrayList<T> {

        Listed(List<T> values) {
            super(values);
        }

        @Override
        public String toString() {
            return stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    void check() {
        for (int count : replicas) BaseCommand.requireRange("--replicas", count, 1, 1024);
    }
}
