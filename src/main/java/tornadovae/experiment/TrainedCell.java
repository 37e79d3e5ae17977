package tornadovae.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

/**
 * A cell's folder with a model in it, to be drawn or measured again. The checkpoint alone says what it holds.
 *
 * @param folder        the cell's files
 * @param configuration what it was trained with
 * @param width         pixels a row of its images
 * @param height        rows
 */
public record TrainedCell(CellFolder folder, Configuration configuration, int width, int height, Checkpoint checkpoint) {

    /** A hundred images of them, with a mean and a variance each, are decoded at once and must be one tensor. */
    private static final int MOST_PIXELS = 10_000_000;

    /**
     * The folders of models in a folder: itself, if one lies in it, or all that an experiment has left there, in alphabetical order.
     *
     * @throws UserError if there is no model
     */
    public static List<CellFolder> folders(Path path) {
        if (new CellFolder(path).hasCheckpoint()) return List.of(new CellFolder(path));
        Path cells = path.resolve("cells");
        if (!Files.isDirectory(cells)) {
            throw new UserError(path + (Files.isDirectory(path) ? " holds no model.safetensors and no cells" : " is not a folder")
                    + "; give the folder of an experiment or of one of its cells, such as results/quickstart.");
        }
        List<CellFolder> trained = foldersIfAny(path);
        if (trained.isEmpty()) throw new UserError(cells + " holds no model yet; run the experiment first.");
        return trained;
    }

    /** As {@link #folders}, but empty where there is no model. */
    public static List<CellFolder> foldersIfAny(Path path) {
        if (new CellFolder(path).hasCheckpoint()) return List.of(new CellFolder(path));
        Path cells = path.resolve("cells");
        if (!Files.isDirectory(cells)) return List.of();
        try (var folders = Files.list(cells)) {
            return folders.sorted().map(CellFolder::new).filter(CellFolder::hasCheckpoint).toList();
        } catch (UncheckedIOException e) {
            throw new UserError(1, "Cannot read " + cells + ": " + UserError.reason(e.getCause()) + ".", e);
        } catch (IOException e) {
            throw new UserError(1, "Cannot read " + cells + ": " + UserError.reason(e) + ".", e);
        }
    }

    /** Reads the model of a cell; a {@link UserError} says what is wrong with it. */
    public static TrainedCell read(CellFolder folder) {
        Checkpoint checkpoint = Checkpoint.read(folder.model());
        var configuration = Configuration.parse(folder.model() + ", config", checkpoint.entry(Training.CONFIG));
        int width = checkpoint.integer(Training.WIDTH), height = checkpoint.integer(Training.HEIGHT);
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS)
            throw new UserError(folder.model() + " says its images are " + width + "×" + height + " pixels, which cannot be; train again.");
        return new TrainedCell(folder, configuration, width, height, checkpoint);
    }

    /** Latent dimensions. */
    public int latent() {
        return configuration.model(width * height).latent();
    }

    /** The contents of atlas.json; empty where there is none, a damaged one, or that of another configuration or of the model before it was trained further. */
    public Map<String, Object> atlasIfAny() {
        Map<String, Object> atlas = folder.atlasIfAny();
        return configuration.hash().equals(atlas.get("configuration")) && Integer.valueOf(checkpoint.step()).equals(atlas.get("step")) ? atlas : Map.of();
    }

    /** @param data the images to encode, or null for a model that only decodes */
    public TrainedModel open(Engine engine, Dataset data) {
        return TrainedModel.open(engine, configuration.model(width * height), checkpoint, data);
    }

    /** The epochs, from 1, that the frames of its training.gif show. */
    public List<Integer> animatedEpochs() {
        Frames frames = Frames.of(folder, configuration);
        return IntStream.rangeClosed(1, frames.epochs()).filter(frames::shows).boxed().toList();
    }

    /** Provenance for the text chunks of a picture of this cell. */
    public Map<String, String> text(String title, Software software) {
        return CellPictures.text(title, configuration, software);
    }
}
