package tornadovae.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;

/** Folders of results that are damaged, changed by hand, or not what they are taken for. */
final class BadResults {

    /** The command that made the model. */
    private static final String TRAIN = "train --dataset digits --train 100 --test 50 --hidden 8 --batch 10 --epochs 1 ";

    private BadResults() {}

    /** The model's file in {dir}/m, its bytes changed. {@code what} is what the sentence finds wrong with it. */
    private static BadInput bytes(String name, UnaryOperator<byte[]> damage, String what) {
        return new BadInput(name, (dir, model) -> {
            Path copy = Files.createDirectory(dir.resolve("m"));
            Files.write(copy.resolve("model.safetensors"), damage.apply(Files.readAllBytes(model.resolve("model.safetensors"))));
        }, "manifold {dir}/m", 2, "{dir}/m/model.safetensors cannot be read: " + what
                + "; use another copy, or delete the folder it is in and train again.");
    }

    /** A checkpoint that is sound as a file, but holds something else. */
    private interface Change {
        void of(TreeMap<String, String> metadata, TreeMap<String, FloatTensor> tensors);
    }

    /** @param sentence what follows the name of its file */
    private static BadInput checkpoint(String name, Change change, String sentence) {
        return new BadInput(name, (dir, model) -> {
            var read = Checkpoint.read(model.resolve("model.safetensors"));
            var metadata = new TreeMap<>(read.metadata());
            var tensors = new TreeMap<>(read.tensors());
            change.of(metadata, tensors);
            new Checkpoint("", metadata, tensors).write(Files.createDirectory(dir.resolve("m")).resolve("model.safetensors"));
        }, "manifold {dir}/m", 2, "{dir}/m/model.safetensors" + sentence);
    }

    /** A copy of the whole model in {dir}/m, and then what a case does to it. */
    private static BadInput folder(String name, BadInput.Files change, String command, int exitCode, String sentence) {
        return new BadInput(name, (dir, model) -> {
            Path copy = Files.createDirectory(dir.resolve("m"));
            try (var files = Files.list(model)) {
                for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
            }
            change.make(copy, model);
        }, command, exitCode, sentence);
    }

