package tornadovae.report.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.store.Json;
import tornadovae.graph.Activation;
import tornadovae.manifold.Picture;
import tornadovae.math.Normal;
import tornadovae.math.Philox;
import tornadovae.model.Likelihood;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

/**
 * src/test/browser/decoder.json, by which the scripts are tested in Node.js: models, codes, and the bytes that the engine makes
 * of them. {@link #main} writes it anew.
 */
class DecoderFixtureTest {

    private static final Path FILE = Path.of("src", "test", "browser", "decoder.json");
    private static final int CODES = 23;   // no multiple of the four rows that the script multiplies at once

    private static Map<String, Object> fixture() {
        var models = new ArrayList<Map<String, Object>>();
        for (Likelihood likelihood : Likelihood.values()) {
            for (Activation activation : List.of(Activation.TANH, Activation.RELU, Activation.SOFTPLUS)) {
                models.add(model(Weights.spec(35, activation == Activation.RELU ? List.of(9, 13) : List.of(17),
                        1 + activation.ordinal(), activation, likelihood), 7 + activation.ordinal()));
            }
        }
        var normal = new ArrayList<List<Double>>();
        for (double p : new double[] {1e-12, 1e-4, 0.02, 0.0749, 0.075, 0.3, 0.5, 0.7, 0.925, 0.98, 0.9999, 1 - 1e-12}) {
            normal.add(List.of(p, Normal.quantile(p)));
        }
        var fixture = new LinkedHashMap<String, Object>();
        fixture.put("models", models);
        fixture.put("quantiles", normal);
        return fixture;
    }

    private static Map<String, Object> model(VaeSpec spec, int seed) {
        Checkpoint checkpoint = Weights.of(spec, seed);
        float[][] codes = new float[CODES][spec.latent()];
        float[] flat = new float[CODES * spec.latent()];
        for (int i = 0; i < flat.length; i++) {
            codes[i / spec.latent()][i % spec.latent()] = flat[i] = Philox.normal(seed, Philox.Stream.PRIOR, 0, i);
        }
        byte[] grey = new byte[CODES * spec.pixels()];
        try (var model = TrainedModel.open(new CpuEngine(1), spec, checkpoint, null)) {
            float[][] images = model.decode(codes);
            for (int i = 0; i < CODES; i++) {
                System.arraycopy(Picture.grey(spec.pixels(), 1, images[i], 0).pixels(), 0, grey,
                        i * spec.pixels(), spec.pixels());
            }
        }
        var map = new LinkedHashMap<>(QuantisedDecoder.of(spec, checkpoint).toMap());
        map.put("latent", spec.latent());
        map.put("codes", Packed.floats(flat));
        map.put("grey", Packed.text(grey));
        return map;
    }

    @Test
    void theFileIsWhatThisVersionMakes() throws Exception {
        JsonNode there = new JsonMapper().readTree(Files.readString(FILE)), made = new JsonMapper().valueToTree(fixture());
        assertEquals(made.get("quantiles"), there.get("quantiles"));
        assertEquals(6, there.get("models").size());
        for (int m = 0; m < 6; m++) {
            JsonNode before = there.get("models").get(m), now = made.get("models").get(m);
            for (String name : List.of("activation", "likelihood", "layers", "latent", "codes")) {
                assertEquals(now.get(name), before.get(name), name);
            }
            byte[] expected = Base64.getDecoder().decode(before.get("grey").asString()),
                    found = Base64.getDecoder().decode(now.get("grey").asString());
            assertEquals(expected.length, found.length);
            for (int i = 0; i < expected.length; i++) {   // other vector units sum in another order
                assertTrue(Math.abs((expected[i] & 0xFF) - (found[i] & 0xFF)) <= 1, "model " + m + ", byte " + i);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Files.writeString(FILE, Json.write(fixture()));
    }
}
