package tornadovae.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        AtomicFile.writeString(root.resolve("experiment.yaml"), plan.experiment().text());
        AtomicFile.writeString(root.resolve("plan.json"), plan.json());
        for (Cell cell : plan.cells()) store.adopt(cell);
        return store;
    }

    /** For {@code train}: one cell, whose files lie directly in the folder. */
    public static ResultStore ofOne(Path root, Plan plan) {
        if (plan.cells().size() != 1) throw new IllegalArgumentException("a single training has one cell, found " + plan.cells().size());
        var store = new ResultStore(root, plan, true);
        try {
            Cell cell = plan.cells().getFirst();
            store.folder(cell).requireNoOther(cell.configuration());
            return store;
        } catch (UserError e) {
            store.close();
            throw e;
        }
    }

    public Path root() {
        return root;
    }

    public CellFolder folder(Cell cell) {
        return new CellFolder(single ? root : root.resolve("cells").resolve(cell.id()));
    }

    /** Writes summary.csv: a row a cell, swept keys, state, then metrics. */
    void writeSummary() {
        if (!single) AtomicFile.writeString(root.resolve("summary.csv"), Summary.csv(plan.cells(), this::folder));
    }

    /** The same configuration may have had another name when other keys were swept; its results are the same. */
    private void adopt(Cell cell) {
        Path folder = folder(cell).path();
        if (Files.exists(folder) || !Files.isDirectory(folder.getParent())) return;
        String hash = cell.configuration().hash();
        try (Stream<Path> others = Files.list(folder.getParent())) {
            Optional<Path> same = others.filter(p -> ("_" + p.getFileName()).endsWith("_" + hash)).findFirst();
            if (same.isPresent()) Files.move(same.get(), folder);
        } catch (IOException e) {
            throw new UserError(1, "Cannot rename a folder of results to " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }

    /** Where that fails, they are only litter. */
    private void removeLeftovers() {
        try (Stream<Path> files = Files.walk(root, 3)) {
            List<Path> leftovers = files.filter(p -> LEFTOVER.matcher(p.getFileName().toString()).matches()).toList();
            for (Path leftover : leftovers) Files.delete(leftover);
        } catch (IOException | UncheckedIOException e) {
            // a folder that may not be read, such as another user's in /tmp
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
