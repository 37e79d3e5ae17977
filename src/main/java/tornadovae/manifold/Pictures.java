package tornadovae.manifold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.graph.Split;
import tornadovae.math.GaussianMixture;
import tornadovae.math.Philox;
import tornadovae.train.TrainedModel;

/**
 * What a trained model has learned, as pictures: the manifold (Kingma and Welling 2014, fig. 4), samples (fig. 5),
 * reconstructions and traversals. A decoded image is shown by its mean unless a draw from p(x|z) is asked for.
 */
public final class Pictures {

    /** The mean of p(x|z), or a draw from it. */
    public enum Show { MEAN, SAMPLE }

    private static final int GREY = 64;

    private final TrainedModel model;
    private final int width;
    private final int height;
    private final PictureStyle style;
    private final int seed;

    /**
     * @param width  pixels a row of one image
     * @param height rows of one image
     * @param seed   of everything that is drawn
     */
    public Pictures(TrainedModel model, int width, int height, PictureStyle style, int seed) {
        if (width * height != model.spec().pixels() && 3 * width * height != model.spec().pixels()) {
            throw new IllegalArgumentException(
                    "images of " + width + " × " + height + " do not have the model's " + model.spec().pixels() + " pixels");
        }
        this.model = model;
        this.width = width;
        this.height = height;
        this.style = style;
        this.seed = seed;
    }

    /**
     * The learned manifold: a grid over two latent dimensions in equal steps of the prior's mass ({@link LatentGrid#square}),
     * seamless; a single row for a one-dimensional code.
     *
     * @param across the dimension that grows to the right
     * @param up the dimension that grows upwards
     * @param base the other dimensions' values, {@code [latent]}
     */
    public Picture manifold(int grid, int across, int up, float[] base, Show show) {
        if (base.length != latent()) {
            throw new IllegalArgumentException(
                    "a code has " + latent() + " dimensions, found " + base.length);
        }
        return style.apply(Sheet.seamless(grid).draw(decoded(grid(grid, across, up, base), show)));
    }

    private float[][] grid(int n, int across, int up, float[] base) {
        if (model.prior().isEmpty()) {
            return latent() == 1 ? LatentGrid.line(n) : LatentGrid.square(n, across, up, base);
        }
        GaussianMixture prior = model.prior().get();
        return latent() == 1 ? LatentGrid.line(n, prior) : LatentGrid.square(n, across, up, base, prior);
    }

    /**
     * How a manifold's grid lies in a learned prior, as the end of a title; empty for a standard normal.
     *
     * @param centred whether the other dimensions are at {@link #centre}
     */
    public String gridInWords(int across, int up, boolean centred) {
        if (model.prior().isEmpty()) return "";
        String at = ", in equal steps of the learned prior's mass: z" + (across + 1) + " at its quantiles";
        if (latent() == 1) return at;
        return at + ", z" + (up + 1) + " at those that it has given z" + (across + 1)
                + (centred && latent() > 2 ? ", the others at the prior's mean" : "");
    }

    /** The manifold over the first two dimensions, the others at the prior's {@link #centre}. */
    public Picture manifold(int grid, Show show) {
        return manifold(grid, 0, 1, centre(), show);
    }

    /** Images of n × n codes drawn from the prior. */
    public Picture samples(int n, Show show) {
        return style.apply(Sheet.spaced(n, 1, GREY).draw(drawnFromPrior(n, show)));
    }

    /** The images of {@link #samples}, by rows. */
    public List<Picture> sampleImages(int n, Show show) {
        return styled(drawnFromPrior(n, show));
    }

    private List<Picture> drawnFromPrior(int n, Show show) {
        if (n < 1 || n > 200) throw new UserError("A sheet of samples has from 1 to 200 images a side, found " + n + ".");
        float[][] z = new float[n * n][latent()];
        for (int i = 0; i < z.length; i++) {
            for (int d = 0; d < latent(); d++) z[i][d] = Philox.normal(seed, Philox.Stream.PRIOR, 0, i * latent() + d);
            if (model.prior().isPresent()) z[i] = model.prior().get().draw(seed, i);
        }
        return decoded(z, show);
    }

    /**
     * Test images, each beside its reconstruction from the mean of q(z|x): {@code rows × pairs} of them, the first of the test
     * set.
     */
    public Picture reconstructions(Dataset data, int rows, int pairs, Show show) {
        return style.apply(Sheet.pairs(pairs, 1, GREY).draw(reconstructed(data, rows, pairs, show)));
    }

    /** The images of {@link #reconstructions}: an original, its reconstruction, the next original, … */
    public List<Picture> reconstructionImages(Dataset data, int rows, int pairs, Show show) {
        return styled(reconstructed(data, rows, pairs, show));
    }

    private List<Picture> reconstructed(Dataset data, int rows, int pairs, Show show) {
        if (rows < 1 || rows > 200 || pairs < 1 || pairs > 200) {
            throw new UserError(
                    "Reconstructions come in 1 to 200 rows of 1 to 200 pairs, found " + rows + " rows of " + pairs + ".");
        }
        int count = Math.min(rows * pairs, data.test().count());
        var originals = new ArrayList<Picture>();
        for (byte[] image : Arrays.asList(data.test().images().pixels()).subList(0, count)) {
            originals.add(Picture.of(width, height, image));
        }
        List<Picture> reconstructions = decoded(model.encode(Split.TEST, count).mu(), show);
        return Sheet.beside(originals, reconstructions);
    }

    /**
     * A row for each latent dimension: it goes from −3 to 3 while the others keep the base code's values
     * ({@link LatentGrid#traversal}).
     *
     * @param base {@code [latent]}: zeros, or an image's code
     */
    public Picture traversals(int steps, float[] base, Show show) {
        return style.apply(Sheet.spaced(steps, 1, GREY).draw(decoded(LatentGrid.traversal(steps, base), show)));
    }

    /** The images of {@link #traversals}, by rows. */
    public List<Picture> traversalImages(int steps, float[] base, Show show) {
        return styled(decoded(LatentGrid.traversal(steps, base), show));
    }

    /** The mean of the prior: zeros, but for a learned one. */
    public float[] centre() {
        return model.prior().map(GaussianMixture::mean).orElseGet(this::origin);
    }

    /** The code of zeros: the centre of a standard normal prior. */
    public float[] origin() {
        return new float[latent()];
    }

    /** The mean of q(z|x) for one test image. */
    public float[] codeOf(int testImage, Dataset data) {
        if (testImage < 0 || testImage >= data.test().count()) {
            throw new UserError("Test image " + testImage + " of " + data.name() + " is not there; allowed are 0 to "
                    + (data.test().count() - 1) + ".");
        }
        return model.encode(Split.TEST, testImage + 1).mu()[testImage];
    }

    private List<Picture> styled(List<Picture> images) {
        return images.stream().map(style::apply).toList();
    }

    private int latent() {
        return model.spec().latent();
    }

    private List<Picture> decoded(float[][] z, Show show) {
        float[][] images = switch (show) {
            case MEAN -> model.decode(z);
            case SAMPLE -> model.sample(z, seed);
        };
        return Arrays.stream(images).map(image -> Picture.of(width, height, image)).toList();
    }
}
