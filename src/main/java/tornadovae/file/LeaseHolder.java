package tornadovae.file;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A process that holds a {@link Lease}, as its file says.
 *
 * @param host its machine's name, for people
 * @param machine what tells processes with the same number apart: the machine's boot and the name space of its process numbers
 * @param process its number
 * @param started when it began, because numbers are used again: on Linux in ticks since the machine's boot, which no correction
 * of a clock changes
 * @param job the job of Slurm that it belongs to, with its cluster; or nothing
 * @param restarts how often Slurm had started that job before
 */
public record LeaseHolder(String host, String machine, long process, long started, String job, int restarts) {

    /** Fields 3 and 22 of proc(5), /proc/pid/stat. */
    private static final int STATE = 0, START = 19;

    /** The first letter of {@link #text}, whoever the holder is. */
    static final byte[] FIRST_LETTER = {'h'};
    static final String HOST = hostName();
    private static final String MACHINE = read("/proc/sys/kernel/random/boot_id") + " " + nameSpace();
    /** This process. */
    public static final LeaseHolder ME = thisProcess();

    private static LeaseHolder thisProcess() {
        ProcessHandle process = ProcessHandle.current();
        Map<String, String> environment = System.getenv();
        String job = environment.getOrDefault("SLURM_JOB_ID", "");
        String cluster = environment.getOrDefault("SLURM_CLUSTER_NAME", "");
        return new LeaseHolder(HOST, MACHINE, process.pid(), start(process),
                job.isEmpty() || cluster.isEmpty() ? job : job + " of " + cluster,
                restarts(environment.get("SLURM_RESTART_COUNT")));
    }

    public String text() {
        return "host=" + host + "\nmachine=" + machine + "\nprocess=" + process + "\nstarted=" + started + "\njob=" + job
                + "\nrestarts=" + restarts + "\n";
    }

    /** Empty for a file that is not whole. */
    static Optional<LeaseHolder> parse(String text) {
        var entries = new Properties();
        try {
            entries.load(new StringReader(text));
            return Optional.of(new LeaseHolder(entries.getProperty("host", ""), entries.getProperty("machine", ""),
                    Long.parseLong(entries.getProperty("process", "")), Long.parseLong(entries.getProperty("started", "")),
                    entries.getProperty("job", ""), restarts(entries.getProperty("restarts"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether its process would be seen from here. */
    boolean isHere() {
        return sharesMachineWith(ME);
    }

    /** Whether the two can see each other's processes. */
    boolean sharesMachineWith(LeaseHolder other) {
        return host.equals(other.host) && machine.equals(other.machine);
    }

    /** The process, if it is one of this machine and lives. */
    Optional<ProcessHandle> processHere() {
        if (!isHere()) return Optional.empty();
        return ProcessHandle.of(process).filter(found -> !isZombie(process) && found.isAlive() && start(found) == started);
    }

    /** Slurm starts a job again when nothing of it is left, or when its node does not answer any more. */
    boolean isAnEarlierStartOf(LeaseHolder other) {
        return !job.isEmpty() && job.equals(other.job) && restarts < other.restarts;
    }

    @Override
    public String toString() {
        return "process " + process + " on " + host + (job.isEmpty() ? "" : " (Slurm job " + job + ")");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    private static long start(ProcessHandle process) {
        return stat(process.pid(), START).map(Long::parseLong)
                .orElseGet(() -> process.info().startInstant().map(Instant::getEpochSecond).orElse(0L));
    }

    /** Dead, but nobody has asked for its exit code yet. */
    private static boolean isZombie(long process) {
        return stat(process, STATE).filter(state -> state.matches("[ZX]")).isPresent();
    }

    /** A field of what Linux says of a process, counted from the one behind its name in parentheses; empty elsewhere. */
    private static Optional<String> stat(long process, int field) {
        String text = read("/proc/" + process + "/stat");
        String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length > field ? Optional.of(fields[field]) : Optional.empty();
    }

    /** 0 for what is no number: anybody may set a variable. */
    private static int restarts(String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String nameSpace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
