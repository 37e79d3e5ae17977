package tornadovae.launch.slurm;

import java.util.Locale;
import java.util.Set;

/**
 * What Slurm says of a task of an array, or of a job without tasks.
 *
 * @param job    the id of the array, or of the job
 * @param task   its number in the array, or −1
 * @param state  Slurm's word, such as {@code RUNNING}
 * @param reason why it waits, in Slurm's words; or {@code None}
 * @param nodes  where it runs or ran; or empty
 */
record TaskState(String job, int task, String state, String reason, String nodes) {

    private static final Set<String> ENDED = Set.of("BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL",
            "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT");

    /** Whether it waits, runs or is about to end. */
    boolean isActive() {
        return !ENDED.contains(state);
    }

    boolean isEnding() {
        return state.equals("COMPLETING");
    }

    boolean isWaiting() {
        return state.equals("PENDING") || state.startsWith("REQUEUE");
    }

    /** For people. */
    String text() {
        String of = task < 0 ? "job " + job : "task " + job + "_" + task;
        String where = nodes.isEmpty() ? "" : " on " + nodes;
        return switch (state) {
            case "PENDING" -> of + " waits" + (reason.isEmpty() || reason.equals("None") ? "" : " (" + reason + ")");
            case "RUNNING" -> of + " runs" + where;
            case "COMPLETING" -> of + " is ending" + where;
            case "COMPLETED" -> of + " has ended";
            case "CANCELLED" -> of + " was cancelled";
            case "TIMEOUT" -> of + " ran out of time" + where;
            case "OUT_OF_MEMORY" -> of + " ran out of memory" + where;
            case "FAILED", "NODE_FAIL", "BOOT_FAIL" -> of + " failed" + where;
            default -> of + " is " + state.toLowerCase(Locale.ROOT) + where;
        };
    }
}
