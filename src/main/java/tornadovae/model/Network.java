package tornadovae.model;

import java.util.ArrayList;
import java.util.List;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Fill;
import tornadovae.graph.Op;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/**
 * A multi-layer perceptron: hidden layers and, on the last of them, linear heads stacked in one layer.
 *
 * @param name   prefix of all its tensors: {@code encoder}, {@code decoder}
 * @param inputs columns of its input
 * @param hidden widths of the hidden layers, in order; none is a linear map
 * @param heads  names of the heads, e.g. {@code mu, logvar}
 * @param width  columns of each head
 */
record Network(String name, int inputs, List<Integer> hidden, Activation activation, List<String> heads, int width) {

    static Network encoder(VaeSpec spec) {
        return new Network("encoder", spec.pixels(), spec.hidden(), spec.activation(), List.of("mu", "logvar"), spec.latent());
    }

    static Network decoder(VaeSpec spec) {
        var heads = switch (spec.likelihood()) {
            case BERNOULLI, CONTINUOUS_BERNOULLI -> List.of("logits");
            case GAUSSIAN -> spec.hasVarianceOfPixels() ? List.of("mean", "logvar") : List.of("mean");
        };
        return new Network("decoder", spec.latent(), spec.decoder().hidden(), spec.decoder().activation(), heads, spec.pixels());
    }

    /** Appends the forward ops for an input [B, inputs] and returns the heads side by side: [B, heads · width]. */
    Tensor forward(Tensor input, List<Op> ops) {
        return forward(input, ops, "");
    }

    /** The same beside another input of as many rows; the layers' outputs have a mark behind their names. */
    Tensor forward(Tensor input, List<Op> ops, String mark) {
        Tensor x = input;
        for (int i = 0; i <= hidden.size(); i++) {
            Tensor y = Tensor.activation(output(i, x.rows()).name() + mark, x.rows(), fanOut(i));
            ops.add(new Affine(x, weight(i), bias(i), activation(i), y));
            x = y;
        }
        return x;
    }

    /**
     * Appends the tangents of all layers behind their {@link #forward} ops: with y = act(x Wᵀ + b), ẏ = (ẋ Wᵀ) ⊙ act′ (Griewank
     * and Walther 2008, section 3.1). A tangent goes through the same layer without its bias, and through act′ as an adjoint
     * does.
     *
     * @param tangent the input's, [B, inputs]
     * @return the heads', [B, heads · width]
     */
    Tensor tangents(Tensor tangent, List<Op> ops) {
        Tensor dotX = tangent;
        for (int i = 0; i <= hidden.size(); i++) {
            Tensor y = output(i, tangent.rows()), dotY = tangentOf(y);
            Tensor dotA = activation(i) == Activation.IDENTITY ? dotY
                    : Tensor.activation("tangent(pre(" + y.name() + "))", y.rows(), y.columns());
            Tensor zero = Tensor.activation("zero(" + bias(i).name() + ")", 1, y.columns());
            ops.add(new Fill(0, zero));
            ops.add(new Affine(dotX, weight(i), zero, Activation.IDENTITY, dotA));
            if (dotA != dotY) ops.add(new Affine.PreactivationGradient(activation(i), y, dotA, dotY));
            dotX = dotY;
        }
        return dotX;
    }

    /** The heads side by side, [rows, heads · width]. */
    Tensor output(int rows) {
        return output(hidden.size(), rows);
    }

    /** The same beside another input, with the mark of its {@link #forward}. */
    Tensor output(int rows, String mark) {
        return Tensor.activation(output(rows).name() + mark, rows, output(rows).columns());
    }

    /** The heads' tangent. */
    Tensor tangent(int rows) {
        return tangentOf(output(rows));
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
            parameters.add(new Parameter(name + "." + heads.get(h) + ".weight", weight(last), h * width * fanIn(last), width,
                    fanIn(last)));
            parameters.add(new Parameter(name + "." + heads.get(h) + ".bias", bias(last), h * width, width, 0));
        }
        return parameters;
    }

    private Tensor output(int layer, int rows) {
        return Tensor.activation(name + "." + layerName(layer), rows, fanOut(layer));
    }

    private static Tensor tangentOf(Tensor y) {
        return Tensor.activation("tangent(" + y.name() + ")", y.rows(), y.columns());
    }

    private Activation activation(int layer) {
        return layer < hidden.size() ? activation : Activation.IDENTITY;
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
