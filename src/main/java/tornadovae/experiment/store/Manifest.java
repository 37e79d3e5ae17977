package tornadovae.experiment.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.experiment.config.Cell;
import tornadovae.file.AtomicFile;
import tornadovae.file.Sha256;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

/**
 * manifest.json: what makes a cell finished, and what its files are checked against when they are read. It is written last.
 *
 * @param configuration the hash of the configuration
 * @param data          which images it was trained and tested on
 * @param arithmetic    what computed it, as far as bytes depend on that
 * @param files         by name in the cell's folder
 */
record Manifest(String configuration, DataDigest data, String arithmetic, SortedMap<String, Entry> files) {

    private static final int MOST_BYTES = 1 << 16;
    private static final int CHUNK = 1 << 16;

    /** How closely files are looked at. */
    enum Depth {
        /** Lengths of all, and the contents of metrics.json, verdict.json and config.yaml: for who looks at very many cells. */
        LENGTHS,
        /** The contents of all but the model, whose length is looked at. */
        SMALL_FILES,
        /** The contents of all. */
        ALL
    }

    /**
     * A file.
     *
     * @param sha256 of its bytes, in hexadecimal digits
     */
    record Entry(long bytes, String sha256) {}

    Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** A manifest of files as they are on the disk now. */
    static Manifest of(String configuration, DataDigest data, String arithmetic, List<Path> files) {
        var entries = new TreeMap<String, Entry>();
        for (Path file : files) {
            try {
                entries.put(file.getFileName().toString(), new Entry(Files.size(file), sha256(file)));
            } catch (IOException e) {
                throw new UserError(1, "Cannot read " + file + ": " + UserError.reason(e) + ".", e);
            }
        }
        return new Manifest(configuration, data, arithmetic, entries);
    }

    void write(Path file) {
        var map = new LinkedHashMap<String, Object>();
        map.put("configuration", configuration);
        map.put("data", data.toMap());
        map.put("arithmetic", arithmetic);
        var entries = new LinkedHashMap<String, Object>();
        files.forEach((name, entry) -> {
            var of = new LinkedHashMap<String, Object>();
            of.put("bytes", entry.bytes);
            of.put("sha256", entry.sha256);
            entries.put(name, of);
        });
        map.put("files", entries);
        AtomicFile.writeString(file, Json.write(map));
    }

    /** Empty where the file cannot be read, or is none that {@link #write} wrote. */
    static Optional<Manifest> read(Path file) {
        try {
            return parse(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty where the file is none that {@link #write} wrote. */
    static Optional<Manifest> parse(Path file) throws IOException {
        try {
            Map<String, Object> map = Json.readLine(TextFile.read(file, MOST_BYTES)).orElse(Map.of());
            Optional<DataDigest> data = DataDigest.parse(map.get("data"));
            if (!(map.get("configuration") instanceof String configuration && map.get("arithmetic") instanceof String arithmetic
                    && map.get("files") instanceof Map<?, ?> files && data.isPresent())) {
                return Optional.empty();
            }
            var entries = new TreeMap<String, Entry>();
            for (var each : files.entrySet()) {
                if (!(each.getKey() instanceof String name && Cell.isId(name) && each.getValue() instanceof Map<?, ?> of
                        && of.get("bytes") instanceof Number bytes
                        && of.get("sha256") instanceof String sha256)) {
                    return Optional.empty();
                }
                entries.put(name, new Entry(bytes.longValue(), sha256));
            }
            return Optional.of(new Manifest(configuration, data.get(), arithmetic, entries));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether a file of the folder is one of those that it is about. */
    boolean lists(Path file) {
        return files.containsKey(file.getFileName().toString());
    }

    /** The same but for one file, as it is on the disk now. */
    Manifest with(Path file) {
        var changed = new TreeMap<>(files);
        changed.putAll(of(configuration, data, arithmetic, List.of(file)).files);
        return new Manifest(configuration, data, arithmetic, changed);
    }

    /** The same without a file. */
    Manifest without(Path file) {
        var changed = new TreeMap<>(files);
        changed.remove(file.getFileName().toString());
        return new Manifest(configuration, data, arithmetic, changed);
    }

    /** What is wrong with a file of the folder, in words that follow its path; empty where nothing is. */
    Optional<String> damage(Path file, boolean contents) {
        Entry entry = files.get(file.getFileName().toString());
        if (entry == null) return Files.exists(file) ? Optional.of("is not in the manifest.json beside it") : Optional.empty();
        try {
            if (!Files.isRegularFile(file)) return Optional.of(Files.exists(file) ? "is not a file" : "is missing");
            boolean same = Files.size(file) == entry.bytes && (!contents || sha256(file).equals(entry.sha256));
            return same ? Optional.empty() : Optional.of("is not what was written there, by the manifest.json beside it");
        } catch (IOException e) {
            return Optional.of("cannot be read: " + UserError.reason(e));
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest sha = Sha256.begin();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = UserFile.open(file)) {
            for (int n; (n = in.read(chunk)) > 0;) sha.update(chunk, 0, n);
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
