package tornadovae.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Listener;
import tornadovae.data.check.Checks;
import tornadovae.data.check.PngFindings;
import tornadovae.data.check.Source;
import tornadovae.file.npy.NpyReader;
import tornadovae.file.npy.NpyType;
import tornadovae.file.npy.NpzFile;

/**
 * A user's own arrays of NumPy. A .npy file is one array of images. A .npz file has {@code x_train} and {@code x_test} (or
 * {@code train} and {@code test}), with {@code y_train} and {@code y_test} for labels where there are any; or one array of
 * images, by the name {@code images}, {@code imgs}, {@code x}, {@code data} or {@code arr_0}, or the only one, with
 * {@code labels} or {@code y}, and {@code factors} or {@code latents_classes}. Of one array, the number of an image decides
 * whether it is for testing, as one of ten are. {@code factors.csv} and {@code labels.csv} in the same folder say the same of one
 * array, a row an image.
 */
final class ArrayDoor {

    static final DataSource NPY = DataSource.file("npy:",
            "your own array of NumPy, images×height×width, with ×3 in colour", ArrayDoor::npy);
    static final DataSource NPZ = DataSource.file("npz:",
            "your own arrays of NumPy: images, or x_train and x_test; labels and factors", ArrayDoor::npz);

    private static final List<List<String>> HALVES = List.of(List.of("x_train", "x_test", "y_train", "y_test"),
            List.of("train", "test", "train_labels", "test_labels"));
    private static final List<String> IMAGES = List.of("images", "imgs", "x", "data", "arr_0");
    private static final List<String> LABELS = List.of("labels", "y");
    private static final List<String> FACTORS = List.of("factors", "latents_classes");
    private static final int MOST_CLASSES = 10_000;

    private ArrayDoor() {}

    private static Dataset npy(DataSpec spec, Path file, Listener listener) {
        var array = ImageArray.of(file.toString(), () -> NpyReader.open(file));
        return one(spec, file, array, SideTables.in(folder(file), null, array.count()), listener);
    }

    private static Dataset npz(DataSpec spec, Path file, Listener listener) {
        try (NpzFile npz = NpzFile.open(file)) {
            for (List<String> names : HALVES) {
                if (npz.has(names.get(0)) && npz.has(names.get(1))) return two(spec, file, npz, names, listener);
            }
            String images = first(npz, IMAGES).orElseGet(() -> {
                if (npz.names().size() == 1) return npz.names().getFirst();
                throw new UserError("%s has no array of images by a known name (%s, or x_train and x_test); it has %s.".formatted(
                        file, String.join(", ", IMAGES), npz.names().isEmpty() ? "none at all" : brief(npz.names())));
            });
            var array = array(file, npz, images);
            SideTables beside = SideTables.in(folder(file), null, array.count());
            Optional<String> labels = first(npz, LABELS), factors = first(npz, FACTORS);
            if (!beside.hasLabels() && labels.isPresent()) {
                int[] own = labels(file, npz, labels.get(), array.count());
                beside = new SideTables(beside.factors(), beside.factorRows(), numbers(own), own);
            }
            if (beside.factors().isEmpty() && factors.isPresent()) {
                var known = factors(file, npz, factors.get(), array.count());
                beside = new SideTables(known.factors(), known.values(), beside.classNames(), beside.labels());
            }
            return one(spec, file, array, beside, listener);
        }
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().getParent();
    }

    private static String brief(List<String> names) {
        String all = String.join(", ", names);
        return all.length() <= 200 ? all : all.substring(0, 200) + "…";
    }

    private static Optional<String> first(NpzFile npz, List<String> names) {
        return names.stream().filter(npz::has).findFirst();
    }

    private static ImageArray array(Path file, NpzFile npz, String name) {
        return ImageArray.of("'" + name + "' in " + file, () -> npz.array(name));
    }

    private static Dataset one(DataSpec spec, Path file, ImageArray array, SideTables known, Listener listener) {
        Halves halves = Halves.of(file, array.count(), String::valueOf).first(spec.train(), spec.test());
        ImageMemory.check(spec.name(), (long) halves.train().length + halves.test().length, array.columns(),
                known.factors().size());
        double[] range = array.range();
        PixelScale scale = scale(array.what(), range, listener);
        var data = new Dataset(spec.name(), array.width(), array.height(),
                known.part(array.columns(), array.read(halves.train(), scale), halves.train()),
                known.part(array.columns(), array.read(halves.test(), scale), halves.test()), known.classNames(),
                known.factors());
        return checked(spec, data, array.what(), halves, listener);
    }

