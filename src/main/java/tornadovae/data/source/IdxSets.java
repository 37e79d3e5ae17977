package tornadovae.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.file.UserFile;
import tornadovae.graph.Images;

/** The successors of MNIST in IDX files: EMNIST, KMNIST and notMNIST. */
final class IdxSets {

    /** Sizes and checksums of the packed files from the records of TensorFlow Datasets, url_checksums/kmnist.txt. */
    static final PublishedSet KMNIST = new PublishedSet("kmnist", "KMNIST",
            "handwritten kuzushiji, 28×28, 60000 train and 10000 test, 21 MB, CC BY-SA 4.0",
            List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
            List.of(URI.create("https://codh.rois.ac.jp/kmnist/dataset/kmnist/")), null, List.of(
                    new PublishedFile("train-images-idx3-ubyte", 18_165_135,
                            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", true),
                    new PublishedFile("train-labels-idx1-ubyte", 29_497,
                            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", true),
                    new PublishedFile("t10k-images-idx3-ubyte", 3_041_136,
                            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", true),
                    new PublishedFile("t10k-labels-idx1-ubyte", 5_120,
                            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c", true)));

    private static final List<String> NOT_MNIST_FILES = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    static final KnownSet NOT_MNIST = new KnownSet("notmnist", "notMNIST",
            "letters A to J in many fonts, 28×28, as IDX files, no licence stated",
            List.of(NOT_MNIST_FILES.stream()
                    .map(file -> KnownFile.handedIn(file, "https://github.com/davidflanagan/notMNIST-to-MNIST")).toList()),
            (spec, folder, _) -> notMnist(spec, folder));

    private static final String EMNIST_ZIP = "gzip.zip";
    private static final List<String> DIGITS = names("0123456789");
    /** Where capital and small letters look alike, they are one class. */
    private static final List<String> MERGED = names("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt");

    static final List<KnownSet> EMNIST = List.of(
            emnist("balanced", "112800 train and 18800 test", MERGED, 0),
            emnist("bymerge", "697932 train and 116323 test", MERGED, 0),
            emnist("byclass", "697932 train and 116323 test",
                    names("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"), 0),
            emnist("letters", "124800 train and 20800 test", names("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 1),
            emnist("digits", "240000 train and 40000 test", DIGITS, 0),
            emnist("mnist", "60000 train and 10000 test", DIGITS, 0));

    private IdxSets() {}

    private static List<String> names(String characters) {
        return characters.chars().mapToObj(Character::toString).toList();
    }

    private static Dataset notMnist(DataSpec spec, Path folder) {
        for (PublishedSet other : List.of(PublishedSet.MNIST, PublishedSet.FASHION_MNIST, KMNIST)) {
            PublishedFile sign = other.files().getLast();
            if (sign.mismatch(folder.resolve(sign.name() + ".gz")) == null) {
                throw new UserError(folder + " has the files of " + other.title() + ", which have the same names; put those of "
                        + "notMNIST into a folder notmnist in --data-dir.");
            }
        }
        Dataset read = IdxFolder.load(spec, folder);
        return named(spec, read, names("ABCDEFGHIJ"), 0);
    }

    /**
     * One of EMNIST's sets (Cohen, Afshar, Tapson and van Schaik, 2017). Size and checksum of the archive of all from the records
     * of TensorFlow Datasets, url_checksums/emnist.txt.
     *
     * @param first the label of the first class
     */
    private static KnownSet emnist(String kind, String images, List<String> classes, int first) {
        List<String> files = Stream.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "test-images-idx3-ubyte",
                "test-labels-idx1-ubyte").map(file -> "emnist-" + kind + "-" + file + ".gz").toList();
        return new KnownSet("emnist-" + kind, "emnist", "EMNIST " + kind,
                "handwritten " + (first == 1 ? "letters" : classes.size() == 10 ? "digits" : "digits and letters") + ", "
                        + classes.size() + " classes, 28×28, " + images + ", 562 MB with all of EMNIST, no licence stated",
                List.of(List.of(KnownFile.checked(EMNIST_ZIP, 561_753_746,
                        "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
                        "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip",
                        "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip")),
                        files.stream().map(file -> KnownFile.handedIn(file,
                                "https://www.nist.gov/itl/products-and-services/emnist-dataset")).toList()),
                (spec, folder, _) -> emnist(spec, folder, files, classes, first));
    }

    /** From the archive, or from four files of it; images are stored column by column, and are turned upright. */
    static Dataset emnist(DataSpec spec, Path folder, List<String> files, List<String> classes, int first) {
        Path archive = folder.resolve(EMNIST_ZIP);
        boolean packed = !Files.exists(folder.resolve(files.getFirst()));
        try (ZipFile zip = packed ? UserFile.zip(archive) : null) {
            Part[] halves = new Part[2];
            int[] size = new int[2];
            for (int half = 0; half < 2; half++) {
                String images = files.get(2 * half), labels = files.get(2 * half + 1);
                IdxFile.ImageData read = IdxFile.images(what(folder, packed, images), door(zip, folder, images),
                        half == 0 ? spec.train() : spec.test());
                int[] all = IdxFile.labels(what(folder, packed, labels), door(zip, folder, labels));
                if (all.length != read.count()) {
                    throw new UserError("%s has %d labels, but there are %d images; get it again."
                            .formatted(what(folder, packed, labels), all.length, read.count()));
                }
                if (half == 1 && (size[0] != read.columns() || size[1] != read.rows())) {
                    throw new UserError(what(folder, packed, images) + " has images of another size than the training images; "
                            + "get it again.");
                }
                size[0] = read.columns();
                size[1] = read.rows();
                halves[half] = new Part(new Images(read.rows() * read.columns(), read.pixels()),
                        Arrays.copyOf(all, read.pixels().length), new float[0][]);
            }
            var stored = new Dataset(spec.name(), size[0], size[1], halves[0], halves[1], List.of(), List.of());
            return named(spec, stored.transposed(), classes, first);
        } catch (ZipException e) {
            throw new UserError(archive + " is no zip file that can be read (" + e.getMessage() + "); get it again.");
        } catch (IOException e) {
            throw UserFile.cannotRead(archive, e, "put the published file there");
        }
    }

    private static String what(Path folder, boolean packed, String file) {
        return packed ? file + " in " + folder.resolve(EMNIST_ZIP) : folder.resolve(file).toString();
    }

    private static IdxFile.Door door(ZipFile zip, Path folder, String file) {
        if (zip == null) return IdxFile.Door.of(folder.resolve(file));
        ZipEntry entry = zip.getEntry("gzip/" + file);
        if (entry == null) throw new UserError(folder.resolve(EMNIST_ZIP) + " has no file gzip/" + file + "; get it again.");
        return new IdxFile.Door() {
            @Override
            public InputStream open() throws IOException {
                return IdxFile.plain(zip.getInputStream(entry));
            }

            @Override
            public long size() {
                return entry.getSize();
            }
        };
    }

    /** With names of classes, of which the first has the label {@code first}. */
    private static Dataset named(DataSpec spec, Dataset read, List<String> classes, int first) {
        return new Dataset(spec.name(), read.width(), read.height(), shifted(spec, read.train(), classes, first),
                shifted(spec, read.test(), classes, first), classes, List.of());
    }

    private static Part shifted(DataSpec spec, Part part, List<String> classes, int first) {
        int[] labels = IntStream.of(part.labels()).map(label -> label - first).toArray();
        IntStream.of(labels).filter(label -> label < 0 || label >= classes.size()).findFirst().ifPresent(label -> {
            throw new UserError(spec.name() + " has the label " + (label + first) + ", and " + first + " to "
                    + (classes.size() - 1 + first) + " are allowed; get its files again.");
        });
        return new Part(part.images(), labels, part.factors());
    }
}
