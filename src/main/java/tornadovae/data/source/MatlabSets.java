package tornadovae.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.file.mat.MatFile;
import tornadovae.file.mat.MatMatrix;
import tornadovae.graph.Images;

/** Published sets in MATLAB's files: Cars3D and Omniglot. */
final class MatlabSets {

    private static final Pattern CAR = Pattern.compile("car_\\d+_mesh\\.mat");
    private static final int CARS_SIDE = 64;
    private static final int MOST_CAR_BYTES = 1 << 26;
    private static final String CARS_LIST = "list.txt";

    /**
     * A file a car, of which list.txt has the names. Pictures are made smaller, to 64×64, as Locatello et al. do ("Challenging
     * common assumptions in the unsupervised learning of disentangled representations", ICML 2019).
     */
    static final KnownSet CARS3D = new KnownSet("cars3d", "Cars3D",
            "renderings of cars with 3 known factors, 64×64×3, 17568 images, no licence stated; a random sample is taken",
            List.of(List.of(KnownFile.handedIn(CARS_LIST,
                    "http://www.scottreed.info/files/nips2015-analogy-data.tar.gz"))),
            (spec, folder, _) -> cars(spec, folder));

    private static final String OMNIGLOT_FILE = "chardata.mat";
    private static final int OMNIGLOT_SIDE = 28;
    private static final int MOST_OMNIGLOT_BYTES = 1 << 29;

    static final KnownSet OMNIGLOT = new KnownSet("omniglot", "Omniglot",
            "handwritten characters of 50 alphabets as Burda et al. split them, 28×28, 24345 train and 8070 test, MIT",
            List.of(List.of(KnownFile.handedIn(OMNIGLOT_FILE,
                    "https://github.com/yburda/iwae/tree/master/datasets/OMNIGLOT"))),
            (spec, folder, _) -> omniglot(spec, folder.resolve(OMNIGLOT_FILE)));

    private MatlabSets() {}

    /** {@code im} of each file is [height, width, 3, azimuths, elevations], bytes. */
    static Dataset cars(DataSpec spec, Path folder) {
        List<Path> files = cars(folder);
        int[] shape = car(files.getFirst()).shape();
        int azimuths = shape[3], elevations = shape[4], perCar = azimuths * elevations, count = files.size() * perCar;
        Sample sample = Sample.of(spec, count);
        int[] numbers = sample.ascending();
        int columns = 3 * CARS_SIDE * CARS_SIDE;
        ImageMemory.check(spec.name(), numbers.length, columns, 3);
        byte[][] pixels = new byte[numbers.length][];
        float[][] steps = new float[numbers.length][];
        int[] sizes = {elevations, azimuths, files.size()};
        int at = 0;
        for (int c = 0; c < files.size(); c++) {
            if (at == numbers.length || numbers[at] >= (c + 1) * perCar) continue;
            MatMatrix im = car(files.get(c));
            if (!Arrays.equals(im.shape(), shape)) {
                throw new UserError("%s has images of the shape %s, but %s of %s; all must have one.".formatted(files.get(c),
                        Arrays.toString(im.shape()), files.getFirst(), Arrays.toString(shape)));
            }
            for (; at < numbers.length && numbers[at] < (c + 1) * perCar; at++) {
                int view = numbers[at] % perCar, height = shape[0], width = shape[1];
                byte[] rgb = new byte[3 * height * width];
                int first = view * rgb.length;
                for (int i = 0; i < rgb.length; i++) {
                    int y = i / 3 / width, x = i / 3 % width, colour = i % 3;
                    rgb[i] = (byte) (int) im.at(first + y + height * (x + width * colour));
                }
                pixels[at] = Resizing.of(rgb, width, height, CARS_SIDE, CARS_SIDE);
                steps[at] = new float[] {view / azimuths, view % azimuths, c};
            }
        }
        FactorTable factors = FactorTable.of(List.of("elevation", "azimuth", "car"), sizes, steps, List.of("car"));
        return new Dataset(spec.name(), CARS_SIDE, CARS_SIDE, factors.part(sample.train(), numbers, pixels, -1),
                factors.part(sample.test(), numbers, pixels, -1), List.of(), factors.factors());
    }

