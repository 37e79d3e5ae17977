package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Memory;
import tornadovae.engine.Profiled;
import tornadovae.engine.Session;
import tornadovae.engine.TornadoEngines;
import tornadovae.engine.choice.Engines;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;
import tornadovae.model.Loss;
import tornadovae.model.LossForm;
import tornadovae.model.LossWeights;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;

/** What the engine promises beyond the contract of all engines. */
@Tag("tornado")
class TornadoEngineTest {

    @TempDir
    Path folder;

    private final Vae vae = SmallVae.VAE;
    private final Program train = SmallVae.TRAIN;

    @Test
    void aTrainingStepIsAtMostTenTasks() throws IOException {
        for (String kernels : fused()) {
            try (var session = (TornadoSession) engine("kernels = " + kernels).open(Memory.of(1, train), SmallVae.images())) {
                List<String> tasks = session.sessions().getFirst().tasks(train).stream().map(Task::name).toList();
                assertTrue(tasks.size() <= 10, tasks.toString());
            }
        }
    }

    @Test
    void clippingTakesThreeTasksMore() throws IOException {
        Program clipped = vae.trainStep(Optimiser.ADAM, LossForm.BETA_VAE, true, SmallVae.BATCH, SmallVae.IMAGES);
        for (String kernels : fused()) {
            try (var session = (TornadoSession) engine("kernels = " + kernels)
                    .open(Memory.of(1, train, clipped), SmallVae.images())) {
                DeviceSession device = session.sessions().getFirst();
                assertEquals(device.tasks(train).size() + 3, device.tasks(clipped).size(),
                        device.tasks(clipped).stream().map(Task::name).toList().toString());
            }
        }
    }

    @Test
    void inSteadyStateNothingTravelsButWhatIsRead() throws IOException {
        for (String kernels : List.of("loop", fused().getFirst())) {
            try (var session = (TornadoSession) engine("kernels = " + kernels + "\nprofiler = true")
                    .open(Memory.of(3, train), SmallVae.images())) {
                SmallVae.prepare(session, 3);
                session.run(train, 1);
                DeviceSession device = session.sessions().getFirst();
                for (int step = 0; step < 3; step++) {
                    session.run(train, 1);
                    var profile = device.result().getProfilerResult();
                    assertTrue(profile.getDeviceKernelTime() > 0, "the profiler must have seen the kernels");
                    // for each task TornadoVM sends a record of some bytes, whatever its arguments
                    assertTrue(profile.getTotalBytesCopyIn() <= 64L * device.tasks(train).size(),
                            "bytes to the device: " + profile.getTotalBytesCopyIn());
                    assertEquals(0, profile.getTotalBytesCopyOut(), "bytes to the host");
                }
            }
        }
    }

    @Test
    void twoHundredStepsTrackTheCpuEngine() throws IOException {
        for (String kernels : TornadoEngines.families()) {
            float[] expected = losses(new CpuEngine(2), 2, 200), actual = losses(engine("kernels = " + kernels), 2, 200);
            // the engines round differently, and Adam divides by gradients that are almost zero
            for (int e = 0; e < expected.length; e++) {
                assertEquals(expected[e], actual[e], 5e-4 * Math.max(Math.abs(expected[e]), 0.1), kernels + ", element " + e);
            }
        }
    }

    @Test
    void unrolledStepsEqualSingleSteps() throws IOException {
        String kernels = "kernels = " + fused().getFirst();
        float[] single = losses(engine(kernels), 2, 11), unrolled = losses(engine(kernels + "\nsteps.per.graph = 4"), 2, 11);
        assertArrayEquals(single, unrolled);
    }

    @Test
    void devicesTrainSharesOfTheReplicas() {
        List<DeviceIndex> all = List.copyOf(Engines.provider().orElseThrow().devices().keySet());
        assumeTrue(all.size() >= 2, "needs two devices; PoCL shows two with POCL_DEVICES='pthread pthread'");
        Engine one = Engines.choose(new EngineRequest("tornado", 1, all.subList(0, 1), OptionalLong.empty(), Optional.empty()))
                .engine();
        Engine two = Engines.choose(new EngineRequest("tornado", 1, all.subList(0, 2), OptionalLong.empty(), Optional.empty()))
                .engine();
        assertArrayEquals(losses(one, 5, 20), losses(two, 5, 20), "five replicas on one device, and two and three on two");
    }

    /** So few numbers an array that five replicas need several arrays. */
    @Test
    void replicasThatNoArrayHoldsTogetherTrainInParts() throws IOException {
        var settings = TornadoSettings.named(Files.writeString(folder.resolve("parts.properties"), "kernels = loop\n").toString())
                .overruledBy(EngineRequest.of("tornado", 1));
        var device = TornadoDevices.select(List.of()).subList(0, 1);
        try (var parts = new TornadoSession(device, settings, Memory.of(5, train), SmallVae.images(), 200_000)) {
            assertEquals(3, parts.sessions().size(), "two, two and one");
            assertArrayEquals(losses(engine("kernels = loop"), 5, 7), losses(parts, 5, 7));
        }
    }

