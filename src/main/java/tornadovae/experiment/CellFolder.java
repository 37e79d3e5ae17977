package tornadovae.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tornadovae.AtomicFile;
import tornadovae.Folders;
import tornadovae.Lease;
import tornadovae.TextFile;
import tornadovae.UserError;
import tornadovae.UserFile;
import tornadovae.train.Checkpoint;
import tornadovae.train.DamagedCheckpoint;
import tornadovae.train.Divergence;

/**
 * The files of one cell. It is finished when {@code metrics.json} exists, which is written last.
 *
 * @param path the folder
 */
public record CellFolder(Path path) {

    /** The folder of a cell of a sweep. */
    public static CellFolder in(Path sweep, String id) {
        return new CellFolder(sweep.resolve("cells").resolve(id));
    }

    /** The folder's name, which is the cell's id. */
    public String name() {
        return Folders.name(path);
    }

    /** The folder of the experiment among whose cells it is; empty for a single training. */
    public Optional<Path> experiment() {
        Path cells = path.toAbsolutePath().normalize().getParent();
        return cells != null && cells.endsWith("cells") ? Optional.of(cells.getParent()) : Optional.empty();
    }

    public Path config() {
        return path.resolve("config.yaml");
    }

    public Path provenance() {
        return path.resolve("provenance.json");
    }

    public Path history() {
        return path.resolve("history.csv");
    }

    public Path metrics() {
        return path.resolve("metrics.json");
    }

    public Path measures() {
        return path.resolve("measures.json");
    }

    public Path model() {
        return path.resolve("model.safetensors");
    }

    /** The checkpoint before {@link #model}, as long as the cell is not finished. */
    public Path previousModel() {
        return path.resolve("model.previous.safetensors");
    }

    public Path manifold() {
        return path.resolve("manifold.png");
    }

    public Path samples() {
        return path.resolve("samples.png");
    }

    public Path reconstructions() {
        return path.resolve("reconstructions.png");
    }

    public Path traversals() {
        return path.resolve("traversals.png");
    }

    /** What the command {@code atlas} writes. */
    public Path atlas() {
        return path.resolve("atlas.json");
    }

    public Path animation() {
        return path.resolve("training.gif");
    }

    public Path failure() {
        return path.resolve("failed.json");
    }

    public boolean isFinished() {
        return Files.exists(metrics());
    }

    /** The contents of metrics.json. */
    public Map<String, Object> readMetrics() {
        return Json.read(metrics());
    }

    /** As {@link #readMetrics}; empty where there is no such file, or a damaged one. */
    public Map<String, Object> metricsIfAny() {
        try {
            return isFinished() ? readMetrics() : Map.of();
        } catch (UserError e) {
            return Map.of();
        }
    }

    /** The contents of measures.json; empty where there is no such file, or a damaged one. */
    public Map<String, Object> measuresIfAny() {
        return readIfAny(measures());
    }

    /** The contents of atlas.json; empty where there is no such file, or a damaged one. */
    public Map<String, Object> atlasIfAny() {
        return readIfAny(atlas());
    }

    private static Map<String, Object> readIfAny(Path file) {
        try {
            return Files.exists(file) ? Json.read(file) : Map.of();
        } catch (UserError e) {
            return Map.of();
        }
    }

    /** The contents of config.yaml; empty where there is no such file, or a damaged one. */
    public Optional<Configuration> configurationIfAny() {
        try {
            return Files.exists(config()) ? Optional.of(Configuration.parse(config().toString(), TextFile.read(config(), Experiment.MOST_BYTES))) : Optional.empty();
        } catch (IOException | UserError e) {
            return Optional.empty();
        }
    }

    public boolean hasCheckpoint() {
        return Files.exists(model());
    }

    /** Whether there is nothing left to do: it is finished, or has failed for good. A {@link UserError} names a damaged file. */
    public boolean isOver() {
        if (!isFinished()) return divergence().isPresent();
        readMetrics();
        return true;
    }

    /** Marks the cell as failed, for a process that could not do so itself because it died. False where another process works on it: it is left to that. */
    public boolean giveUp(String reason) {
        create();
        Optional<Lease> taken = Lease.tryTake(path);
        taken.ifPresent(lease -> {
            try (lease) {
                if (!isFinished()) fail(reason);
            }
        });
        return taken.isPresent();
    }

