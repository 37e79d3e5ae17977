package tornadovae.launch.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.Sha256;

/** Runs a sweep on a cluster: an array of tasks, and a job that builds summary and report when all of them have ended. */
public final class SlurmLauncher {

    private final Path folder;
    private final Slurm slurm;

    /** @param folder of the results; every node sees it under the same path */
    public SlurmLauncher(Path folder) {
        this(folder, new Slurm());
    }

    SlurmLauncher(Path folder, Slurm slurm) {
        try {
            this.folder = folder.toRealPath();
        } catch (IOException e) {
            throw new UserError("There are no results in " + folder + ": " + UserError.reason(e) + ".");
        }
        this.slurm = slurm;
    }

    /**
     * What to submit.
     *
     * @param experiment  its name
     * @param groups      numbers of the groups that are to be done, longest first
     * @param retries     how often a group is tried again that has not got on
     * @param arguments   of {@code sweep run} besides folder and group
     * @param program     that runs them
     * @param directory   the working directory
     * @param environment variables that the program needs
     */
    public record Work(String experiment, List<Integer> groups, int retries, List<String> arguments, JavaProgram program,
            Path directory, Map<String, String> environment) {}

    /**
     * Submits groups, and returns a sentence about it. The caller holds the folder.
     *
     * @throws UserError where jobs of an earlier submission have not ended, where Slurm refuses, or where it is not there; it
     * says so if only the array was submitted
     */
    public String submit(Work work, SlurmSettings settings) {
        if (work.groups.isEmpty()) throw new IllegalArgumentException("no groups");
        Slurm.Cluster cluster = slurm.cluster();
        requireFree(work.experiment);
        String name = name(work.experiment);
        var tasks = Tasks.of(work.groups, Math.min(settings.tasks().orElse(Integer.MAX_VALUE), cluster.maxArraySize() - 1));
        try {
            Files.deleteIfExists(jobs()); // their tasks are about to be replaced
            Files.createDirectories(slurmFolder());
            Files.createDirectories(folder.resolve("logs"));
        } catch (IOException e) {
            throw new UserError(1, "Cannot write to the folder " + slurmFolder() + ": " + UserError.reason(e) + ".", e);
        }
        JavaProgram copy = work.program.copyTo(slurmFolder().resolve("program"));
        Path flags = slurmFolder().resolve("flags");
        copy.writeArguments(flags);
        tasks.write(slurmFolder().resolve("tasks"));
        var script =
                new Script(folder, name, settings, copy, flags, work.directory.toAbsolutePath().normalize(), work.environment);
        Path array = write("array.sh", script.array(tasks.size(), work.retries, work.arguments));
        Path reduce = write("reduce.sh", script.reduce());

        String arrayJob = slurm.submit(array, Optional.empty());
        var submission = new Submission(name, cluster.name(), arrayJob, Optional.empty(), tasks.size(), work.groups.size(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        submission.write(jobs());
        String submitted =
                "job " + arrayJob + ", an array of " + count(tasks.size(), "task") + " for " + count(work.groups.size(), "group");
        String reduceJob;
        try {
            reduceJob = slurm.submit(reduce, Optional.of(arrayJob));
        } catch (UserError e) {
            throw new UserError(1,
                    "Submitted " + submitted + ", but no job that builds summary and report when they have ended: "
                            + e.getMessage().replaceFirst("\\.$", "") + "; './run.sh sweep reduce " + folder
                            + "' builds them then, './run.sh sweep cancel " + folder + "' ends the array now.",
                    e);
        }
        new Submission(name, cluster.name(), arrayJob, Optional.of(reduceJob), tasks.size(), work.groups.size(),
                submission.submitted()).write(jobs());
        return "Submitted " + submitted + ", and job " + reduceJob + ", which builds summary and report when they have ended.";
    }

    /** What Slurm says of each group that was submitted, by number; empty where nothing was. */
    public Map<Integer, String> states() {
        var submission = Submission.read(jobs());
        if (submission.isEmpty()) return Map.of();
        var byTask = new HashMap<Integer, TaskState>();
        List<TaskState> known = slurm.jobs(submission.get().name()).stream()
                .filter(state -> state.job().equals(submission.get().array())).toList();
        if (known.size() < submission.get().tasks()) {
            for (TaskState state : slurm.history(submission.get().array())) byTask.put(state.task(), state);
        }
        for (TaskState state : known) byTask.put(state.task(), state); // the controller knows better
        var states = new TreeMap<Integer, String>();
        var tasks = Tasks.read(slurmFolder().resolve("tasks")).groups();
        for (int t = 0; t < tasks.size(); t++) {
            TaskState state = byTask.get(t + 1);
            String text = state == null ? "task " + submission.get().array() + "_" + (t + 1) + " is no longer known to Slurm"
                    : state.text();
            for (int group : tasks.get(t)) states.put(group, text);
        }
        return states;
    }

    /** A sentence about the job that builds summary and report; empty where nothing was submitted. */
    public Optional<String> reduceState() {
        return Submission.read(jobs()).flatMap(submission -> submission.reduce()
                .map(job -> slurm.jobs(Script.reduceName(submission.name())).stream().filter(state -> state.job().equals(job))
                        .findFirst().or(() -> slurm.history(job).stream().findFirst()).map(TaskState::text)
                        .orElse("job " + job + " is no longer known to Slurm") + ": it builds summary and report."));
    }

    /**
     * Cancels what waits and what runs, and returns a sentence about it; empty where nothing was ever submitted. Running tasks
     * leave checkpoints.
     */
    public Optional<String> cancel() {
        return Submission.read(jobs()).map(submission -> {
            List<TaskState> active = active(submission.name()).stream().filter(state -> !state.isEnding()).toList();
            if (active.isEmpty()) return "There is nothing to cancel: the jobs of " + folder + " have ended, or are about to.";
            List<String> jobs = active.stream().map(TaskState::job).distinct().toList();
            slurm.cancel(jobs);
            long waiting = active.stream().filter(TaskState::isWaiting).count();
            return "Cancelled " + (jobs.size() == 1 ? "job " : "jobs ") + String.join(" and ", jobs) + ": "
                    + (active.size() - waiting) + " running, " + waiting
                    + " waiting. What was running leaves checkpoints; the same sweep goes on from there.";
        });
    }

    /**
     * Asks whether jobs of an earlier submission wait or run, which a new plan would disturb.
     *
     * @throws UserError that names them; another one where Slurm does not answer, or where jobs.json is damaged
     */
    private void requireFree(String experiment) {
        requireEnded(name(experiment));
        Submission.read(jobs()).map(Submission::name).filter(other -> !other.equals(name(experiment)))
                .ifPresent(this::requireEnded);
    }

    private void requireEnded(String name) {
        List<TaskState> active = active(name);
        if (!active.isEmpty()) throw new InUse(folder, active);
    }

    /**
     * For who plans the folder anew without Slurm: asks for jobs that wait or run, as far as Slurm can tell. Nothing is asked
     * where nothing was ever submitted; where Slurm is not there, does not answer or refuses, the folder counts as free, since
     * the leases of its cells still keep two processes apart.
     *
     * @throws UserError that names the jobs
     */
    public static void requireNoJobs(Path folder, String experiment) {
        requireNoJobs(folder, experiment, new Slurm());
    }

    static void requireNoJobs(Path folder, String experiment, Slurm slurm) {
        if (!Files.exists(folder.resolve("slurm"))) return;
        try {
            new SlurmLauncher(folder, slurm).requireFree(experiment);
        } catch (InUse e) {
            throw e;
        } catch (UserError unknown) {
            // no job is known
        }
    }

    /** Jobs are known to wait or to run. */
    private static final class InUse extends UserError {

        InUse(Path folder, List<TaskState> active) {
            super(1, folder + " is being worked on by Slurm job "
                    + String.join(" and ", active.stream().map(TaskState::job).distinct().toList())
                    + "; './run.sh sweep status DIR' shows how far it is, './run.sh sweep cancel DIR' ends it.", null);
        }
    }

    private List<TaskState> active(String name) {
        return slurm.jobs(name, Script.reduceName(name)).stream().filter(TaskState::isActive).toList();
    }

    /** The jobs' name: the experiment's, and a hash of the folder, so that Slurm can be asked for the jobs of this folder. */
    private String name(String experiment) {
        String hash = HexFormat.of().formatHex(Sha256.begin().digest(folder.toString().getBytes(StandardCharsets.UTF_8)), 0, 4);
        return experiment.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + hash;
    }

    private Path write(String name, String script) {
        Path file = slurmFolder().resolve(name);
        AtomicFile.writeString(file, script);
        return file;
    }

    private Path slurmFolder() {
        return folder.resolve("slurm");
    }

    private Path jobs() {
        return slurmFolder().resolve("jobs.json");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
