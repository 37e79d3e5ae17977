package tornadovae.bench;

import java.util.Locale;

/**
 * What a GPU can do at most, for predictions. All have four schedulers a multiprocessor, each of which issues an instruction of a
 * warp a clock, 65 536 registers, 64 warps and 32 work-groups at a time (NVIDIA H100 Tensor Core GPU Architecture, 2022; CUDA C++
 * Programming Guide, compute capability 9.0).
 */
public enum Card {

    /** SXM5: 67 TFLOP/s, 80 GB, 3.35 TB/s, 50 MB of L2 (NVIDIA H100 data sheet). */
    H100(132, 1.98e9, 3.35e12, 50e6),
    /** SXM: 67 TFLOP/s, 141 GB, 4.8 TB/s (NVIDIA H200 data sheet); of L2 the driver reports 60 MB. */
    H200(132, 1.98e9, 4.8e12, 60e6);

    /** The share of the data sheet's bandwidth that is reached; a copy on an H200 reached 4.3 TB/s, reads and writes together. */
    static final double REACHED = 0.9;
    /** Bytes a second of L2, by others' measurements of the H100 about 5.5 TB/s. */
    static final double L2_BANDWIDTH = 5.5e12;
    static final int SCHEDULERS = 4, WARP = 32, WARPS = 64, GROUPS = 32, REGISTERS = 65_536, SHARED = 233_472;
    /** Shared memory that the driver takes for itself of each work-group. */
    static final int RESERVED = 1024;

    final int multiprocessors;
    final double clock;
    final double bandwidth;
    final double cache;

    Card(int multiprocessors, double clock, double bandwidth, double cache) {
        this.multiprocessors = multiprocessors;
        this.clock = clock;
        this.bandwidth = bandwidth;
        this.cache = cache;
    }

    /** Work-groups that a multiprocessor holds at a time, by registers, shared memory, warps and their number. */
    int resident(int items, int registers, int shared) {
        int warps = Math.ceilDiv(items, WARP), perWarp = Math.ceilDiv(registers * WARP, 256) * 256;
        return Math.min(Math.min(GROUPS, WARPS / warps), Math.min(REGISTERS / (perWarp * warps), SHARED / (shared + RESERVED)));
    }

    /** Floating-point operations a second, two a multiply-add. */
    public double flops() {
        return 2.0 * multiprocessors * SCHEDULERS * WARP * clock;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
