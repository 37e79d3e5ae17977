package tornadovae.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.file.Sha256;
import tornadovae.file.UserFile;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.model.Variance;

/**
 * The weights of a perceptron VAE that another program has trained, as its safetensors file has them: PyTorch's {@code Linear}
 * layers, [out, in], in single, half, bfloat16 or double precision.
 *
 * @param file    where they were read
 * @param names   what the layers are called there
 * @param tensors by their names there
 */
public record ForeignWeights(Path file, LayerNames names, SortedMap<String, FloatTensor> tensors) {

    private static final int CHUNK = 1 << 14;
    private static final String LOG_VARIANCE = Vae.LOG_VARIANCE.name();
    private static final String ADVICE = "give a .safetensors file";
    /** What a training of ours adds to a checkpoint, and nothing of the model. */
    private static final String NOT_THE_MODEL = "(adam|adagrad|unfinished)\\..*";

    public ForeignWeights {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    }

    /**
     * Reads a file whose names are known: ours, pythae's, or those of PyTorch's example.
     *
     * @throws UserError where the file is a pickle or damaged, or its names are none of those
     */
    public static ForeignWeights read(Path file) {
        SortedMap<String, FloatTensor> tensors = tensors(file);
        for (LayerNames names : LayerNames.known(tensors)) {
            var weights = new ForeignWeights(file, names, tensors);
            if (weights.has("encoder.mu")) return weights;
        }
        throw new UserError(file + " has the tensors " + some(tensors.keySet())
                + ", which are neither our names nor pythae's nor those of PyTorch's example; say with --names which layer is "
                + "which.");
    }

    /** Reads a file whose layers have these names; errors as {@link #read(Path)}. */
    public static ForeignWeights read(Path file, LayerNames names) {
        var weights = new ForeignWeights(file, names, tensors(file));
        for (String layer : new TreeMap<>(names.modules()).keySet()) {
            boolean isNumber = layer.equals(LOG_VARIANCE) && weights.sharedLogVariance().isPresent();
            if (!weights.has(layer) && !isNumber) {
                throw new UserError(file + " has no tensor " + names.module(layer).orElseThrow() + ".weight, which "
                        + names.title() + " names for " + layer + "; it has " + some(weights.tensors.keySet()) + ".");
            }
        }
        return weights;
    }

    private static SortedMap<String, FloatTensor> tensors(Path file) {
        refusePickle(file);
        SortedMap<String, FloatTensor> tensors = new TreeMap<>(SafeTensors.readForeign(file).tensors());
        tensors.keySet().removeIf(name -> name.matches(NOT_THE_MODEL));
        return tensors;
    }

