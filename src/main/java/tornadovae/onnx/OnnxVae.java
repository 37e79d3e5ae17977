package tornadovae.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.graph.Activation;
import tornadovae.model.Layers;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;
import tornadovae.train.Checkpoint;

/**
 * The two networks of a model as files of ONNX: {@code x} → {@code mu}, {@code logvar}, and {@code z} → {@code mean} with {@code
 * logits}, or with {@code logvar} of a Gaussian decoder with a variance for each pixel.
 *
 * @param version    of the program that writes them
 * @param spec       of the model
 * @param checkpoint with its parameters
 * @param input      how the values of an image come to be from 0 to 1, and in which order they stand
 * @param about      what both files say of the model besides what follows from {@code spec}
 */
public record OnnxVae(String version, VaeSpec spec, Checkpoint checkpoint, String input, Map<String, String> about) {

    /** Below it, the closed form of the mean of a continuous Bernoulli distribution loses digits. */
    private static final float SERIES = 0.5f;

    /** Writes the encoder. */
    public void writeEncoder(Path file) {
        var model = new OnnxModel("encoder", "q(z|x) of a variational autoencoder: a normal distribution of independent "
                + "dimensions");
        String h = hidden(model, model.input("x", spec.pixels(), "images, a row each; " + input), "encoder",
                spec.encoder());
        head(model, h, "encoder.mu", "mu");
        head(model, h, "encoder.logvar", "logvar");
        model.output("mu", spec.latent(), "the means of q(z|x)");
        model.output("logvar", spec.latent(), "log σ² of q(z|x), nats; z = mu + exp(logvar / 2) ε is a draw");
        model.write(file, version, metadata());
    }

    /** Writes the decoder. */
    public void writeDecoder(Path file) {
        var model = new OnnxModel("decoder", "p(x|z) of a variational autoencoder");
        String h = hidden(model, model.input("z", spec.latent(), "codes, a row each; p(z) is " + (spec.prior().isLearned()
                ? "a learned " + spec.prior() + ", which is not in this file" : "standard normal")), "decoder", spec.decoder());
        switch (spec.likelihood()) {
            case BERNOULLI -> model.apply("Sigmoid", "mean", head(model, h, "decoder.logits", "logits"));
            case CONTINUOUS_BERNOULLI -> continuousBernoulliMean(model, head(model, h, "decoder.logits", "logits"));
            case GAUSSIAN -> head(model, h, "decoder.mean", "mean");
        }
        model.output("mean", spec.pixels(), "the means of pixels; " + input);
        switch (spec.likelihood()) {
            case BERNOULLI, CONTINUOUS_BERNOULLI -> model.output("logits", spec.pixels(), "log p/(1 − p) of pixels");
            case GAUSSIAN -> {
                if (spec.hasVarianceOfPixels()) logVariance(model, h);
            }
        }
        model.write(file, version, metadata());
    }

    private void logVariance(OnnxModel model, String h) {
        String least = model.constant("least", new float[] {spec.minLogVar()});
        model.apply("Max", "logvar", head(model, h, "decoder.logvar", "free"), least);
        model.output("logvar", spec.pixels(), "log σ² of pixels, nats, not below " + spec.minLogVar());
    }

    private String hidden(OnnxModel model, String input, String network, Layers layers) {
        String h = input;
        for (int i = 0; i < layers.hidden().size(); i++) {
            String layer = network + ".hidden" + i, sum = head(model, h, layer, layer + ".sum");
            h = model.apply(operator(layers.activation()), layer, sum);
        }
        return h;
    }

    private static String operator(Activation activation) {
        return switch (activation) {
            case TANH -> "Tanh";
            case RELU -> "Relu";
            case SOFTPLUS -> "Softplus";
            case IDENTITY -> "Identity";
        };
    }

    /** A linear layer under our names. */
    private String head(OnnxModel model, String x, String layer, String y) {
        Map<String, Parameter> parameters = new HashMap<>();
        for (Parameter p : new Vae(spec).parameters()) parameters.put(p.name(), p);
        List<String> names = List.of(layer + ".weight", layer + ".bias");
        for (String name : names) {
            int[] shape = parameters.get(name).shape();
            model.constant(name, checkpoint.weights(name, shape), shape);
        }
        return model.affine(x, names.getFirst(), names.getLast(), y);
    }

    /**
     * mean = 1/(1 − e^−ℓ) − 1/ℓ, or ½ + ℓ/12 − ℓ³/720 + ℓ⁵/30240 near 0, as {@link
     * tornadovae.graph.ContinuousBernoulliMean}. Both are computed everywhere, so the closed form sees 1 in place of an ℓ near 0.
     */
    private void continuousBernoulliMean(OnnxModel model, String logits) {
        String one = number(model, "one", 1);
        String near = model.apply("Less", "near", model.apply("Abs", "size", logits), number(model, "series", SERIES));
        String far = model.apply("Where", "far", near, one, logits);
        String rest = model.apply("Sub", "rest", one, model.apply("Exp", "power", model.apply("Neg", "minus", far)));
        String closed = model.apply("Sub", "closed", model.apply("Reciprocal", "first", rest),
                model.apply("Reciprocal", "second", far));
        String square = model.apply("Mul", "square", logits, logits);
        String fifth = model.apply("Mul", "fifth", square, number(model, "c5", 1.0 / 30240));
        String third = model.apply("Mul", "third", square, model.apply("Add", "t3", fifth, number(model, "c3", -1.0 / 720)));
        String slope = model.apply("Mul", "slope", logits, model.apply("Add", "t1", third, number(model, "c1", 1.0 / 12)));
        String series = model.apply("Add", "expansion", slope, number(model, "half", 0.5));
        model.apply("Where", "mean", near, series, closed);
    }

    private static String number(OnnxModel model, String name, double value) {
        return model.constant(name, new float[] {(float) value});
    }

    private Map<String, String> metadata() {
        var metadata = new LinkedHashMap<>(about);
        metadata.put("preprocessing", input);
        metadata.put("units", "log variances are natural logarithms");
        metadata.put("likelihood", spec.likelihood().toString());
        metadata.put("prior", spec.prior().toString());
        metadata.put("latent", String.valueOf(spec.latent()));
        if (spec.isIsotropic()) metadata.put("sigma2", String.valueOf(sigma2()));
        return metadata;
    }

    private double sigma2() {
        if (spec.variance().kind() == Variance.Kind.FIXED) return spec.variance().sigma2();
        float logVariance = checkpoint.weights(Vae.LOG_VARIANCE.name(), 1)[0];
        return Math.exp(Math.max(logVariance, spec.minLogVar()));
    }
}
