package tornadovae.cli.training;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tornadovae.cli.command.EventsOption;
import tornadovae.cli.command.Interrupts;
import tornadovae.cli.command.Table;
import tornadovae.cli.command.ThisProgram;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.ResultStore;
import tornadovae.launch.LocalLauncher;
import tornadovae.launch.Slot;

/** What {@code sweep} and {@code ablate} share: from an experiment file to its results, by worker processes. */
public abstract class ExperimentCommand extends PlanningCommand {

    private static final int MOST_WORKERS = 1024;

    @Option(names = "--dry-run", description = "Check everything and print the plan; train nothing.")
    protected boolean dryRun;

    @Option(names = "--workers", paramLabel = "N",
            description = "Worker processes (default: one a device; on the CPU engine one for each eight threads, which "
                    + "they share). Results do not depend on it.")
    protected Integer workers;

    @Option(names = "--retries", paramLabel = "N", defaultValue = "2",
            description = "How often cells are tried again when their worker process died and they had got no further "
                    + "(default: ${DEFAULT-VALUE}).")
    protected int retries;

    @Option(names = "--no-report", description = "Write no report.html, which takes long for thousands of cells.")
    private boolean noReport;

    @Mixin
    protected EventsOption events;

    @Override
    protected void writeReport(ResultStore store) {
        if (!noReport) super.writeReport(store);
    }

    /** Refuses an experiment that the command cannot use, before anything is trained. */
    void check(Experiment experiment) {}

    @Override
    public Integer call() {
        return run(experiment());
    }

    /** Runs an experiment, or prints its plan. */
    final int run(Experiment experiment) {
        check(experiment);
        if (workers != null) requireRange("--workers", workers, 1, MOST_WORKERS);
        requireRange("--retries", retries, 0, Integer.MAX_VALUE);
        var choice = engineOptions.chooseForWorkers();
        List<List<String>> places =
                engineOptions.forWorkers(choice.engine(), workers == null ? OptionalInt.empty() : OptionalInt.of(workers));
        var plan = plan(experiment, choice, places.size());
        if (dryRun) {
            print(plan);
            say(choice.reason());
            next(spec.name() + " " + file, "the same, trained");
            return 0;
        }
        say(choice.reason());
        try (var store = store(experiment, plan)) {
            Runner.Outcome outcome;
            try (var interrupts = Interrupts.install(err()); var report = new RunReport(plan.cells().size())) {
                outcome = new LocalLauncher(store.root(), slots(places), retries, report).run(plan, store, interrupts);
            }
            store.writeSummary();
            return finish(outcome, experiment, store);
        }
    }

    /** Workers share the memory that this process may take, of which it needs little while they work. */
    private List<Slot> slots(List<List<String>> places) {
        List<String> program = ThisProgram.command(mainClass(),
                "-Xmx" + Math.max(64, (Runtime.getRuntime().maxMemory() >> 20) / places.size()) + "m", "-Dstdout.encoding=UTF-8");
        return places.stream().map(place -> new Slot(program,
                Stream.of(place, dataOptions.flags(), events.flags()).flatMap(List::stream).toList())).toList();
    }

    protected final void print(Plan plan) {
        var table = new Table("cell", "group", "parameters", "memory", "steps", "MFLOP a step", "TFLOP in all");
        var families = new HashMap<Object, Object[]>();
        var rows = new HashMap<String, Object[]>();
        for (int g = 0; g < plan.groups().size(); g++) {
            var group = plan.groups().get(g);
            Object[] sizes = families.computeIfAbsent(group.family(),
                    _ -> new Object[] {group.family().parameters(), megabytes(group.family().bytes(1)), group.family().steps(),
                            String.format(Locale.ROOT, "%.1f", group.family().flopsPerStep() / 1e6),
                            String.format(Locale.ROOT, "%.3f", group.family().flops() / 1e12)});
            Object[] row = Stream.concat(Stream.of(g + 1), Stream.of(sizes)).toArray();
            for (var cell : group.cells()) rows.put(cell.id(), row);
        }
        for (var cell : plan.cells()) table.row(Stream.concat(Stream.of(cell.id()), Stream.of(rows.get(cell.id()))).toArray());
        out().print(table);
        out().printf(Locale.ROOT,
                "%d %s in %d %s that train together, %d left out; %,d images to train on, %.1f TFLOP; at most "
                        + "%s of memory at once%n"
                        + "A cell is one combination of settings, so one model; a group trains as one program.%n",
                plan.cells().size(), plan.cells().size() == 1 ? "cell" : "cells",
                plan.groups().size(), plan.groups().size() == 1 ? "group" : "groups",
                plan.experiment().excluded(), plan.images(), plan.flops() / 1e12,
                megabytes(plan.groups().stream().mapToLong(group -> group.bytes()).max().orElse(0)));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
