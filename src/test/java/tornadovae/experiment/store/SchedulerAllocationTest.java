package tornadovae.experiment.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerAllocationTest {

    @Test
    void onlyWhatIsSetIsWrittenDown() {
        assertEquals(Map.of(), SchedulerAllocation.facts(Map.of("PATH", "/bin")));
        assertEquals(
                Map.of("visibleDevices", Map.of("CUDA_VISIBLE_DEVICES", "1,3"), "job",
                        Map.of("SLURM_JOB_ID", "7", "SLURMD_NODENAME", "n1")),
                SchedulerAllocation.facts(
                        Map.of("CUDA_VISIBLE_DEVICES", "1,3", "SLURM_JOB_ID", "7", "SLURMD_NODENAME", "n1", "SLURM_CONF", "x")));
    }

    @Test
    void noDeviceAtAllIsWrittenDownToo() {
        assertEquals(Map.of("visibleDevices", Map.of("CUDA_VISIBLE_DEVICES", "")),
                SchedulerAllocation.facts(Map.of("CUDA_VISIBLE_DEVICES", "")));
    }
}