    private static Dataset two(DataSpec spec, Path file, NpzFile npz, List<String> names, Listener listener) {
        ImageArray train = array(file, npz, names.get(0)), test = array(file, npz, names.get(1));
        if (train.width() != test.width() || train.height() != test.height() || train.channels() != test.channels()) {
            throw new UserError("%s has images of %d×%d×%d, but %s of %d×%d×%d; both must have one shape.".formatted(train.what(),
                    train.height(), train.width(), train.channels(), test.what(), test.height(), test.width(),
                    test.channels()));
        }
        Halves halves = new Halves(IntStream.range(0, train.count()).toArray(), IntStream.range(0, test.count()).toArray(),
                train.count() + test.count()).first(spec.train(), spec.test());
        ImageMemory.check(spec.name(), (long) halves.train().length + halves.test().length, train.columns(), 0);
        boolean labelled = npz.has(names.get(2)) && npz.has(names.get(3));
        int[] trainLabels = labelled ? labels(file, npz, names.get(2), train.count()) : new int[0];
        int[] testLabels = labelled ? labels(file, npz, names.get(3), test.count()) : new int[0];
        int[] all = IntStream.concat(Arrays.stream(trainLabels), Arrays.stream(testLabels)).toArray();
        List<String> classNames = labelled ? numbers(all) : List.of();
        double[] ofTrain = train.range(), ofTest = test.range();
        PixelScale scale = scale(file.toString(),
                new double[] {Math.min(ofTrain[0], ofTest[0]), Math.max(ofTrain[1], ofTest[1])}, listener);
        var data = new Dataset(spec.name(), train.width(), train.height(),
                new SideTables(List.of(), new float[0][], classNames, trainLabels).part(train.columns(),
                        train.read(halves.train(), scale), halves.train()),
                new SideTables(List.of(), new float[0][], classNames, testLabels).part(train.columns(),
                        test.read(halves.test(), scale), halves.test()),
                classNames, List.of());
        return checked(spec, data, file.toString(), halves, listener);
    }

    private static PixelScale scale(String what, double[] range, Listener listener) {
        PixelScale scale = PixelScale.of(what, range[0], range[1]);
        listener.note(what + " has numbers up to " + range[1] + ", so black is 0 and white is " + (int) scale.white + ".");
        return scale;
    }

    private static Dataset checked(DataSpec spec, Dataset data, String what, Halves halves, Listener listener) {
        if (data.height() > 1) {
            Checks.of(data, new Source(i -> "image " + halves.train()[i] + " of " + what,
                    i -> "image " + halves.test()[i] + " of " + what, new PngFindings())).forEach(listener::warn);
        }
        return spec.transpose() ? data.transposed() : data;
    }

    private static List<String> numbers(int[] labels) {
        return IntStream.rangeClosed(0, Arrays.stream(labels).max().orElse(-1)).mapToObj(String::valueOf).toList();
    }

    private static int[] labels(Path file, NpzFile npz, String name, int images) {
        try (NpyReader reader = npz.array(name)) {
            requireRows("'" + name + "' in " + file, reader, images, reader.header().count() == images);
            int[] labels = new int[images];
            for (int i = 0; i < images; i++) labels[i] = step("'" + name + "' in " + file, reader);
            return labels;
        }
    }

    private static int step(String what, NpyReader reader) {
        double value = reader.next();
        if (value >= 0 && value < MOST_CLASSES && value == Math.rint(value)) return (int) value;
        throw new UserError("%s has the value %s, and whole numbers from 0 to %d are allowed.".formatted(what, value,
                MOST_CLASSES - 1));
    }

    private static void requireRows(String what, NpyReader reader, int images, boolean flat) {
        if (flat && reader.header().rows() == images && !reader.header().shape().isEmpty()) return;
        throw new UserError("%s has the shape %s, but there are %d images; it must have a row for each.".formatted(what,
                reader.header().shapeText(), images));
    }

    private static FactorColumns factors(Path file, NpzFile npz, String name, int images) {
        Supplier<String> what = () -> "'" + name + "' in " + file;
        try (NpyReader reader = npz.array(name)) {
            requireRows(what.get(), reader, images, reader.header().shape().size() == 2);
            if (reader.header().type().isReal()) {
                throw new UserError(what.get() + " has fractions; factors are whole numbers from 0 on there, others belong into "
                        + "factors.csv.");
            }
            int count = (int) Math.min(1000, reader.header().rowLength());
            if (count != reader.header().rowLength() || reader.header().type() == NpyType.BOOL) {
                throw new UserError(what.get() + " has the shape " + reader.header().shapeText() + "; at most 1000 factors of "
                        + "whole numbers are allowed.");
            }
            ImageMemory.check(what.get(), images, 0, count);
            float[][] values = new float[images][count];
            int[] most = new int[count];
            for (float[] row : values) {
                for (int f = 0; f < count; f++) {
                    row[f] = step(what.get(), reader);
                    most[f] = Math.max(most[f], (int) row[f]);
                }
            }
            var factors = new ArrayList<Factor>();
            for (int f = 0; f < count; f++) factors.add(Factor.steps("factor " + f, most[f] + 1));
            return new FactorColumns(factors, values, List.of());
        }
    }
}
