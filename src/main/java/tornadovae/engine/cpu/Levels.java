package tornadovae.engine.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import tornadovae.graph.Tensor;

/**
 * A program's work in levels: what stands on one level is independent, or follows row tile by row tile, so threads need to wait
 * for each other only between levels.
 */
record Levels(List<Level> levels) {

    /** Works on one level: chains side by side; a chain's works run one after the other, part by part. */
    record Level(List<List<Work>> chains, int tasks) {

        /** With as many independent tasks for one replica as the chains have parts. */
        Level(List<List<Work>> chains) {
            this(chains, chains.stream().mapToInt(chain -> chain.getFirst().parts()).sum());
        }

        void run(int replica, int task, Scratch scratch) {
            int part = task;
            for (int c = 0;; c++) {
                List<Work> chain = chains.get(c);
                int parts = chain.getFirst().parts();
                if (part < parts) {
                    for (int w = 0; w < chain.size(); w++) chain.get(w).run(replica, part, scratch);
                    return;
                }
                part -= parts;
            }
        }
    }

    /** Puts every work on the first level on which all it depends on is done. */
    static Levels of(List<Work> works) {
        int[] level = new int[works.size()];
        for (int w = 0; w < works.size(); w++) {
            for (int earlier = 0; earlier < w; earlier++) {
                if (conflict(works.get(earlier), works.get(w))) {
                    level[w] = Math.max(level[w], level[earlier] + (follows(works.get(earlier), works.get(w)) ? 0 : 1));
                }
            }
        }
        var levels = new ArrayList<Level>();
        for (int l = 0; l <= Arrays.stream(level).max().orElse(0); l++) {
            var chains = new ArrayList<List<Work>>();
            for (int w = 0; w < works.size(); w++) {
                if (level[w] == l) join(chains, works.get(w));
            }
            // many parts first: the long tail of a level is then short
            chains.sort(Comparator.comparingInt(chain -> chain.getFirst().tiledRows() == 0 ? 0 : 1));
            levels.add(new Level(chains.stream().map(List::copyOf).toList()));
        }
        return new Levels(levels);
    }

    private static void join(List<List<Work>> chains, Work work) {
        if (work.tiledRows() > 0) {
            for (List<Work> chain : chains) {
                if (chain.getFirst().tiledRows() == work.tiledRows()) {
                    chain.add(work);
                    return;
                }
            }
        }
        chains.add(new ArrayList<>(List.of(work)));
    }

    /** Whether their order matters: one writes what the other touches. */
    private static boolean conflict(Work earlier, Work later) {
        return !Collections.disjoint(earlier.writes, later.reads) || !Collections.disjoint(earlier.writes, later.writes)
                || !Collections.disjoint(earlier.reads, later.writes);
    }

    /** Whether the later work's part p depends on nothing of the earlier work but its part p. */
    private static boolean follows(Work earlier, Work later) {
        if (earlier.tiledRows() == 0 || earlier.tiledRows() != later.tiledRows()) return false;
        if (earlier.parts() == 1) return true;
        for (Tensor tensor : earlier.writes) {
            if ((later.reads.contains(tensor) || later.writes.contains(tensor))
                    && !(earlier.rowLocal(tensor) && later.rowLocal(tensor))) {
                return false;
            }
        }
        for (Tensor tensor : later.writes) {
            if (earlier.reads.contains(tensor) && !(earlier.rowLocal(tensor) && later.rowLocal(tensor))) return false;
        }
        return true;
    }
}
