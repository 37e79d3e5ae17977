package tornadovae.train;

import java.util.Map;
import tornadovae.UserError;

/**
 * What another program did to pixels in [0, 1] before its encoder saw them: x′ = (x − mean) / deviation. Our encoder sees x, so
 * the first layer becomes W x′ + b = (W / deviation) x + (b − W 1 mean / deviation).
 *
 * @param mean      subtracted first
 * @param deviation divided by then; above 0
 */
public record Normalisation(double mean, double deviation) {

    /** Pixels were taken as they are. */
    public static final Normalisation NONE = new Normalisation(0, 1);

    public Normalisation {
        if (!Double.isFinite(mean)) throw new UserError("--mean must be a finite number, not " + mean + ".");
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new UserError("--std must be a finite number above 0, not " + deviation + ".");
        }
    }

    /** Changes the weight [out, in] and the bias [out] of a layer. */
    void foldInto(Map<String, FloatTensor> parameters, String layer) {
        if (equals(NONE)) return;
        float[] weight = parameters.get(layer + ".weight").values(), bias = parameters.get(layer + ".bias").values();
        int in = weight.length / bias.length;
        for (int o = 0; o < bias.length; o++) {
            double sum = 0;
            for (int i = o * in; i < (o + 1) * in; i++) {
                sum += weight[i];
                weight[i] = (float) (weight[i] / deviation);
            }
            bias[o] = (float) (bias[o] - sum * mean / deviation);
        }
    }
}
