package tornadovae.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.data.Field;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

/**
 * A cell's folder with a model in it, to be drawn or measured again. The checkpoint alone says what it holds.
 *
 * @param folder        the cell's files
 * @param configuration what it was trained with
 * @param width         pixels a row of its images
 * @param height        rows
 * @param channels      1 for grey, 3 for colour
 */
public record TrainedCell(CellFolder folder, Configuration configuration, int width, int height, int channels,
        Checkpoint checkpoint) {

    /** A hundred images of them, with a mean and a variance each, are decoded at once and must be one tensor. */
    private static final int MOST_PIXELS = 10_000_000;

    /**
     * The folders of models in a folder: itself, if one lies in it, or those of the cells that an experiment plans, in
     * alphabetical order. What earlier settings have left there is left out.
     *
     * @param notice is told so, in a sentence
     * @throws UserError if there is no model, or a single training lies among the cells of a sweep
     */
    public static List<CellFolder> folders(Path path, Consumer<String> notice) {
        ResultStore.requireOneKind(path);
        if (new CellFolder(path).hasCheckpoint()) return List.of(new CellFolder(path));
        Path cells = path.resolve("cells");
        if (!Files.isDirectory(cells)) {
            throw new UserError(path + (Files.isDirectory(path) ? " holds no model.safetensors and no cells" : " is not a folder")
                    + "; give the folder of an experiment or of one of its cells, such as results/quickstart.");
        }
        List<CellFolder> trained = trained(cells), planned = planned(path, trained);
        if (planned.isEmpty()) {
            throw new UserError(cells + " holds no model yet"
                    + (trained.isEmpty() ? "" : " of the settings in plan.json") + "; run the experiment first.");
        }
        if (planned.size() < trained.size()) {
            var others = new ArrayList<>(trained);
            others.removeAll(planned);
            notice.accept("Left out " + others.size() + (others.size() == 1 ? " model" : " models")
                    + " of earlier settings, which " + path.resolve("plan.json") + " does not name, such as "
                    + others.getFirst().name() + "; give its folder to see it.");
        }
        return planned;
    }

    /** The cells that the plan names; all where there is no plan. */
    private static List<CellFolder> planned(Path path, List<CellFolder> trained) {
        if (!PlanFile.exists(path)) return trained;
        var ids = new HashSet<String>();
        PlanFile.forEachCell(path, cell -> ids.add(cell.id()));
        return trained.stream().filter(folder -> ids.contains(folder.name())).toList();
    }

    /** As {@link #folders}, but empty where there is no model. */
    public static List<CellFolder> foldersIfAny(Path path) {
        if (new CellFolder(path).hasCheckpoint()) return List.of(new CellFolder(path));
        Path cells = path.resolve("cells");
        return Files.isDirectory(cells) ? planned(path, trained(cells)) : List.of();
    }

    private static List<CellFolder> trained(Path cells) {
        try (var folders = Files.list(cells)) {
            return folders.sorted().map(CellFolder::new).filter(CellFolder::hasCheckpoint).toList();
        } catch (UncheckedIOException e) {
            throw new UserError(1, "Cannot read " + cells + ": " + UserError.reason(e.getCause()) + ".", e);
        } catch (IOException e) {
            throw new UserError(1, "Cannot read " + cells + ": " + UserError.reason(e) + ".", e);
        }
    }

    /** Reads the model of a cell; a {@link UserError} says what is wrong with it, or with another file of a finished cell. */
    public static TrainedCell read(CellFolder folder) {
        folder.requireWhole();
        Checkpoint checkpoint = Checkpoint.read(folder.model());
        var configuration = Experiment.configuration(folder.model() + ", config", checkpoint.entry(CellFolder.CONFIG));
        int width = checkpoint.integer(CellFolder.WIDTH), height = checkpoint.integer(CellFolder.HEIGHT);
        int channels = checkpoint.metadata().containsKey(CellFolder.CHANNELS) ? checkpoint.integer(CellFolder.CHANNELS) : 1;
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS || channels != 1 && channels != 3) {
            throw new UserError(
                    folder.model() + " says its images are " + width + "×" + height + " pixels"
                            + (channels == 1 ? "" : " of " + channels + " values") + ", which cannot be; train again.");
        }
        return new TrainedCell(folder, configuration, width, height, channels, checkpoint);
    }

    /** Of an image: pixels times channels. */
    public int values() {
        return width * height * channels;
    }

    /** What each value means in the table that it was trained on, so that decoded values can be given back in its units. */
    public List<Field> fields() {
        String json = checkpoint.metadata().get(CellFolder.FIELDS);
        if (json == null) return List.of();
        List<Field> fields = Json.readLine(json).map(object -> object.get(CellFolder.FIELDS))
                .filter(List.class::isInstance).stream().flatMap(list -> ((List<?>) list).stream())
                .flatMap(field -> Field.parse(field).stream()).toList();
        if (fields.size() == values()) return fields;
        throw new UserError(folder.model() + " has the metadata entry fields, which does not say what its " + values()
                + " values mean: it is damaged; train again.");
    }

    /** Latent dimensions. */
    public int latent() {
        return configuration.model(values()).latent();
    }

    /**
     * The contents of atlas.json; empty where there is none, a damaged one, or that of another configuration or of the model
     * before it was trained further.
     */
    public Map<String, Object> atlasIfAny() {
        Map<String, Object> atlas = folder.atlasIfAny();
        return configuration.hash().equals(atlas.get("configuration"))
                && Integer.valueOf(checkpoint.step()).equals(atlas.get("step")) ? atlas : Map.of();
    }

    /**
     * @param data the images to encode, or null for a model that only decodes; a {@link UserError} says that they are others than
     * those it was trained on. Test images may be fewer.
     */
    public TrainedModel open(Engine engine, Dataset data) {
        if (data != null) requireSame(DataDigest.of(data));
        return openUnasked(engine, data);
    }

    /** As {@link #open}, for images that are cut from those of {@link #requireSame}. */
    public TrainedModel openUnasked(Engine engine, Dataset data) {
        return TrainedModel.open(engine, configuration.model(values()), checkpoint, data);
    }

    /** Refuses other images than those it was trained on; test images may be fewer. */
    public void requireSame(DataDigest now) {
        DataDigest there = checkpoint.data();
        checkpoint.requireSame(there.hasAsManyTestImagesAs(now) ? now : new DataDigest(now.train(), there.test()));
    }

    /** The epochs, from 1, that the frames of its training.gif show. */
    public List<Integer> animatedEpochs() {
        Frames frames = Frames.of(folder.path(), configuration);
        return IntStream.rangeClosed(1, frames.epochs()).filter(frames::shows).boxed().toList();
    }

    /** Provenance for the text chunks of a picture of this cell. */
    public Map<String, String> text(String title, Software software) {
        return Provenance.ofPicture(title, configuration, software);
    }
}
