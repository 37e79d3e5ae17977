package tornadovae.fuzz;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import tornadovae.UserError;
import tornadovae.codes.CodesFile;
import tornadovae.data.DataSpec;
import tornadovae.data.IdxFiles;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.LayerMap;
import tornadovae.experiment.config.Settings;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.GroupsFile;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.PlannedSweep;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.file.Sha256;
import tornadovae.graph.Activation;
import tornadovae.model.Binarize;
import tornadovae.model.Layers;
import tornadovae.model.Likelihood;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.report.Report;
import tornadovae.tensorboard.EventLog;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;
import tornadovae.train.ForeignWeights;
import tornadovae.train.Normalisation;

/** Every reader of files that others may have written. */
final class Targets {

    private static final long MEGABYTE = 1 << 20;
    private static final String EVENTS = "events.out.tfevents.0000000001.tornado-vae";
    private static final int DEFLATE_RATIO = 1032;
    private static final Pattern CHECKSUM = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");
    private static final CpuEngine ENGINE = new CpuEngine(1);
    private static final String EXPERIMENT = """
            # a question
            dataset: {name: digits, train: 60, test: 20}
            model: {hidden: [8, 4], latent: 2}
            objective: vae
            training: {epochs: 2, batch: 20, learningRate: 1e-3}
            pictures:
              grid: 3
              gif: false
            """;

    private Targets() {}

