package tornadovae.experiment.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Settings;
import tornadovae.experiment.config.Values;
import tornadovae.file.Lease;
import tornadovae.train.Checkpoint;

/**
 * More epochs for a training that has ended, or will: its folder becomes that of the longer training, which goes on from the
 * checkpoint. What decides the course of a training stays as it was, so the result has the bytes of one that was as long from
 * the start; only provenance.json tells. Each step leaves a folder that the same command goes on from.
 */
final class Continuation {

    /** Settings that no step of a training depends on. */
    private static final Predicate<String> FREE = key -> key.equals("training.epochs") || !Settings.decides(key);

    private Continuation() {}

    /** @param today the images that it is to go on with */
    static void begin(CellFolder folder, Configuration wanted, DataDigest today) {
        if (folder.experiment().isPresent()) {
            throw new UserError(folder.path() + " is a cell of a sweep; give its experiment more training.epochs, and another "
                    + "folder with --out.");
        }
        if (!folder.hasCheckpoint()) {
            throw new UserError(folder.path() + " holds no training that could go on; leave out "
                    + "--continue to begin one.");
        }
        try (Lease lease = Lease.tryTake(folder.path()).orElseThrow(() -> new UserError(folder.path() + " is worked on by "
                + folder.holder().orElse("another process") + "; wait until that ends."))) {
            folder.lastingFailure().ifPresent(why -> {
                throw new UserError(folder.path() + " cannot go on: " + why);
            });
            if (folder.isFinished()) folder.requireWhole();
            Checkpoint checkpoint = Checkpoint.read(folder.model());
            Configuration there = Experiment.configuration(folder.model() + ", config", checkpoint.entry(CellFolder.CONFIG));
            if (there.equals(wanted)) return;
            requireMore(folder, there, wanted);
            checkpoint.requireSame(today);
            Provenance.addContinuation(folder, there, wanted, checkpoint.step());
            folder.beginAgain(with(checkpoint, wanted), wanted);
        }
    }

    private static void requireMore(CellFolder folder, Configuration there, Configuration wanted) {
        for (Map.Entry<String, Object> setting : wanted.values().entrySet()) {
            Object before = there.values().get(setting.getKey());
            if (!FREE.test(setting.getKey()) && !setting.getValue().equals(before)) {
                throw new UserError(folder.path() + " cannot go on with other settings: " + setting.getKey() + " is "
                        + Values.text(before)
                        + " there and " + Values.text(setting.getValue())
                        + " now; give what it was trained with, and more --epochs.");
            }
        }
        int epochs = there.whole("training.epochs");
        if (wanted.whole("training.epochs") <= epochs) {
            throw new UserError(folder.path() + " is a training of " + epochs + " epochs; --continue needs more --epochs than "
                    + "that, not "
                    + wanted.whole("training.epochs") + ".");
        }
        if (wanted.flag("pictures.gif")) {
            throw new UserError(folder.path() + " has not kept the pictures of its first epochs; leave out --gif to go on "
                    + "without training.gif.");
        }
    }

    private static Checkpoint with(Checkpoint checkpoint, Configuration wanted) {
        var metadata = new LinkedHashMap<>(checkpoint.metadata());
        metadata.put(CellFolder.CONFIG, wanted.yaml());
        return new Checkpoint(checkpoint.origin(), metadata, checkpoint.tensors());
    }
}
