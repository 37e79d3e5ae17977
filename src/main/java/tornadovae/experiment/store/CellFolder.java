package tornadovae.experiment.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Values;
import tornadovae.file.AtomicFile;
import tornadovae.file.Folders;
import tornadovae.file.Lease;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;
import tornadovae.tensorboard.EventLog;
import tornadovae.train.Checkpoint;
import tornadovae.train.DamagedCheckpoint;
import tornadovae.train.Divergence;

/**
 * The files of one cell. It is finished when {@code manifest.json} exists, which is written last and says what the others are;
 * whoever reads one has it checked here. Cells that were finished before there were manifests can be read, and the sweep makes
 * their pictures and metrics again from the checkpoint, with a manifest.
 *
 * @param path the folder
 */
public record CellFolder(Path path) {

    /** What a cell's checkpoint says besides the trainer's own entries: the configuration as YAML, and the size of an image. */
    public static final String CONFIG = "config";
    public static final String WIDTH = "width";
    public static final String HEIGHT = "height";
    public static final String CHANNELS = "channels";
    /** What each value means in a user's table, as JSON. */
    public static final String FIELDS = "fields";

    /** The entry of metrics.json that says of which images they are. */
    public static final String DATA = "data";

    private static final String AGAIN =
            "; put the right file back, or make it again with --retrain of the command that trained it.";
    /** Folders of cells that a sweep has named. */
    private static final Pattern HASHED = Pattern.compile("(.*_)?[0-9a-f]{8}");

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

    /** What became of the training; {@link tornadovae.verdict.Verdict}. */
    public Path verdict() {
        return path.resolve("verdict.json");
    }

    Path manifest() {
        return path.resolve("manifest.json");
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

    /** What a run has made of the manifold, or the command {@code atlas} since. */
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
        return Files.exists(manifest());
    }

    /** The contents of metrics.json; empty where the cell is not finished, or not what was finished there. */
    public Map<String, Object> metricsIfAny() {
        if (isFinished() && hasFailed() || damage(Manifest.Depth.LENGTHS).isPresent()) return Map.of();   // of other images
        Map<String, Object> metrics = readIfAny(metrics());
        boolean ofBeforeThereWereManifests = !metrics.containsKey(DATA);
        return isFinished() || ofBeforeThereWereManifests ? metrics : Map.of();
    }

    /**
     * The contents of verdict.json; empty where the cell is not finished, was finished before there were verdicts, or by
     * {@link #metricsIfAny} is not to be read.
     */
    public Map<String, Object> verdictIfAny() {
        return isFinished() && !metricsIfAny().isEmpty() ? readIfAny(verdict()) : Map.of();
    }

    /**
     * What is wrong with a finished cell, in a sentence that says what to do; empty where nothing is, or where it is not
     * finished. The model is not read, only its length.
     */
    public Optional<String> damage() {
        return damage(Manifest.Depth.SMALL_FILES);
    }

    /** As {@link #damage()}, with the model. */
    public Optional<String> damageAnywhere() {
        return damage(Manifest.Depth.ALL);
    }

    /** Refuses a finished cell with {@link #damageAnywhere}. */
    void requireWhole() {
        damageAnywhere().ifPresent(damage -> {
            throw new UserError(1, damage, null);
        });
    }

    Optional<String> damage(Manifest.Depth depth) {
        if (!isFinished()) return foreignMetrics();
        try {
            Optional<Manifest> manifest = Manifest.parse(manifest());
            return manifest.isEmpty() ? Optional.of(manifest() + " is damaged" + AGAIN) : damage(manifest.get(), depth);
        } catch (IOException e) {
            return Optional.of(manifest() + " cannot be read: " + UserError.reason(e) + AGAIN);
        }
    }

    private Optional<String> damage(Manifest manifest, Manifest.Depth depth) {
        if (isOther(manifest.configuration())) {
            return Optional
                    .of(path + " holds the results of another cell, of configuration " + manifest.configuration()
                            + "; put each folder back to its name, or delete this one and run the same command again.");
        }
        for (Path file : listed(manifest)) {
            boolean contents = depth == Manifest.Depth.ALL || List.of(metrics(), verdict(), config()).contains(file)
                    || depth == Manifest.Depth.SMALL_FILES && !file.equals(model());
            Optional<String> damage = manifest.damage(file, contents);
            if (damage.isPresent()) {
                return Optional
                        .of(file + " " + damage.get() + (manifest.lists(file) ? AGAIN : "; delete it."));
            }
        }
        return Optional.empty();
    }

