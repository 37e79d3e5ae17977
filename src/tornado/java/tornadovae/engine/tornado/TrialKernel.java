package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * A small kernel whose result Java knows, for {@code doctor}: from Java through TornadoVM's compiler and the driver to the device
 * and back.
 */
final class TrialKernel {

    private static final int SIZE = 4096;

    private TrialKernel() {}

    // yᵢ = xᵢ² + 1, exact for the small whole numbers it is given
    static void square(FloatArray x, FloatArray y) {
        for (@Parallel
        int i = 0; i < x.getSize(); i++) {
            y.set(i, x.get(i) * x.get(i) + 1);
        }
    }

    /** How many results differ from Java's. */
    static long wrong(TornadoDevice device) throws TornadoExecutionPlanException {
        var x = new FloatArray(SIZE);
        var y = new FloatArray(SIZE);
        for (int i = 0; i < SIZE; i++) x.set(i, i - 1000);
        y.init(Float.NaN);
        var graph = new TaskGraph("doctor").transferToDevice(DataTransferMode.FIRST_EXECUTION, x)
                .task("square", TrialKernel::square, x, y).transferToHost(DataTransferMode.EVERY_EXECUTION, y);
        try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).execute();
        }
        long wrong = 0;
        for (int i = 0; i < SIZE; i++) {
            if (y.get(i) != (i - 1000f) * (i - 1000f) + 1) wrong++;
        }
        return wrong;
    }
}
