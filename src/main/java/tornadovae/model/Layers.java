package tornadovae.model;

import java.util.List;
import java.util.Locale;
import tornadovae.UserError;
import tornadovae.graph.Activation;

/**
 * The hidden layers of a network, in order; without any it is a linear map.
 *
 * @param hidden     their widths, from 1 to 65536 each
 * @param activation what all of them apply to their sums: tanh, relu or softplus
 */
public record Layers(List<Integer> hidden, Activation activation) {

    public Layers {
        hidden = List.copyOf(hidden);
        for (int width : hidden) {
            if (width < 1 || width > 65_536) {
                throw new UserError("hidden widths must lie between 1 and 65536, found " + width + ".");
            }
        }
        if (activation == Activation.IDENTITY) throw new UserError("activation must be tanh, relu or softplus, found identity.");
    }

    /** The same layers from last to first. */
    public Layers mirrored() {
        return new Layers(hidden.reversed(), activation);
    }

    /** Refuses layers between which no tensor holds the weights. */
    void checkWeights(int inputs, long outputs) {
        long in = inputs;
        for (int width : hidden) {
            checkWeights(in, width);
            in = width;
        }
        checkWeights(in, outputs);
    }

    private static void checkWeights(long in, long out) {
        if (in * out > Integer.MAX_VALUE) {
            throw new UserError("hidden gives " + in + " × " + out
                    + " weights between two layers, but at most 2147483647 are possible; make the layers narrower.");
        }
    }

    /** As a setting has it: {@code [1200, 1200] relu}. */
    @Override
    public String toString() {
        return hidden + " " + activation.name().toLowerCase(Locale.ROOT);
    }
}
