package tornadovae.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the layers of a perceptron VAE are called in another program's file. Our names are {@code encoder.hidden0}, {@code
 * encoder.hidden1}, …, {@code encoder.mu}, {@code encoder.logvar}, {@code decoder.hidden0}, … and {@code decoder.logits}, or
 * {@code decoder.mean} and {@code decoder.logvar}. A layer has a {@code .weight} [out, in] and a {@code .bias} [out].
 *
 * @param title   whose names they are, in sentences
 * @param modules their module by our layer
 */
public record LayerNames(String title, Map<String, String> modules) {

    /** Hidden layers that are looked for; more are refused as settings too. */
    private static final int MOST_LAYERS = 100;

    public LayerNames {
        modules = Map.copyOf(modules);
    }

    /** All names that are known without a map, in the order in which they are tried. */
    static List<LayerNames> known(Map<String, FloatTensor> tensors) {
        return List.of(ours(), pythae(tensors), example());
    }

    private static LayerNames ours() {
        var modules = new LinkedHashMap<String, String>();
        for (int i = 0; i < MOST_LAYERS; i++) {
            for (String network : List.of("encoder.hidden", "decoder.hidden")) modules.put(network + i, network + i);
        }
        for (String head : List.of("encoder.mu", "encoder.logvar", "decoder.logits", "decoder.mean", "decoder.logvar")) {
            modules.put(head, head);
        }
        return new LayerNames("tornado-vae", modules);
    }

    /**
     * Those of pythae's default encoder and decoder (Chadebec et al. 2022, github.com/clementchadebec/benchmark_VAE): layers are
     * numbered, and the last one of the decoder gives the logits.
     */
    private static LayerNames pythae(Map<String, FloatTensor> tensors) {
        var modules = new LinkedHashMap<String, String>();
        modules.put("encoder.mu", "encoder.embedding");
        modules.put("encoder.logvar", "encoder.log_var");
        for (int i = 0; i < MOST_LAYERS; i++) modules.put("encoder.hidden" + i, "encoder.layers." + i + ".0");
        int layers = 0;
        while (layers <= MOST_LAYERS && tensors.containsKey("decoder.layers." + layers + ".0.weight")) layers++;
        for (int i = 0; i < layers - 1; i++) modules.put("decoder.hidden" + i, "decoder.layers." + i + ".0");
        modules.put("decoder.logits", "decoder.layers." + Math.max(0, layers - 1) + ".0");
        return new LayerNames("pythae", modules);
    }

    /** Those of the VAE among PyTorch's examples (github.com/pytorch/examples, vae/main.py). */
    private static LayerNames example() {
        return new LayerNames("PyTorch's example", Map.of("encoder.hidden0", "fc1", "encoder.mu", "fc21", "encoder.logvar",
                "fc22", "decoder.hidden0", "fc3", "decoder.logits", "fc4"));
    }

    /** Whether a name is one of our layers. */
    public static boolean isLayer(String name) {
        return name.matches("(encoder|decoder)\\.hidden(0|[1-9]\\d?)|encoder\\.(mu|logvar)|decoder\\.(logits|mean|logvar)");
    }

    /** Their module of a layer; empty where it has none. */
    Optional<String> module(String layer) {
        return Optional.ofNullable(modules.get(layer));
    }
}
