package tornadovae.codes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Part;
import tornadovae.experiment.store.Csv;
import tornadovae.experiment.store.Json;
import tornadovae.file.AtomicFile;
import tornadovae.file.npy.NpyType;
import tornadovae.file.npy.NpzWriter;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.train.Codes;
import tornadovae.train.Evaluation;
import tornadovae.train.TrainedModel;

/**
 * What a model makes of the first images of a split: μ and log σ² of q(z|x), draws of it, −log p(x|z) at the first draw and
 * KL(q‖p) per dimension, nats.
 */
public final class EncodedImages {

    private final TrainedModel model;
    private final Dataset data;
    private final Part part;
    private final int draws;
    private final Codes codes;
    private final Evaluation loss;

    /**
     * @param model opened with the images of {@code data}
     * @param count how many images, or fewer if there are not as many; at least 1
     * @param draws of z for each image; 0 for none
     */
    public EncodedImages(TrainedModel model, Dataset data, Split split, int count, int draws) {
        this.model = model;
        this.data = data;
        this.part = split == Split.TRAIN ? data.train() : data.test();
        this.draws = draws;
        codes = model.encode(split, count);
        Images seen = model.images(split);
        loss = model.evaluate(new Images(seen.columns(), Arrays.copyOf(seen.pixels(), codes.mu().length)));
    }

    public int count() {
        return codes.mu().length;
    }

    /** Means over the images, nats: of the NLL and of the KL. */
    public double meanNll() {
        return Arrays.stream(loss.nllOfImages()).average().orElseThrow();
    }

    public double meanKl() {
        return Arrays.stream(loss.klOfImages()).average().orElseThrow();
    }

    /**
     * Arrays by name, n images and d latent dimensions: {@code mu}, {@code logvar} and {@code kl} [n, d], with a learned prior
     * {@code kl} [n, 1], {@code draws} [n, K, d], {@code nll} [n], {@code labels} [n] and {@code factors} [n, f] where they are
     * known, and {@code about}, the bytes of a JSON text.
     *
     * @param about what the JSON text says besides the names of classes and factors
     */
    public void writeNpz(Path file, Map<String, ?> about) {
        int n = count(), d = model.spec().latent();
        AtomicFile.write(file, out -> {
            try (var npz = new NpzWriter(out)) {
                rows(npz, "mu", codes.mu(), d);
                rows(npz, "logvar", codes.logVar(), d);
                if (draws > 0) draws(npz, d);
                try (var array = npz.array("nll", NpyType.FLOAT32, n)) {
                    array.write(loss.nll());
                }
                rows(npz, "kl", loss.kl(), columnsOfKl());
                if (part.hasLabels()) {
                    try (var array = npz.array("labels", NpyType.INT32, n)) {
                        array.write(Arrays.copyOf(part.labels(), n));
                    }
                }
                if (hasFactors()) rows(npz, "factors", Arrays.copyOf(part.factors(), n), data.factors().size());
                byte[] text = Json.write(named(about)).getBytes(StandardCharsets.UTF_8);
                try (var array = npz.array("about", NpyType.UINT8, text.length)) {
                    array.write(text);
                }
            }
        });
    }

    private Map<String, Object> named(Map<String, ?> about) {
        var named = new LinkedHashMap<String, Object>(about);
        if (part.hasLabels()) named.put("classes", data.classNames());
        if (hasFactors()) named.put("factors", factorNames().toList());
        return named;
    }

    private static void rows(NpzWriter npz, String name, float[][] rows, int columns) throws IOException {
        try (var array = npz.array(name, NpyType.FLOAT32, rows.length, columns)) {
            for (float[] row : rows) array.write(row);
        }
    }

    private void draws(NpzWriter npz, int d) throws IOException {
        try (var array = npz.array("draws", NpyType.FLOAT32, count(), draws, d)) {
            for (int i = 0; i < count(); i++) {
                for (int k = 0; k < draws; k++) array.write(model.draw(codes, i, k));
            }
        }
    }

    /**
     * A row an image, after a row of names: {@code image}, counted from 0, {@code label} and {@code class}, {@code nll}, {@code
     * kl}, {@code mu_0}, …, {@code logvar_0}, …, {@code kl_0}, …, {@code draw0_0}, … and {@code factor_} with each factor's name.
     */
    public void writeCsv(Path file) {
        AtomicFile.write(file, out -> {
            line(out, header());
            for (int i = 0; i < count(); i++) line(out, row(i));
        });
    }

    private static void line(OutputStream out, List<String> fields) throws IOException {
        out.write(Csv.line(fields).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> header() {
        var names = new ArrayList<>(List.of("image"));
        if (part.hasLabels()) names.addAll(List.of("label", "class"));
        names.addAll(List.of("nll", "kl"));
        int d = model.spec().latent();
        names.addAll(numbered("mu", d));
        names.addAll(numbered("logvar", d));
        names.addAll(numbered("kl", columnsOfKl()));
        for (int k = 0; k < draws; k++) names.addAll(numbered("draw" + k, d));
        if (hasFactors()) names.addAll(factorNames().map(name -> "factor_" + name).toList());
        return names;
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "_" + i).toList();
    }

    /** A dimension each, but for a learned prior, whose KL term is one number an image. */
    private int columnsOfKl() {
        return model.spec().prior().isLearned() ? 1 : model.spec().latent();
    }

    private List<String> row(int i) {
        var row = new ArrayList<>(List.of(String.valueOf(i)));
        if (part.hasLabels()) {
            int label = part.labels()[i];
            row.addAll(List.of(String.valueOf(label), label < data.classNames().size() ? data.classNames().get(label) : ""));
        }
        double kl = 0;
        for (float each : loss.kl()[i]) kl += each;
        row.addAll(List.of(String.valueOf(loss.nll()[i]), String.valueOf((float) kl)));
        for (float[] values : List.of(codes.mu()[i], codes.logVar()[i], loss.kl()[i])) add(row, values);
        for (int k = 0; k < draws; k++) add(row, model.draw(codes, i, k));
        if (hasFactors()) add(row, part.factors()[i]);
        return row;
    }

    /** Of single precision, to as many digits as tell it from its neighbours. */
    private static void add(List<String> row, float[] values) {
        for (float value : values) row.add(String.valueOf(value));
    }

    private boolean hasFactors() {
        return part.factors().length > 0;
    }

    private Stream<String> factorNames() {
        return data.factors().stream().map(Factor::name);
    }
}
