package tornadovae.data.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.file.hdf5.Hdf5Array;
import tornadovae.file.hdf5.Hdf5File;
import tornadovae.file.npy.NpyReader;
import tornadovae.file.npy.NpyType;
import tornadovae.file.npy.NpzFile;

/**
 * dSprites, as arrays of NumPy or of HDF5, and MPI3D, as arrays of NumPy. They are ordered by their factors, so a sample of them
 * is taken.
 */
final class FactorArrays {

    private static final String DSPRITES_STEM = "dsprites_ndarray_co1sh3sc6or40x32y32_64x64";
    private static final String DSPRITES_NPZ = DSPRITES_STEM + ".npz";
    private static final String DSPRITES_HDF5 = DSPRITES_STEM + ".hdf5";

    /** The columns of {@code latents_classes}; posX and posY are called as those of {@link Sprites}. */
    private static final List<String> DSPRITES_FACTORS = List.of("colour", "shape", "scale", "orientation", "x", "y");

    /** Size and checksum of the HDF5 file from the records of TensorFlow Datasets, url_checksums/dsprites.txt. */
    static final KnownSet DSPRITES = new KnownSet("dsprites", "dSprites",
            "white shapes with 5 known factors, 64×64, 737280 images, 28 MB, Apache-2.0; a random sample is taken",
            List.of(List.of(KnownFile.checked(DSPRITES_HDF5, 28_024_106,
                    "729fa22e884c9c500e1f17415d580746b4c5894fbbb780a1319bbcfa39a745bb",
                    "https://github.com/google-deepmind/dsprites-dataset/raw/master/" + DSPRITES_HDF5)),
                    List.of(KnownFile.handedIn(DSPRITES_NPZ, "https://github.com/google-deepmind/dsprites-dataset"))),
            FactorArrays::dsprites);

    private static final List<String> MPI3D_FACTORS = List.of("object colour", "object shape", "object size", "camera height",
            "background colour", "horizontal axis", "vertical axis");
    /**
     * Sizes of the factors; the first two are six, or four in the set of complex shapes and in the first version of the others.
     */
    private static final int[][] MPI3D_SIZES = {{6, 6, 2, 3, 3, 40, 40}, {4, 4, 2, 3, 3, 40, 40}};

    static final List<KnownSet> MPI3D = List.of(mpi3d("toy", "simple renderings", 1_036_800),
            mpi3d("realistic", "realistic renderings", 1_036_800), mpi3d("real", "photographs", 1_036_800),
            mpi3d("real-complex", "photographs with everyday things", 460_800));

    private FactorArrays() {}

    private static KnownSet mpi3d(String kind, String about, int images) {
        String file = kind.equals("real-complex") ? "real3d_complicated_shapes_ordered.npz" : "mpi3d_" + kind + ".npz";
        return new KnownSet("mpi3d-" + kind, "MPI3D " + kind,
                about + " of an object on a robot's arm with 7 known factors, 64×64×3, " + images
                        + " images, CC BY 4.0; a random sample is taken",
                List.of(List.of(KnownFile.handedIn(file, "https://github.com/rr-learning/disentanglement_dataset"))),
                (spec, folder, listener) -> mpi3d(spec, folder.resolve(file), listener, MPI3D_SIZES));
    }

    private static Dataset dsprites(DataSpec spec, Path folder, Listener listener) {
        Path hdf5 = folder.resolve(DSPRITES_HDF5);
        return Files.exists(hdf5) ? dspritesOfHdf5(spec, hdf5) : dspritesOfNpz(spec, folder.resolve(DSPRITES_NPZ));
    }

    private static Dataset dspritesOfNpz(DataSpec spec, Path file) {
        try (NpzFile npz = NpzFile.open(file)) {
            ImageArray images = images(npz, file, "imgs");
            Sample sample = sample(spec, images.count(), images.columns());
            int[] numbers = sample.ascending(), sizes = new int[DSPRITES_FACTORS.size()];
            float[][] steps = steps(npz, file, "latents_classes", images.count(), numbers, sizes);
            return dsprites(spec, images.width(), images.height(), sample, images.read(numbers, PixelScale.BYTE), sizes, steps);
        }
    }

