package tornadovae.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.graph.Gradients;
import tornadovae.graph.Op;
import tornadovae.graph.Tensor;

/**
 * Backward ops, and the gradients that they compute. Parameters may learn from different losses.
 *
 * @param ops      in the order in which they run after the forward ops
 * @param gradient ∂loss/∂parameter, by parameter
 */
record Backward(List<Op> ops, Map<Tensor, Tensor> gradient) {

    static Backward of(List<Tensor> parameters, Gradients gradients) {
        var gradient = new LinkedHashMap<Tensor, Tensor>();
        for (Tensor parameter : parameters) gradient.put(parameter, gradients.of(parameter));
        return new Backward(gradients.ops(), gradient);
    }

    /** Both, one after the other. */
    Backward and(Backward other) {
        var all = new ArrayList<>(ops);
        all.addAll(other.ops);
        var gradients = new LinkedHashMap<>(gradient);
        gradients.putAll(other.gradient);
        return new Backward(all, gradients);
    }

    Tensor of(Tensor parameter) {
        return gradient.get(parameter);
    }
}
