package tornadovae.cli.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import tornadovae.experiment.store.GroupState;
import tornadovae.experiment.store.GroupsFile;

/** How far all groups of a sweep are. */
record SweepState(List<GroupState> groups) {

    static SweepState of(Path folder) {
        return new SweepState(GroupsFile.read(folder).stream().map(group -> GroupState.of(folder, group)).toList());
    }

    int cells() {
        return (int) sum(GroupState::cells);
    }

    int finished() {
        return (int) sum(GroupState::finished);
    }

    int failed() {
        return (int) sum(group -> group.failed().size());
    }

    int running() {
        return (int) sum(GroupState::running);
    }

    int waiting() {
        return (int) sum(GroupState::waiting);
    }

    /** The share of the images to train on that is done, from 0 to 1. */
    double done() {
        long all = sum(GroupState::imagesInAll);
        return all == 0 ? 1 : (double) sum(GroupState::images) / all;
    }

    private long sum(ToLongFunction<GroupState> of) {
        return groups.stream().mapToLong(of).sum();
    }
}
