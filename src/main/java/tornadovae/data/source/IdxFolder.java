package tornadovae.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Part;
import tornadovae.data.Places;
import tornadovae.data.check.Checks;
import tornadovae.data.check.PngFindings;
import tornadovae.data.check.Source;
import tornadovae.graph.Images;

/**
 * A folder with the four files of MNIST and its many successors: {@code train-images…}, {@code train-labels…},
 * {@code t10k-images…}, {@code t10k-labels…}. Labels may be missing. Symbolic links are followed: they are the user's own, and no
 * name is taken out of a file.
 */
final class IdxFolder {

    static final DataSource SOURCE = DataSource.folder("idx:",
            "your own IDX files: train-images…, t10k-images…, train-labels…, t10k-labels…", IdxFolder::load);

    private static final String TRAIN_IMAGES = "train-images";
    private static final String TEST_IMAGES = "t10k-images";
    /** As EMNIST's files are called: {@code emnist-letters-train-images-idx3-ubyte.gz}; the set's name stands before the half. */
    private static final Pattern EMNIST = Pattern.compile("emnist-.*", Pattern.CASE_INSENSITIVE);

    private IdxFolder() {}

    /** Loads a folder, and warns of what {@link Checks} finds. */
    static Dataset load(DataSpec spec, Path folder, Listener listener) {
        Dataset data = load(spec, folder);
        Path train = required(folder, TRAIN_IMAGES), test = required(folder, TEST_IMAGES);
        if (!spec.transpose() && EMNIST.matcher(train.getFileName().toString()).matches()) {
            listener.warn(train + " is of EMNIST, whose images are stored column by column and would lie on their side, "
                    + "mirrored; "
                    + "set dataset.transpose: true (--transpose).");
        }
        IntFunction<String> ofTrain = i -> "image " + i + " of " + train, ofTest = i -> "image " + i + " of " + test;
        Checks.of(data, new Source(ofTrain, ofTest, new PngFindings())).forEach(listener::warn);
        return data;
    }

    static Dataset load(DataSpec spec, Path folder) {
        Places.checkFolder(folder, spec.name() + " must name a folder with IDX files");
        Path trainImages = required(folder, TRAIN_IMAGES), testImages = required(folder, TEST_IMAGES);
        IdxFile.ImageData train = IdxFile.images(trainImages, spec.train()), test = IdxFile.images(testImages, spec.test());
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new UserError("%s has images of %d×%d pixels, but %s of %d×%d; both must have one size."
                    .formatted(trainImages, train.columns(), train.rows(), testImages, test.columns(), test.rows()));
        }
        int[] trainLabels = labels(find(folder, "train-labels"), trainImages, train);
        int[] testLabels = labels(find(folder, "t10k-labels"), testImages, test);
        int classes = 1 + IntStream.concat(Arrays.stream(trainLabels), Arrays.stream(testLabels)).max().orElse(-1);
        List<String> classNames = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        var stored = new Dataset(spec.name(), train.columns(), train.rows(), part(train, trainLabels), part(test, testLabels),
                classNames, List.of());
        return spec.transpose() ? stored.transposed() : stored;
    }

    private static Part part(IdxFile.ImageData images, int[] labels) {
        return new Part(new Images(images.rows() * images.columns(), images.pixels()), labels, new float[0][]);
    }

    private static int[] labels(Path file, Path imageFile, IdxFile.ImageData images) {
        if (file == null) return new int[0];
        int[] labels = IdxFile.labels(file);
        if (labels.length != images.count()) {
            throw new UserError("%s has %d labels, but %s has %d images; the two files do not belong together."
                    .formatted(file, labels.length, imageFile, images.count()));
        }
        return Arrays.copyOf(labels, images.pixels().length);
    }

    private static Path required(Path folder, String start) {
        Path file = find(folder, start);
        if (file == null) {
            throw new UserError("%s has no file whose name starts with %s; call it %2$s-idx3-ubyte or %2$s-idx3-ubyte.gz."
                    .formatted(folder, start));
        }
        return file;
    }

    /** Whether a file's name starts so, or does behind the name of one of EMNIST's sets, which say "test" for "t10k". */
    private static boolean starts(String name, String start) {
        return name.startsWith(start)
                || EMNIST.matcher(name).matches() && name.contains("-" + start.replace("t10k", "test") + "-");
    }

    /**
     * The one file of a folder whose name starts so, the plain one where it lies beside its own .gz; null where there is none.
     */
    static Path find(Path folder, String start) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> starts(name, start) && !name.endsWith(".part")).sorted().forEach(found::add);
        } catch (UncheckedIOException e) {
            throw new UserError(1, folder + " cannot be read: " + UserError.reason(e.getCause()) + ".", e);
        } catch (IOException e) {
            throw new UserError(1, folder + " cannot be read: " + UserError.reason(e) + ".", e);
        }
        // sorted, a plain file stands before its own .gz
        if (found.size() == 2 && found.get(1).equals(found.get(0) + ".gz")) found.removeLast();
        if (found.size() > 1) {
            throw new UserError(
                    "%s has more than one file %s…: %s and %s; keep one.".formatted(folder, start, found.get(0), found.get(1)));
        }
        return found.isEmpty() ? null : folder.resolve(found.getFirst());
    }
}
