package tornadovae.data.source;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.file.hdf5.Hdf5Array;
import tornadovae.file.hdf5.Hdf5File;

/** Published sets with known factors in HDF5. They are ordered by their factors, so a sample of them is taken. */
final class FactorHdf5 {

    private static final String SHAPES3D_FILE = "3dshapes.h5";
    private static final List<String> SHAPES3D_FACTORS = List.of("floor hue", "wall hue", "object hue", "scale", "shape",
            "orientation");
    private static final int MOST_STEPS = 1000;

    /** Size and checksum from the records of TensorFlow Datasets, url_checksums/shapes3d.txt. */
    static final KnownSet SHAPES3D = new KnownSet("shapes3d", "Shapes3D",
            "coloured shapes in a room with 6 known factors, 64×64×3, 480000 images, 268 MB, Apache-2.0; a random sample is "
                    + "taken",
            List.of(List.of(KnownFile.checked(SHAPES3D_FILE, 267_573_662,
                    "0a0f6ed98baff276a50f3a081a7434d788da63cb135a98189b2a5b5769be1785",
                    "https://storage.googleapis.com/3d-shapes/3dshapes.h5"))),
            (spec, folder, _) -> shapes3d(spec, folder.resolve(SHAPES3D_FILE)));

    private FactorHdf5() {}

    /** {@code images} of [N, height, width, 3] bytes, and {@code labels} of [N, 6] numbers, which are steps in their order. */
    static Dataset shapes3d(DataSpec spec, Path file) {
        try (Hdf5File hdf = Hdf5File.open(file)) {
            Hdf5Array images = hdf.array("images"), labels = hdf.array("labels");
            List<Integer> shape = images.shape();
            if (shape.size() != 4 || shape.get(3) != 3 || shape.get(1) > 4096 || shape.get(2) > 4096) {
                throw new UserError(images.what() + " has the shape " + images.shapeText() + ", and images×height×width×3 was "
                        + "expected; get it again.");
            }
            int count = shape.getFirst(), columns = shape.get(1) * shape.get(2) * 3, all = SHAPES3D_FACTORS.size();
            if (!labels.shape().equals(List.of(count, all))) {
                throw new UserError(labels.what() + " has the shape " + labels.shapeText() + ", and " + count + "×" + all
                        + " was expected; get it again.");
            }
            Sample sample = Sample.of(spec, count);
            int[] numbers = sample.ascending();
            ImageMemory.check(spec.name(), numbers.length, columns, all);
            ImageMemory.check(labels.what(), count, 4L * all * Double.BYTES, 0);
            int[] sizes = new int[all];
            float[][] steps = steps(labels, numbers, sizes);
            FactorTable factors = FactorTable.of(SHAPES3D_FACTORS, sizes, steps, List.of("shape"));
            byte[][] pixels = images.rows(numbers);
            return new Dataset(spec.name(), shape.get(2), shape.get(1), factors.part(sample.train(), numbers, pixels, -1),
                    factors.part(sample.test(), numbers, pixels, -1), List.of(), factors.factors());
        }
    }

    /** The place of each number among all that its column has. */
    private static float[][] steps(Hdf5Array labels, int[] numbers, int[] sizes) {
        double[][] values = labels.table();
        float[][] steps = new float[numbers.length][sizes.length];
        for (int f = 0; f < sizes.length; f++) {
            var places = new TreeMap<Double, Integer>();
            for (double[] row : values) {
                if (places.size() <= MOST_STEPS) places.put(row[f], 0);
            }
            if (places.size() > MOST_STEPS || places.containsKey(Double.NaN)) {
                throw new UserError("%s has more than %d different numbers in column %d, or one that is none; get it again."
                        .formatted(labels.what(), MOST_STEPS, f));
            }
            for (var place : places.entrySet()) place.setValue(sizes[f]++);
            for (int i = 0; i < numbers.length; i++) steps[i][f] = places.get(values[numbers[i]][f]);
        }
        return steps;
    }
}
