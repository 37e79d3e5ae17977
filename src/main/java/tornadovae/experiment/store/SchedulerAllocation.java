package tornadovae.experiment.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scheduler handed to this process: the devices that it may see, and the job it belongs to. Drivers obey the variables of
 * devices; here they are only written down.
 */
final class SchedulerAllocation {

    private static final List<String> DEVICES = List.of("CUDA_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES",
            "GPU_DEVICE_ORDINAL", "ZE_AFFINITY_MASK");
    private static final List<String> JOB =
            List.of("SLURM_JOB_ID", "SLURM_ARRAY_JOB_ID", "SLURM_ARRAY_TASK_ID", "SLURM_RESTART_COUNT", "SLURMD_NODENAME");

    private SchedulerAllocation() {}

    /** Entries of provenance.json, {@code visibleDevices} and {@code job}: those variables that are set. */
    static Map<String, Object> facts(Map<String, String> environment) {
        var facts = new LinkedHashMap<String, Object>();
        add(facts, "visibleDevices", DEVICES, environment);
        add(facts, "job", JOB, environment);
        return facts;
    }

    private static void add(Map<String, Object> facts, String name, List<String> variables, Map<String, String> environment) {
        var set = new LinkedHashMap<String, String>();
        for (String variable : variables) {
            if (environment.containsKey(variable)) set.put(variable, environment.get(variable));
        }
        if (!set.isEmpty()) facts.put(name, set);
    }
}
