package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/** The check that a device computes right, on engines that do and that do not. */
class EngineCheckTest {

    @Test
    void anEngineAgreesWithItself() {
        List<EngineCheck.Result> results = check(new CpuEngine(1), EngineCheck.models());
        assertEquals(5 * EngineCheck.models(), results.size());
        for (var result : results) assertTrue(result.passed() && result.worst() == 0, result.toString());
    }

    @Test
    void oneWrongNumberIsFound() {
        List<EngineCheck.Result> results = check(new Faulty(1.001f), 1);
        for (var result : results) {
            if (result.what().equals("loss and gradients")) assertFalse(result.passed(), result.toString());
        }
    }

    @Test
    void aNumberThatIsNoneIsFound() {
        for (var result : check(new Faulty(Float.NaN), 1)) assertFalse(result.passed(), result.toString());
    }

    private static List<EngineCheck.Result> check(Engine engine, int models) {
        var results = new ArrayList<EngineCheck.Result>();
        new EngineCheck(engine, new CpuEngine(1)).run(models, results::addAll);
        return results;
    }

    /** The CPU engine, but for the largest number of a tensor as read. */
    private record Faulty(float factor) implements Engine {

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Device device() {
            return new CpuEngine(1).device();
        }

        @Override
        public Session open(Memory memory, Map<Split, Images> data) {
            Session right = new CpuEngine(1).open(memory, data);
            return new Session() {
                @Override
                public void run(Program program, int times) {
                    right.run(program, times);
                }

                @Override
                public void read(Tensor tensor, float[] into) {
                    right.read(tensor, into);
                    int largest = 0;
                    for (int e = 0; e < into.length; e++) {
                        if (Math.abs(into[e]) > Math.abs(into[largest])) largest = e;
                    }
                    into[largest] *= factor;
                }

                @Override
                public void write(Tensor tensor, float[] from) {
                    right.write(tensor, from);
                }

                @Override
                public void readIntegers(Tensor tensor, int[] into) {
                    right.readIntegers(tensor, into);
                }

                @Override
                public void writeIntegers(Tensor tensor, int[] from) {
                    right.writeIntegers(tensor, from);
                }

                @Override
                public void close() {
                    right.close();
                }
            };
        }
    }
}