    /** Says, of a cell without a manifest, whether its metrics.json is damaged, or another cell's. */
    private Optional<String> foreignMetrics() {
        Map<String, Object> metrics = readIfAny(metrics());
        if (metrics.isEmpty() && Files.exists(metrics())) {
            return Optional
                    .of(metrics() + " is damaged: run the sweep or the training again, which makes it from the checkpoint.");
        }
        return metrics.get("configuration") instanceof String configuration && isOther(configuration)
                ? Optional.of(metrics() + " is of another cell, of configuration " + configuration
                        + "; delete it, then run the same command again.")
                : Optional.empty();
    }

    /** Whether the folder of a sweep's cell bears the name of another configuration. */
    private boolean isOther(String configuration) {
        return experiment().isPresent() && HASHED.matcher(name()).matches() && !name().endsWith(configuration);
    }

    /** All files that depend on nothing but the settings, the images and the arithmetic. */
    private List<Path> results() {
        return List.of(config(), history(), metrics(), verdict(), model(), manifold(), samples(), reconstructions(), traversals(),
                animation());
    }

    /**
     * The files of a finished cell, and what the manifest knows besides: an atlas that the run has made, and measures as long as
     * they are there, which the command {@code measure} has added.
     */
    private List<Path> listed(Manifest manifest) {
        Stream<Path> more = Stream.of(atlas(), measures()).filter(manifest::lists)
                .filter(file -> file.equals(atlas()) || Files.exists(file));
        return Stream.concat(results().stream(), more).toList();
    }

    /** Puts an atlas in place of one that the manifest may know; the cell stays whole at every moment. */
    public void writeAtlas(String json) {
        add(atlas(), json, manifestIfAny().filter(of -> of.lists(atlas())));
    }

    /** Puts measures in place, and into the manifest where there is one; the cell stays whole at every moment. */
    public void writeMeasures(String json) {
        add(measures(), json, manifestIfAny());
    }

    private void add(Path file, String json, Optional<Manifest> manifest) {
        manifest.filter(of -> of.lists(file)).ifPresent(of -> of.without(file).write(manifest()));
        AtomicFile.writeString(file, json);
        manifest.ifPresent(of -> of.with(file).write(manifest()));
    }

    /** That measures or an atlas lie here which were made of another cell; nobody reads them. */
    Optional<String> foreignAddition() {
        return Stream.of(measures(), atlas()).filter(file -> Files.exists(file) && isForeign(file, readIfAny(file))).findFirst()
                .map(file -> file + " was not made of this cell as it is now; delete it, and make it again with the command "
                        + (file.equals(atlas()) ? "atlas." : "measure."));
    }

    private boolean isForeign(Path file, Map<String, Object> contents) {
        return manifestIfAny().filter(of -> !of.configuration().equals(contents.get("configuration"))
                || of.lists(file) && of.damage(file, true).isPresent()).isPresent();
    }

    /** The contents of a file that a command has added; empty where there is none, or one of another cell. */
    private Map<String, Object> addition(Path file) {
        Map<String, Object> contents = readIfAny(file);
        return contents.isEmpty() || isForeign(file, contents) ? Map.of() : contents;
    }

    /**
     * Makes the cell finished; all its other files are on the disk.
     *
     * @param withAtlas whether atlas.json is one of them; else one that lies there is none of this run's
     */
    public void writeManifest(Configuration configuration, DataDigest data, String arithmetic, boolean withAtlas) {
        List<Path> files = Stream.concat(results().stream(), Stream.of(atlas()).filter(_ -> withAtlas)).filter(Files::exists)
                .toList();
        var manifest = Manifest.of(configuration.hash(), data, arithmetic, files);
        for (Path file : files) {   // a disk that errs while it reads must not make a whole file a damaged one
            manifest.damage(file, true).ifPresent(damage -> {
                throw new UserError(1, file + ", read once more, " + damage
                        + "; check the disk and run the same command again.", null);
            });
        }
        manifest.write(manifest());
    }

