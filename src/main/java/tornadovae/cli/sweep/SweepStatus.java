package tornadovae.cli.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.JsonOption;
import tornadovae.cli.command.Table;
import tornadovae.experiment.store.GroupState;
import tornadovae.experiment.store.Verification;
import tornadovae.file.Lease;
import tornadovae.launch.slurm.SlurmLauncher;

@Command(name = "status", description = "Say how far a sweep is, wherever it runs, from the files in its folder.", footer = {
        "  ./run.sh sweep status results/beta-sweep",
        "  ./run.sh sweep status results/beta-sweep --verify",
        "  ./run.sh sweep status results/beta-sweep --json"})
final class SweepStatus extends BaseCommand {

    private static final int MOST_GROUPS = 50;
    private static final int MOST_REASONS = 20;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the sweep.")
    private Path folder;

    @Option(names = "--verify",
            description = "Read all files of finished cells and compare them with their manifests; exit code 1 says that "
                    + "something is wrong.")
    private boolean verify;

    @Mixin
    private JsonOption json;

    /**
     * What Slurm says.
     *
     * @param tasks  by group; empty where none were submitted, or where Slurm cannot be asked
     * @param reduce of the job that gathers the results
     */
    private record OfSlurm(Map<Integer, String> tasks, Optional<String> reduce) {}

    @Override
    public Integer call() {
        var state = SweepState.of(folder);
        if (json.isWanted()) return printJson(state);
        out().printf(Locale.ROOT,
                "%d %s in %d %s: %d finished, %d failed, %d running, %d waiting; %.1f %% of the training is done%n",
                state.cells(), state.cells() == 1 ? "cell" : "cells", state.groups().size(),
                state.groups().size() == 1 ? "group" : "groups", state.finished(), state.failed(), state.running(),
                state.waiting(), 100 * state.done());
        Lease.holder(folder).ifPresent(holder -> out().println("Launched by " + holder));
        OfSlurm slurm = slurm();
        slurm.reduce.ifPresent(reduce -> out().println("Slurm: " + reduce));
        printGroups(state, slurm.tasks);
        printFailures(state);
        return verify ? printVerification(Verification.of(folder)) : 0;
    }

    private int printVerification(Verification found) {
        out().printf(Locale.ROOT, "%d finished %s whole, %d damaged, %d without a manifest%n", found.whole(),
                found.whole() == 1 ? "cell is" : "cells are", found.damaged().size(),
                found.withoutManifest().size());
        found.damaged().values().forEach(out()::println);
        if (!found.withoutManifest().isEmpty()) {
            out().println("Cells were finished before there were manifests, such as " + found.withoutManifest().getFirst()
                    + "; the same sweep makes their pictures and metrics again and adds one.");
        }
        found.images().forEach(out()::println);
        found.arithmetic().forEach(out()::println);
        return found.isSound() ? 0 : 1;
    }

    private int printJson(SweepState state) {
        OfSlurm slurm = slurm();
        Optional<Verification> found = verify ? Optional.of(Verification.of(folder)) : Optional.empty();
        var map = new LinkedHashMap<String, Object>();
        map.put("folder", folder.toString());
        map.put("cells", state.cells());
        map.put("finished", state.finished());
        map.put("failed", state.failed());
        map.put("running", state.running());
        map.put("waiting", state.waiting());
        map.put("done", state.done());
        Lease.holder(folder).ifPresent(holder -> map.put("launchedBy", holder));
        slurm.reduce.ifPresent(reduce -> map.put("slurm", reduce));
        map.put("groups", state.groups().stream().map(group -> {
            Map<String, Object> of = group.toMap();
            if (slurm.tasks.containsKey(group.number())) of.put("slurm", slurm.tasks.get(group.number()));
            return of;
        }).toList());
        found.ifPresent(of -> map.put("verification", of.toMap()));
        json.print(out(), map);
        return found.isEmpty() || found.get().isSound() ? 0 : 1;
    }

    private OfSlurm slurm() {
        try {
            var slurm = new SlurmLauncher(folder);
            return new OfSlurm(slurm.states(), slurm.reduceState());
        } catch (UserError e) {
            say("What Slurm does is not known here: " + e.getMessage());
            return new OfSlurm(Map.of(), Optional.empty());
        }
    }

    /** The groups in which something goes on or went wrong, or that Slurm was given and that are not finished. */
    private void printGroups(SweepState state, Map<Integer, String> slurm) {
        var shown = state.groups().stream().filter(group -> group.running() > 0 || !group.failed().isEmpty()
                || slurm.containsKey(group.number()) && group.finished() < group.cells()).toList();
        if (shown.isEmpty()) return;
        var columns = new ArrayList<>(List.of("group", "cells", "finished", "failed", "running", "done", "by"));
        if (!slurm.isEmpty()) columns.add("Slurm");
        var table = new Table(columns.toArray(String[]::new));
        for (GroupState group : shown.subList(0, Math.min(shown.size(), MOST_GROUPS))) {
            var row = new ArrayList<Object>(
                    List.of(group.number(), group.cells(), group.finished(), group.failed().size(), group.running(),
                            String.format(Locale.ROOT, "%.0f %%", 100.0 * group.images() / Math.max(1, group.imagesInAll())),
                            group.holders()));
            if (!slurm.isEmpty()) row.add(slurm.getOrDefault(group.number(), ""));
            table.row(row.toArray());
        }
        out().print(table);
        if (shown.size() > MOST_GROUPS) out().println("… and " + (shown.size() - MOST_GROUPS) + " more groups");
    }

    private void printFailures(SweepState state) {
        state.groups().stream().flatMap(group -> group.failed().entrySet().stream()).limit(MOST_REASONS)
                .forEach(failure -> out().println("Cell " + failure.getKey() + " failed: " + failure.getValue()));
        if (state.failed() > MOST_REASONS) {
            out()
                    .println("… and " + (state.failed() - MOST_REASONS) + " more cells; summary.csv names all");
        }
    }
}
