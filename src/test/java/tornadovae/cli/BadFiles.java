package tornadovae.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * What stands where a file is read and must not be read: folders, pipes, devices, and files that are too large or name too much.
 * A pipe that is opened would be waited for, for ever.
 */
public final class BadFiles {

    /** What to do about a file that its cell's manifest does not fit. */
    private static final String AGAIN =
            "; put the right file back, or make it again with --retrain of the command that trained it.";
    private static final String PIPE = "it is a pipe, a device or the like, not a regular file; ";
    private static final String ARGUMENTS = "behind an @ give a file of arguments, or write @@ for an argument that begins with "
            + "@.";
    private static final String TRAIN = "train --dataset digits --train 100 --test 50 --hidden 8 --batch 10 --epochs 1 ";

    private BadFiles() {}

    public static Path pipe(Path file) throws Exception {
        Files.deleteIfExists(file);
        if (new ProcessBuilder("mkfifo", file.toString()).start().waitFor() != 0) {
            throw new IOException("no pipe can be made in " + file.getParent());
        }
        return file;
    }

    /** A pipe in place of one of a trained model's files, in a copy of its folder. */
    private static BadInput inModel(String name, String file, String command, int exitCode, String sentence) {
        return new BadInput(name, (dir, model) -> {
            Path copy = Files.createDirectory(dir.resolve("m"));
            try (var files = Files.list(model)) {
                for (Path each : files.toList()) Files.copy(each, copy.resolve(each.getFileName()));
            }
            pipe(copy.resolve(file));
        }, command, exitCode, sentence);
    }

    private static void planned(Path dir) throws IOException {
        Files.writeString(dir.resolve("experiment.yaml"), "dataset: digits\n");
        Files.writeString(dir.resolve("plan.json"), "{\"experiment\": \"x\", \"overrides\": [], \"cells\": []}");
    }