    private static byte[] withHeaderLength(byte[] file, long length) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        return file;
    }

    private static byte[] header(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).array();
    }

    private static void replace(Path file, String before, String after) throws Exception {
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    private static void twoModels(Path dir, Path model) throws Exception {
        for (String cell : List.of("a", "b")) {
            Files.copy(model.resolve("model.safetensors"),
                    Files.createDirectories(dir.resolve("cells").resolve(cell)).resolve("model.safetensors"));
        }
    }

    /** Unfinished, so that training goes on from the checkpoint. */
    private static void unfinished(Path copy) throws Exception {
        Files.delete(copy.resolve("manifest.json"));
        Files.delete(copy.resolve("metrics.json"));
    }

    /** As by a run beside this one, on another machine. */
    private static void lease(Path dir) throws Exception {
        Files.writeString(dir.resolve(".lease-000001"),
                "host=elsewhere\nmachine=another\nprocess=4711\nstarted=100\njob=\nrestarts=0\n");
    }

    static final List<BadInput> CASES = List.of(
            BadInput.of("a folder that is not there", "manifold {dir}/none", 2,
                    "{dir}/none is not a folder; give the folder of an experiment or of one of its cells, "
                            + "such as results/quickstart."),
            BadInput.of("a folder without models", "manifold {dir}", 2,
                    "{dir} holds no model.safetensors and no cells; give the folder of an experiment or of "
                            + "one of its cells, such as results/quickstart."),
            new BadInput("an experiment that has not begun", (dir, _) -> Files.createDirectories(dir.resolve("cells/a")),
                    "samples {dir}", 2,
                    "{dir}/cells holds no model yet; run the experiment first."),
            new BadInput("one file for two models", BadResults::twoModels, "samples {dir} --out {dir}/x.png", 2,
                    "--out names one file, but {dir} holds 2 models; give the folder of one of its cells, or leave --out away."),
            bytes("an empty checkpoint", _ -> new byte[0],
                    "it is truncated: it has 0 bytes, and a safetensors file begins with 8 that give its header's length"),
            bytes("a checkpoint cut short", file -> Arrays.copyOf(file, file.length - 1000),
                    "it is truncated: its tensors have 160752 bytes, 159752 are there"),
            bytes("a checkpoint cut in its header", file -> withHeaderLength(Arrays.copyOf(file, 100), 3800),
                    "it is truncated: its header alone has 3800 bytes, the whole file 100"),
            bytes("a checkpoint that goes on", file -> Arrays.copyOf(file, file.length + 4),
                    "its tensors end after 160752 bytes of data, but 160756 are there"),
            bytes("one bit flipped", file -> {
                file[file.length - 5] ^= 1;
                return file;
            }, "its checksum does not match its contents, so it was damaged after it was written"),
            bytes("text in place of a checkpoint", _ -> "weights, honestly".getBytes(StandardCharsets.UTF_8),
                    "it is not a safetensors file (its first 8 bytes would be a header of 3203031751750935927 bytes)"),
            bytes("an absurd length of the header", file -> withHeaderLength(file, Long.MAX_VALUE),
                    "it is not a safetensors file (its first 8 bytes would be a header of 9223372036854775807 bytes)"),
            bytes("a negative length of the header", file -> withHeaderLength(file, -1),
                    "it is not a safetensors file (its first 8 bytes would be a header of 18446744073709551615 bytes)"),
            bytes("a header that is not JSON", _ -> header("{\"a\": "),
                    "it is not a safetensors file (its header is not valid JSON: Unexpected end-of-input "
                            + "within/between Object entries)"),
            bytes("a header of brackets without end", _ -> header("[".repeat(100_000)),
                    "it is not a safetensors file (its header is not valid JSON: it is nested too deeply)"),
            bytes("a header that promises more than there is",
                    _ -> header("{\"w\":{\"dtype\":\"F32\",\"shape\":[1000],\"data_offsets\":[0,4000]}}"),
                    "it is truncated: its tensors have 4000 bytes, 0 are there"),
            bytes("a tensor of another type", _ -> header("{\"w\":{\"dtype\":\"I64\",\"shape\":[0],\"data_offsets\":[0,0]}}"),
                    "tensor w has dtype \"I64\", only \"F32\", \"F16\", \"BF16\" and \"F64\" are read"),
            bytes("a file of another program", _ -> header("{}"),
                    "its metadata has no sha256 checksum, so it was not written by tornado-vae, or was damaged since"),
            checkpoint("no version", (metadata, _) -> metadata.remove("tornadovae.version"),
                    " is a safetensors file, but not a checkpoint of tornado-vae (no tornadovae.version in its metadata)."),
            checkpoint("a version to come", (metadata, _) -> metadata.put("tornadovae.version", "2"),
                    " is a checkpoint of version 2, but this program reads version 1; use the program that wrote it."),
            checkpoint("no step", (metadata, _) -> metadata.remove("step"),
                    " has no metadata entry step; it is not a checkpoint that this program wrote, so train again."),
            checkpoint("a step that is not a number", (metadata, _) -> metadata.put("step", "many"),
                    " has the metadata entry step = 'many', which is not a whole number; train again."),
            checkpoint("no configuration", (metadata, _) -> metadata.remove("config"),
                    " has no metadata entry config; it is not a checkpoint that this program wrote, so train again."),
            checkpoint("a configuration with an unknown key",
                    (metadata, _) -> metadata.put("config", "dataset: digits\nextra: 1\n"),
                    ", config, line 2: unknown key extra; allowed are dataset, model, objective, training, "
                            + "measures, pictures, sweep, cases and exclude."),
            checkpoint("images without a width", (metadata, _) -> metadata.put("width", "0"),
                    " says its images are 0×28 pixels, which cannot be; train again."),
            checkpoint("images that overflow", (metadata, _) -> metadata.putAll(Map.of("width", "65536", "height", "65536")),
                    " says its images are 65536×65536 pixels, which cannot be; train again."),
            checkpoint("a missing tensor", (_, tensors) -> tensors.remove("encoder.mu.weight"),
                    " has no tensor encoder.mu.weight [2, 8], which this model needs: it is a checkpoint of "
                            + "another model, so use its own or train again."),
            checkpoint("a tensor of another shape",
                    (_, tensors) -> tensors.put("encoder.mu.weight", new FloatTensor(new int[] {2, 7}, new float[14])),
                    " has tensor encoder.mu.weight with shape [2, 7], but this model needs [2, 8]: it is a "
                            + "checkpoint of another model, so use its own or train again."),
            checkpoint("another architecture in the configuration",
                    (metadata, _) -> metadata.computeIfPresent("config", (_, yaml) -> yaml.replace("[8]", "[9]")),
                    " has tensor encoder.hidden0.weight with shape [8, 784], but this model needs [9, 784]: "
                            + "it is a checkpoint of another model, so use its own or train again."),
            checkpoint("a weight that is not a number", (_, tensors) -> tensors.get("decoder.logits.bias")
                    .values()[3] = Float.NaN,
                    " has the weight NaN in decoder.logits.bias, with which nothing can be computed; use another copy, or "
                            + "delete the folder it is in and train again."),
            folder("a folder of other settings", (_, _) -> {}, TRAIN + "--latent 3 --out {dir}/m", 2,
                    "{dir}/m holds the results of other settings: model.latent is 2 there and 3 now; give "
                            + "another folder with --out, or delete this one."),
            folder("config.yaml changed by hand", (copy, _) -> replace(copy.resolve("config.yaml"), "latent: 2", "latent: 3"),
                    TRAIN + "--out {dir}/m", 2,
                    "{dir}/m/config.yaml is not what was written there, by the manifest.json beside it; put the right file "
                            + "back, or make it again with --retrain of the "
                            + "command that trained it."),
            folder("a comment in config.yaml", (copy, _) -> replace(copy.resolve("config.yaml"), "latent: 2", "latent: 2  # two"),
                    TRAIN + "--out {dir}/m", 2,
                    "{dir}/m/config.yaml is not what was written there, by the manifest.json beside it; put the right file "
                            + "back, or make it again with --retrain of the "
                            + "command that trained it."),
            folder("config.yaml no longer YAML", (copy, _) -> replace(copy.resolve("config.yaml"), "model:", "model"),
                    TRAIN + "--out {dir}/m", 2,
                    "{dir}/m/config.yaml is not what was written there, by the manifest.json beside it; put the right file "
                            + "back, or make it again with --retrain of the "
                            + "command that trained it."),
            folder("damaged metrics", (copy, _) -> Files.writeString(copy.resolve("metrics.json"), "{\"test_total\": "),
                    TRAIN + "--out {dir}/m", 1,
                    "Cell {cell} failed: {dir}/m/metrics.json is not what was written there, by the manifest.json beside it; "
                            + "put the right file back, or make it again with "
                            + "--retrain of the command that trained it."),
            folder("metrics that are nothing", (copy, _) -> Files.writeString(copy.resolve("metrics.json"), "null"),
                    TRAIN + "--out {dir}/m", 1,
                    "Cell {cell} failed: {dir}/m/metrics.json is not what was written there, by the manifest.json beside it; "
                            + "put the right file back, or make it again with "
                            + "--retrain of the command that trained it."),
            folder("going on from a damaged checkpoint", (copy, _) -> {
                unfinished(copy);
                Files.write(copy.resolve("model.safetensors"), new byte[20]);
            }, TRAIN + "--out {dir}/m", 1,
                    "Cell {cell} failed: {dir}/m/model.safetensors cannot be read: it is not a safetensors "
                            + "file (its first 8 bytes would be a header of 0 bytes); use another copy, or delete the "
                            + "folder it is in and train again."),
            folder("going on from the checkpoint of another model", (copy, model) -> {
                unfinished(copy);
                var read = Checkpoint.read(model.resolve("model.safetensors"));
                var tensors = new TreeMap<>(read.tensors());
                tensors.remove("encoder.mu.bias");
                new Checkpoint("", read.metadata(), tensors).write(copy.resolve("model.safetensors"));
            }, TRAIN + "--out {dir}/m", 1,
                    "Cell {cell} failed: {dir}/m/model.safetensors has no tensor encoder.mu.bias [2], which "
                            + "this model needs: it is a checkpoint of another model, so use its own or train again."),
            folder("a damaged note of a failure", (copy, _) -> {
                unfinished(copy);
                Files.writeString(copy.resolve("failed.json"), "[]");
            }, TRAIN + "--out {dir}/m", 1,
                    "Cell {cell} failed: {dir}/m/failed.json is not a JSON object: it is damaged; delete it, "
                            + "then run the same command again."),
            new BadInput("a folder that another run uses", (dir, _) -> lease(dir), TRAIN + "--out {dir}", 2,
                    "{dir} is in use by process 4711 on elsewhere; wait until that run ends, or give another folder with --out."),
            new BadInput("a file in place of the folder", (dir, _) -> Files.writeString(dir.resolve("m"), ""),
                    TRAIN + "--out {dir}/m", 2,
                    "Cannot make the folder {dir}/m: it is a file; give another one with --out."),
            new BadInput("a folder below a file", (dir, _) -> Files.writeString(dir.resolve("m"), ""), TRAIN + "--out {dir}/m/n",
                    2,
                    "Cannot make the folder {dir}/m/n: a file stands where its path needs a folder; give "
                            + "another one with --out."),
            new BadInput("a file in place of the cells' folder", (dir, _) -> {
                Files.writeString(dir.resolve("x.yaml"),
                        "dataset: {name: digits, train: 60, test: 20}\ntraining: {epochs: 1, batch: 10}\nmodel: "
                                + "{hidden: [8]}");
                Files.writeString(Files.createDirectory(dir.resolve("out")).resolve("cells"), "");
            }, "sweep {dir}/x.yaml --out {dir}/out", 1,
                    "Cell {cell} failed: Cannot use the folder {dir}/out/cells/{cell}: a file stands where "
                            + "its path needs a folder; give another folder with --out."),
            new BadInput("a file in place of all cells", (dir, _) -> Files.writeString(dir.resolve("cells"), ""),
                    "manifold {dir}", 2,
                    "{dir} holds no model.safetensors and no cells; give the folder of an experiment or of "
                            + "one of its cells, such as results/quickstart."));
}
