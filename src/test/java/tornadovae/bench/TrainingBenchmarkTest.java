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
        new TrainingBenchmark(engines(false), 3, 0, 0).run(List.of(Workload.W1), List.of(50), List.of(2), results::addAll);
        assertEquals(List.of("a", "b", "a", "b", "a", "b", "a", "b"), turns, "once to warm up, then three windows");
        assertEquals(List.of("a", "b"), results.stream().map(TrainingBenchmark.Result::engine).toList());
        for (var result : results) {
            assertEquals(50, result.batch());
            assertEquals(2, result.replicas());
            assertTrue(result.least() > 0 && result.least() <= result.imagesPerSecond() && result.imagesPerSecond() <= result.most(), result.toString());
        }
    }

    @Test
    void aDeviceThatRanNothingGivesNoFigures() {
        var benchmark = new TrainingBenchmark(engines(true), 3, 0, 0);
        assertThrows(UserError.class, () -> benchmark.run(List.of(Workload.W1), List.of(), List.of(1), results -> turns.add("results")));
        assertFalse(turns.contains("results"));
    }

    private LinkedHashMap<String, Engine> engines(boolean refusing) {
        var engines = new LinkedHashMap<String, Engine>();
        for (String name : List.of("a", "b")) engines.put(name, new Recorder(name, refusing));
        return engines;
    }

    private final class Recorder implements Engine, Session {

        private final String name;
        private final boolean refusing;

        Recorder(String name, boolean refusing) {
            this.name = name;
            this.refusing = refusing;
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
            if (refusing) throw new UserError(1, "the driver refused", null);
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
