package tornadovae.data.source;

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
 * A published set in files of its own format: looked for on this machine, then downloaded where a checksum of it is published.
 *
 * @param name    as users write it
 * @param home    the name of its folder
 * @param title   as people write it
 * @param about   what it is, with its size and licence, for {@code data list}
 * @param choices its files, in each form that is read; the first is the one to get
 * @param reader  reads the images from a folder that has one of them
 */
record KnownSet(String name, String home, String title, String about, List<List<KnownFile>> choices, Reader reader) {

    /** A set in a folder of its name. */
    KnownSet(String name, String title, String about, List<List<KnownFile>> choices, Reader reader) {
        this(name, name, title, about, choices, reader);
    }

    /** Reads the images of a folder that has all files of a choice. */
    @FunctionalInterface
    interface Reader {
        Dataset read(DataSpec spec, Path folder, Listener listener);
    }

    /** A folder that has the files. */
    private record Found(Path folder, List<KnownFile> files) {}

    DataSource source() {
        List<KnownFile> first = choices.getFirst();
        boolean fetched = choices.stream().anyMatch(KnownSet::canBeFetched);
        String from = first.getFirst().sources().getFirst().toString();
        return new DataSource(name, about,
                places -> find(places, new ArrayList<>()).map(Found::folder),
                fetched ? "not here; fetched at first use from " + first.getFirst().sources().getFirst().getHost()
                        : "not here; get " + names(first) + " from " + from,
                false, (spec, places, listener) -> load(spec, places, Download.HTTPS, listener));
    }

    private static boolean canBeFetched(List<KnownFile> files) {
        return files.stream().allMatch(file -> file.sha256() != null);
    }

    private static String names(List<KnownFile> files) {
        return String.join(", ", files.stream().map(KnownFile::name).toList());
    }

    Dataset load(DataSpec spec, Places places, Download download, Listener listener) {
        List<String> looked = new ArrayList<>();
        Found found;
        synchronized (KnownSet.class) {     // so that a second thread does not fetch what the first has just got
            found = find(places, looked).orElseGet(() -> fetch(places, download, looked, listener));
        }
        listener.note(title + " is read from " + found.folder + ".");
        for (KnownFile file : found.files) {
            if (file.sha256() == null) continue;
            String mismatch = file.published().mismatch(found.folder.resolve(file.name()));
            if (mismatch != null) {
                throw new UserError(found.folder.resolve(file.name()) + " " + mismatch + "; delete it and get it again.");
            }
        }
        return reader.read(spec, found.folder, listener);
    }

    private Optional<Found> find(Places places, List<String> looked) {
        for (Path folder : places.foldersOf(home)) {
            for (List<KnownFile> files : choices) {
                Optional<KnownFile> lack = files.stream().filter(file -> !Files.exists(folder.resolve(file.name()))).findFirst();
                if (lack.isEmpty()) return Optional.of(new Found(folder, files));
            }
            looked.add(folder.toString());
        }
        return Optional.empty();
    }

    private Found fetch(Places places, Download download, List<String> looked, Listener listener) {
        Path folder = places.cache().resolve(home);
        List<KnownFile> get = choices.stream().filter(KnownSet::canBeFetched).findFirst().orElse(choices.getFirst());
        String reason = canBeFetched(get) ? "downloading is switched off"
                : "no checksum of it is published, so it is not fetched";
        if (canBeFetched(get) && places.download()) {
            reason = null;
            for (KnownFile file : get) {
                if (reason != null || Files.exists(folder.resolve(file.name()))) continue;
                reason = download.fetch(file.published(), file.sources(), folder.resolve(file.name()), listener);
            }
            if (reason == null) return new Found(folder, get);
        }
        String sentence = "%s was not found in %s, and could not be fetched: %s; get %s from %s, put it, with what belongs to "
                + "it, "
                + "into a folder and name that with --data-dir.";
        throw new UserError(sentence.formatted(title, String.join(", ", looked), reason, names(get),
                get.getFirst().sources().getFirst()));
    }
}
