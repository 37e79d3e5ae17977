package tornadovae.data.source;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.file.UserFile;

/**
 * SmallNORB (LeCun, Huang and Bottou, "Learning methods for generic object recognition", CVPR 2004): toys from all sides. The two
 * halves of the published files have the instances of toys divided among them, so both are taken together, of each pair of images
 * that of the left camera, made smaller, to 64×64, as Locatello et al. do (ICML 2019). Its files are matrices of their own
 * format: a magic number, the number of axes, at least three sizes, and the numbers, all little-endian.
 */
final class SmallNorb {

    private static final int BYTES = 0x1E3D4C55;
    private static final int INTEGERS = 0x1E3D4C54;
    private static final int SIDE = 64;
    private static final int MOST_SIDE = 512;
    private static final int MOST_IMAGES = 1_000_000;
    private static final int MOST_STEPS = 1000;
    private static final List<String> CATEGORIES = List.of("animal", "human", "airplane", "truck", "car");
    private static final List<String> FACTORS = List.of("category", "instance", "elevation", "azimuth", "lighting");
    private static final String TRAIN = "smallnorb-5x46789x9x18x6x2x96x96-training-";
    private static final String TEST = "smallnorb-5x01235x9x18x6x2x96x96-testing-";
    private static final String FOLDER = "https://cs.nyu.edu/~ylclab/data/norb-v1.0-small/";

    /** Sizes and checksums of the packed files from the records of TensorFlow Datasets, url_checksums/smallnorb.txt. */
    static final KnownSet SET = new KnownSet("smallnorb", "SmallNORB",
            "toys with 5 known factors, 64×64, 48600 images, 263 MB, for research only; a random sample is taken",
            List.of(List.of(
                    file(TEST + "cat", 347, "ecaf6d5bb8c3bc5eab9cf0258f6d2198dd474e016e374836fc097f2e5ff509ff"),
                    file(TEST + "info", 10_428, "16adf314226327ee006d1a44db8cfef52773c06c829951d5653a9f6f310248a2"),
                    file(TEST + "dat", 130_799_817, "cf7104eed3e51174d2f65b66d1e5878b9da233b886f161b0d88f4510ba2c7474"),
                    file(TRAIN + "cat", 348, "2784e542c1922060691090952b6cd6278879a216c90f81476f0f00256d42cdaa"),
                    file(TRAIN + "info", 71_052, "de7eb932ebe7a4ee16217fead60660d0eb3d23632c2f4d1c51f88c501c17bf32"),
                    file(TRAIN + "dat", 131_896_188, "5ffd6272a07d32695ee1082a26a41a93a37aab8c28da047f8c34ed348d214873"))),
            (spec, folder, _) -> load(spec, folder));

    private SmallNorb() {}

    private static KnownFile file(String name, long size, String sha256) {
        return KnownFile.checked(name + ".mat.gz", size, sha256, FOLDER + name + ".mat.gz");
    }

    private static Path path(Path folder, String half, String kind) {
        return folder.resolve(half + kind + ".mat.gz");
    }

    static Dataset load(DataSpec spec, Path folder) {
        int[][] train = factors(folder, TRAIN), test = factors(folder, TEST);
        int[][] all = Arrays.copyOf(train, train.length + test.length);
        System.arraycopy(test, 0, all, train.length, test.length);
        int[] sizes = new int[FACTORS.size()];
        for (int[] row : all) {
            for (int f = 0; f < sizes.length; f++) sizes[f] = Math.max(sizes[f], row[f] + 1);
        }
        Sample sample = Sample.of(spec, all.length);
        int[] numbers = sample.ascending();
        ImageMemory.check(spec.name(), numbers.length, SIDE * SIDE, sizes.length);
        float[][] steps = new float[numbers.length][sizes.length];
        for (int i = 0; i < steps.length; i++) {
            for (int f = 0; f < sizes.length; f++) steps[i][f] = all[numbers[i]][f];
        }
        byte[][] pixels = new byte[numbers.length][];
        images(path(folder, TRAIN, "dat"), train.length, 0, numbers, pixels);
        images(path(folder, TEST, "dat"), test.length, train.length, numbers, pixels);
        FactorTable factors = FactorTable.of(FACTORS, sizes, steps, List.of("category", "instance"));
        boolean named = sizes[0] == CATEGORIES.size();
        return new Dataset(spec.name(), SIDE, SIDE, factors.part(sample.train(), numbers, pixels, named ? 0 : -1),
                factors.part(sample.test(), numbers, pixels, named ? 0 : -1), named ? CATEGORIES : List.of(), factors.factors());
    }

