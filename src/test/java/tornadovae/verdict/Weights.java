package tornadovae.verdict;

import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;

/** Changes of a checkpoint's weights. */
final class Weights {

    private Weights() {}

    private interface Change {
        float of(String tensor, int index, float value);
    }

    private static UnaryOperator<Checkpoint> each(Change change) {
        return checkpoint -> {
            var tensors = new TreeMap<String, FloatTensor>();
            checkpoint.tensors().forEach((name, tensor) -> {
                float[] values = tensor.values().clone();
                for (int i = 0; i < values.length; i++) values[i] = change.of(name, i, values[i]);
                tensors.put(name, new FloatTensor(tensor.shape(), values));
            });
            return new Checkpoint(checkpoint.origin(), checkpoint.metadata(), tensors);
        };
    }

    /** All whose names begin so, times a factor; the optimiser's memory stays. */
    static UnaryOperator<Checkpoint> scaled(String prefix, float factor) {
        return each((name, _, value) -> name.startsWith("adam") || !name.startsWith(prefix) ? value : factor * value);
    }

    static UnaryOperator<Checkpoint> added(String tensor, float term) {
        return each((name, _, value) -> name.equals(tensor) ? value + term : value);
    }

    /** q(z_d|x) is the prior for every image. */
    static UnaryOperator<Checkpoint> deadDimension(int d) {
        return checkpoint -> each((name, i, value) -> {
            if (name.equals("encoder.mu.bias") || name.equals("encoder.logvar.bias")) return i == d ? 0 : value;
            if (!name.equals("encoder.mu.weight") && !name.equals("encoder.logvar.weight")) return value;
            int latent = checkpoint.tensors().get("encoder.mu.bias").values().length;
            return i / (checkpoint.tensors().get(name).values().length / latent) == d ? 0 : value;
        }).apply(checkpoint);
    }

    /** z + by instead of z, for encoder and decoder alike: the same pictures from other codes. */
    static UnaryOperator<Checkpoint> movedCode(float by) {
        return checkpoint -> {
            float[] weight = checkpoint.tensors().get("decoder.hidden0.weight").values();
            int latent = checkpoint.tensors().get("encoder.mu.bias").values().length;
            return each((name, i, value) -> {
                if (name.equals("encoder.mu.bias")) return value + by;
                if (!name.equals("decoder.hidden0.bias")) return value;
                float moved = value;
                for (int d = 0; d < latent; d++) moved -= by * weight[i * latent + d];
                return moved;
            }).apply(checkpoint);
        };
    }

    /** factor · z instead of z, for encoder and decoder alike. */
    static UnaryOperator<Checkpoint> scaledCode(double factor) {
        return each((name, _, value) -> switch (name) {
            case "encoder.mu.weight", "encoder.mu.bias" -> (float) (factor * value);
            case "encoder.logvar.bias" -> (float) (value + 2 * Math.log(factor));
            case "decoder.hidden0.weight" -> (float) (value / factor);
            default -> value;
        });
    }
}