    /** What it was trained on and computed with; empty for one that is not finished, or has a damaged manifest. */
    Optional<Manifest> manifestIfAny() {
        return isFinished() ? Manifest.read(manifest()) : Optional.empty();
    }

    /**
     * For who wants to have a cell as it would be made today: deletes what is damaged, or all where the training itself is, or
     * was on other images. A cell that another process has is left to it.
     */
    void forgetWhatDiffers(Configuration configuration, DataDigest today) {
        if (!Files.isDirectory(path) || belongsToOthers(configuration) || isFinished() && damageAnywhere().isEmpty()
                && Manifest.read(manifest()).filter(of -> of.data().difference(today).isEmpty()).isPresent()) {
            return;
        }
        Lease.tryTake(path).ifPresent(lease -> {
            try (lease) {
                removeLeftovers();
                if (isFinished() ? finishedAsToday(today) : !hasCheckpoint()
                        || checkpointOf(configuration).data().difference(today).isEmpty()) {
                    return;
                }
                forgetAll();
            } catch (DamagedCheckpoint e) {
                forgetAll();
            } catch (UserError e) {
                // not ours to delete; the run says what it is, and fails this cell
            }
        });
    }

    /** Whether other settings have left results there, which are not to be lost. */
    private boolean belongsToOthers(Configuration configuration) {
        return Manifest.read(manifest()).map(of -> !of.configuration().equals(configuration.hash()))
                .orElseGet(() -> configurationIfAny().filter(there -> !there.equals(configuration)).isPresent());
    }

    /** Deletes what can be made again from an intact model; false where that is not enough. */
    private boolean finishedAsToday(DataDigest today) {
        Optional<Manifest> manifest = Manifest.read(manifest())
                .filter(of -> !isOther(of.configuration()) && of.data().difference(today).isEmpty());
        if (manifest.isEmpty() || Stream.of(model(), animation()).filter(manifest.get()::lists)
                .anyMatch(file -> manifest.get().damage(file, true).isPresent())) {
            return false;
        }
        List<Path> damaged = listed(manifest.get()).stream()
                .filter(file -> manifest.get().damage(file, true).isPresent()).toList();
        if (damaged.stream().anyMatch(manifest.get()::lists)) delete(Stream.of(manifest()));
        delete(damaged.stream());
        return true;
    }

    /**
     * Makes the folder that of a longer training, which is not finished. The checkpoint says what it is from the moment it is
     * written; config.yaml follows it.
     */
    void beginAgain(Checkpoint checkpoint, Configuration configuration) {
        delete(Stream.of(manifest(), metrics(), verdict(), measures(), atlas(), animation(), failure()));
        checkpoint.write(model(), previousModel());
        AtomicFile.writeString(config(), configuration.yaml());
    }

    private void forgetAll() {
        delete(Stream.of(manifest()));
        delete(Stream.concat(results().stream(), Stream.of(previousModel(), failure(), provenance(), measures(), atlas())));
        deleteEvents();
    }

    private void deleteEvents() {
        try {
            EventLog.delete(path);
        } catch (IOException e) {
            throw cannotUse(e);
        }
    }

    private void delete(Stream<Path> files) {
        try {
            for (Path file : files.toList()) AtomicFile.remove(file);
        } catch (IOException e) {
            throw cannotUse(e);
        }
    }

    /** The contents of measures.json; empty where there is no such file, a damaged one, or another cell's. */
    public Map<String, Object> measuresIfAny() {
        return addition(measures());
    }

