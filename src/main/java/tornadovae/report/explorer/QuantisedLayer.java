package tornadovae.report.explorer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A linear layer y = W x + b whose weights are 16-bit integers with one scale for each output:
 *
 * <p>W[o, i] ≈ s[o] · q[o, i], s[o] = max_i |W[o, i]| / 32767, q[o, i] = round(W[o, i] / s[o]), so |W[o, i] − s[o] q[o, i]| ≤
 * s[o] / 2 but for rounding.
 *
 * @param in inputs
 * @param weights q, {@code [out, in]}
 * @param scales s, {@code [out]}; 0 for an output without weights
 * @param biases b, {@code [out]}, as they are
 */
record QuantisedLayer(int in, short[] weights, float[] scales, float[] biases) {

    private static final int LARGEST = Short.MAX_VALUE;

    QuantisedLayer {
        if (scales.length != biases.length || weights.length != in * biases.length) {
            throw new IllegalArgumentException("a layer of " + biases.length + " outputs and " + in + " inputs cannot have "
                    + weights.length + " weights and " + scales.length + " scales");
        }
    }

    /** @param weights {@code [out, in]}, finite */
    static QuantisedLayer of(float[] weights, float[] biases) {
        int out = biases.length, in = weights.length / out;
        short[] quantised = new short[weights.length];
        float[] scales = new float[out];
        for (int o = 0; o < out; o++) {
            float largest = 0;
            for (int i = 0; i < in; i++) largest = Math.max(largest, Math.abs(weights[o * in + i]));
            scales[o] = largest / LARGEST;
            if (scales[o] == 0) continue;
            for (int i = 0; i < in; i++) {
                quantised[o * in + i] =
                        (short) Math.clamp(Math.round((double) weights[o * in + i] / scales[o]), -LARGEST, LARGEST);
            }
        }
        return new QuantisedLayer(in, quantised, scales, biases);
    }

    int out() {
        return biases.length;
    }

    /** s ⊙ (q x) + b in double precision. */
    double[] apply(double[] x) {
        double[] y = new double[out()];
        Arrays.setAll(y, o -> {
            double sum = 0;
            for (int i = 0; i < in; i++) sum += weights[o * in + i] * x[i];
            return scales[o] * sum + biases[o];
        });
        return y;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("out", out());
        map.put("in", in);
        map.put("weights", Packed.shorts(weights));
        map.put("scales", Packed.floats(scales));
        map.put("biases", Packed.floats(biases));
        return map;
    }
}