    static List<Target> all() {
        return List.of(
                new Target("idx-images",
                        List.of(idx(0x0803, 6, 2, 3), IdxFiles.gzip(idx(0x0803, 6, 2, 3)), idx(0x0803, 12, 2, 3)), 200,
                        4 * MEGABYTE, 40L * DEFLATE_RATIO, (input, folder) -> idx(folder, "train-images-idx3-ubyte", input)),
                new Target("idx-labels", List.of(idx(0x0801, 6), IdxFiles.gzip(idx(0x0801, 6))), 200, 4 * MEGABYTE,
                        40L * DEFLATE_RATIO, (input, folder) -> idx(folder, "train-labels-idx1-ubyte", input)),
                new Target("idx-zipped", List.of(idx(0x0803, 6, 2, 3), idx(0x0803, 100, 2, 3)), 200, 4 * MEGABYTE,
                        40L * DEFLATE_RATIO, (input, folder) -> idx(folder, "train-images-idx3-ubyte", IdxFiles.gzip(input))),
                new Target("png", pictures(), 150, 8 * MEGABYTE, 16L * DEFLATE_RATIO, Targets::png),
                new Target("jpeg", jpegs(), 150, 8 * MEGABYTE, 16L * DEFLATE_RATIO, Targets::jpeg),
                new Target("npy", arrays("bytes.npy", "unit.npy", "words.npy", "colour.npy", "planes.npy", "rows.npy",
                        "bool.npy"), 200, 8 * MEGABYTE, 100, (input, folder) -> ownFile(folder, "npy", input)),
                new Target("npz", arrays("halves.npz", "known.npz", "only.npz"), 200, 8 * MEGABYTE, 2L * DEFLATE_RATIO,
                        (input, folder) -> ownFile(folder, "npz", input)),
                new Target("factors", texts(table("shape,size\n", i -> "round," + i / 8.0 + "\n"), table("\"a b\",c,d\r\n",
                        i -> i % 2 + ",\"x\"\"y\"," + i + "\r\n")), 200, 8 * MEGABYTE, 2000,
                        (input, folder) -> beside(folder, "factors.csv", input)),
                new Target("labels", texts(table("label\n", i -> i % 3 + "\n")), 100, 8 * MEGABYTE, 2000,
                        (input, folder) -> beside(folder, "labels.csv", input)),
                new Target("dsprites", files("factors/tiny.npz"), 200, 8 * MEGABYTE, 2L * DEFLATE_RATIO, (input, folder) ->
                        known(folder, "dsprites", "dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz", input)),
                new Target("omniglot", files("omniglot/chardata.mat", "omniglot/plain.mat"), 200, 16 * MEGABYTE,
                        4L * DEFLATE_RATIO, (input, folder) -> known(folder, "omniglot", "chardata.mat", input)),
                new Target("cars3d", files("cars3d/car_001_mesh.mat"), 150, 16 * MEGABYTE, 4L * DEFLATE_RATIO, (input,
                folder) -> {
                    Files.writeString(Files.createDirectories(folder.resolve("cars3d")).resolve("list.txt"), "");
                    known(folder, "cars3d", "car_001_mesh.mat", input);
                }),
                new Target("csv", texts(table("label,age,\"a b\"\n", i -> i % 3 + "," + i + ",\"x\"\"" + i % 2 + "\"\n"),
                        table("p0,p1,p2,p3\n", i -> i + ",0,255,7\n")), 200, 8 * MEGABYTE, 2000,
                        (input, folder) -> ownFile(folder, "csv", input)),
                new Target("experiment", texts(EXPERIMENT, EXPERIMENT + "sweep: {model.latent: [2, 3], training.seed: [1, 2]}\n",
                        EXPERIMENT + "cases:\n  - {objective: vae}\n  - objective: {name: beta-vae, beta: [2, "
                                + "4]}\nexclude:\n  - {model.latent: 2}\nsweep:\n  model: {latent: [2, 5]}\n",
                        "dataset: \"idx:somewhere/else\"\nsweep:\n  model.hidden: [[500], [512, 256]]\n", configuration().yaml()),
                        150, 2000 * MEGABYTE, 4000, Targets::experiment),
                new Target("override",
                        texts("training.epochs=2", "sweep.training.seed=[1, 2]", "objective={name: beta-vae, beta: 4}",
                                "model.hidden=[512, 256]"),
                        200, 100 * MEGABYTE, 4000, Targets::override),
                new Target("checkpoint", List.of(checkpoint(configuration())), 250, 4 * MEGABYTE, 200,
                        (input, folder) -> Checkpoint.read(Files.write(folder.resolve("model.safetensors"), input))),
                new Target("weights", List.of(checkpoint(configuration())), 250, 4 * MEGABYTE, 200, Targets::weights),
                new Target("layers", texts("encoder.hidden0: enc.0\nencoder.mu: enc.2\nencoder.logvar: enc.2\n"), 150,
                        8 * MEGABYTE, 4000, (input, folder) -> LayerMap.read(Files.write(folder.resolve("names.yaml"), input))),
                new Target("codes-npz", files("../codes/codes.npz"), 200, 8 * MEGABYTE, 40L * DEFLATE_RATIO,
                        (input, folder) -> CodesFile.read(Files.write(folder.resolve("codes.npz"), input), 2, null)),
                new Target("codes-npy", files("../codes/codes.npy"), 200, 8 * MEGABYTE, 200,
                        (input, folder) -> CodesFile.read(Files.write(folder.resolve("codes.npy"), input), 2, null)),
                new Target("codes-csv", files("../codes/codes.csv", "../codes/named.csv"), 200, 8 * MEGABYTE, 2000,
                        (input, folder) -> CodesFile.read(Files.write(folder.resolve("codes.csv"), input), 2, null)),
                new Target("cell", List.of(unsealed(checkpoint(configuration()))), 150, 16 * MEGABYTE, 2000, Targets::cell),
                new Target("plan", texts(plan(), "{}"), 40, 64 * MEGABYTE, 2000,
                        (input, folder) -> results(folder, "plan.json", input)),
                new Target("planned", texts(plan()), 200, 64 * MEGABYTE, 2000,
                        (input, folder) -> PlannedSweep.read(planned(folder, "plan.json", input))),
                new Target("groups", texts(groups()), 200, 64 * MEGABYTE, 2000, (input, folder) -> {
                    Path root = planned(folder, "groups.jsonl", input);
                    PlannedSweep.read(root).groups(List.of(1), _ -> new DataShape(28, 28, 600, 20));
                    for (var group : GroupsFile.read(root)) {
                        for (String id : group.cells()) isFolderIn(folder, id);
                    }
                }),
                new Target("metrics",
                        texts(Json.write(Map.of("test_total", 105.5, "test_nll", 100, "test_kl", 5.5, "kl_per_dimension",
                                List.of(5.0, 0.5), "test_images", 20, "steps", 6, "configuration", "0123abcd"))),
                        30, 64 * MEGABYTE,
                        2000, (input, folder) -> results(folder, "metrics.json", input)),
                new Target("events", List.of(events()), 200, 16 * MEGABYTE, 2000, (input, folder) -> {
                    Files.write(folder.resolve(EVENTS), input);
                    EventLog.after(folder, 2);
                }),
                new Target("failed", texts(Json.write(Map.of("reason", "NaN in step 5", "final", true))), 40, 64 * MEGABYTE, 2000,
                        (input, folder) -> results(folder, "failed.json", input)),
                new Target("provenance",
                        texts(Json.write(Map.of("configuration", "0123abcd", "runs",
                                List.of(Map.of("engine", "cpu", "seconds", 10.5, "fromStep", 0, "toStep", 6, "started",
                                        "2026-01-02T03:04:05Z"))))),
                        300,
                        64 * MEGABYTE, 2000, (input, folder) -> results(folder, "provenance.json", input)),
                new Target("history", texts(
                        "epoch,step,train_nll,train_kl,train_total,test_nll,test_kl,test_total\n1,3,120.0,1.0,121.0,121.0,1.0,122.0\n2,6,100.0,5.0,105.0,101.0,5.0,106.0\n"),
                        30, 64 * MEGABYTE, 2000,
                        (input, folder) -> results(folder, "history.csv", input)));
    }

