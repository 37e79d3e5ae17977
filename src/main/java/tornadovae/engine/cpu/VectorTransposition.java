package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PanelTransposition} by butterflies: a LANES × LANES block is transposed by swapping, for each bit d of the index, the
 * rows with bit d set against the lanes with bit d set. Two bits are done a pass, with four rows in registers, so that 16 lanes
 * take two passes over a block that stays in the first-level cache.
 */
final class VectorTransposition implements PanelTransposition {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final int PANEL = Lanes.PANEL;

    private static final VectorMask<Float> ODD_1 = lanesWithBit(1), ODD_2 = lanesWithBit(2), ODD_4 = lanesWithBit(4);
    private static final VectorMask<Float> ODD_8 = lanesWithBit(8);
    private static final VectorShuffle<Float> FLIP_1 = flip(1), FLIP_2 = flip(2), FLIP_4 = flip(4), FLIP_8 = flip(8);

    /** A block between its two passes. */
    private final ThreadLocal<float[]> between = ThreadLocal.withInitial(() -> new float[LANES * LANES]);

    @Override
    public void transpose(float[] p, int p0, int inputs, float[] q, int q0, int qPanel) {
        float[] block = between.get();
        int whole = inputs / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            int to = q0 + i / PANEL * qPanel + i % PANEL;
            for (int o = 0; o < PANEL; o += LANES) transposeBlock(p, p0 + i * PANEL + o, block, q, to + o * PANEL);
        }
        if (inputs % PANEL != 0) {
            int last = inputs / PANEL * PANEL;
            ScalarTransposition.block(p, p0 + last * PANEL, inputs - last, q, q0 + inputs / PANEL * qPanel, whole - last, PANEL);
        }
    }

    private static void transposeBlock(float[] p, int p0, float[] block, float[] q, int q0) {
        if (LANES == 4) {
            swapBits1And2(p, p0, PANEL, q, q0, PANEL);
        } else {
            swapBits1And2(p, p0, PANEL, block, 0, LANES);
            if (LANES == 8) {
                swapBit4(block, q, q0);
            } else {
                swapBits4And8(block, q, q0);
            }
        }
    }

    private static void swapBits1And2(float[] from, int from0, int fromStride, float[] to, int to0, int toStride) {
        for (int row = 0; row < LANES; row += 4) {
            int i = from0 + row * fromStride, k = to0 + row * toStride;
            FloatVector a = FloatVector.fromArray(SPECIES, from, i), b = FloatVector.fromArray(SPECIES, from, i + fromStride);
            FloatVector c = FloatVector.fromArray(SPECIES, from, i + 2 * fromStride);
            FloatVector d = FloatVector.fromArray(SPECIES, from, i + 3 * fromStride);
            FloatVector ab = a.blend(b.rearrange(FLIP_1), ODD_1), ba = a.rearrange(FLIP_1).blend(b, ODD_1);
            FloatVector cd = c.blend(d.rearrange(FLIP_1), ODD_1), dc = c.rearrange(FLIP_1).blend(d, ODD_1);
            ab.blend(cd.rearrange(FLIP_2), ODD_2).intoArray(to, k);
            ba.blend(dc.rearrange(FLIP_2), ODD_2).intoArray(to, k + toStride);
            ab.rearrange(FLIP_2).blend(cd, ODD_2).intoArray(to, k + 2 * toStride);
            ba.rearrange(FLIP_2).blend(dc, ODD_2).intoArray(to, k + 3 * toStride);
        }
    }

    private static void swapBits4And8(float[] from, float[] to, int to0) {
        for (int row = 0; row < 4; row++) {
            int i = row * LANES, k = to0 + row * PANEL;
            FloatVector a = FloatVector.fromArray(SPECIES, from, i), b = FloatVector.fromArray(SPECIES, from, i + 4 * LANES);
            FloatVector c = FloatVector.fromArray(SPECIES, from, i + 8 * LANES),
                    d = FloatVector.fromArray(SPECIES, from, i + 12 * LANES);
            FloatVector ab = a.blend(b.rearrange(FLIP_4), ODD_4), ba = a.rearrange(FLIP_4).blend(b, ODD_4);
            FloatVector cd = c.blend(d.rearrange(FLIP_4), ODD_4), dc = c.rearrange(FLIP_4).blend(d, ODD_4);
            ab.blend(cd.rearrange(FLIP_8), ODD_8).intoArray(to, k);
            ba.blend(dc.rearrange(FLIP_8), ODD_8).intoArray(to, k + 4 * PANEL);
            ab.rearrange(FLIP_8).blend(cd, ODD_8).intoArray(to, k + 8 * PANEL);
            ba.rearrange(FLIP_8).blend(dc, ODD_8).intoArray(to, k + 12 * PANEL);
        }
    }

    private static void swapBit4(float[] from, float[] to, int to0) {
        for (int row = 0; row < 4; row++) {
            int i = row * LANES, k = to0 + row * PANEL;
            FloatVector a = FloatVector.fromArray(SPECIES, from, i), b = FloatVector.fromArray(SPECIES, from, i + 4 * LANES);
            a.blend(b.rearrange(FLIP_4), ODD_4).intoArray(to, k);
            a.rearrange(FLIP_4).blend(b, ODD_4).intoArray(to, k + 4 * PANEL);
        }
    }

    private static VectorMask<Float> lanesWithBit(int bit) {
        boolean[] set = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            set[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, set, 0);
    }

    /** Lane l receives lane l ± bit; with too few lanes for the bit, itself. */
    private static VectorShuffle<Float> flip(int bit) {
        return VectorShuffle.fromOp(SPECIES, lane -> bit < LANES ? lane ^ bit : lane);
    }
}
