package tornadovae.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/**
 * A multi-layer perceptron: hidden layers and, on the last of them, linear heads stacked in one layer.
 *
 * @param name   prefix of all its tensors: {@code encoder}, {@code decoder}
 * @param inputs columns of its input
 * @param hidden widths of the hidden layers, in order
 * @param heads  names of the heads, e.g. {@code mu, logvar}
 * @param width  columns of each head
 */
record Network(String name, int inputs, List<Integer> hidden, Activation activation, List<String> heads, int width) {

    static Network encoder(VaeSpec spec) {
        return new Network("encoder", spec.pixels(), spec.hidden(), spec.activation(), List.of("mu", "logvar"), spec.latent());
    }

    static Network decoder(VaeSpec spec) {
        var widths = new ArrayList<>(spec.hidden());
        Collections.reverse(widths);
        var heads = spec.likelihood() == Likelihood.BERNOULLI ? List.of("logits") : List.of("mean", "logvar");
        return new Network("decoder", spec.latent(), widths, spec.activation(), heads, spec.pixels());
    }

    /** Appends the forward ops for an input [B, inputs] and returns the heads side by side: [B, heads · width]. */
    Tensor forward(Tensor input, List<Op> ops) {
        Tensor x = input;
        for (int i = 0; i < hidden.size(); i++) {
            Tensor h = Tensor.activation(name + ".hidden" + i, x.rows(), hidden.get(i));
            ops.add(new Affine(x, weight(i), bias(i), activation, h));
            x = h;
        }
        Tensor out = Tensor.activation(name + "." + headsName(), x.rows(), heads.size() * width);
        ops.add(new Affine(x, weight(hidden.size()), bias(hidden.size()), Activation.IDENTITY, out));
        return out;
    }

    /** Weights and biases by their checkpoint names, layer by layer. */
    List<Parameter> parameters() {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < hidden.size(); i++) {
            parameters.add(new Parameter(name + ".hidden" + i + ".weight", weight(i), 0, hidden.get(i), fanIn(i)));
            parameters.add(new Parameter(name + ".hidden" + i + ".bias", bias(i), 0, hidden.get(i), 0));
        }
        int last = hidden.size();
        for (int h = 0; h < heads.size(); h++) {
            parameters.add(new Parameter(name + "." + heads.get(h) + ".weight", weight(last), h * width * fanIn(last), width, fanIn(last)));
            parameters.add(new Parameter(name + "." + heads.get(h) + ".bias", bias(last), h * width, width, 0));
        }
        return parameters;
    }

    private Tensor weight(int layer) {
        return new Tensor(name + "." + layerName(layer) + ".weight", fanOut(layer), fanIn(layer), Role.PARAMETER);
    }

    private Tensor bias(int layer) {
        return new Tensor(name + "." + layerName(layer) + ".bias", 1, fanOut(layer), Role.PARAMETER);
    }

    private String layerName(int layer) {
        return layer < hidden.size() ? "hidden" + layer : headsName();
    }

    private String headsName() {
        return String.join("+", heads);
    }

    private int fanIn(int layer) {
        return layer == 0 ? inputs : hidden.get(layer - 1);
    }

    private int fanOut(int layer) {
        return layer < hidden.size() ? hidden.get(layer) : heads.size() * width;
    }
}