    /** torch.save writes a pickle, in a zip file since PyTorch 1.6; to read one may run any program that stands in it. */
    private static void refusePickle(Path file) {
        byte[] begin;
        try (InputStream in = UserFile.open(file)) {
            begin = in.readNBytes(4);
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist; give the path of a .safetensors file.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, ADVICE);
        }
        boolean zip = new String(begin, StandardCharsets.ISO_8859_1).startsWith("PK");
        boolean pickle = begin.length > 1 && begin[0] == (byte) 0x80 && begin[1] >= 2 && begin[1] <= 5;
        if (!zip && !pickle) return;
        throw new UserError(file + " is a " + (zip ? "zip file" : "pickle") + ", as torch.save writes it, and not safetensors; "
                + "pickles can run programs and are not read, so save the model with safetensors.torch.save_file(model."
                + "state_dict(), \"vae.safetensors\"), of which docs/import.md has all five lines.");
    }

    /** Widths of the encoder's hidden layers, from x to z; none is a linear map. */
    public List<Integer> hidden() {
        return widths("encoder");
    }

    /** Widths of the decoder's hidden layers, from z to x; none is a linear map. */
    public List<Integer> decoderHidden() {
        return widths("decoder");
    }

    private List<Integer> widths(String network) {
        var widths = new ArrayList<Integer>();
        while (has(network + ".hidden" + widths.size())) widths.add(shape(network + ".hidden" + widths.size())[0]);
        return widths;
    }

    /** Latent dimensions. */
    public int latent() {
        int rows = shape("encoder.mu")[0];
        return isStacked("encoder.mu", "encoder.logvar") ? rows / 2 : rows;
    }

    /** Columns of x. */
    public int pixels() {
        return shape(has("encoder.hidden0") ? "encoder.hidden0" : "encoder.mu")[1];
    }

    /** Whether the decoder gives logits of pixels, and not their means. */
    public boolean hasLogits() {
        if (has("decoder.logits")) return true;
        if (has("decoder.mean")) return false;
        throw lacks("decoder.logits");
    }

    /** Of a decoder that gives means: where log σ² comes from, as far as the file has it. */
    public Variance.Kind variance() {
        if (has(LOG_VARIANCE)) return Variance.Kind.PIXEL;
        return sharedLogVariance().isPresent() ? Variance.Kind.SHARED : Variance.Kind.FIXED;
    }

    /** The name of the one number that is log σ² of all pixels. */
    private Optional<String> sharedLogVariance() {
        return names.module(LOG_VARIANCE).filter(tensors::containsKey);
    }

    /**
     * The parameters under our names. Layers without a bias get one of zeros, which is the same.
     *
     * @param normal how the other program changed pixels before its encoder saw them
     * @throws UserError naming a tensor that is missing, has another shape, is not finite, or has no place in such a model
     */
    public Map<String, FloatTensor> parameters(VaeSpec spec, Normalisation normal) {
        var parameters = new TreeMap<String, FloatTensor>();
        Set<String> used = new HashSet<>();
        for (Parameter p : new Vae(spec).parameters()) {
            parameters.put(p.name(), parameter(p, used));
        }
        var others = new TreeMap<>(tensors);
        others.keySet().removeAll(used);
        if (!others.isEmpty()) {
            throw new UserError(file + " has the tensors " + some(others.keySet()) + ", which a model with hidden layers "
                    + spec.hidden() + " and " + spec.decoder().hidden() + " and " + spec.latent()
                    + " latent dimensions has no place for; "
                    + "leave them out of the file if the model does not need them.");
        }
        var first = spec.hidden().isEmpty() ? List.of("encoder.mu", "encoder.logvar") : List.of("encoder.hidden0");
        first.forEach(layer -> normal.foldInto(parameters, layer));
        return parameters;
    }

    private FloatTensor parameter(Parameter p, Set<String> used) {
        if (p.name().equals(LOG_VARIANCE)) {
            String name = sharedLogVariance().orElseThrow(() -> lacks(LOG_VARIANCE));
            used.add(name);
            FloatTensor one = tensors.get(name);
            if (one.values().length == 1) return new FloatTensor(p.shape(), finite(name, one.values()));
            throw new UserError(file + " has the tensor " + name + " with shape " + Arrays.toString(one.shape())
                    + ", but as log σ² of all pixels it must be one number.");
        }
        int dot = p.name().lastIndexOf('.');
        String layer = p.name().substring(0, dot), kind = p.name().substring(dot);
        String module = names.module(layer).orElseThrow(() -> lacks(layer)), name = module + kind;
        FloatTensor tensor = tensors.get(name);
        if (tensor == null && p.isBias() && tensors.containsKey(module + ".weight")) {
            return new FloatTensor(p.shape(), new float[p.size()]);
        }
        if (tensor == null) throw lacks(layer);
        used.add(name);
        int[] there = tensor.shape(), wanted = p.shape();
        int part = 0;
        if (isStackedHead(layer)) {
            wanted = wanted.clone();
            wanted[0] *= 2;
            part = layer.endsWith("logvar") ? 1 : 0;
        }
        if (!Arrays.equals(there, wanted)) {
            throw new UserError(file + " has the tensor " + name + " with shape " + Arrays.toString(there)
                    + ", but as " + layer + " of this model it needs " + Arrays.toString(wanted) + ".");
        }
        return new FloatTensor(p.shape(),
                finite(name, Arrays.copyOfRange(tensor.values(), part * p.size(), (part + 1) * p.size())));
    }

    private float[] finite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError(file + " has the number " + value + " in " + name
                        + ", which is not finite in single precision; nothing can be computed with it.");
            }
        }
        return values;
    }

    private boolean isStackedHead(String layer) {
        return List.of("encoder", "decoder").stream().anyMatch(network -> {
            String mean = network.equals("encoder") ? "encoder.mu" : "decoder.mean", logVar = network + ".logvar";
            return (layer.equals(mean) || layer.equals(logVar)) && isStacked(mean, logVar);
        });
    }

    /** One layer of the other program gives both: first the mean, then log σ². */
    private boolean isStacked(String mean, String logVar) {
        return names.module(mean).isPresent() && names.module(mean).equals(names.module(logVar));
    }

    private boolean has(String layer) {
        return names.module(layer).filter(module -> tensors.containsKey(module + ".weight")).isPresent();
    }

    private int[] shape(String layer) {
        if (!has(layer)) throw lacks(layer);
        String name = names.module(layer).orElseThrow() + ".weight";
        int[] shape = tensors.get(name).shape();
        if (shape.length == 2 && shape[0] > 0 && shape[1] > 0) return shape;
        throw new UserError(file + " has the tensor " + name + " with shape " + Arrays.toString(shape) + ", but the weight of a "
                + "linear layer has two lengths, [out, in].");
    }

    private UserError lacks(String layer) {
        return new UserError(file + " has no tensor " + names.module(layer).map(module -> module + ".weight").orElse("")
                + (names.module(layer).isPresent() ? ", the weight of " : "for ") + layer + " by the names of " + names.title()
                + "; it has " + some(tensors.keySet()) + ".");
    }

    private static String some(Set<String> names) {
        int shown = 8;
        String first = String.join(", ", names.stream().limit(shown).toList());
        return names.isEmpty() ? "nothing" : names.size() <= shown ? first : first + " and " + (names.size() - shown) + " more";
    }

    /** Which weights these are: {@code sha256-} and sixteen hexadecimal digits over our names and the values. */
    public static String digest(Map<String, FloatTensor> parameters) {
        MessageDigest sha = Sha256.begin();
        new TreeMap<>(parameters).forEach((name, tensor) -> {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
            for (int i = 0; i < tensor.values().length; i += CHUNK) {
                int count = Math.min(CHUNK, tensor.values().length - i);
                bytes.clear().asFloatBuffer().put(tensor.values(), i, count);
                sha.update(bytes.limit(count * Float.BYTES));
            }
        });
        return "sha256-" + HexFormat.of().formatHex(sha.digest(), 0, 8);
    }
}
