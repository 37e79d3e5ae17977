package tornadovae.model;

import java.util.ArrayList;
import java.util.List;
import tornadovae.graph.Activation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tornadovae.graph.Kernel;

/** A small model with losses, gradients and optimiser trajectories that PyTorch computed in float64. */
public record Reference(String name, JsonNode json) {

    public static Reference load(String name) {
        try (var in = Reference.class.getResourceAsStream("/reference/" + name + ".json")) {
            return new Reference(name, JsonMapper.builder().build().readTree(in));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public VaeSpec spec() {
        return has("/learned_prior") ? model().with(new Prior(
                Prior.Kind.valueOf(json.at("/learned_prior/kind").asString().toUpperCase()),
                json.at("/learned_prior/components").asInt())) : model();
    }

    private VaeSpec model() {
        JsonNode config = json.get("config");
        var hidden = new ArrayList<Integer>();
        config.get("hidden").forEach(width -> hidden.add(width.asInt()));
        var mirrored = new VaeSpec(config.get("data").asInt(), hidden, config.get("latent").asInt(),
                Activation.valueOf(config.get("activation").asString().toUpperCase()),
                Likelihood.valueOf(config.get("likelihood").asString().toUpperCase()), Binarize.NONE, -30);
        if (!config.has("decoder_hidden")) return mirrored;
        var decoder = new ArrayList<Integer>();
        config.get("decoder_hidden").forEach(width -> decoder.add(width.asInt()));
        var kind = Variance.Kind.valueOf(config.get("variance").asString().toUpperCase());
        return mirrored.withDecoder(new Layers(decoder,
                Activation.valueOf(config.get("decoder_activation").asString().toUpperCase())))
                .with(new Variance(kind, config.get("sigma2").asDouble()));
    }

    public int batch() {
        return json.at("/config/batch").asInt();
    }

    public Objective objective() {
        if (has("/objective")) return objectiveOfDraws();
        String name = json.at("/config/objective").asString();
        return switch (name) {
            case "vae" -> Objective.VAE;
            case "beta-vae" -> Objective.betaVae(config("beta"));
            case "capacity" -> Objective.capacity(config("gamma"), config("capacity"), 0);
            case "info-vae" -> Objective.infoVae(config("alpha"), config("lambda"), Kernel.IMQ);
            case "wae" -> Objective.wae(config("lambda"), Kernel.IMQ);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** As {@code draws.py} writes them. */
    private Objective objectiveOfDraws() {
        JsonNode o = json.get("objective");
        int m = o.path("m").asInt(1), k = o.path("k").asInt(1);
        return switch (o.get("objective").asString()) {
            case "beta-vae" -> Objective.betaVae((float) o.get("beta").asDouble()).withDraws(o.get("draws").asInt());
            case "vae" -> Objective.VAE.withDraws(o.get("draws").asInt());
            case "iwae" -> Objective.iwae(k, o.path("doubly").asBoolean(false));
            case "miwae" -> Objective.miwae(m, k);
            case "piwae" -> Objective.piwae(m, k);
            case "ciwae" -> Objective.ciwae(k, (float) o.get("beta").asDouble());
            default -> throw new IllegalArgumentException(o.toString());
        };
    }

    private float config(String key) {
        return (float) number("/config/" + key);
    }

    /** With other values in place of those of the same names, and besides them. */
    public Reference with(JsonNode values) {
        ObjectNode merged = json.deepCopy().asObject();
        merged.setAll(values.asObject());
        return new Reference(name, merged);
    }

    public boolean has(String pointer) {
        return !json.at(pointer).isMissingNode();
    }

    public double number(String pointer) {
        return json.at(pointer).asDouble();
    }

    /** All numbers below a JSON pointer, flat, in row-major order. */
    public double[] numbers(String pointer) {
        var numbers = new ArrayList<Double>();
        collect(json.at(pointer), numbers);
        if (numbers.isEmpty()) throw new IllegalArgumentException(name + " has no numbers at " + pointer);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> into) {
        if (node.isNumber()) into.add(node.asDouble());
        else node.forEach(child -> collect(child, into));
    }
}
