package tornadovae.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.AtomicFile;
import tornadovae.UserError;

/**
 * A folder of results, locked while it is open. A sweep keeps {@code experiment.yaml}, {@code plan.json}, {@code summary.csv} and
 * {@code cells/<id>/} in it; a single training keeps its cell's files directly in it.
 */
public final class ResultStore implements AutoCloseable {

    /** What {@link AtomicFile} leaves behind when its process is killed. */
    private static final Pattern LEFTOVER = Pattern.compile(".*\\.part-\\d+-\\d+");

    private final Path root;
    private final Plan plan;
    private final boolean single;
    private final RunLock lock;

    private ResultStore(Path root, Plan plan, boolean single) {
        this.root = root;
        this.plan = plan;
        this.single = single;
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UserError("Cannot make the folder " + root + ": " + (Files.exists(root) ? "it is a file" : UserError.reason(e)) + "; give another one with --out.");
        }
        this.lock = RunLock.take(root);
        removeLeftovers();
    }

    /** For {@code sweep}: writes the plan; fails if another run uses the folder. */
    public static ResultStore ofSweep(Path root, Plan plan) {
        var store = new ResultStore(root, plan, false);
        return store.begin(() -> {
            AtomicFile.writeString(root.resolve("experiment.yaml"), plan.experiment().text());
            AtomicFile.writeString(root.resolve("plan.json"), plan.json());
            store.adopt();
        });
    }

    /** For {@code train}: one cell, whose files lie directly in the folder. */
    public static ResultStore ofOne(Path root, Plan plan) {
        if (plan.cells().size() != 1) throw new IllegalArgumentException("a single training has one cell, found " + plan.cells().size());
        var store = new ResultStore(root, plan, true);
        return store.begin(() -> {
            Cell cell = plan.cells().getFirst();
            store.folder(cell).requireNoOther(cell.configuration());
        });
    }

    /** What cannot begin must not keep others out. */
    private ResultStore begin(Runnable work) {
        try {
            work.run();
            return this;
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    public Path root() {
        return root;
    }

    public CellFolder folder(Cell cell) {
        return new CellFolder(single ? root : cells().resolve(cell.id()));
    }

    /** Writes summary.csv: a row a cell, swept keys, state, then metrics. */
    void writeSummary() {
        if (!single) AtomicFile.writeString(root.resolve("summary.csv"), Summary.csv(plan.cells(), this::folder));
    }

    /** The same configuration may have had another name when other keys were swept; its results are the same. */
    private void adopt() {
        var there = new HashMap<String, Path>();
        for (Path folder : list(cells())) {
            String id = folder.getFileName().toString();
            there.put(id.substring(id.lastIndexOf('_') + 1), folder);   // by hash
        }
        for (Cell cell : plan.cells()) {
            Path same = there.get(cell.configuration().hash());
            Path folder = folder(cell).path();
            if (same == null || Files.exists(folder)) continue;
            try {
                Files.move(same, folder);
            } catch (IOException e) {
                throw new UserError(1, "Cannot rename a folder of results to " + folder + ": " + UserError.reason(e) + ".", e);
            }
        }
    }

    /** This store's own only, as another run may write into a folder below. Where that fails, they are only litter. */
    private void removeLeftovers() {
        var folders = new ArrayList<Path>(List.of(root));
        if (!single) folders.addAll(list(cells()));
        for (Path folder : folders)
            for (Path file : list(folder))
                if (LEFTOVER.matcher(file.getFileName().toString()).matches()) delete(file);
    }

    private static void delete(Path litter) {
        try {
            Files.deleteIfExists(litter);
        } catch (IOException e) {
            // it stays
        }
    }

    /** Empty for what is no folder, or may not be read. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private Path cells() {
        return root.resolve("cells");
    }

    @Override
    public void close() {
        lock.close();
    }
}
