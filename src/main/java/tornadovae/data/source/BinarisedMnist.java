package tornadovae.data.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.file.UserFile;
import tornadovae.graph.Images;

/**
 * MNIST as Larochelle and Murray binarised it once for all (AISTATS 2011): text files with a line of 784 zeros and ones an image.
 * The training half has their 50000 training images first, and then their 10000 of validation.
 */
final class BinarisedMnist {

    private static final int SIDE = 28;
    private static final String FOLDER = "https://www.cs.toronto.edu/~larocheh/public/datasets/binarized_mnist/";

    /** Sizes and checksums from the records of TensorFlow Datasets, url_checksums/binarized_mnist.txt. */
    static final KnownSet SET = new KnownSet("binarised-mnist", "Binarised MNIST",
            "MNIST in black and white as Larochelle drew it, 28×28, 60000 train (50000 and 10000 of validation) and 10000 test, "
                    + "110 MB, no licence stated",
            List.of(List.of(
                    file("train", 78_400_000, "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d"),
                    file("valid", 15_680_000, "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2"),
                    file("test", 15_680_000, "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c"))),
            (spec, folder, _) -> load(spec, folder));

    private BinarisedMnist() {}

    private static String name(String half) {
        return "binarized_mnist_" + half + ".amat";
    }

    private static KnownFile file(String half, long size, String sha256) {
        return KnownFile.checked(name(half), size, sha256, FOLDER + name(half));
    }

    static Dataset load(DataSpec spec, Path folder) {
        List<byte[]> train = new ArrayList<>(), test = new ArrayList<>();
        read(folder.resolve(name("train")), spec.train(), train);
        read(folder.resolve(name("valid")), spec.train(), train);
        read(folder.resolve(name("test")), spec.test(), test);
        return new Dataset(spec.name(), SIDE, SIDE, part(train), part(test), List.of(), List.of());
    }

    private static Part part(List<byte[]> images) {
        return new Part(new Images(SIDE * SIDE, images.toArray(byte[][]::new)), new int[0], new float[0][]);
    }

    /** @param most images that there may be afterwards; 0 for all */
    private static void read(Path file, int most, List<byte[]> into) {
        try (InputStream in = new BufferedInputStream(UserFile.open(file), 1 << 16)) {
            byte[] image = new byte[SIDE * SIDE];
            int at = 0, line = 1;
            for (int c = in.read(); c >= 0 && (most == 0 || into.size() < most); c = in.read()) {
                if (c == '0' || c == '1') {
                    if (at == image.length) throw wrong(file, line, "more than 784 pixels");
                    image[at++] = (byte) (c == '1' ? 255 : 0);
                } else if (c == '\n') {
                    end(file, line++, at, image, into);
                    at = 0;
                } else if (c != ' ' && c != '\r') {
                    throw wrong(file, line, "the character " + c);
                }
            }
            if (most == 0 || into.size() < most) end(file, line, at, image, into);
            if (into.isEmpty()) throw new UserError(file + " has no images; get it again.");
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put the published file there");
        }
    }

    private static void end(Path file, int line, int at, byte[] image, List<byte[]> into) {
        if (at == 0) return;
        if (at < image.length) throw wrong(file, line, at + " pixels");
        if (into.size() % 1000 == 0) ImageMemory.check(file.toString(), into.size() + 1000L, image.length, 0);
        into.add(image.clone());
    }

    private static UserError wrong(Path file, int line, String found) {
        return new UserError("%s, line %d has %s, and a line has 784 zeros and ones with blanks between; get it again."
                .formatted(file, line, found));
    }
}
