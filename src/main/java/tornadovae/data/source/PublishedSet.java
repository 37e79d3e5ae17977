package tornadovae.data.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Places;

/**
 * A well-known data set in IDX files: looked for on this machine, then downloaded, then unpacked from Debian's package; every
 * file is checked against its published contents.
 *
 * @param name as users write it, also the name of its folder
 * @param title as people write it
 * @param about what it is, for {@code data list}
 * @param mirrors folders that have the files as .gz; each ends with a slash
 * @param debianPackage a package that has them, or null
 * @param files the four files; the last, small one tells this set from others with the same file names
 */
record PublishedSet(String name, String title, String about, List<String> classNames, List<URI> mirrors, String debianPackage,
        List<PublishedFile> files) {

    static final PublishedSet MNIST = new PublishedSet("mnist", "MNIST",
            "handwritten digits, 28×28, 60000 train and 10000 test", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            List.of(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
            null, List.of(
                    new PublishedFile("train-images-idx3-ubyte", 47_040_016,
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    new PublishedFile("train-labels-idx1-ubyte", 60_008,
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    new PublishedFile("t10k-images-idx3-ubyte", 7_840_016,
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    new PublishedFile("t10k-labels-idx1-ubyte", 10_008,
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")));

    static final PublishedSet FASHION_MNIST = new PublishedSet("fashion-mnist", "Fashion-MNIST",
            "clothes, 28×28, 60000 train and 10000 test",
            List.of("T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
            List.of(URI.create("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                    URI.create("https://fashion-mnist.s3.eu-central-1.amazonaws.com/")),
            "dataset-fashion-mnist", List.of(
                    new PublishedFile("train-images-idx3-ubyte", 47_040_016,
                            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
                    new PublishedFile("train-labels-idx1-ubyte", 60_008,
                            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
                    new PublishedFile("t10k-images-idx3-ubyte", 7_840_016,
                            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
                    new PublishedFile("t10k-labels-idx1-ubyte", 10_008,
                            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")));

    DataSource source() {
        String debian = debianPackage == null ? "" : " or Debian's package " + debianPackage;
        return new DataSource(name, about, places -> Optional.ofNullable(find(places, new ArrayList<>())),
                "not here; fetched at first use from " + mirrors.getFirst().getHost() + debian, false,
                (spec, places, listener) -> load(spec, places, Download.HTTPS, listener));
    }

    Dataset load(DataSpec spec, Places places, Download download, Listener listener) {
        List<String> looked = new ArrayList<>();
        Path folder = find(places, looked);
        if (folder == null) {
            synchronized (PublishedSet.class) {     // so that a second thread does not fetch what the first has just got
                folder = fetch(places, download, looked, listener);
            }
        }
        listener.note(title + " is read from " + folder + ".");
        for (PublishedFile file : files) {
            Path at = IdxFolder.find(folder, file.name());
            String mismatch = file.mismatch(at);
            if (mismatch != null) {
                throw new UserError(
                        at + " " + mismatch + "; delete it and run again, or read your own with idx:DIR.");
            }
        }
        Dataset read = IdxFolder.load(spec, folder);
        return new Dataset(name, read.width(), read.height(), read.train(), read.test(), classNames, List.of());
    }

    /** The folder on this machine that has the set, or null; adds to {@code looked} what was found instead. */
    Path find(Places places, List<String> looked) {
        for (Path folder : places.foldersOf(name)) {
            String lack = lack(folder);
            if (lack == null) return folder;
            looked.add(folder + " (" + lack + ")");
        }
        return null;
    }

    private String lack(Path folder) {
        if (!Files.isDirectory(folder)) return "no such folder";
        for (PublishedFile file : files) {
            if (IdxFolder.find(folder, file.name()) == null) return "no " + file.name();
        }
        PublishedFile sign = files.getLast();
        return sign.mismatch(IdxFolder.find(folder, sign.name())) == null ? null
                : "its " + sign.name() + " is not " + title + "'s";
    }

    private Path fetch(Places places, Download download, List<String> looked, Listener listener) {
        Path folder = places.cache().resolve(name);
        List<String> reasons = new ArrayList<>();
        if (!places.download()) {
            reasons.add("downloading is switched off");
        } else if (downloaded(folder, download, reasons, listener) || unpacked(folder, reasons, listener)) {
            return folder;
        }
        String names = String.join(", ", files.stream().map(PublishedFile::name).toList());
        throw new UserError(("%s was not found in %s, and could not be fetched: %s; put %s (plain or .gz) into a folder and name "
                + "it with --data-dir.")
                .formatted(title, String.join(", ", looked), String.join("; ", reasons), names));
    }

    private boolean downloaded(Path folder, Download download, List<String> reasons, Listener listener) {
        for (PublishedFile file : files) {
            if (Files.isDirectory(folder) && IdxFolder.find(folder, file.name()) != null) continue;
            List<URI> sources = mirrors.stream().map(mirror -> mirror.resolve(file.name() + ".gz")).toList();
            String reason = download.fetch(file, sources, folder.resolve(file.name() + ".gz"), listener);
            if (reason != null) {
                reasons.add(reason);
                return false;
            }
        }
        return true;
    }

    private boolean unpacked(Path folder, List<String> reasons, Listener listener) {
        if (debianPackage == null) return false;
        listener.note(title + " cannot be downloaded from its mirrors; trying Debian's package " + debianPackage + ".");
        try {
            DebianPackage.unpack(debianPackage, "usr/share/datasets/" + name, folder);
            return true;
        } catch (IOException e) {
            reasons.add("Debian's package " + debianPackage + ": " + e.getMessage());
            return false;
        }
    }
}
