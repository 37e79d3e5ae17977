package tornadovae.experiment.run;

import java.util.LinkedHashMap;
import tornadovae.data.Dataset;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;
import tornadovae.manifold.atlas.Atlas;
import tornadovae.manifold.atlas.Judge;
import tornadovae.train.TrainedModel;

/**
 * atlas.json: what one can read off a cell's manifold. A run makes it of models with two latent dimensions, where the data set
 * has labels and test images enough to say anything.
 */
public final class CellAtlas {

    /** Codes in a row and in a column. */
    private static final int GRID = 40;
    /**
     * Test images that information about the class is measured on in a run: looking for neighbours takes time that grows with
     * their square.
     */
    private static final int IMAGES = 2_000;
    /** Test images from which on a run makes an atlas, in all and a class: of fewer, intervals are too wide to say anything. */
    private static final int LEAST = 200;
    private static final int LEAST_OF_CLASS = 20;

    private CellAtlas() {}

    /** Whether a run makes the atlas of a cell. */
    static boolean isWanted(Configuration configuration, Dataset data) {
        return configuration.flag("pictures.atlas") && configuration.whole("model.latent") == 2
                && !configuration.prior().isLearned() && Judge.isPossible(data)
                && data.test().count() >= Math.max(LEAST, LEAST_OF_CLASS * data.classNames().size());
    }

    /** As a run makes it. */
    static Atlas of(TrainedModel model, Dataset data, Judge judge) {
        return Atlas.of(model, data, judge, 0, 1, GRID, IMAGES);
    }

    /** Puts it into a cell's folder. */
    public static void write(CellFolder folder, Configuration configuration, int step, Atlas atlas) {
        var all = new LinkedHashMap<String, Object>();
        all.put("configuration", configuration.hash());
        all.put("step", step);
        all.putAll(atlas.toMap());
        folder.writeAtlas(Json.write(all));
    }
}
