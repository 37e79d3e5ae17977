package tornadovae;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A process that holds a {@link Lease}, as its file says.
 *
 * @param host     its machine's name, for people
 * @param machine  what tells processes with the same number apart: the machine's boot and the name space of its process numbers
 * @param process  its number
 * @param started  when it was, because numbers are used again
 * @param job      the job of Slurm that it belongs to, or nothing
 * @param restarts how often Slurm had started that job before
 */
record LeaseHolder(String host, String machine, long process, Instant started, String job, int restarts) {

    /** The start of a process is derived from the time of the boot, which follows corrections of the clock. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(10);

    private static final String HOST = hostName();
    private static final String MACHINE = read("/proc/sys/kernel/random/boot_id") + " " + nameSpace();

    static LeaseHolder me() {
        ProcessHandle process = ProcessHandle.current();
        Map<String, String> environment = System.getenv();
        return new LeaseHolder(HOST, MACHINE, process.pid(), start(process), environment.getOrDefault("SLURM_JOB_ID", ""), restarts(environment.get("SLURM_RESTART_COUNT")));
    }

    String text() {
        return "host=" + host + "\nmachine=" + machine + "\nprocess=" + process + "\nstarted=" + started + "\njob=" + job + "\nrestarts=" + restarts + "\n";
    }

    /** Empty for a file that is not whole. */
    static Optional<LeaseHolder> parse(String text) {
        var entries = new Properties();
        try {
            entries.load(new StringReader(text));
            return Optional.of(new LeaseHolder(entries.getProperty("host", ""), entries.getProperty("machine", ""), Long.parseLong(entries.getProperty("process", "")),
                    Instant.parse(entries.getProperty("started", "")), entries.getProperty("job", ""), restarts(entries.getProperty("restarts"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether its process would be seen from here. */
    boolean isHere() {
        return host.equals(HOST) && machine.equals(MACHINE);
    }

    /** The process, if it is one of this machine and lives. */
    Optional<ProcessHandle> processHere() {
        if (!isHere()) return Optional.empty();
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).filter(found -> Duration.between(started, start(found)).abs().compareTo(CLOCK_CORRECTION) < 0);
    }

    /** Slurm starts a job again only when nothing of it is left. */
    boolean isAnEarlierStartOf(LeaseHolder other) {
        return !job.isEmpty() && job.equals(other.job) && restarts < other.restarts;
    }

    @Override
    public String toString() {
        return "process " + process + " on " + host + (job.isEmpty() ? "" : " (Slurm job " + job + ")");
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static int restarts(String text) {
        return text == null || text.isEmpty() ? 0 : Integer.parseInt(text);
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