    /** The files of a folder by their names; what list.txt says is not taken for paths. */
    private static List<Path> cars(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> CAR.matcher(file.getFileName().toString()).matches()).sorted().toList();
            if (!files.isEmpty() && files.size() <= 10_000) return files;
            throw new UserError(folder + " has " + files.size() + " files named car_001_mesh.mat and so on, and Cars3D has 183; "
                    + "get it again.");
        } catch (IOException e) {
            throw new UserError(1, folder + " cannot be read: " + UserError.reason(e) + ".", e);
        }
    }

    private static MatMatrix car(Path file) {
        MatMatrix im = MatFile.read(file, List.of("im"), MOST_CAR_BYTES).matrix("im", 5);
        int[] shape = im.shape();
        if (im.isBytes() && shape[2] == 3 && Arrays.stream(shape).allMatch(s -> s > 0)) return im;
        throw new UserError("'im' in %s has the shape %s, and bytes of height×width×3×azimuths×elevations were expected; get it "
                .formatted(file, Arrays.toString(shape)) + "again.");
    }

    /**
     * {@code data} and {@code testdata} have a column of 28×28 numbers an image, {@code target} a 1 in the row of its alphabet.
     */
    static Dataset omniglot(DataSpec spec, Path file) {
        MatFile mat = MatFile.read(file, List.of("data", "testdata", "target", "testtarget"), MOST_OMNIGLOT_BYTES);
        MatMatrix train = mat.matrix("data", 2), test = mat.matrix("testdata", 2);
        MatMatrix trainTarget = mat.matrix("target", 2), testTarget = mat.matrix("testtarget", 2);
        int alphabets = trainTarget.rows();
        Part trainPart = characters(file, "data", train, trainTarget, alphabets, spec.train());
        Part testPart = characters(file, "testdata", test, testTarget, alphabets, spec.test());
        List<String> names = IntStream.rangeClosed(1, alphabets).mapToObj(a -> "alphabet " + a).toList();
        return new Dataset(spec.name(), OMNIGLOT_SIDE, OMNIGLOT_SIDE, trainPart, testPart, names, List.of());
    }

    /** MATLAB counts down a column first, and so do the pixels of an image: pixel (x, y) stands at 28 x + y. */
    private static Part characters(Path file, String name, MatMatrix data, MatMatrix target, int alphabets, int limit) {
        int size = OMNIGLOT_SIDE * OMNIGLOT_SIDE, all = data.columns();
        if (data.rows() != size || all < 1 || target.columns() != all || target.rows() != alphabets) {
            throw new UserError("'%s' in %s is %d×%d and its targets are %d×%d, and %d rows and a column an image in both were "
                    .formatted(name, file, data.rows(), all, target.rows(), target.columns(), size)
                    + "expected; get it again.");
        }
        int count = limit == 0 ? all : Math.min(limit, all);
        ImageMemory.check(file.toString(), count, size, 0);
        byte[][] pixels = new byte[count][size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < size; p++) {
                double value = data.at(p + size * i);
                if (!(value >= 0 && value <= 1)) {
                    throw new UserError("'%s' in %s has the value %s, and 0 to 1 are allowed; get it again.".formatted(name, file,
                            value));
                }
                pixels[i][p % OMNIGLOT_SIDE * OMNIGLOT_SIDE + p / OMNIGLOT_SIDE] = (byte) Math.round(255 * value);
            }
            int of = i;
            labels[i] = IntStream.range(0, alphabets).filter(a -> target.at(a + alphabets * of) > 0.5).findFirst()
                    .orElseThrow(() -> new UserError("The targets of '%s' in %s say no alphabet of image %d; get it again."
                            .formatted(name, file, of)));
        }
        return new Part(new Images(size, pixels), labels, new float[0][]);
    }
}
