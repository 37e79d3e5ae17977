package tornadovae.engine.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.engine.ByteSize;
import tornadovae.engine.Check;
import tornadovae.engine.Device;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.Translator;
import tornadovae.graph.Images;
import tornadovae.graph.Split;

/** Which engine a request gets, on machines that have and that lack what TornadoVM needs. */
class EnginesTest {

    private static final Optional<Engines.Provider> NOT_BUILT = Optional.empty();

    @Test
    void autoTakesTheAcceleratorWhereThereIsOne() {
        for (String kind : List.of("gpu", "accelerator")) {
            var choice = Engines.choose(EngineRequest.of("auto", 1), Optional.of(new Machine(null, kind)));
            assertEquals("engine: tornado on a " + kind + " (opencl), since it is an accelerator", choice.reason());
        }
    }

    @Test
    void autoLeavesAProcessorToTheCpuEngine() {
        var choice = Engines.choose(EngineRequest.of("auto", 1), Optional.of(new Machine(null, "cpu")));
        assertEquals("cpu", choice.engine().name());
        assertTrue(
                choice.reason().endsWith(
                        "since TornadoVM has no accelerator here, only the processor again; --engine tornado would take that"),
                choice.reason());
    }

    @Test
    void autoSaysWhyTornadoVmCannotRun() {
        assertTrue(Engines.choose(EngineRequest.of("auto", 1), Optional.of(new Machine("No driver is here.", "gpu"))).reason()
                .endsWith(", since TornadoVM cannot run: No driver is here."));
    }

    @Test
    void aBuildWithoutTornadoVmGivesNoReasonForItsOnlyEngine() {
        var choice = Engines.choose(EngineRequest.of("auto", 1), NOT_BUILT);
        assertEquals("engine: cpu on " + choice.engine().device(), choice.reason());
    }

    @Test
    void aNamedEngineIsNeverReplaced() {
        assertEquals("tornado",
                Engines.choose(EngineRequest.of("tornado", 1), Optional.of(new Machine(null, "cpu"))).engine().name());
        assertEquals("cpu", Engines.choose(EngineRequest.of("cpu", 1), Optional.of(new Machine(null, "gpu"))).engine().name());

        var missing = assertThrows(UserError.class,
                () -> Engines.choose(EngineRequest.of("tornado", 1), Optional.of(new Machine("No driver is here.", "gpu"))));
        assertEquals("No driver is here.", missing.getMessage());
        assertEquals(3, missing.exitCode);

        var notBuilt = assertThrows(UserError.class, () -> Engines.choose(EngineRequest.of("tornado", 1), NOT_BUILT));
        assertEquals("--engine tornado: this build has no TornadoVM engine; './run.sh doctor' says how to get it, or use "
                + "--engine cpu.", notBuilt.getMessage());
        assertEquals(3, notBuilt.exitCode);
    }

    @Test
    void aFlagOfTornadoVmAsksForTornadoVm() {
        var machine = new Machine(null, "cpu");
        var request = new EngineRequest("auto", 1, List.of(new DeviceIndex(0, 1)), OptionalLong.of(1L << 30),
                Optional.of("opencl-cpu"));
        var choice = Engines.choose(request, Optional.of(machine));
        assertTrue(choice.reason().endsWith(", as --device asks"), choice.reason());
        assertSame(request, machine.opened);
        assertTrue(assertThrows(UserError.class, () -> Engines.choose(request, NOT_BUILT)).getMessage()
                .startsWith("--device: this build has no TornadoVM"));

        var cpu = new EngineRequest("cpu", 1, List.of(), OptionalLong.of(1L << 30), Optional.empty());
        assertEquals("--device-memory is for TornadoVM; leave it out with --engine cpu.",
                assertThrows(UserError.class, () -> Engines.choose(cpu, Optional.of(machine))).getMessage());
    }

    @Test
    void listsOfDevicesAreReadAndWritten() {
        assertEquals(List.of(new DeviceIndex(0, 1)), DeviceIndex.list("0:1"));
        assertEquals("[0:0, 12:3]", DeviceIndex.list("0:0,12:3").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0:", ":1", "0:1,", "0:1:2", "a:b", "-1:0", "0:0,0:0", "0:9999999999"})
    void whatIsNoListOfDevicesIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DeviceIndex.list(text));
    }

    @ParameterizedTest
    @CsvSource({"8GB, 8589934592", "8gb, 8589934592", "8 GiB, 8589934592", "1.5G, 1610612736", "512MB, 536870912",
            "2048KB, 2097152", "2TB, 2199023255552"})
    void sizesAreReadInPowersOf1024(String text, long bytes) {
        assertEquals(bytes, ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "GB", "8XB", "-8GB", "0GB", "1KB", "8GBB", "1e3GB", "999999999TB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    }

    /** A machine with one device. */
    private static final class Machine implements Engines.Provider, Engine {

        private final String missing;
        private final Device device;
        private EngineRequest opened;

        Machine(String missing, String kind) {
            this.missing = missing;
            device = new Device("a " + kind, kind, 1, 1L << 30, "opencl");
        }

        @Override
        public Optional<String> missing() {
            return Optional.ofNullable(missing);
        }

        @Override
        public SequencedMap<DeviceIndex, Device> devices() {
            return new LinkedHashMap<>(Map.of(new DeviceIndex(0, 0), device));
        }

        @Override
        public List<Check> checks() {
            return List.of();
        }

        @Override
        public Engine open(EngineRequest request) {
            if (missing != null) throw new UserError(3, missing, null);
            opened = request;
            return this;
        }

        @Override
        public Translator translator(EngineRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return "tornado";
        }

        @Override
        public Device device() {
            return device;
        }

        @Override
        public Session open(Memory memory, Map<Split, Images> data) {
            throw new UnsupportedOperationException();
        }
    }
}
