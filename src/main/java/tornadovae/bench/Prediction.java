package tornadovae.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a training step will take on a GPU, from the machine code of its kernels and the GPU's ceilings; docs/gpu-prediction.md
 * explains the arithmetic.
 */
public final class Prediction {

    /** The share of the clocks in which a scheduler with enough warps issues an instruction. */
    static final double ISSUED = 0.9;
    /** Clocks from a load of global memory, and of shared memory, to its number, and of the two barriers of a stage. */
    static final double LOAD = 350, SHARED_LOAD = 30, BARRIERS = 120;
    /** Seconds from a kernel's end to the next one's begin where the host is ahead, as it always is in a CUDA graph. */
    static final double GAP = 1.5e-6;
    /** Seconds that a kernel takes at least: a few loads, one after another, and a barrier. */
    static final double LEAST = 1.5e-6;
    /**
     * Seconds of the host that a replay of a step's CUDA graph takes, and that TornadoVM takes for each task where there is
     * none.
     */
    static final double REPLAY = 10e-6, TASK = 30e-6;

    /**
     * @param launches        kernels a step
     * @param kernels         microseconds a step in kernels
     * @param graph           images/s, summed over replicas, where steps are replayed as CUDA graphs
     * @param tasks           likewise, where TornadoVM launches each kernel
     * @param ofCeiling       the matrix products' FLOP/s with graphs, as a fraction of the card's ceiling
     * @param slowest         the kernel that takes longest
     */
    public record Result(Workload workload, int replicas, int launches, double kernels, double graph, double tasks,
            double ofCeiling, String slowest) {}

    private Prediction() {}

    /** @return empty where the table of machine code has no such step */
    public static Optional<Result> of(Card card, Workload workload, int replicas) {
        return of(card, workload, replicas, MachineCodeTable.step(workload, replicas));
    }

    static Optional<Result> of(Card card, Workload workload, int replicas, List<MachineCodeTable.Row> step) {
        if (step.isEmpty()) return Optional.empty();
        double images = (double) workload.batch * replicas, kernels = 0, longest = 0;
        String slowest = "";
        for (var launch : step) {
            double seconds = seconds(card, launch);
            kernels += seconds;
            if (seconds > longest) slowest = launch.kernel();
            longest = Math.max(longest, seconds);
        }
        double launched = kernels + GAP * step.size(), graph = Math.max(launched, REPLAY),
                tasks = Math.max(launched, TASK * step.size());
        return Optional.of(new Result(workload, replicas, step.size(), kernels * 1e6, images / graph, images / tasks,
                replicas * workload.productFlops() / graph / card.flops(), slowest));
    }

    /** The seconds of one launch: what takes longest of issuing and waiting, of memory and of the cache. */
    static double seconds(Card card, MachineCodeTable.Row launch) {
        double bytes = (double) launch.bytes() * launch.replicas();
        double memory = bytes / (bytes < card.cache / 2 ? Card.L2_BANDWIDTH : Card.REACHED * card.bandwidth);
        double cache = 4.0 * launch.groups() * launch.terms() * (launch.tileRows() + launch.tileColumns()) / Card.L2_BANDWIDTH;
        return Math.max(LEAST, Math.max(clocks(card, launch) / card.clock, Math.max(memory, cache)));
    }

    /** The clocks of the multiprocessor that has most to do. */
    private static double clocks(Card card, MachineCodeTable.Row launch) {
        MachineCode code = launch.code();
        if (launch.groups() == 0 || launch.tileRows() == 0) return untiled(card, launch);
        int warps = Math.ceilDiv(launch.items(), Card.WARP),
                resident = Math.max(1, card.resident(launch.items(), code.registers(), code.shared()));
        // multiply-adds of a work item in a stage, and so how often its innermost loop runs
        double stageTerms = Math.min(launch.tileDepth(), launch.terms()), stages = Math.ceil(launch.terms() / stageTerms);
        double runs = stageTerms * launch.tileRows() * launch.tileColumns() / launch.items() / code.multiplyAdds();
        double stage = runs * code.inner() + code.stage(), alone = runs * (code.inner() + SHARED_LOAD) + code.stage(),
                around = Math.max(0, code.instructions() - code.inner() - code.stage());
        double clocks = 0;
        for (long left = Math.ceilDiv(launch.groups(), card.multiprocessors); left > 0; left -= resident) {
            double issuing = Math.min(left, resident) * warps / (double) Card.SCHEDULERS / ISSUED;
            // the next tiles are loaded while these are multiplied
            clocks += stages * Math.max(issuing * stage, Math.max(LOAD, alone) + BARRIERS)
                    + Math.max(issuing * around, around + LOAD);
        }
        return clocks;
    }

    /**
     * A product without tiles: a work item for each number of the result, which reads both factors from global memory, one turn
     * of its loop after another.
     */
    private static double untiled(Card card, MachineCodeTable.Row launch) {
        MachineCode code = launch.code();
        if (launch.terms() == 0 || code.multiplyAdds() == 0) return 0;
        double items = launch.flops() / 2.0 / launch.terms() * launch.replicas(),
                turns = (double) launch.terms() / code.multiplyAdds();
        double issuing = items / Card.WARP * turns * code.inner() / (card.multiprocessors * Card.SCHEDULERS * ISSUED);
        double together = (double) card.multiprocessors * card.resident(Card.WARP * 8, code.registers(),
                code.shared()) * Card.WARP * 8;
        return Math.max(issuing, Math.ceil(items / together) * turns * LOAD);
    }

    /** All workloads with all numbers of replicas that the table of machine code has. */
    public static List<Result> all(Card card, List<Workload> workloads, List<Integer> replicaCounts) {
        var results = new ArrayList<Result>();
        for (Workload workload : workloads) {
            for (int replicas : replicaCounts) of(card, workload, replicas).ifPresent(results::add);
        }
        return results;
    }
}
