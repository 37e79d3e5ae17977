package tornadovae.launch.slurm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.experiment.store.Json;
import tornadovae.file.AtomicFile;

/**
 * jobs.json: what was submitted.
 *
 * @param name      of the jobs, which Slurm can be asked for
 * @param cluster   its name
 * @param array     the id of the array
 * @param reduce    the id of the job that builds summary and report; empty until it is submitted
 * @param tasks     in the array
 * @param groups    in all tasks
 * @param submitted when, in ISO-8601
 */
record Submission(String name, String cluster, String array, Optional<String> reduce, int tasks, int groups, String submitted) {

    void write(Path file) {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", name);
        object.put("cluster", cluster);
        object.put("array", array);
        reduce.ifPresent(job -> object.put("reduce", job));
        object.put("tasks", tasks);
        object.put("groups", groups);
        object.put("submitted", submitted);
        AtomicFile.writeString(file, Json.write(object));
    }

    /**
     * Empty where nothing was submitted.
     *
     * @throws UserError where the file is damaged
     */
    static Optional<Submission> read(Path file) {
        if (!Files.exists(file)) return Optional.empty();
        var object = Json.read(file);
        Object reduce = object.get("reduce");
        if ((reduce == null || reduce instanceof String) && object.get("name") instanceof String name
                && object.get("cluster") instanceof String cluster && object.get("array") instanceof String array
                && object.get("tasks") instanceof Integer tasks && object.get("groups") instanceof Integer groups
                && object.get("submitted") instanceof String submitted) {
            return Optional
                    .of(new Submission(name, cluster, array, Optional.ofNullable((String) reduce), tasks, groups, submitted));
        }
        throw new UserError(
                file + " does not say what was submitted: it is damaged; cancel its jobs with scancel and delete it.");
    }
}