    static final List<BadInput> CASES = List.of(
            new BadInput("a pipe as an experiment", (dir, _) -> pipe(dir.resolve("x.yaml")), "sweep {dir}/x.yaml", 2,
                    "Cannot read {dir}/x.yaml: " + PIPE + "give an experiment file such as experiments/quickstart.yaml."),
            BadInput.of("a folder of arguments", "sweep @{dir}", 2, "Cannot read {dir}: it is a folder; " + ARGUMENTS),
            new BadInput("a pipe of arguments", (dir, _) -> pipe(dir.resolve("arguments")), "sweep @{dir}/arguments", 2,
                    "Cannot read {dir}/arguments: " + PIPE + ARGUMENTS),
            BadInput.of("a device of arguments", "@/dev/zero", 2, "Cannot read /dev/zero: " + PIPE + ARGUMENTS),
            new BadInput("a pipe in a file of arguments", (dir, _) -> Files.writeString(dir.resolve("arguments"), "'@"
                    + pipe(dir.resolve("pipe")) + "' # the rest\n"), "sweep @{dir}/arguments", 2,
                    "Cannot read {dir}/pipe: " + PIPE + ARGUMENTS),
            new BadInput("a file of arguments that names itself",
                    (dir, _) -> Files.writeString(dir.resolve("arguments"), "@" + dir + "/arguments"), "sweep @{dir}/arguments",
                    2,
                    "The argument file {dir}/arguments names itself; take that line out of it."),
            new BadInput("a binary file of arguments", (dir, _) -> Files.write(dir.resolve("arguments"),
                    new byte[] {(byte) 0xFF}), "sweep @{dir}/arguments", 2,
                    "{dir}/arguments is not a text file in UTF-8; " + ARGUMENTS),
            BadInput.of("an argument that begins with @", "swep @@x", 2,
                    "There is no command 'swep'; did you mean sweep? See ./run.sh --help."),
            BadInput.of("the report of the root folder", "report /", 2,
                    "/ holds no results of an experiment; give a folder that sweep, ablate or train has written, such as "
                            + "results/quickstart."),
            BadInput.of("the report of the root folder and another", "report / {dir}", 2,
                    "/ holds no results of an experiment; give a folder that sweep, ablate or train has written, such as "
                            + "results/quickstart."),
            BadInput.of("the explorer of the root folder", "explore /", 2,
                    "/ holds no model.safetensors and no cells; give the folder of an experiment or of one of its cells, such "
                            + "as results/quickstart."),
            BadInput.of("an empty path of results", TRAIN + "--out ''", 2, "--out takes a path, not ''."),
            BadInput.of("an empty folder", "report ''", 2, "DIR takes a path, not ''."),
            BadInput.of("blanks for a path", "samples {model} --out ' '", 2, "--out takes a path, not ' '."),
            inModel("a pipe as a checkpoint", "model.safetensors", "manifold {dir}/m", 1,
                    "{dir}/m/model.safetensors is not a file" + AGAIN),
            inModel("a pipe as metrics", "metrics.json", TRAIN + "--out {dir}/m", 1,
                    "Cell {cell} failed: {dir}/m/metrics.json is not a file" + AGAIN),
            inModel("a pipe as a configuration", "config.yaml", TRAIN + "--out {dir}/m", 2,
                    "{dir}/m/config.yaml is not a file" + AGAIN),
            new BadInput("a pipe as a plan", (dir, _) -> {
                Files.writeString(dir.resolve("groups.jsonl"), "{\"group\":1,\"of\":1,\"flops\":1.0,\"bytes\":1,\"images\":1,"
                        + "\"cells\":[\"latent-2_0123abcd\"]}\n");
                pipe(dir.resolve("plan.json"));
            }, "sweep run {dir} --group 1", 2, "Cannot read {dir}/plan.json: " + PIPE + "put the right file there."),
            new BadInput("a pipe as the groups of a plan", (dir, _) -> {
                planned(dir);
                pipe(dir.resolve("groups.jsonl"));
            }, "sweep run {dir} --group 1", 2, "Cannot read {dir}/groups.jsonl: " + PIPE + "put the right file there."),
            new BadInput("a pipe as settings for Slurm", (dir, _) -> {
                Files.writeString(dir.resolve("x.yaml"), "dataset: digits");
                pipe(dir.resolve("slurm"));
            }, "sweep {dir}/x.yaml --launcher slurm --slurm-config {dir}/slurm", 2,
                    "--slurm-config must name a file like tornado-config/slurm.properties, but {dir}/slurm cannot be read: it "
                            + "is a pipe, a device or the like, not a regular file."),
            new BadInput("a pipe as a lease", (dir, _) -> pipe(dir.resolve(".lease-000001")), TRAIN + "--out {dir}", 2,
                    "{dir} is in use by another process; wait until that run ends, or give another folder with --out."),
            new BadInput("the last lease there can be", (dir, _) -> {
                Files.writeString(dir.resolve("x.yaml"), "dataset: {name: digits, train: 60, test: 20}\ntraining: {epochs: 1, "
                        + "batch: 10}\nmodel: {hidden: [8]}");
                Files.writeString(dir.resolve(".lease-999999.free"), "");
            }, "sweep {dir}/x.yaml --out {dir}", 2,
                    "{dir}/.lease-999999.free is no lease that this program has made; delete it and run the same command again."),
            new BadInput("100,000 hidden layers", (dir, _) -> Files.writeString(dir.resolve("x.yaml"),
                    "dataset: digits\nmodel:\n  hidden: " + Collections.nCopies(100_000, 1) + "\n"), "sweep {dir}/x.yaml", 2,
                    "x.yaml, line 3: model.hidden must have at most 100 layers, found 100000."),
            new BadInput("a header of 100 MB", (dir, _) -> {
                try (var file = new RandomAccessFile(Files.createDirectory(dir.resolve("m")).resolve("model.safetensors")
                        .toFile(), "rw")) {
                    file.write(new byte[] {0, (byte) 0xE1, (byte) 0xF5, 5, 0, 0, 0, 0});   // 100,000,000
                    file.write("{\"a\":".getBytes(StandardCharsets.US_ASCII));
                    file.setLength(100_000_008);
                }
            }, "manifold {dir}/m", 2, "{dir}/m/model.safetensors cannot be read: its header has 100000000 bytes, more than any "
                    + "that tornado-vae writes; "
                    + "use another copy, or delete the folder it is in and train again."));
}
