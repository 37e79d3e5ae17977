package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Profiled;
import tornadovae.engine.Session;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.model.Loss;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;
import uk.ac.manchester.tornado.api.DataRange;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Steps that are replayed as CUDA graphs leave the bytes that launches one by one leave, whatever happens between them. */
@Tag("tornado")
class CudaGraphsTest {

    private static final String LAUNCHES = "kernels = loop\n";
    private static final String GRAPHS = LAUNCHES + "cuda.graphs = true\n";
    private static final int REPLICAS = 2;
    private static final Program EVALUATE = SmallVae.VAE.evaluate(SmallVae.BATCH, SmallVae.IMAGES);
    private static final Memory BOTH = Memory.of(REPLICAS, SmallVae.TRAIN, EVALUATE);

    @TempDir
    Path folder;

    @BeforeEach
    void needsCuda() {
        assumeTrue(TornadoDevices.backend(TornadoDevices.select(List.of()).getFirst()).equals("cuda"),
                "needs TornadoVM's CUDA backend");
    }

    /** What a test does with a session between preparing it and reading everything. */
    private interface Course {
        void run(Session session);
    }

    @Test
    void stepsAreReplayed() throws IOException {
        assertSame(session -> session.run(SmallVae.TRAIN, 25));
    }

    @Test
    void manyStepsAreOneReplay() throws IOException {
        Course course = session -> {
            session.run(SmallVae.TRAIN, 2);
            session.run(SmallVae.TRAIN, 11);
            session.run(SmallVae.TRAIN, 4);
        };
        assertArrayEquals(after(LAUNCHES, course), after(GRAPHS + "steps.per.graph = 4\n", course));
    }

    @Test
    void writesAndReadsBetweenReplaysAreSeen() throws IOException {
        assertSame(session -> {
            for (int round = 0; round < 4; round++) {
                session.run(SmallVae.TRAIN, 3);
                session.write(Vae.LEARNING_RATE, new float[] {1e-3f / (round + 1), 2e-3f});
                session.writeIntegers(Vae.CURSOR, new int[] {round, round + 1});
                var parameter = SmallVae.VAE.parameterTensors().get(round % 2);
                var values = new float[REPLICAS * parameter.size()];
                session.read(parameter, values);
                for (int e = 0; e < values.length; e++) values[e] *= 0.9f;
                session.write(parameter, values);
            }
        });
    }

    @Test
    void programsAlternate() throws IOException {
        assertSame(session -> {
            for (int round = 0; round < 5; round++) {
                session.run(EVALUATE, 1 + round % 2);
                session.run(SmallVae.TRAIN, 3);
            }
        });
    }

    @Test
    void aProfiledRunIsARunAndHasATimeForEveryKernel() throws IOException {
        assertSame(session -> {
            for (int round = 0; round < 3; round++) {
                session.run(SmallVae.TRAIN, 2);
                List<Profiled.Kernel> kernels = ((Profiled) session).profile(SmallVae.TRAIN);
                assertTrue(kernels.size() > 10 && kernels.stream().allMatch(kernel -> kernel.nanoseconds() > 0),
                        kernels.toString());
            }
            session.run(SmallVae.TRAIN, 2);
        });
    }

    /** What comes first decides what TornadoVM takes for the origin of the arrays. */
    @Test
    void aProfiledRunMayComeFirst() throws IOException {
        assertSame(session -> {
            ((Profiled) session).profile(EVALUATE);
            session.run(SmallVae.TRAIN, 3);
            session.run(EVALUATE, 2);
        });
    }

