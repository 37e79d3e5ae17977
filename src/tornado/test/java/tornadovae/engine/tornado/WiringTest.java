package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Sources under src/tornado are compiled against the SDK, and the JVM of the tests has the flags with which kernels run on its
 * device.
 */
@Tag("tornado")
class WiringTest {

    // y = 2 x + 1
    static void line(FloatArray x, FloatArray y) {
        for (@Parallel
        int i = 0; i < x.getSize(); i++) {
            y.set(i, 2 * x.get(i) + 1);
        }
    }

    @Test
    void kernelRunsOnTheDefaultDevice() throws TornadoExecutionPlanException {
        assertEquals("False", System.getProperty("tornado.recover.bailout"), "else this could have run as Java");
        var x = new FloatArray(257);
        var y = new FloatArray(257);
        for (int i = 0; i < 257; i++) {
            x.set(i, i);
        }
        y.init(Float.NaN);
        var graph = new TaskGraph("wiring").transferToDevice(DataTransferMode.EVERY_EXECUTION, x)
                .task("line", WiringTest::line, x, y).transferToHost(DataTransferMode.EVERY_EXECUTION, y);
        try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.execute();
        }
        for (int i = 0; i < 257; i++) {
            assertEquals(2 * i + 1, y.get(i));
        }
    }
}
