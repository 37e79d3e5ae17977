package tornadovae.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tornadovae.UserError;
import tornadovae.graph.Images;

/** A folder with the four files of MNIST and its many successors: {@code train-images…}, {@code train-labels…}, {@code t10k-images…}, {@code t10k-labels…}; labels may be missing. */
final class IdxFolder {

    private IdxFolder() {}

    static Dataset load(DataSpec spec, Path folder) {
        if (!Files.isDirectory(folder)) throw new UserError(folder + (Files.exists(folder) ? " is not a folder" : " does not exist") + "; " + spec.name() + " must name a folder with IDX files.");
        Path trainImages = required(folder, "train-images"), testImages = required(folder, "t10k-images");
        IdxFile.ImageData train = IdxFile.images(trainImages, spec.train()), test = IdxFile.images(testImages, spec.test());
        if (train.rows() != test.rows() || train.columns() != test.columns())
            throw new UserError("%s has images of %d×%d pixels, but %s of %d×%d; both must have one size.".formatted(trainImages, train.columns(), train.rows(), testImages, test.columns(), test.rows()));
        int[] trainLabels = labels(find(folder, "train-labels"), trainImages, train), testLabels = labels(find(folder, "t10k-labels"), testImages, test);
        int classes = 1 + IntStream.concat(Arrays.stream(trainLabels), Arrays.stream(testLabels)).max().orElse(-1);
        return new Dataset(spec.name(), train.columns(), train.rows(), part(train, trainLabels), part(test, testLabels), IntStream.range(0, classes).mapToObj(String::valueOf).toList(), List.of());
    }

    private static Part part(IdxFile.ImageData images, int[] labels) {
        return new Part(new Images(images.rows() * images.columns(), images.pixels()), labels, new float[0][]);
    }

    private static int[] labels(Path file, Path imageFile, IdxFile.ImageData images) {
        if (file == null) return new int[0];
        int[] labels = IdxFile.labels(file);
        if (labels.length != images.count())
            throw new UserError("%s has %d labels, but %s has %d images; the two files do not belong together.".formatted(file, labels.length, imageFile, images.count()));
        return Arrays.copyOf(labels, images.pixels().length);
    }

    private static Path required(Path folder, String start) {
        Path file = find(folder, start);
        if (file == null) throw new UserError(folder + " has no file whose name starts with " + start + " (as " + start + "-idx3-ubyte or " + start + "-idx3-ubyte.gz).");
        return file;
    }

    /** The one file of a folder whose name starts so, the plain one where it lies beside its own .gz; null where there is none. */
    static Path find(Path folder, String start) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(start) && !file.getFileName().toString().endsWith(".part")).sorted().forEach(found::add);
        } catch (IOException e) {
            throw new UserError(1, folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        found.removeIf(file -> file.toString().endsWith(".gz") && found.contains(Path.of(file.toString().substring(0, file.toString().length() - 3))));
        if (found.size() > 1) throw new UserError(folder + " has more than one file " + start + "…: " + found.get(0).getFileName() + " and " + found.get(1).getFileName() + "; keep one.");
        return found.isEmpty() ? null : found.getFirst();
    }
}
