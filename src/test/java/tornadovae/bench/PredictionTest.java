package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.bench.MachineCodeTable.Row;

/** The arithmetic of predictions, on launches whose time can be told by hand. */
class PredictionTest {

    private static final String HEADER =
            "workload,replicas,number,kernel,groups,items,tile,registers,spilled,stack,shared,"
                    + "instructions,loop,multiply-adds,% of loop,stage,terms,flops,bytes\n";

    @Test
    void aRowIsReadByItsHeader() {
        Row row = MachineCodeTable.parse(HEADER
                + "W1,16,3,layer,64,128,64×128×16,120,1,2,12288,900,77,64,83,174,784,78400000,2000000\n").getFirst();
        assertEquals(new Row(Workload.W1, 16, "layer", 64, 128, 64, 128, 16, 784, 78_400_000, 2_000_000,
                new MachineCode(120, 1, 2, 12288, 900, 77, 64, 174)), row);
    }

    @Test
    void residentGroupsAreLimitedByWhatRunsOutFirst() {
        assertEquals(4, Card.H200.resident(128, 120, 12_288), "registers: 4 warps of 120 × 32 each");
        assertEquals(32, Card.H200.resident(32, 16, 0), "their number");
        assertEquals(8, Card.H200.resident(256, 16, 0), "warps");
        assertEquals(4, Card.H200.resident(128, 16, 48 * 1024), "shared memory");
    }

    /** 64 × 64 tiles of 1024³ on 256 work-groups: two a multiprocessor at most, 8 warps, all multiply-adds. */
    @Test
    void aProductThatIsIssuedTakesItsInstructions() {
        Row row = new Row(Workload.W1, 1, "product", 256, 128, 64, 64, 16, 1024, 2L << 30, 12 << 20,
                new MachineCode(64, 0, 0, 8192, 40, 40, 32, 0));
        double turns = 1024.0 * 64 * 64 / 128 / 32, clocks = 2 * 4 / 4.0 / 0.9 * turns * 40;
        double waiting = 64 * (turns / 64 * (40 + Prediction.SHARED_LOAD) + Prediction.BARRIERS);
        assertEquals(Math.max(clocks, waiting) / Card.H200.clock, Prediction.seconds(Card.H200, row), 1e-6);
    }

    @Test
    void whatOnlyMovesNumbersTakesTheMemorysTime() {
        Row row = new Row(Workload.W1, 100, "update", 0, 0, 0, 0, 0, 0, 1000, 48_000_000,
                new MachineCode(16, 0, 0, 0, 30, 0, 0, 0));
        assertEquals(4.8e9 / (0.9 * 4.8e12), Prediction.seconds(Card.H200, row), 1e-9);
        assertEquals(4.8e9 / (0.9 * 3.35e12), Prediction.seconds(Card.H100, row), 1e-9);
    }

    @Test
    void graphsAndTasksBoundAStep() {
        Row little = new Row(Workload.W1, 1, "scalars", 1, 64, 0, 0, 0, 0, 10, 10, new MachineCode(16, 0, 0, 0, 30, 0, 0, 0));
        Prediction.Result result = Prediction.of(Card.H200, Workload.W1, 1, List.of(little, little)).orElseThrow();
        assertEquals(100 / Prediction.REPLAY, result.graph(), 1);
        assertEquals(100 / (2 * Prediction.TASK), result.tasks(), 1);
        assertTrue(Prediction.of(Card.H200, Workload.W1, 1, List.of()).isEmpty());
    }

    @Test
    void noPredictionIsAboveTheCeiling() {
        assertFalse(MachineCodeTable.all().isEmpty());
        for (Card card : Card.values()) {
            for (Prediction.Result result : Prediction.all(card, List.of(Workload.values()), List.of(1, 16, 64, 256))) {
                assertTrue(result.ofCeiling() > 0 && result.ofCeiling() < 1, result.toString());
                assertTrue(result.tasks() <= result.graph() * 1.5, result.toString());
            }
        }
    }
}
