package tornadovae.experiment.run;

import java.nio.file.Path;
import tornadovae.data.Dataset;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Provenance;
import tornadovae.experiment.store.Software;
import tornadovae.manifold.Picture;
import tornadovae.manifold.PictureStyle;
import tornadovae.manifold.Pictures;
import tornadovae.manifold.Pictures.Show;
import tornadovae.manifold.Png;
import tornadovae.train.TrainedModel;

/**
 * The pictures in a cell's folder. They carry the configuration's hash, and neither times nor the name of the cell, which depends
 * on what else is swept.
 */
final class CellPictures {

    private static final int SAMPLES = 10;
    private static final int RECONSTRUCTION_ROWS = 8;
    private static final int RECONSTRUCTION_PAIRS = 5;
    private static final int TRAVERSAL_STEPS = 11;

    private final Configuration configuration;
    private final Software software;
    private final Pictures pictures;

    CellPictures(Configuration configuration, DataShape shape, Software software, TrainedModel model) {
        this.configuration = configuration;
        this.software = software;
        var style = new PictureStyle(configuration.whole("pictures.scale"), configuration.flag("pictures.invert"));
        this.pictures = new Pictures(model, shape.width(), shape.height(), style, configuration.whole("training.seed"));
    }

    /** Draws and writes all of them. */
    void writeTo(CellFolder folder, Dataset data) {
        write(folder.manifold(), "The learned manifold: the mean of p(x|z) over the first two latent dimensions"
                + pictures.gridInWords(0, 1, true), manifold());
        write(folder.samples(), "The mean of p(x|z) for codes drawn from the prior",
                pictures.samples(SAMPLES, Show.MEAN));
        write(folder.reconstructions(), "Test images, each beside its reconstruction from the mean of q(z|x)",
                pictures.reconstructions(data, RECONSTRUCTION_ROWS, RECONSTRUCTION_PAIRS, Show.MEAN));
        write(folder.traversals(), "A row for each latent dimension from -3 to 3, the others at 0",
                pictures.traversals(TRAVERSAL_STEPS, pictures.origin(), Show.MEAN));
    }

    Picture manifold() {
        return pictures.manifold(configuration.whole("pictures.grid"), Show.MEAN);
    }

    private void write(Path file, String title, Picture picture) {
        Png.write(file, picture, Provenance.ofPicture(title, configuration, software));
    }
}
