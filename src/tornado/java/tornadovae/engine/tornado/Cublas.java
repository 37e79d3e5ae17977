package tornadovae.engine.tornado;

import java.util.Arrays;
import java.util.Optional;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.Access;
import uk.ac.manchester.tornado.api.common.LibraryTaskDescriptor;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoRuntimeException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * A matrix product of all replicas, C = A B, by NVIDIA's {@code cublasSgemmStridedBatched}: a library task of TornadoVM's module
 * {@code tornado.cublas}, whose {@code CuBlas} says what its arguments mean. SDKs without the CUDA backend lack that module, so
 * none of its classes is named here.
 *
 * <p>cuBLAS counts by columns: Cᵀ = Bᵀ Aᵀ is what it is asked for.
 *
 * @param rows        of C
 * @param columns     of C
 * @param terms       of each sum
 * @param transposedA whether Aᵀ is what lies in memory, a row after the other; likewise B
 * @param aPitch      from such a row to the next
 * @param aStride     from a replica to the next
 */
record Cublas(int rows, int columns, int terms, boolean transposedA, int aPitch, int aStride, boolean transposedB, int bPitch,
        int bStride, int replicas, TornadoSettings.Precision precision) {

    private static final String MODULE = "tornado.cublas", PACKAGE = "uk.ac.manchester.tornado.cublas.";

    /** {@code cublasOperation_t}. */
    private static final int AS_IT_IS = 0, TRANSPOSED = 1;

    private static final int RESULT = 13;

    void addTo(TaskGraph graph, String id, FloatArray a, FloatArray b, FloatArray c) {
        Object[] arguments = {transposedB ? TRANSPOSED : AS_IT_IS, transposedA ? TRANSPOSED : AS_IT_IS, columns, rows, terms, 1f,
                b, bPitch, (long) bStride, a, aPitch, (long) aStride, 0f, c, columns, (long) rows * columns, replicas};
        var access = new Access[arguments.length];
        Arrays.fill(access, Access.READ_ONLY);
        access[RESULT] = Access.WRITE_ONLY;
        LibraryTaskDescriptor call = new LibraryTaskDescriptor().withLibrary("nvidia/cublas")
                .withFunction("cublasSgemmStridedBatched").withParameters(arguments).withAccess(access);
        if (precision == TornadoSettings.Precision.TF32) call.withTuning(tensorCores());
        graph.libraryTask(id, ignored -> call, 0);
    }

    /** TornadoVM's {@code new CuBlasOptions().withMathMode(CuBlasMathMode.CUBLAS_TF32_TENSOR_OP_MATH)}. */
    private static Object tensorCores() {
        try {
            Class<?> options = Class.forName(PACKAGE + "CuBlasOptions"), modes = Class.forName(PACKAGE + "enums.CuBlasMathMode");
            Object mode = modes.getField("CUBLAS_TF32_TENSOR_OP_MATH").get(null);
            return options.getMethod("withMathMode", modes).invoke(options.getConstructor().newInstance(), mode);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this SDK's module " + MODULE + " sets no mathematics", e);
        }
    }

    /** Why it cannot be used on a device, a sentence with its full stop: tried with a product of small whole numbers. */
    static Optional<String> missing(TornadoDevice device, TornadoSettings settings) {
        String asked = settings.source() + ": products = cublas", advice = ", or set products = own.";
        String place = device.getPhysicalDevice().getDeviceName().strip();
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of(asked + " needs TornadoVM's module " + MODULE + ", which this SDK lacks; take an SDK with the CUDA"
                    + " backend" + advice);
        }
        try {
            if (DevicePlan.alone(() -> trial(device, settings.precision()))) return Optional.empty();
            return Optional.of(asked + ": cuBLAS computes wrong results on " + place + "; update driver and CUDA" + advice);
        } catch (Throwable e) { // errors of linking too; TornadoVM does not say which
            return Optional.of(asked + ": cuBLAS does not start on " + place + "; 'ldd $TORNADOVM_HOME/lib/libtornado-cublas.so'"
                    + " shows which libraries of CUDA the loader does not find, LD_LIBRARY_PATH tells it where they are"
                    + advice);
        }
    }

    /** Two replicas of a row times a column: 1·3 + 2·4 and 5·7 + 6·8. */
    private static boolean trial(TornadoDevice device, TornadoSettings.Precision precision) {
        FloatArray a = FloatArray.fromElements(1, 2, 5, 6), b = FloatArray.fromElements(3, 4, 7, 8), c = new FloatArray(2);
        TaskGraph graph = new TaskGraph("cublas").transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, c);
        new Cublas(1, 1, 2, false, 2, 2, true, 2, 2, 2, precision).addTo(graph, "product", a, b, c);
        graph.transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).execute();
        } catch (TornadoExecutionPlanException e) {
            throw new TornadoRuntimeException(e);
        }
        return c.get(0) == 11 && c.get(1) == 83;
    }
}
