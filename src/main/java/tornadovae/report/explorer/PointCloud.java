package tornadovae.report.explorer;

import java.util.LinkedHashMap;
import java.util.Map;
import tornadovae.graph.Split;
import tornadovae.train.TrainedModel;

/**
 * Where a model puts the test images.
 *
 * @param images {@link TestImages#key}
 * @param codes  {@code [images][latent]}: the means of q(z|x)
 */
record PointCloud(String images, float[][] codes) {

    /** @param model was opened with {@code images} */
    static PointCloud of(TrainedModel model, TestImages images) {
        return new PointCloud(images.key(), model.encode(Split.TEST, images.count()).mu());
    }

    Map<String, Object> toMap() {
        int latent = codes[0].length;
        float[] all = new float[codes.length * latent];
        for (int i = 0; i < codes.length; i++) System.arraycopy(codes[i], 0, all, i * latent, latent);
        var map = new LinkedHashMap<String, Object>();
        map.put("images", images);
        map.put("codes", Packed.floats(all));
        return map;
    }
}
