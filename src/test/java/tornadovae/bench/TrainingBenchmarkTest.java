package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/** The order of measuring, with engines that only write down what they are asked. */
class TrainingBenchmarkTest {

    private final List<String> turns = new ArrayList<>();

    @Test
    void enginesTakeTurns() {
        var results = new ArrayList<TrainingBenchmark.Result>();
        new TrainingBenchmark(engines(null), 3, 0, 0)
                .run(List.of(Workload.W1), List.of(50), List.of(2), results::addAll, turns::add);
        assertEquals(List.of("a", "b", "a", "b", "a", "b", "a", "b"), turns, "once to warm up, then three windows");
        assertEquals(List.of("a", "b"), results.stream().map(TrainingBenchmark.Result::engine).toList());
        for (var result : results) {
            assertEquals(50, result.batch());
            assertEquals(2, result.replicas());
            Measured rate = result.imagesPerSecond();
            assertTrue(rate.least() > 0 && rate.least() <= rate.median() && rate.median() <= rate.most(), rate.toString());
        }
    }

    @Test
    void aDeviceThatRanNothingGivesNoFigures() {
        var benchmark = new TrainingBenchmark(engines(new UserError(1, "the driver refused", null)), 3, 0, 0);
        assertThrows(UserError.class,
                () -> benchmark.run(List.of(Workload.W1), List.of(), List.of(1), results -> turns.add("results"), turns::add));
        assertFalse(turns.contains("results"));
    }

    @Test
    void aCaseThatIsTooLargeIsLeftOut() {
        var benchmark = new TrainingBenchmark(engines(new UserError("no room")), 3, 0, 0);
        benchmark.run(List.of(Workload.W1), List.of(100), List.of(1, 2), results -> turns.add("results"), turns::add);
        assertFalse(turns.contains("results"));
        assertTrue(turns.containsAll(List.of("W1, batch 100, × 1: no room", "W1, batch 100, × 2: no room")), turns.toString());
    }

    private LinkedHashMap<String, Engine> engines(UserError refusal) {
        var engines = new LinkedHashMap<String, Engine>();
        for (String name : List.of("a", "b")) engines.put(name, new Recorder(name, refusal));
        return engines;
    }

    private final class Recorder implements Engine, Session {

        private final String name;
        private final UserError refusal;

        Recorder(String name, UserError refusal) {
            this.name = name;
            this.refusal = refusal;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Device device() {
            return new Device(name, "cpu", 1, 1, "");
        }

        @Override
        public Session open(Memory memory, Map<Split, Images> data) {
            return this;
        }

        @Override
        public void run(Program program, int times) {
            if (turns.isEmpty() || !turns.getLast().equals(name)) turns.add(name);
            LockSupport.parkNanos(times * 1_000_000L);
        }

        @Override
        public void read(Tensor tensor, float[] into) {
            if (refusal != null) throw refusal;
        }

        @Override
        public void write(Tensor tensor, float[] from) {}

        @Override
        public void readIntegers(Tensor tensor, int[] into) {}

        @Override
        public void writeIntegers(Tensor tensor, int[] from) {}

        @Override
        public void close() {}
    }
}