    /** What another program has trained, as the command import reads it. */
    private static void weights(byte[] input, Path folder) throws IOException {
        var weights = ForeignWeights.read(Files.write(folder.resolve("weights.safetensors"), input));
        var spec = new VaeSpec(weights.pixels(), weights.hidden(), weights.latent(), Activation.TANH,
                weights.hasLogits() ? Likelihood.BERNOULLI : Likelihood.GAUSSIAN, Binarize.NONE, -8)
                .withDecoder(new Layers(weights.decoderHidden(), Activation.TANH));
        ForeignWeights.digest(weights.parameters(spec, Normalisation.NONE));
    }

    private static byte[] events() {
        try {
            Path folder = Files.createTempDirectory("events"), file = folder.resolve(EVENTS);
            EventLog log = EventLog.after(folder, 0);
            for (int step = 1; step <= 3; step++) log.add(step, Map.of("test/total", 1.5), Map.of());
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> texts(String... texts) {
        return List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** A file whose body counts 0, 1, 2, 0, 1, … */
    private static byte[] idx(int magic, int... sizes) {
        int body = 1;
        for (int size : sizes) body *= size;
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + body).putInt(magic);
        for (int size : sizes) file.putInt(size);
        for (int i = 0; i < body; i++) file.put((byte) (i % 3));
        return file.array();
    }

    private static void idx(Path folder, String name, byte[] input) throws IOException {
        for (String part : List.of("train", "t10k")) {
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), idx(0x0803, 6, 2, 3));
            if (name.contains("labels")) Files.write(folder.resolve(part + "-labels-idx1-ubyte"), idx(0x0801, 6));
        }
        Files.write(folder.resolve(name), input);
        Datasets.load(DataSpec.of("idx:" + folder), null, Listener.SILENT);
    }

    /** Files that NumPy wrote. */
    private static List<byte[]> arrays(String... names) {
        return files(Arrays.stream(names).map(name -> "images/" + name).toArray(String[]::new));
    }

