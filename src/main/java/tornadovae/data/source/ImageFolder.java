package tornadovae.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
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

/**
 * A folder of PNG and JPEG pictures of one size, or brought to one; grey levels, or colours where they are asked for. Sub-folders
 * are classes. Where the folder has sub-folders {@code train} and {@code test}, those are the two parts; otherwise the name of a
 * picture decides, one of ten for testing, so that a new picture moves no other. {@code factors.csv} and {@code labels.csv} in it
 * say more of each picture, whose name, such as {@code cats/1.png}, stands in their first column. Pictures are sorted by name;
 * classes take turns, so that the first n are a fair sample. Symbolic links are followed: they are the user's own, and no name is
 * taken out of a file.
 */
final class ImageFolder {

    /** A picture, and the name of its class, "" without classes. */
    private record Picture(Path file, String className) {}

    static final DataSource SOURCE = DataSource.folder("images:",
            "your own PNG and JPEG pictures; sub-folders are classes, or train and test", ImageFolder::load);

    private ImageFolder() {}

    /** Loads a folder and hears no warnings. */
    static Dataset load(DataSpec spec, Path folder) {
        return load(spec, folder, Listener.SILENT);
    }

    /** @param listener is warned of what {@link Checks} finds */
    static Dataset load(DataSpec spec, Path folder, Listener listener) {
        Places.checkFolder(folder, spec.name() + " must name a folder with PNG or JPEG pictures");
        final List<Picture> train, test;
        var files = new PngFindings();
        if (Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve("test"))) {
            train = pictures(folder.resolve("train"), files);
            test = pictures(folder.resolve("test"), files);
        } else {
            List<Picture> all = pictures(folder, files);
            Predicate<Picture> forTesting =
                    picture -> Halves.isForTesting(nameIn(folder, picture));
            train = all.stream().filter(forTesting.negate()).toList();
            test = all.stream().filter(forTesting).toList();
            if (train.isEmpty() || test.isEmpty()) {
                throw new UserError(("%s has too few pictures (%d) to keep one of ten for testing; make sub-folders train and "
                        + "test.")
                        .formatted(folder, all.size()));
            }
        }
        Path model = train.getFirst().file();
        boolean resized = spec.width() != 0;
        PictureFile.Size size = resized ? new PictureFile.Size(spec.width(), spec.height() == 0 ? spec.width() : spec.height())
                : PictureFile.size(model);
        SideTables known = known(folder, train, test);
        int[] numbers = IntStream.range(0, train.size() + test.size()).toArray();
        Part trainPart = read(first(train, spec.train()), size, spec.colour(), resized ? null : model, known,
                Arrays.copyOf(numbers, train.size()), files);
        Part testPart = read(first(test, spec.test()), size, spec.colour(), resized ? null : model, known,
                Arrays.copyOfRange(numbers, train.size(), numbers.length), files);
        var stored = new Dataset(spec.name(), size.width(), size.height(), trainPart, testPart, known.classNames(),
                known.factors());
        var source = new Source(i -> train.get(i).file().toString(), i -> test.get(i).file().toString(), files);
        Checks.of(stored, source).forEach(listener::warn);
        return spec.transpose() ? stored.transposed() : stored;
    }

    /** Classes by folders or by labels.csv, and factors by factors.csv; training pictures first. */
    private static SideTables known(Path folder, List<Picture> train, List<Picture> test) {
        List<String> classNames = classNames(train, test);
        List<Picture> all = Stream.concat(train.stream(), test.stream()).toList();
        List<String> names = all.stream().map(picture -> nameIn(folder, picture)).toList();
        SideTables beside = SideTables.in(folder, names, all.size());
        if (classNames.isEmpty()) return beside;
        if (beside.hasLabels()) {
            throw new UserError("%s has folders of classes (%s) and a %s; keep one of both."
                    .formatted(folder, classNames.getFirst(), SideTables.LABELS));
        }
        return new SideTables(beside.factors(), beside.factorRows(), classNames,
                all.stream().mapToInt(picture -> classNames.indexOf(picture.className())).toArray());
    }

    private static List<Picture> first(List<Picture> pictures, int limit) {
        return limit == 0 ? pictures : pictures.subList(0, Math.min(limit, pictures.size()));
    }

    /** Sorted by name; with classes one of each in turn. */
    private static List<Picture> pictures(Path folder, PngFindings found) {
        List<Path> loose = list(folder, file -> PictureFile.isMeant(file) && !Files.isDirectory(file));
        List<List<Picture>> classes = new ArrayList<>();
        for (Path subFolder : list(folder, Files::isDirectory)) {
            List<Path> files = list(subFolder, PictureFile::isMeant);
            if (files.isEmpty()) {
                found.note(subFolder + " has no pictures, so it is no class; put some there, or delete "
                        + "the folder.");
            } else classes.add(files.stream().map(file -> new Picture(file, name(subFolder))).toList());
        }
        if (loose.isEmpty() && classes.isEmpty()) {
            throw new UserError(folder + " has no pictures, neither in itself nor in sub-folders; .png, .jpg and .jpeg files are "
                    + "read.");
        }
        if (!loose.isEmpty() && !classes.isEmpty()) {
            throw new UserError("%s has pictures (%s) beside folders of pictures (%s); use one folder a class or no folders."
                    .formatted(folder, name(loose.getFirst()), classes.getFirst().getFirst().className()));
        }
        if (classes.isEmpty()) return loose.stream().map(file -> new Picture(file, "")).toList();
        List<Picture> turns = new ArrayList<>();
        int longest = classes.stream().mapToInt(List::size).max().getAsInt();
        for (int i = 0; i < longest; i++) {
            for (List<Picture> pictures : classes) {
                if (i < pictures.size()) turns.add(pictures.get(i));
            }
        }
        return turns;
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !name(file).startsWith(".")).filter(wanted).sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        } catch (UncheckedIOException e) {
            throw new UserError(1, folder + " cannot be read: " + UserError.reason(e.getCause()) + ".", e);
        } catch (IOException e) {
            throw new UserError(1, folder + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    private static List<String> classNames(List<Picture> train, List<Picture> test) {
        TreeSet<String> names = new TreeSet<>();
        Stream.concat(train.stream(), test.stream()).forEach(picture -> names.add(picture.className()));
        if (names.size() > 1 && names.contains("")) {
            throw new UserError("Only one of the folders of %s and %s has classes; give both the same."
                    .formatted(train.getFirst().file(), test.getFirst().file()));
        }
        return names.contains("") ? List.of() : List.copyOf(names);
    }

    /**
     * Reads pictures.
     *
     * @param model   the picture whose size all must have, or null where they are brought to one
     * @param numbers of the pictures in {@code known}
     */
    private static Part read(List<Picture> pictures, PictureFile.Size size, boolean colour, Path model, SideTables known,
            int[] numbers, PngFindings files) {
        int columns = size.width() * size.height() * (colour ? 3 : 1);
        ImageMemory.check(pictures.getFirst().file().getParent().toString(), pictures.size(), columns, known.factors().size());
        byte[][] pixels = new byte[pictures.size()][];
        for (int i = 0; i < pixels.length; i++) {
            Path file = pictures.get(i).file();
            PictureFile read = PictureFile.read(file, size, model, colour);
            pixels[i] = read.pixels();
            files.add(file, read.isHidden(), read.bits(), read.largest());
        }
        return known.part(columns, pixels, Arrays.copyOf(numbers, pixels.length));
    }

    private static String nameIn(Path folder, Picture picture) {
        return folder.relativize(picture.file()).toString().replace('\\', '/');
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