    @Test
    void sessionsAtOnceDoNotDisturbEachOther() throws Exception {
        float[] expected = after(LAUNCHES, session -> session.run(SmallVae.TRAIN, 40));
        Engine engine = SmallVae.engine(folder, GRAPHS);
        Callable<float[]> one = () -> after(engine, session -> {
            for (int step = 0; step < 40; step++) session.run(SmallVae.TRAIN, 1);
        });
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var results : threads.invokeAll(List.of(one, one, one))) assertArrayEquals(expected, results.get());
        }
    }

    @Test
    void anotherSessionGoesOnFromWhatWasRead() throws IOException {
        float[] expected = after(LAUNCHES, session -> session.run(SmallVae.TRAIN, 9));
        var state = new ArrayList<Tensor>();
        for (Tensor parameter : SmallVae.VAE.parameterTensors()) {
            state.add(parameter);
            state.addAll(Vae.optimiserState(Optimiser.ADAM, parameter));
        }
        state.add(Vae.history(Loss.TOTAL, SmallVae.STEPS_AN_EPOCH));
        var values = new ArrayList<float[]>();
        var step = new int[REPLICAS];
        var cursor = new int[REPLICAS];
        Engine engine = SmallVae.engine(folder, GRAPHS);
        try (Session first = engine.open(BOTH, SmallVae.images())) {
            SmallVae.prepare(first, REPLICAS);
            first.run(SmallVae.TRAIN, 5);
            for (Tensor tensor : state) {
                values.add(new float[REPLICAS * tensor.size()]);
                first.read(tensor, values.getLast());
            }
            first.readIntegers(Vae.STEP, step);
            first.readIntegers(Vae.CURSOR, cursor);
        }
        assertArrayEquals(expected, after(engine, second -> {
            for (int t = 0; t < state.size(); t++) second.write(state.get(t), values.get(t));
            second.writeIntegers(Vae.STEP, step);
            second.writeIntegers(Vae.CURSOR, cursor);
            second.run(SmallVae.TRAIN, 4);
        }));
    }

    static void increment(IntArray counter) {
        for (@Parallel
        int i = 0; i < counter.getSize(); i++) {
            counter.set(i, counter.get(i) + 1);
        }
    }

    /** A kernel launched one by one has a time of its own, one of a replay has none. */
    @Test
    void whatIsCapturedIsReplayed() throws IOException {
        var device = TornadoDevices.select(List.of()).getFirst();
        var settings = TornadoSettings.named(Files.writeString(folder.resolve("settings.properties"), GRAPHS).toString());
        for (boolean captured : new boolean[] {false, true}) {
            var counter = new IntArray(100);
            var graph = new TaskGraph("count").transferToDevice(DataTransferMode.FIRST_EXECUTION, counter)
                    .task("increment", CudaGraphsTest::increment, counter)
                    .transferToHost(DataTransferMode.UNDER_DEMAND, counter).snapshot();
            var graphs = new BitSet();
            graphs.set(0, captured);
            try (var plan = new DevicePlan(device, settings, List.of(graph), graphs, new GridScheduler())) {
                for (int execution = 0; execution < 3; execution++) plan.execute("a test", 0);
                plan.profile("a test", 0);
                assertEquals(captured, plan.result().getProfilerResult().getDeviceKernelTime() == 0);
                plan.fetch(new DataRange(counter).withOffset(0).withSize(counter.getSize()));
                assertEquals(4, counter.get(99));
            }
        }
    }

    private void assertSame(Course course) throws IOException {
        float[] expected = after(LAUNCHES, course);
        assertFalse(Float.isNaN(expected[0]));
        assertArrayEquals(expected, after(GRAPHS, course));
    }

    private float[] after(String settings, Course course) throws IOException {
        return after(SmallVae.engine(folder, settings), course);
    }

    /** The objective of an epoch's last steps, and all parameters with what the optimiser keeps of them. */
    private static float[] after(Engine engine, Course course) {
        try (Session session = engine.open(BOTH, SmallVae.images())) {
            SmallVae.prepare(session, REPLICAS);
            course.run(session);
            List<Tensor> tensors = Stream.concat(Stream.of(Vae.history(Loss.TOTAL, SmallVae.STEPS_AN_EPOCH)),
                    SmallVae.VAE.parameterTensors().stream()
                            .flatMap(parameter -> Stream.concat(Stream.of(parameter),
                                    Vae.optimiserState(Optimiser.ADAM, parameter).stream())))
                    .toList();
            var all = new float[REPLICAS * tensors.stream().mapToInt(Tensor::size).sum()];
            int at = 0;
            for (Tensor tensor : tensors) {
                var values = new float[REPLICAS * tensor.size()];
                session.read(tensor, values);
                System.arraycopy(values, 0, all, at, values.length);
                at += values.length;
            }
            return all;
        }
    }
}
