package tornadovae.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.file.AtomicFile;

/**
 * A trained or half-trained replica: a safetensors file in memory. Parameters have their PyTorch names ({@code encoder.mu.weight}
 * [out, in]), the optimiser's memory of each the same name behind {@code adam.m.}, {@code adam.v.} or {@code adagrad.sum.};
 * {@code unfinished.nll}, {@code .kl}, … and {@code .total} are the loss terms of the steps of an epoch that has begun.
 *
 * @param origin where it comes from, for error messages: a path, or {@code this run}
 * @param metadata at least {@link #VERSION}, {@link #STEP} and what {@link Trainer#checkpoint} adds
 * @param tensors by name
 */
public record Checkpoint(String origin, Map<String, String> metadata, Map<String, FloatTensor> tensors) {

    /** The version of this layout of names, as a metadata key and as the value that is written and read. */
    public static final String VERSION = "tornadovae.version";
    public static final String CURRENT_VERSION = "1";
    /** Optimiser steps done. */
    public static final String STEP = "step";
    /** Epochs finished. */
    public static final String EPOCH = "epoch";
    /** The replica's seed. */
    public static final String SEED = "seed";
    /** Images a minibatch. */
    public static final String BATCH = "batch";
    /**
     * What else decides the course of the training, compared when it is continued: model, optimiser, the replica's own numbers, a
     * checksum of the training images.
     */
    public static final String TRAINING = "training";
    /**
     * Which training images it has seen and which test images its history is of: {@link DataDigest}. Checkpoints of earlier
     * versions do not say.
     */
    public static final String TRAIN_DATA = "data.train";
    public static final String TEST_DATA = "data.test";
    /**
     * What it was computed with, as far as bytes depend on that; several, separated by {@code ; }, where a training went on
     * elsewhere.
     */
    public static final String ARITHMETIC = "arithmetic";
    /** The rows of history.csv so far. */
    public static final String HISTORY = "history";

    public Checkpoint {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /**
     * Reads and checks a file; a {@link UserError} names the file and what is wrong with it, a {@link DamagedCheckpoint} where
     * its bytes are not those that were written.
     */
    public static Checkpoint read(Path file) {
        SafeTensors contents = SafeTensors.read(file);
        String version = contents.metadata().get(VERSION);
        if (version == null) {
            throw new UserError(
                    file + " is a safetensors file, but not a checkpoint of tornado-vae (no " + VERSION + " in its metadata).");
        }
        if (!version.equals(CURRENT_VERSION)) {
            throw new UserError(file + " is a checkpoint of version " + version + ", but this program reads version "
                    + CURRENT_VERSION + "; use the program that wrote it.");
        }
        var checkpoint = new Checkpoint(file.toString(), contents.metadata(), contents.tensors());
        checkpoint.step();
        return checkpoint;
    }

    /** Training images seen, from a file's header alone; errors as {@link #read}. */
    public static long images(Path file) {
        var header = new Checkpoint(file.toString(), SafeTensors.metadata(file), Map.of());
        return (long) header.step() * header.integer(BATCH);
    }

    /** Writes the file whole or not at all; equal checkpoints give equal bytes. */
    public void write(Path file) {
        new SafeTensors(new TreeMap<>(metadata), new TreeMap<>(tensors)).write(file);
    }

    /**
     * As {@link #write(Path)}, and keeps what was in the file under another name beside it. At every moment one of the two is
     * whole on the disk. Where the file system has no hard links nothing is kept once the new checkpoint is whole.
     */
    public void write(Path file, Path previous) {
        new SafeTensors(new TreeMap<>(metadata), new TreeMap<>(tensors)).write(file, _ -> keep(file, previous));
        AtomicFile.forceNames(file.toAbsolutePath().getParent());
    }

    private static void keep(Path file, Path previous) {
        try {
            Files.deleteIfExists(previous);
            if (Files.exists(file)) Files.createLink(previous, file);
        } catch (IOException | UnsupportedOperationException e) {
            // the next checkpoint is already whole
        }
    }

    /** Optimiser steps done. */
    public int step() {
        return integer(STEP);
    }

    /** Which images it knows of. */
    public DataDigest data() {
        String train = metadata.get(TRAIN_DATA), test = metadata.get(TEST_DATA);
        return train == null || test == null ? DataDigest.UNKNOWN : new DataDigest(train, test);
    }

    /** Refuses other images than those it was trained and tested on, as far as it knows them. */
    public void requireSame(DataDigest now) {
        data().difference(now).ifPresent(difference -> {
            throw new UserError(difference.refusal(origin));
        });
    }

    /** A metadata entry; a {@link UserError} says that it is missing. */
    public String entry(String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new UserError(
                    origin + " has no metadata entry " + key
                            + "; it is not a checkpoint that this program wrote, so train again.");
        }
        return value;
    }

    /** A metadata entry that is a whole number. */
    public int integer(String key) {
        try {
            return Integer.parseInt(entry(key));
        } catch (NumberFormatException e) {
            throw new UserError(origin + " has the metadata entry " + key + " = '" + entry(key)
                    + "', which is not a whole number; train again.");
        }
    }

    /**
     * As {@link #values}, of a tensor of the model's own: NaN and infinite weights are refused, which would be computed with and
     * drawn.
     */
    public float[] weights(String name, int... shape) {
        float[] values = values(name, shape);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError(origin + " has the weight " + value + " in " + name
                        + ", with which nothing can be computed; use another copy, or delete the folder it is in and train "
                        + "again.");
            }
        }
        return values;
    }

    /** The values of a tensor; a {@link UserError} says that it is missing or has another shape. */
    public float[] values(String name, int... shape) {
        FloatTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new UserError(origin + " has no tensor " + name + " " + Arrays.toString(shape)
                    + ", which this model needs: it is a checkpoint of another model, so use its own or train again.");
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new UserError(
                    origin + " has tensor " + name + " with shape " + Arrays.toString(tensor.shape()) + ", but this model needs "
                            + Arrays.toString(shape) + ": it is a checkpoint of another model, so use its own or train again.");
        }
        return tensor.values();
    }
}
