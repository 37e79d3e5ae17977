package tornadovae.launch.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.launch.slurm.SlurmSettings.Queue;

/**
 * The two scripts that are submitted. Their heads say what the settings say; their bodies stand beside this class. Everything in
 * them can be edited, and submitted by hand.
 *
 * @param folder of the results, absolute
 * @param name of the jobs
 * @param settings for both
 * @param program a copy, which every node can read
 * @param flags the file with its flags
 * @param directory the working directory of the tasks, which relative paths of data sets are relative to
 * @param environment variables that the program needs
 */
record Script(Path folder, String name, SlurmSettings settings, JavaProgram program, Path flags, Path directory,
        Map<String, String> environment) {

    Script {
        for (Path path : List.of(folder, directory)) {
            if (path.toString().matches(".*[\"\\\\\\p{Cntrl}].*")) {
                throw new UserError("sbatch cannot take the path " + path
                        + ": rename what has quotation marks, backslashes or control characters in it.");
            }
        }
    }

    /**
     * @param tasks     in the array
     * @param retries   of a group that does not get on
     * @param arguments for {@code sweep run}
     */
    String array(int tasks, int retries, List<String> arguments) {
        var options = new ArrayList<String>();
        options.add("--job-name=" + name);
        options.add("--array=1-" + tasks + settings.tasksAtOnce().stream().mapToObj(most -> "%" + most).findFirst().orElse(""));
        options.addAll(queue(settings.queue()));
        settings.time().ifPresent(time -> options.add("--time=" + time));
        settings.gres().ifPresent(gres -> options.add("--gres=" + gres));
        options.add("--signal=B:USR1@" + settings.warning());
        options.add("--requeue");
        options.addAll(common("slurm-%A_%a.log"));
        return head("A task of this array runs the groups that stand in its line of slurm/tasks, one after another.", options)
                + "retries=" + retries + "\n"
                + "arguments=(" + ShellWord.all(arguments) + ")\n"
                + body("array.sh");
    }

    String reduce() {
        var options = new ArrayList<String>();
        options.add("--job-name=" + reduceName(name));
        Queue queue = settings.queue();
        options.addAll(queue(new Queue(settings.reduce().partition().or(queue::partition), queue.account(), queue.qos(),
                settings.reduce().partition().isPresent() ? Optional.empty() : queue.constraint())));
        options.add("--time=" + settings.reduce().time());
        settings.reduce().gres().ifPresent(gres -> options.add("--gres=" + gres));
        options.addAll(common("slurm-%j-reduce.log"));
        return head("This job builds summary and report of what the tasks have left.", options) + body("reduce.sh");
    }

    static String reduceName(String name) {
        return name + "-reduce";
    }

    private static List<String> queue(Queue queue) {
        var options = new ArrayList<String>();
        queue.partition().ifPresent(partition -> options.add("--partition=" + partition));
        queue.account().ifPresent(account -> options.add("--account=" + account));
        queue.qos().ifPresent(qos -> options.add("--qos=" + qos));
        queue.constraint().ifPresent(constraint -> options.add("--constraint=" + constraint));
        return options;
    }

    private List<String> common(String log) {
        var options = new ArrayList<String>();
        options.add("--ntasks=1");
        options.add("--cpus-per-task=" + settings.cpus());
        settings.memory().ifPresent(bytes -> options.add("--mem=" + (bytes >> 20) + "M"));
        options.add("--chdir=" + directory);
        options.add("--output=" + folder.resolve("logs").toString().replace("%", "%%") + "/" + log);
        options.add("--open-mode=append");
        options.addAll(settings.sbatch());
        return options;
    }

    private String head(String what, List<String> options) {
        // modules are there in login shells
        var head = new StringBuilder(settings.modules().isEmpty() ? "#!/bin/bash\n" : "#!/bin/bash -l\n");
        for (String option : options) head.append("#SBATCH ").append(sbatch(option)).append('\n');
        head.append("\n# ").append(what).append("\n# Written by tornado-vae; it can be edited and submitted by hand: sbatch ")
                .append(ShellWord.of(folder + "/slurm/…")).append('\n');
        if (!settings.modules().isEmpty()) head.append("module load ").append(ShellWord.all(settings.modules())).append('\n');
        environment.forEach((variable, value) -> head.append("export ").append(variable).append('=').append(ShellWord.of(value))
                .append('\n'));
        head.append("case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) export LC_ALL=C.UTF-8 ;; esac\n\n");
        head.append("folder=").append(ShellWord.of(folder.toString())).append('\n');
        head.append("program=(").append(ShellWord.all(command())).append(")\n");
        return head.toString();
    }

    private List<String> command() {
        var words = new ArrayList<>(settings.container());
        words.add(settings.java().orElse(program.java()));
        words.add("@" + flags);
        settings.heap().ifPresent(words::add);
        words.addAll(settings.javaOptions());
        words.add(program.main());
        return words;
    }

    /** sbatch takes the words of such a line as they are between double quotation marks. */
    private static String sbatch(String option) {
        int equals = option.indexOf('=');
        return equals < 0 || option.matches("[A-Za-z0-9=:,%._/@-]+") ? option
                : option.substring(0, equals + 1) + '"' + option.substring(equals + 1) + '"';
    }

    private static String body(String name) {
        try (var file = Script.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