    /** Reads a matrix behind its head. */
    @FunctionalInterface
    private interface Body<T> {
        T read(DataInputStream in, int[] shape) throws IOException;
    }

    private static <T> T read(Path file, int magic, int axes, Body<T> body) {
        try (var in = new DataInputStream(IdxFile.open(file))) {
            int found = integer(in), many = integer(in);
            if (found != magic || many != axes) {
                throw new UserError("%s starts with 0x%08X and has %d axes, and 0x%08X and %d were expected; get it again."
                        .formatted(file, found, many, magic, axes));
            }
            int[] shape = new int[Math.max(3, axes)];
            for (int a = 0; a < shape.length; a++) {
                shape[a] = integer(in);
                if (shape[a] < 1 || shape[a] > (a == 0 ? MOST_IMAGES : MOST_SIDE)) {
                    throw new UserError(file + " has the size " + shape[a] + " of an axis, which cannot be: it is damaged; get "
                            + "it again.");
                }
            }
            return body.read(in, shape);
        } catch (EOFException e) {
            throw new UserError(file + " ends too early: it is truncated; get it again.");
        } catch (ZipException e) {
            throw new UserError(file + " is a damaged gzip file (" + e.getMessage() + "); get it again.");
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put the published file there");
        }
    }

    private static int integer(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    /** {@code [images][5]}; azimuths are stored in steps of 10°, of which every second was photographed. */
    private static int[][] factors(Path folder, String half) {
        int[] categories = read(path(folder, half, "cat"), INTEGERS, 1, (in, shape) -> {
            int[] values = new int[shape[0]];
            for (int i = 0; i < values.length; i++) values[i] = integer(in);
            return values;
        });
        Path info = path(folder, half, "info");
        return read(info, INTEGERS, 2, (in, shape) -> {
            if (shape[0] != categories.length || shape[1] != 4) {
                throw new UserError("%s has %d×%d numbers, and %d×4 were expected; get it again."
                        .formatted(info, shape[0], shape[1], categories.length));
            }
            int[][] rows = new int[shape[0]][5];
            for (int i = 0; i < rows.length; i++) {
                rows[i][0] = categories[i];
                for (int f = 1; f < 5; f++) rows[i][f] = f == 3 ? integer(in) / 2 : integer(in);
                if (Arrays.stream(rows[i]).anyMatch(step -> step < 0 || step >= MOST_STEPS)) {
                    throw new UserError("%s or the file of its categories says %s of image %d, which are no steps of factors; "
                            + "get "
                            .formatted(info, Arrays.toString(rows[i]), i) + "it again.");
                }
            }
            return rows;
        });
    }

    /**
     * Reads the images of a half that are wanted.
     *
     * @param count   images that it must have
     * @param first   the number of its first image
     * @param numbers of the wanted images of both halves, ascending
     * @param into    gets them
     */
    private static void images(Path file, int count, int first, int[] numbers, byte[][] into) {
        read(file, BYTES, 4, (in, shape) -> {
            if (shape[0] != count) {
                throw new UserError(file + " has " + shape[0] + " images, but there are categories of " + count + "; get it "
                        + "again.");
            }
            int size = shape[2] * shape[3];
            byte[] image = new byte[size];
            for (int i = 0; i < count; i++) {
                int at = Arrays.binarySearch(numbers, first + i);
                if (at < 0) in.skipNBytes(size);
                else {
                    in.readFully(image);
                    into[at] = Resizing.of(image, shape[3], shape[2], SIDE, SIDE).clone();
                }
                in.skipNBytes((long) (shape[1] - 1) * size);
            }
            return into;
        });
    }
}