    @Test
    void kernelTimesAreThoseOfTheRunAskedFor() throws IOException {
        for (String settings : List.of("kernels = " + fused().getFirst(), "kernels = loop\nprofiler = true")) {
            try (var session = (TornadoSession) engine(settings).open(Memory.of(2, train), SmallVae.images())) {
                SmallVae.prepare(session, 2);
                List<Task> tasks = session.sessions().getFirst().tasks(train);
                List<Long> before = List.of();
                for (int run = 0; run < 3; run++) {
                    session.run(train, 1);
                    session.read(LossWeights.BETA, new float[2]); // under the profiler TornadoVM records transfers too
                    long begin = System.nanoTime();
                    List<Profiled.Kernel> kernels = session.profile(train);
                    long wall = System.nanoTime() - begin;
                    assertEquals(tasks.stream().map(Task::ops).toList(), kernels.stream().map(Profiled.Kernel::ops).toList());
                    List<Long> times = kernels.stream().map(Profiled.Kernel::nanoseconds).toList();
                    assertTrue(times.stream().mapToLong(Long::longValue).sum() < wall,
                            "kernels run one after another, within the time that passed");
                    assertNotEquals(before, times, "not those of the run before");
                    before = times;
                }
                var steps = new int[2];
                session.readIntegers(Vae.STEP, steps);
                assertArrayEquals(new int[] {6, 6}, steps, "a profiled run is a run");
            }
        }
    }

    @Test
    void ceilingsAreMeasuredOnTheDevice() throws IOException {
        try (var session = (TornadoSession) engine("kernels = loop").open(Memory.of(1, train), SmallVae.images())) {
            for (double ceiling : List.of(session.gigaflops(), session.gigabytes())) {
                assertTrue(ceiling > 0 && Double.isFinite(ceiling), "the device's clock has seen the kernels: " + ceiling);
            }
        }
    }

    @Test
    void tooLittleDeviceMemoryIsRefusedBeforeAnythingIsAllocated() {
        Engine engine =
                Engines.choose(new EngineRequest("tornado", 1, List.of(), OptionalLong.of(1 << 16), Optional.empty())).engine();
        String sentence = assertThrows(UserError.class, () -> engine.open(Memory.of(2, train), SmallVae.images())).getMessage();
        assertTrue(sentence.startsWith("2 replicas need ") && sentence.contains("--device-memory"), sentence);
    }

    /**
     * For CUDA flags are refused, see {@link TornadoSettingsTest}; a kernel that its compiler does not take is in {@link
     * TornadoErrorsTest}.
     */
    @Test
    void kernelsThatTheDriverCannotCompileEndInOneSentence() throws IOException {
        assumeTrue(backend().equals("opencl"), "only OpenCL's compiler is given flags");
        Engine engine = engine("kernels = vector\ncompiler.flags = -D__kernel=nonsense");
        String sentence = assertThrows(UserError.class, () -> losses(engine, 1, 1)).getMessage();
        assertTrue(sentence.contains("--engine cpu"), sentence);
    }

    @Test
    void groupsThatTheDeviceDoesNotAllowAreRefused() {
        var refusal = assertThrows(UserError.class,
                () -> losses(engine("kernels = vector\ngroup.columns = 64\ngroup.rows = 128"), 1, 1));
        assertTrue(refusal.getMessage().contains("group."), refusal.getMessage());
    }

    /** The families that do many ops in one kernel. */
    private static List<String> fused() {
        return TornadoEngines.families().stream().filter(kernels -> !kernels.equals("loop")).toList();
    }

    private static String backend() {
        return TornadoDevices.backend(TornadoDevices.select(List.of()).getFirst());
    }

    private Engine engine(String settings) throws IOException {
        return SmallVae.engine(folder, settings);
    }

    /** The objective of an epoch's last steps, and all parameters. */
    private float[] losses(Engine engine, int replicas, int steps) {
        try (Session session = engine.open(Memory.of(replicas, train), SmallVae.images())) {
            return losses(session, replicas, steps);
        }
    }

    private float[] losses(Session session, int replicas, int steps) {
        SmallVae.prepare(session, replicas);
        session.run(train, steps);
        var results = new float[replicas * (SmallVae.STEPS_AN_EPOCH + vae.parameterTensors().stream().mapToInt(Tensor::size)
                .sum())];
        int at = 0;
        for (Tensor tensor : Stream.concat(Stream.of(Vae.history(Loss.TOTAL, SmallVae.STEPS_AN_EPOCH)),
                vae.parameterTensors().stream()).toList()) {
            var values = new float[replicas * tensor.size()];
            session.read(tensor, values);
            System.arraycopy(values, 0, results, at, values.length);
            at += values.length;
        }
        return results;
    }
}
