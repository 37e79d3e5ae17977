package tornadovae.report.explorer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tornadovae.graph.Activation;
import tornadovae.math.Philox;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;

/** Checkpoints of models that were never trained: normal weights of a variance of 2 / inputs, so that images have all greys. */
final class Weights {

    private Weights() {}

    static VaeSpec spec(int pixels, List<Integer> hidden, int latent, Activation activation, Likelihood likelihood) {
        return new VaeSpec(pixels, hidden, latent, activation, likelihood, Binarize.NONE, -8);
    }

    static Checkpoint of(VaeSpec spec, int seed) {
        var tensors = new TreeMap<String, FloatTensor>();
        int step = 0;
        for (Parameter parameter : new Vae(spec).parameters()) {
            float[] values = new float[parameter.size()];
            double deviation = parameter.isBias() ? 0.3 : Math.sqrt(2.0 / parameter.columns());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * Philox.normal(seed, Philox.Stream.INITIALISATION, step, i));
            }
            tensors.put(parameter.name(), new FloatTensor(parameter.shape(), values));
            step++;
        }
        return new Checkpoint("a test", Map.of(Checkpoint.SEED, "1", Checkpoint.STEP, "0", Checkpoint.EPOCH, "0",
                Checkpoint.BATCH, "5", Checkpoint.TRAINING, ""), tensors);
    }
}