    /** The contents of atlas.json; empty where there is no such file, a damaged one, or another cell's. */
    public Map<String, Object> atlasIfAny() {
        return addition(atlas());
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
            return !Files.exists(config()) ? Optional.empty()
                    : Optional.of(Experiment.configuration(config().toString(), TextFile.read(config(), Experiment.MOST_BYTES)));
        } catch (IOException | UserError e) {
            return Optional.empty();
        }
    }

    public boolean hasCheckpoint() {
        return Files.exists(model());
    }

    /** Whether there is nothing left to do: it is finished, or has failed for good. A {@link UserError} names a damaged file. */
    public boolean isOver() {
        return isOver(DataDigest.UNKNOWN);
    }

    /**
     * As {@link #isOver()}; a {@link UserError} also says that it was trained on other images than today's. That is noted in the
     * folder, so that nobody reads it beside cells of today's.
     */
    public boolean isOver(DataDigest today) {
        if (!isFinished()) return divergence().isPresent();
        damage().ifPresent(damage -> {
            throw new UserError(1, damage, null);
        });
        if (today.equals(DataDigest.UNKNOWN)) return true;
        noteOtherImages(today).ifPresent(refusal -> {
            throw new UserError(1, refusal, null);
        });
        return true;
    }

    /** Marks a finished cell that was trained on other images, or takes the mark away; returns why. */
    Optional<String> noteOtherImages(DataDigest today) {
        Optional<String> refusal = manifestIfAny().flatMap(manifest -> manifest.data().difference(today))
                .map(difference -> difference.refusal(path));
        refusal.ifPresentOrElse(this::fail, () -> {
            if (isFinished()) delete(Stream.of(failure()));
        });
        return refusal;
    }

    /**
     * Marks the cell as failed, for a process that could not do so itself because it died. False where another process works on
     * it: it is left to that.
     */
    public boolean giveUp(String reason) {
        create();
        Optional<Lease> taken = Lease.tryTake(path);
        taken.ifPresent(lease -> {
            try (lease) {
                removeLeftovers();
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
    public int stepReached(Configuration configuration, Consumer<String> notice) {
        if (!hasCheckpoint()) return 0;
        try {
            return checkpointOf(configuration).step();
        } catch (DamagedCheckpoint e) {
            return goBack(e, notice);
        }
    }

    /** The checkpoint, which must be of these settings. */
    public Checkpoint checkpointOf(Configuration configuration) {
        Checkpoint checkpoint = Checkpoint.read(model());
        configurationOf(checkpoint).filter(there -> !there.equals(configuration)).ifPresent(there -> {
            throw new UserError(model() + " is the checkpoint of other settings: " + difference(there, configuration)
                    + "; put the right one there, or delete the folder it is in to train again.");
        });
        return checkpoint;
    }

    private static Optional<Configuration> configurationOf(Checkpoint checkpoint) {
        try {
            String yaml = checkpoint.metadata().get(CONFIG);
            return yaml == null ? Optional.empty() : Optional.of(Experiment.configuration("config.yaml", yaml));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    private int goBack(DamagedCheckpoint damage, Consumer<String> notice) {
        int step;
        try {
            step = Checkpoint.read(previousModel()).step();
        } catch (UserError none) {
            throw damage;
        }
        // not by renaming it, which could come too late, when another process has this folder
        AtomicFile.write(model(), out -> {
            try (var in = UserFile.open(previousModel())) {
                in.transferTo(out);
            }
        });
        notice.accept(
                model() + " was damaged after it was written; going on from the checkpoint before it, of step " + step + ".");
        return step;
    }

    /** Once the cell is finished. What cannot be deleted is only litter; the next run tries again. */
    /** Deletes what only an unfinished cell needs, from a finished one. */
    public void tidy(Configuration configuration) {
        Frames.of(path, configuration).delete();
        deletePreviousModel();
    }

    private void deletePreviousModel() {
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
        return divergence().map(reason -> reason + " It would end in the same way again: change the settings, or delete "
                + failure() + " to try all the same.");
    }

    /** Why the last attempt failed, if it did. */
    public Optional<String> failureReason() {
        return hasFailed() ? Optional.of(String.valueOf(Json.read(failure()).get("reason"))) : Optional.empty();
    }

    /** {@code finished}, {@code failed} or {@code unfinished}. */
    public String state() {
        if (!Files.exists(path)) return "unfinished";
        if (!metricsIfAny().isEmpty()) return "finished";
        return hasFailed() || damage(Manifest.Depth.LENGTHS).isPresent() ? "failed" : "unfinished";
    }

    /**
     * As {@link #failureReason}, or what is wrong with a finished cell; where the note of a failure is damaged, that is the
     * reason.
     */
    public Optional<String> failureIfAny() {
        try {
            return damage(Manifest.Depth.LENGTHS).or(this::failureReason);
        } catch (UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Whether the last attempt failed. */
    boolean hasFailed() {
        return Files.exists(failure());
    }

    /** Notes a failure that a second attempt may not meet. */
    public void fail(String reason) {
        fail(reason, false, Map.of());
    }

    /**
     * Notes a failure that a second attempt would meet again. Numbers that are not finite are written as words, as JSON has none.
     *
     * @param lastGood what {@link #model} holds, if there is one
     */
    public void fail(String reason, Divergence divergence, Optional<Checkpoint> lastGood) {
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
    public Optional<String> whyGone() {
        return Files.isDirectory(path) ? Optional.empty() : Optional.of(gone(path));
    }

    private static String gone(Path folder) {
        return folder + " is not there any more: it was renamed or deleted during the run; give its new name to go on from its "
                + "last checkpoint.";
    }

    /** Makes the folder where it is not there; that of a sweep must be there. */
    public void create() {
        if (experiment().isPresent() && Files.isSymbolicLink(path)) {
            throw new UserError(
                    path + " is a link to another folder, where a sweep does not write; put the folder itself there.");
        }
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
    public void prepare(Configuration configuration) {
        try {
            create();
            requireNoOther(configuration);
            if (!isOf(configuration)) AtomicFile.writeString(config(), configuration.yaml());
            Files.deleteIfExists(failure());
        } catch (IOException e) {
            throw cannotUse(e);
        }
    }

    private UserError cannotUse(IOException e) {
        return new UserError(1,
                "Cannot use the folder " + path + ": " + UserError.reason(e) + "; give another folder with --out.", e);
    }

    /** Removes what killed processes have left half-written. */
    public void removeLeftovers() {
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

    /** Whether it holds the results of a configuration, by its config.yaml or its manifest; an error of the disk is no answer. */
    boolean holds(Configuration configuration) {
        if (manifestIfAny().filter(of -> of.configuration().equals(configuration.hash())).isPresent()) return true;
        try {
            return spellsOut(TextFile.read(config(), Experiment.MOST_BYTES), configuration);
        } catch (NoSuchFileException | CharacterCodingException | UserFile.Refused e) {
            return false;
        } catch (IOException e) {
            throw UserFile.cannotRead(config(), e);
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

    /**
     * Refuses a folder that belongs to another configuration. A damaged config.yaml is none where the checkpoint says what it
     * said.
     */
    void requireNoOther(Configuration configuration) {
        try {
            if (!Files.exists(config()) || isOf(configuration)) return;
            if (!isFinished() && (hasCheckpoint()
                    ? configurationOf(Checkpoint.read(model())).filter(configuration::equals).isPresent()
                    : Files.size(config()) == 0)) {
                return;
            }
            damage().ifPresent(damage -> {
                throw new UserError(damage);
            });
            throw new UserError(path + " holds the results of other settings: " + difference(configuration)
                    + "; give another folder with --out, or delete this one.");
        } catch (CharacterCodingException e) {
            throw new UserError(config() + " is not a text file in UTF-8: it is damaged; give another folder with --out, or "
                    + "delete this one.");
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
            return Experiment.configuration("config.yaml", yaml).equals(configuration);
        } catch (UserError e) {
            return false;
        }
    }

    private String difference(Configuration wanted) throws IOException {
        Configuration there;
        try {
            there = Experiment.configuration("config.yaml", TextFile.read(config(), Experiment.MOST_BYTES));
        } catch (UserError e) {
            return "its config.yaml was changed by hand (" + e.getMessage().replaceFirst("\\.$", "") + ")";
        }
        return difference(there, wanted);
    }

    private static String difference(Configuration there, Configuration wanted) {
        return there.values().entrySet().stream().filter(e -> !e.getValue().equals(wanted.values().get(e.getKey()))).findFirst()
                .map(Map.Entry::getKey).map(key -> key + " is " + Values.text(there.values().get(key)) + " there and "
                        + Values.text(wanted.values().get(key)) + " now")
                .orElse("its config.yaml was changed by hand");
    }
}
