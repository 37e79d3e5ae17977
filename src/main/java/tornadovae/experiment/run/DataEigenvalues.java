package tornadovae.experiment.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.limit.LinearLimit;
import tornadovae.math.Digits;
import tornadovae.train.TrainedModel;

/**
 * What metrics.json has of a Gaussian model whose pixels have one variance, so that a report can draw the limit of linear models:
 * σ² and the eigenvalues of the training images, computed once a data set.
 */
final class DataEigenvalues {

    /** Of larger images they take minutes, which nobody asked for; the command {@code limit} computes them. */
    private static final int MOST_PIXELS = 1024;

    /** Of an eigenvalue; nothing that is drawn needs more. */
    private static final int DIGITS = 6;

    private final Dataset data;
    private List<Double> values;

    DataEigenvalues(Dataset data) {
        this.data = data;
    }

    /** Empty for a model of another kind, and for images that are too large or all the same. */
    Map<String, Object> of(TrainedModel model) {
        if (!model.spec().isIsotropic() || data.columns() > MOST_PIXELS) return Map.of();
        if (values == null) values = eigenvalues();
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("sigma2", model.sigma2());
        if (!values.isEmpty()) metrics.put("eigenvalues", values);
        return metrics;
    }

    private List<Double> eigenvalues() {
        var rounded = new ArrayList<Double>();
        try {
            for (double value : LinearLimit.of(data.train().images(), data.test().images()).values()) {
                rounded.add(Digits.significant(value, DIGITS));
            }
        } catch (UserError e) {
            return List.of();   // the verdict says that the images are all the same
        }
        return rounded;
    }
}