    /** Files that other programs wrote. */
    private static List<byte[]> files(String... names) {
        return Arrays.stream(names).map(name -> {
            try {
                return Files.readAllBytes(Path.of("src/test/resources/formats", name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    private static void ownFile(Path folder, String kind, byte[] input) throws IOException {
        Path file = Files.write(Files.createDirectories(folder.resolve(kind)).resolve("a." + kind), input);
        Datasets.load(DataSpec.of(kind + ":" + file), null, Listener.SILENT);
    }

    /** A published set of which one file is hostile. */
    private static void known(Path folder, String set, String name, byte[] input) throws IOException {
        Path own = Files.createDirectories(folder.resolve(set));
        Files.write(own.resolve(name), input);
        Datasets.load(DataSpec.of(set), new Places(folder, folder, folder, false), Listener.SILENT);
    }

    /** A row for each of the forty images of the arrays. */
    private static String table(String head, IntFunction<String> row) {
        return head + IntStream.range(0, 40).mapToObj(row).collect(Collectors.joining());
    }

    private static void beside(Path folder, String name, byte[] input) throws IOException {
        Path images = Files.createDirectories(folder.resolve("with-" + name));
        Files.write(images.resolve("a.npy"), arrays("bytes.npy").getFirst());
        Files.write(images.resolve(name), input);
        Datasets.load(DataSpec.of("npy:" + images.resolve("a.npy")), null, Listener.SILENT);
    }

    private static List<byte[]> pictures() {
        var pictures = new ArrayList<byte[]>();
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY}) {
            pictures.add(png(new BufferedImage(3, 2, type)));
        }
        byte[] ramp = {0, 100, (byte) 200, (byte) 255};
        pictures.add(
                png(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(2, 4, ramp, ramp, ramp, 0))));
        return pictures;
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The input decides the size, so that all it says about itself is followed; the other picture has the usual one. */
    private static void png(byte[] input, Path folder) throws IOException {
        for (String part : List.of("train", "test")) Files.createDirectories(folder.resolve(part));
        Files.write(folder.resolve("train/a.png"), input);
        Files.write(folder.resolve("test/b.png"), pictures().getFirst());
        Datasets.load(DataSpec.of("images:" + folder), null, Listener.SILENT);
    }

    private static List<byte[]> jpegs() {
        return files("pictures/train/01.jpg", "pictures/train/03.jpg");
    }

    private static void jpeg(byte[] input, Path folder) throws IOException {
        for (String part : List.of("train", "test")) Files.createDirectories(folder.resolve("jpeg").resolve(part));
        Files.write(folder.resolve("jpeg/train/a.jpg"), input);
        Files.write(folder.resolve("jpeg/test/b.jpg"), jpegs().getFirst());
        Datasets.load(new DataSpec("images:" + folder.resolve("jpeg"), 0, 0, 1, false, true, 0, 0), null, Listener.SILENT);
    }

    private static Configuration configuration() {
        return Experiment.ofFlags(Map.of(Settings.get("dataset.name"), "digits", Settings.get("model.hidden"), "8",
                Settings.get("training.epochs"), "2")).cells().getFirst().configuration();
    }

    private static Cell digits() {
        return Experiment.ofFlags(Map.of(Settings.get("dataset.name"), "digits")).cells().getFirst();
    }

    /** What is taken must also come back as it was from the file of a cell. */
    private static void experiment(byte[] input, Path folder) throws IOException {
        comesBack(Experiment.read(Files.write(folder.resolve("hostile.yaml"), input), List.of()), folder);
    }

    private static void override(byte[] input, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hostile.yaml"),
                EXPERIMENT + "sweep: {model.latent: [2, 3], training.seed: [1, 2]}\n");
        comesBack(Experiment.read(file, List.of(new String(input, StandardCharsets.UTF_8))), folder);
    }

    private static void comesBack(Experiment experiment, Path folder) throws IOException {
        Cell cell = experiment.cells().getLast();
        isFolderIn(folder, cell.id());
        var there = new CellFolder(folder);
        Files.writeString(there.config(), cell.configuration().yaml());
        if (!Optional.of(cell.configuration()).equals(there.configurationIfAny())) {
            throw new AssertionError(
                    "not the same when it is read again: " + cell.configuration().yaml());
        }
    }

    /** Names that come from files lead nowhere else. */
    private static void isFolderIn(Path folder, String id) {
        if (!folder.resolve(id).normalize().getParent().equals(folder.normalize()) || id.startsWith(".")
                || id.length() > 200) {
            throw new AssertionError("a cell is named " + id);
        }
    }

    /** The checkpoint of a model that was never trained. */
    private static byte[] checkpoint(Configuration configuration) {
        try {
            Path folder = Files.createTempDirectory("checkpoint"), file = folder.resolve("model.safetensors");
            var tensors = new TreeMap<String, FloatTensor>();
            for (Parameter p : new Vae(configuration.model(6)).parameters()) {
                tensors.put(p.name(), new FloatTensor(p.shape(), new float[p.size()]));
            }
            new Checkpoint("a test",
                    Map.of(Checkpoint.VERSION, Checkpoint.CURRENT_VERSION, Checkpoint.STEP, "6", Checkpoint.EPOCH, "2",
                            Checkpoint.SEED, "1", Checkpoint.BATCH, "20", "config", configuration.yaml(), "width", "3", "height",
                            "2"),
                    tensors).write(file);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header without its length, one zero, the numbers: what {@link #sealed} makes a file of. */
    private static byte[] unsealed(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return ByteBuffer.allocate(file.length - 7).put(file, 8, length).put((byte) 0)
                .put(file, 8 + length, file.length - 8 - length).array();
    }

    /** A file whose length and checksum are right, whatever it says otherwise: only so a hostile file gets behind them. */
    private static byte[] sealed(byte[] input) {
        int length = 0;
        while (length < input.length && input[length] != 0) length++;
        String header = new String(input, 0, length, StandardCharsets.ISO_8859_1);
        int data = Math.max(0, input.length - length - 1);
        var checksum = CHECKSUM.matcher(header);
        boolean has = checksum.find();
        String unsigned = has ? header.replace(checksum.group(1), "0".repeat(64)) : header;
        byte[] file = ByteBuffer.allocate(8 + length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(length)
                .put(unsigned.getBytes(StandardCharsets.ISO_8859_1)).put(input, input.length - data, data).array();
        String sum = HexFormat.of().formatHex(Sha256.begin().digest(file));
        if (has) {
            System.arraycopy(unsigned.replace("0".repeat(64), sum).getBytes(StandardCharsets.ISO_8859_1), 0, file, 8,
                    length);
        }
        return file;
    }

    private static void cell(byte[] input, Path folder) throws IOException {
        var there = new CellFolder(folder);
        Files.write(there.model(), sealed(input));
        TrainedCell cell = TrainedCell.read(there);
        if (cell.latent() < 1) throw new AssertionError("latent dimensions " + cell.latent());
        cell.open(ENGINE, null).close();
    }

    private static String plan() {
        Cell cell = digits();
        return Json.write(
                Map.of("experiment", "hostile", "overrides", List.of("training.epochs=2"), "excluded", 0, "flops", 1e9, "cells",
                        List.of(Map.of("id", cell.id(), "hash", cell.configuration().hash(), "swept",
                                Map.of("model.latent", 2, "objective.beta", 1.5)),
                                Map.of("id", "other_0123abcd", "swept", Map.of()))));
    }

    private static String groups() {
        String id = digits().id();
        return "{\"group\":1,\"of\":2,\"flops\":1e9,\"bytes\":1000,\"images\":120,\"cells\":[\"" + id
                + "\"]}\n{\"group\":2,\"of\":2,\"flops\":1e8,\"bytes\":1000,\"images\":60,\"cells\":[\"latent-2_0123abcd\", "
                + "\"latent-3_0123abce\"]}\n";
    }

    /** A planned folder with one file replaced. */
    private static Path planned(Path folder, String name, byte[] input) throws IOException {
        Path root = Files.createDirectories(folder.resolve("planned"));
        Files.writeString(root.resolve("experiment.yaml"), "dataset: digits\n");
        Files.writeString(root.resolve("plan.json"), plan().replace("\"training.epochs=2\"", ""));
        Files.writeString(root.resolve("groups.jsonl"), groups());
        Files.write(root.resolve(name), input);
        return root;
    }

    /** A folder of results with one file replaced, read by all that read it. */
    private static void results(Path folder, String name, byte[] input) throws IOException {
        Path results = folder.resolve("results");
        Files.createDirectories(results);
        Files.writeString(results.resolve("experiment.yaml"), EXPERIMENT);
        Files.writeString(results.resolve("plan.json"), plan());
        String id = digits().id();
        var cell = new CellFolder(results.resolve("cells").resolve(id));
        Files.createDirectories(cell.path());
        Files.writeString(cell.config(), configuration().yaml());
        Files.deleteIfExists(cell.metrics());
        Files.write(name.equals("plan.json") ? results.resolve(name) : cell.path().resolve(name), input);
        try {
            cell.failureReason();
            cell.divergence();
        } catch (UserError e) {
            // as it may be
        }
        cell.metricsIfAny();
        Report report = Report.of(List.of(results));
        if (input.length % 8 == 0) report.html();   // which takes longer than reading
        // strictly, which the report is not
        if (name.endsWith(".json")) Json.read(name.equals("plan.json") ? results.resolve(name) : cell.path().resolve(name));
    }
}
