package tornadovae.launch.slurm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tornadovae.UserError;

/** A cluster by its commands: {@code sbatch}, {@code squeue}, {@code sacct}, {@code scancel} and {@code scontrol}. */
public final class Slurm {

    private static final int PATIENCE_SECONDS = 120;
    private static final int NOT_ARRAY = -1;

    private final Path commands;

    /** By the commands on the {@code PATH}. */
    public Slurm() {
        this(null);
    }

    /** @param commands the folder in which the commands are; null: the {@code PATH} */
    Slurm(Path commands) {
        this.commands = commands;
    }

    /** What a cluster says of itself. */
    record Cluster(String name, int maxArraySize) {}

    /** @throws UserError with exit code 3 where there are no commands, 1 where no controller answers */
    Cluster cluster() {
        var said = new LinkedHashMap<String, String>();
        List<String> lines;
        try {
            lines = run("scontrol", "show", "config");
        } catch (UserError e) {
            if (e.exitCode != 1) throw e;
            throw new UserError(1,
                    "No cluster of Slurm answers here: use --launcher slurm where one does, such as its login node, "
                            + "and see with 'scontrol ping' whether its controller is up. " + e.getMessage(),
                    e);
        }
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) said.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
        String size = said.getOrDefault("MaxArraySize", "");
        return new Cluster(said.getOrDefault("ClusterName", ""), size.matches("\\d{1,9}") ? Integer.parseInt(size) : 1001);
    }

    /**
     * Submits a script.
     *
     * @param after a job that must have ended first, however it ended
     * @return the job's id
     */
    String submit(Path script, Optional<String> after) {
        var command = new ArrayList<>(List.of("sbatch", "--parsable"));
        after.ifPresent(job -> command.add("--dependency=afterany:" + job));
        command.add(script.toString());
        List<String> said = run(command.toArray(String[]::new));
        String id = said.isEmpty() ? "" : said.getLast().replaceFirst(";.*", "").strip();
        if (!id.matches("\\d+")) {
            throw new UserError(1,
                    "sbatch named no job for " + script + ", it said '" + String.join(" ", said) + "'.", null);
        }
        return id;
    }

    /** The jobs of some names that wait, run or have ended a short while ago; a task of an array each. */
    List<TaskState> jobs(String... names) {
        return run("squeue", "-h", "-r", "-t", "all", "--name=" + String.join(",", names), "-o", "%F|%K|%T|%r|%N").stream()
                .map(line -> line.split("\\|", -1)).filter(field -> field.length == 5).map(field -> new TaskState(field[0],
                        field[1].matches("\\d+") ? Integer.parseInt(field[1]) : NOT_ARRAY, field[2], field[3], field[4]))
                .toList();
    }

    /** What the accounting remembers of a job; nothing where there is none. */
    List<TaskState> history(String job) {
        List<String> lines;
        try {
            lines = run("sacct", "-n", "-P", "-X", "-j", job, "-o", "JobID,State,NodeList");
        } catch (UserError noAccounting) {
            return List.of();
        }
        return lines.stream().map(line -> line.split("\\|", -1))
                .filter(field -> field.length == 3 && field[0].matches("\\d+(_\\d+)?"))
                .map(field -> {
                    String[] id = field[0].split("_");
                    return new TaskState(id[0], id.length > 1 ? Integer.parseInt(id[1]) : NOT_ARRAY,
                            field[1].replaceFirst(" .*", ""), "", field[2]); // CANCELLED by 0
                }).toList();
    }

    /** Ends jobs, those that wait and those that run; jobs that have ended are passed over. */
    void cancel(List<String> jobs) {
        var command = new ArrayList<>(List.of("scancel", "--quiet"));
        command.addAll(jobs);
        run(command.toArray(String[]::new));
    }

    /** What a command printed. */
    private List<String> run(String... command) {
        String name = command[0];
        if (commands != null) command[0] = commands.resolve(name).toString();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
        } catch (IOException e) {
            throw new UserError(3,
                    "There is no " + name
                            + " here: use --launcher slurm where Slurm's commands are on the PATH, such as a login node of the "
                            + "cluster.",
                    e);
        }
        var said = CompletableFuture.supplyAsync(() -> process.inputReader().lines().toList());
        var errors = CompletableFuture.supplyAsync(() -> process.errorReader().lines().toList());
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new UserError(1, name + " has not answered for " + PATIENCE_SECONDS
                        + " seconds; see with 'scontrol ping' whether the controller of Slurm is up.", null);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new UserError(1, "Interrupted while " + name + " was asked.", e);
        }
        if (process.exitValue() != 0) {
            throw new UserError(1,
                    name + " refused: " + reason(errors.join(), process.exitValue()) + ".", null);
        }
        return said.join();
    }

    /** What stderr says, without the command's name before each line. */
    private static String reason(List<String> errors, int exitCode) {
        String said = String.join("; ", errors.stream().map(line -> line.replaceFirst("^\\w+: (error: )?", "").strip())
                .filter(line -> !line.isEmpty()).toList());
        return said.isEmpty() ? "exit code " + exitCode : said.replaceFirst("\\.$", "");
    }
}
