package tornadovae.report.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tornadovae.graph.Activation;
import tornadovae.math.ContinuousBernoulli;
import tornadovae.model.Likelihood;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;

/**
 * The mean of p(x|z) with weights of 16 bits, small enough to be written into a page. Of a Gaussian decoder the mean's head alone
 * is taken, so that it gives no draws from p(x|z).
 *
 * @param layers hidden layers, then the head: logits of a Bernoulli decoder, means of a Gaussian one
 * @param activation of the hidden layers
 */
record QuantisedDecoder(List<QuantisedLayer> layers, Activation activation, Likelihood likelihood) {

    QuantisedDecoder {
        layers = List.copyOf(layers);
    }

    static QuantisedDecoder of(VaeSpec spec, Checkpoint checkpoint) {
        var layers = new ArrayList<QuantisedLayer>();
        int in = spec.latent();
        for (int i = 0; i < spec.decoder().hidden().size(); i++) {
            int out = spec.decoder().hidden().get(i);
            layers.add(layer(checkpoint, "decoder.hidden" + i, out, in));
            in = out;
        }
        layers.add(layer(checkpoint, spec.likelihood() == Likelihood.GAUSSIAN ? "decoder.mean" : "decoder.logits", spec.pixels(),
                in));
        return new QuantisedDecoder(layers, spec.decoder().activation(), spec.likelihood());
    }

    private static QuantisedLayer layer(Checkpoint checkpoint, String name, int out, int in) {
        return QuantisedLayer.of(checkpoint.weights(name + ".weight", out, in), checkpoint.weights(name + ".bias", out));
    }

    /** Characters that {@link #toMap} takes in a page, up to its few names. */
    static long characters(VaeSpec spec) {
        long characters = 0;
        int in = spec.latent();
        for (int out : spec.decoder().hidden()) {
            characters += characters(out, in);
            in = out;
        }
        return characters + characters(spec.pixels(), in);
    }

    private static long characters(long out, long in) {
        return Packed.length(Short.BYTES * out * in) + 2 * Packed.length(Float.BYTES * out);
    }

    /**
     * The mean of p(x|z) in double precision: σ(logits) or the means themselves.
     *
     * @param z {@code [latent]}
     * @return {@code [pixels]}
     */
    double[] decode(double[] z) {
        double[] x = z;
        for (QuantisedLayer layer : layers) {
            x = layer.apply(x);
            boolean head = layer == layers.getLast();
            for (int i = 0; i < x.length; i++) x[i] = head ? mean(x[i]) : activated(x[i]);
        }
        return x;
    }

    private double mean(double a) {
        return switch (likelihood) {
            case BERNOULLI -> 1 / (1 + Math.exp(-a));
            case CONTINUOUS_BERNOULLI -> ContinuousBernoulli.mean(a);
            case GAUSSIAN -> a;
        };
    }

    private double activated(double a) {
        return switch (activation) {
            case IDENTITY -> a;
            case TANH -> Math.tanh(a);
            case RELU -> Math.max(0, a);
            case SOFTPLUS -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
        };
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("activation", activation.name().toLowerCase(Locale.ROOT));
        map.put("likelihood", likelihood.toString());
        map.put("layers", layers.stream().map(QuantisedLayer::toMap).toList());
        return map;
    }
}
