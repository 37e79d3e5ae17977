package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.EngineRequest;

/** The devices of this machine, as TornadoVM shows them. */
@Tag("tornado")
class TornadoDevicesTest {

    private static final EngineRequest ANY = EngineRequest.of("tornado", 1);

    @BeforeAll
    static void start() {
        assertTrue(TornadoStart.missing().isEmpty(), TornadoStart.missing().toString());
    }

    @Test
    void everyDeviceIsDescribedWhole() {
        var devices = new TornadoProvider().devices();
        assertTrue(devices.containsKey(new DeviceIndex(0, 0)));
        devices.forEach((index, device) -> {
            assertTrue(List.of("cpu", "gpu", "accelerator").contains(device.kind()), index + ": " + device.kind());
            assertTrue(!device.name().isEmpty() && device.units() > 0 && device.memoryBytes() > 0, index + ": " + device);
            for (String fact : List.of("backend", "platform", "driver", "localMemory", "largestAllocation", "largestWorkGroup")) {
                assertTrue(device.facts().containsKey(fact), index + ": " + fact + " in " + device.facts());
            }
        });
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithThoseThatAre() {
        var refused = assertThrows(UserError.class, () -> TornadoDevices.select(List.of(new DeviceIndex(0, 99))));
        assertEquals(3, refused.exitCode);
        assertTrue(refused.getMessage().matches("--device 0:99: there is no such device; there (is|are) 0:0 \\(.+\\)\\."),
                refused.getMessage());
        assertThrows(UserError.class, () -> TornadoDevices.select(List.of(new DeviceIndex(7, 0))));
    }

    @Test
    void moreMemoryThanADeviceHasIsRefused() {
        var device = TornadoDevices.select(List.of()).getFirst();
        var settings = TornadoSettings.named("opencl-cpu");
        var request = new EngineRequest("tornado", 1, List.of(), OptionalLong.of(1L << 50), Optional.empty());
        var refused = assertThrows(UserError.class, () -> TornadoDevices.memory(device, settings.overruledBy(request)));
        assertTrue(
                refused.getMessage()
                        .matches("--device-memory is 1048576.0 GiB, but .+ has \\d+.* GiB; ask for less, or omit the flag\\."),
                refused.getMessage());
        long most = TornadoDevices.memory(device, settings);
        assertTrue(most > 0 && most < device.getMaxGlobalMemory());
        assertEquals(1L << 20, TornadoDevices.memory(device,
                settings.overruledBy(new EngineRequest("tornado", 1, List.of(), OptionalLong.of(1L << 20), Optional.empty()))));
    }

    @Test
    void provenanceHoldsBackendDriverVersionKernelsAndThatBailoutIsOff() {
        var device = TornadoDevices.describe(TornadoDevices.select(List.of()),
                TornadoSettings.named("opencl-cpu").overruledBy(ANY), Map.of());
        var facts = device.facts();
        assertEquals("off", facts.get("bailout"));
        assertEquals("vector", facts.get("kernels"));
        assertEquals("opencl-cpu", facts.get("settings"));
        assertTrue(facts.get("tornadoVm").matches("\\d+\\..*"), facts.toString());
        assertTrue(facts.keySet().containsAll(List.of("backend", "platform", "driver")), facts.toString());
    }

    @Test
    void theComputeCapabilityIsNotTakenForAVersionOfCuda() {
        assertEquals("compute capability 9.0", TornadoDevices.deviceVersion("CUDA 9.0"));
        assertEquals("OpenCL 3.0 CUDA", TornadoDevices.deviceVersion("OpenCL 3.0 CUDA"));
        for (var device : TornadoDevices.all().values()) {
            String version = TornadoDevices.describe(device).facts().getOrDefault("deviceVersion", "");
            assertEquals(TornadoDevices.backend(device).equals("cuda"), version.startsWith("compute capability "), version);
        }
    }

    @Test
    void theTrialKernelComputesWhatJavaDoes() throws Exception {
        for (var device : TornadoDevices.all().values()) assertEquals(0, TrialKernel.wrong(device));
    }
}