    /** {@code imgs} and {@code latents/classes} of the same arrays. */
    static Dataset dspritesOfHdf5(DataSpec spec, Path file) {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Hdf5Array images = hdf.array("imgs"), classes = hdf.array("latents/classes");
            List<Integer> shape = images.shape();
            if (shape.size() != 3 || shape.get(1) > 4096 || shape.get(2) > 4096) {
                throw new UserError(images.what() + " has the shape " + images.shapeText() + ", and images×height×width was "
                        + "expected; get it again.");
            }
            int count = shape.getFirst();
            if (!classes.shape().equals(List.of(count, DSPRITES_FACTORS.size()))) {
                throw new UserError(classes.what() + " has the shape " + classes.shapeText() + ", and " + count + "×"
                        + DSPRITES_FACTORS.size() + " was expected; get it again.");
            }
            Sample sample = sample(spec, count, shape.get(1) * shape.get(2));
            ImageMemory.check(classes.what(), count, 2L * DSPRITES_FACTORS.size() * Double.BYTES, 0);
            int[] numbers = sample.ascending(), sizes = new int[DSPRITES_FACTORS.size()];
            double[][] all = classes.table();
            float[][] steps = steps(classes.what(), (i, f) -> all[i][f], count, numbers, sizes);
            return dsprites(spec, shape.get(2), shape.get(1), sample, images.rows(numbers), sizes, steps);
        }
    }

    private static Sample sample(DataSpec spec, int count, int columns) {
        Sample sample = Sample.of(spec, count);
        ImageMemory.check(spec.name(), (long) sample.train().length + sample.test().length, columns, DSPRITES_FACTORS.size());
        return sample;
    }

    private static Dataset dsprites(DataSpec spec, int width, int height, Sample sample, byte[][] read, int[] sizes,
            float[][] steps) {
        int[] numbers = sample.ascending();
        FactorTable factors = FactorTable.of(DSPRITES_FACTORS, sizes, steps, List.of("colour", "shape"));
        byte[][] pixels = whitened(read);
        int label = names(factors).indexOf("shape");
        boolean three = label >= 0 && factors.factors().get(label).values() == Sprites.SHAPES.size();
        return new Dataset(spec.name(), width, height, factors.part(sample.train(), numbers, pixels, three ? label : -1),
                factors.part(sample.test(), numbers, pixels, three ? label : -1), three ? Sprites.SHAPES : List.of(),
                factors.factors());
    }

    private static List<String> names(FactorTable table) {
        return table.factors().stream().map(factor -> factor.name()).toList();
    }

    /** Sizes whose product is the number of images say what the numbers of the images mean. */
    static Dataset mpi3d(DataSpec spec, Path file, Listener listener, int[][] known) {
        try (NpzFile npz = NpzFile.open(file)) {
            ImageArray images = images(npz, file, "images");
            int[] sizes = Arrays.stream(known).filter(s -> Arrays.stream(s).reduce(1, (a, b) -> a * b) == images.count())
                    .findFirst().orElseThrow(() -> new UserError("%s has %d images, and sets of MPI3D have %s; get it again."
                            .formatted(file, images.count(), String.join(" or ", Arrays.stream(known)
                                    .map(s -> String.valueOf(Arrays.stream(s).reduce(1, (a, b) -> a * b))).toList()))));
            Sample sample = Sample.of(spec, images.count());
            int[] numbers = sample.ascending();
            ImageMemory.check(spec.name(), numbers.length, images.columns(), MPI3D_FACTORS.size());
            float[][] steps = Arrays.stream(numbers).mapToObj(n -> FactorTable.stepsOf(n, sizes)).toArray(float[][]::new);
            FactorTable factors = FactorTable.of(MPI3D_FACTORS, sizes, steps,
                    List.of("object colour", "object shape", "background colour"));
            byte[][] pixels = images.read(numbers, PixelScale.BYTE);
            return new Dataset(spec.name(), images.width(), images.height(), factors.part(sample.train(), numbers, pixels, -1),
                    factors.part(sample.test(), numbers, pixels, -1), List.of(), factors.factors());
        }
    }

    private static ImageArray images(NpzFile npz, Path file, String name) {
        try (NpyReader reader = npz.array(name)) {
            NpyType type = reader.header().type();
            if (type != NpyType.UINT8) {
                throw new UserError("'%s' in %s is of %s, and the published file has uint8; get it again.".formatted(name, file,
                        type.name().toLowerCase(Locale.ROOT)));
            }
        }
        return ImageArray.of("'" + name + "' in " + file, () -> npz.array(name));
    }

    /** Where no pixel is above 1, white is 1. */
    static byte[][] whitened(byte[][] pixels) {
        for (byte[] image : pixels) {
            for (byte pixel : image) {
                if ((pixel & 0xFF) > 1) return pixels;
            }
        }
        for (byte[] image : pixels) {
            for (int c = 0; c < image.length; c++) image[c] *= (byte) 255;
        }
        return pixels;
    }

    private static float[][] steps(NpzFile npz, Path file, String name, int count, int[] numbers, int[] sizes) {
        try (NpyReader reader = npz.array(name)) {
            if (!reader.header().shape().equals(List.of(count, sizes.length))) {
                throw new UserError("'%s' in %s has the shape %s, and %d×%d was expected; get it again.".formatted(name, file,
                        reader.header().shapeText(), count, sizes.length));
            }
            return steps("'" + name + "' in " + file, (_, _) -> reader.next(), count, numbers, sizes);
        }
    }

    /** A table that is asked for its numbers in their order, row by row. */
    private interface Table {
        double next(int row, int column);
    }

    /**
     * Rows of whole numbers, of all of which the sizes are taken.
     *
     * @param numbers the rows that are kept, ascending
     * @param sizes   gets one more than the largest number of each column
     */
    private static float[][] steps(String what, Table table, int count, int[] numbers, int[] sizes) {
        float[][] kept = new float[numbers.length][];
        int at = 0;
        for (int i = 0; i < count; i++) {
            float[] row = new float[sizes.length];
            for (int f = 0; f < row.length; f++) {
                int step = step(what, table.next(i, f), i);
                row[f] = step;
                sizes[f] = Math.max(sizes[f], step + 1);
            }
            if (at < numbers.length && numbers[at] == i) kept[at++] = row;
        }
        return kept;
    }

    private static int step(String what, double value, int row) {
        if (value >= 0 && value < 100_000 && value == Math.rint(value)) return (int) value;
        throw new UserError("%s has the value %s in row %d, which is no step of a factor; get it again.".formatted(what, value,
                row));
    }
}
