package tornadovae.report.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.data.DataDigest;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.graph.Images;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.manifold.Sheet;

/**
 * The first test images of a data set, for the clouds of all models that were trained on it.
 *
 * @param key  names the set in the page
 * @param data the data set, cut to what is encoded: its training half is there only because a session wants one
 * @param of   the whole data set's
 */
record TestImages(String key, Dataset data, DataDigest of) {

    private static final int COLUMNS = 40;
    private static final int MOST_TRAIN = 100;

    /** @param most images at most */
    static TestImages of(DataSpec spec, Dataset data, int most) {
        var cut = new Dataset(data.name(), data.width(), data.height(), first(data.train(), MOST_TRAIN), first(data.test(), most),
                data.classNames(), List.of());
        return new TestImages(spec.name() + "-" + spec.test() + "-" + spec.seed(), cut, DataDigest.of(data));
    }

    private static Part first(Part part, int most) {
        int n = Math.min(part.count(), most);
        return new Part(new Images(part.images().columns(), Arrays.copyOf(part.images().pixels(), n)),
                part.hasLabels() ? Arrays.copyOf(part.labels(), n) : new int[0], new float[0][]);
    }

    int count() {
        return data.test().count();
    }

    /** All images on one sheet, a grey PNG: image i in row i / columns, column i mod columns. */
    Map<String, Object> toMap() {
        var pictures = new ArrayList<Picture>();
        for (byte[] image : data.test().images().pixels()) pictures.add(Picture.grey(data.width(), data.height(), image));
        int columns = Math.min(COLUMNS, pictures.size());
        var map = new LinkedHashMap<String, Object>();
        map.put("name", data.name());
        map.put("count", count());
        map.put("width", data.width());
        map.put("height", data.height());
        map.put("classes", data.classNames());
        map.put("labels", data.test().labels());
        map.put("columns", columns);
        map.put("sprite", "data:image/png;base64," + Packed.text(Png.bytes(Sheet.seamless(columns).draw(pictures), Map.of())));
        return map;
    }
}