    /** Who works on it, in words; empty if nobody does. */
    public Optional<String> holder() {
        return Lease.holder(path);
    }

    /**
     * The training step of the checkpoint, 0 where there is none. A damaged one gives way to the one before it, if that is whole.
     *
     * @param notice is told so, in a sentence
     */
    int stepReached(Consumer<String> notice) {
        if (!hasCheckpoint()) return 0;
        try {
            return Checkpoint.read(model()).step();
        } catch (DamagedCheckpoint e) {
            return goBack(e, notice);
        }
    }

    private int goBack(DamagedCheckpoint damage, Consumer<String> notice) {
        int step;
        try {
            step = Checkpoint.read(previousModel()).step();
        } catch (UserError none) {
            throw damage;
        }
        try {
            Files.move(previousModel(), model(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(1, "Cannot rename " + previousModel() + " to " + model() + ", which is damaged: " + UserError.reason(e) + ".", e);
        }
        notice.accept(model() + " was damaged after it was written; going on from the checkpoint before it, of step " + step + ".");
        return step;
    }

    /** Once the cell is finished. What cannot be deleted is only litter; the next run tries again. */
    void deletePreviousModel() {
        try {
            Files.deleteIfExists(previousModel());
        } catch (IOException e) {
            // the cell is whole without it
        }
    }

    /** Why the cell cannot be finished, if it is known that trying again would end the same way. */
    public Optional<String> divergence() {
        if (!hasFailed()) return Optional.empty();
        Map<String, Object> failed = Json.read(failure());
        return Boolean.TRUE.equals(failed.get("final")) ? Optional.of(String.valueOf(failed.get("reason"))) : Optional.empty();
    }

    /** As {@link #divergence}, with what to do about it. */
    public Optional<String> lastingFailure() {
        return divergence().map(reason -> reason + " It would end in the same way again: change the settings, or delete " + failure() + " to try all the same.");
    }

    /** Why the last attempt failed, if it did. */
    public Optional<String> failureReason() {
        return hasFailed() ? Optional.of(String.valueOf(Json.read(failure()).get("reason"))) : Optional.empty();
    }

    /** {@code finished}, {@code failed} or {@code unfinished}. */
    public String state() {
        if (!metricsIfAny().isEmpty()) return "finished";
        return isFinished() || hasFailed() ? "failed" : "unfinished";   // metrics that cannot be read are none
    }

    /** As {@link #failureReason}; where the note of it is damaged, that is the reason. */
    Optional<String> failureIfAny() {
        try {
            return failureReason();
        } catch (UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Whether the last attempt failed. */
    boolean hasFailed() {
        return Files.exists(failure());
    }

    /** Notes a failure that a second attempt may not meet. */
    void fail(String reason) {
        fail(reason, false, Map.of());
    }

    /**
     * Notes a failure that a second attempt would meet again. Numbers that are not finite are written as words, as JSON has none.
     *
     * @param lastGood what {@link #model} holds, if there is one
     */
    void fail(String reason, Divergence divergence, Optional<Checkpoint> lastGood) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("step", divergence.step());
        facts.put("term", divergence.term());
        facts.put("value", numberOrWord(divergence.value()));
        facts.put("gradientStep", divergence.gradientStep());
        facts.put("gradientNorm", numberOrWord(divergence.gradientNorm()));
        facts.put("largestGradient", numberOrWord(divergence.largestGradient()));
        facts.put("parameter", divergence.parameter());
        facts.put("checkpoint", lastGood.map(good -> model().getFileName().toString()).orElse(null));
        facts.put("checkpointEpoch", lastGood.map(good -> good.integer(Checkpoint.EPOCH)).orElse(null));
        facts.put("checkpointStep", lastGood.map(Checkpoint::step).orElse(null));
        fail(reason, true, facts);
    }

    private static Object numberOrWord(Number value) {
        return Double.isFinite(value.doubleValue()) ? value : value.toString();
    }

    private void fail(String reason, boolean lasting, Map<String, Object> facts) {
        var failed = new LinkedHashMap<String, Object>();
        failed.put("reason", reason);
        failed.put("final", lasting);
        failed.putAll(facts);
        AtomicFile.writeString(failure(), Json.write(failed));
    }

    /** Why nothing can be written any more, where somebody has renamed or deleted the folder during a run. */
    Optional<String> whyGone() {
        return Files.isDirectory(path) ? Optional.empty() : Optional.of(gone(path));
    }

    private static String gone(Path folder) {
        return folder + " is not there any more: it was renamed or deleted during the run; give its new name to go on from its "
                + "last checkpoint.";
    }

    /** Makes the folder where it is not there; that of a sweep must be there. */
    void create() {
        if (experiment().isPresent() && Files.isSymbolicLink(path))
            throw new UserError(path + " is a link to another folder, where a sweep does not write; put the folder itself there.");
        experiment().filter(root -> !Files.isDirectory(root)).ifPresent(root -> {
            throw new UserError(1, gone(root), null);
        });
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotUse(e);
        }
    }

    /** Writes config.yaml and forgets an earlier failure. */
    void prepare(Configuration configuration) {
        try {
            create();
            requireNoOther(configuration);
            if (!Files.exists(config())) AtomicFile.writeString(config(), configuration.yaml());
            Files.deleteIfExists(failure());
        } catch (IOException e) {
            throw cannotUse(e);
        }
    }

    private UserError cannotUse(IOException e) {
        return new UserError(1, "Cannot use the folder " + path + ": " + UserError.reason(e) + "; give another folder with --out.", e);
    }

    /** Removes what killed processes have left half-written. */
    void removeLeftovers() {
        AtomicFile.removeLeftovers(path);
    }

    /**
     * Training images that the model has seen, as far as can be told without reading much.
     *
     * @param all that it will have seen in the end
     */
    public long imagesSeen(long all) {
        if (isFinished()) return all;
        try {
            return hasCheckpoint() ? Checkpoint.images(model()) : 0;
        } catch (UserError e) {
            return 0;   // a damaged file; whoever goes on from it says so
        }
    }

    /** Whether its config.yaml is that of a configuration; false where there is none, or one that cannot be read. */
    boolean isOf(Configuration configuration) {
        try {
            return spellsOut(TextFile.read(config(), Experiment.MOST_BYTES), configuration);
        } catch (IOException e) {
            return false;
        }
    }

    /** Refuses a folder that belongs to another configuration. */
    void requireNoOther(Configuration configuration) {
        try {
            if (Files.exists(config()) && !spellsOut(TextFile.read(config(), Experiment.MOST_BYTES), configuration))
                throw new UserError(path + " holds the results of other settings: " + difference(configuration)
                        + "; give another folder with --out, or delete this one.");
        } catch (IOException e) {
            throw UserFile.cannotRead(config(), e);
        }
    }

    /** Whether it is what {@link Configuration#yaml} writes, or wrote when there were fewer settings. */
    private static boolean spellsOut(String yaml, Configuration configuration) {
        if (yaml.equals(configuration.yaml())) return true;
        Iterator<String> lines = configuration.yaml().lines().iterator();
        for (String line : yaml.lines().toList()) {
            boolean found = false;
            while (!found && lines.hasNext()) found = lines.next().equals(line);
            if (!found) return false;
        }
        try {
            return Configuration.parse("config.yaml", yaml).equals(configuration);
        } catch (UserError e) {
            return false;
        }
    }

    private String difference(Configuration wanted) throws IOException {
        Configuration there;
        try {
            there = Configuration.parse("config.yaml", TextFile.read(config(), Experiment.MOST_BYTES));
        } catch (UserError e) {
            return "its config.yaml was changed by hand (" + e.getMessage().replaceFirst("\\.$", "") + ")";
        }
        return there.values().entrySet().stream().filter(e -> !e.getValue().equals(wanted.values().get(e.getKey()))).findFirst()
                .map(Map.Entry::getKey)
                .map(key -> key + " is " + Values.text(there.values().get(key)) + " there and " + Values.text(wanted.values().get(key)) + " now")
                .orElse("its config.yaml was changed by hand");
    }
}
