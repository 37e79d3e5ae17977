package tornadovae.experiment.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.file.AtomicFile;
import tornadovae.file.Lease;
import tornadovae.file.UserFile;

/**
 * A folder of results. A sweep keeps {@code experiment.yaml}, {@code plan.json}, {@code groups.jsonl}, {@code summary.csv} and
 * {@code cells/<id>/} in it; a single training keeps its cell's files directly in it. Whoever plans a sweep has the lease of the
 * folder, whoever works on a cell that of the cell's folder.
 */
public final class ResultStore implements AutoCloseable {

    private final Path root;
    private final boolean single;
    private final Lease lease;

    private ResultStore(Path root, boolean single, Lease lease) {
        this.root = root;
        this.single = single;
        this.lease = lease;
    }

    /** As {@link #ofSweep(Path, Plan, boolean)}, and trains nothing again that is there. */
    public static ResultStore ofSweep(Path root, Plan plan) {
        return ofSweep(root, plan, false);
    }

    /**
     * For whoever plans a sweep and sees to it: writes the plan; fails if another process does so, or where a single training
     * lies.
     *
     * @param retrain whether cells are forgotten that were trained on other images than today's, or are damaged
     */
    public static ResultStore ofSweep(Path root, Plan plan, boolean retrain) {
        create(root);
        if (holdsTraining(root)) {
            throw new UserError(root
                    + " holds a single training, among which a sweep would not be seen; give another folder with --out.");
        }
        var store = new ResultStore(root, false, Lease.take(root));
        try {
            AtomicFile.removeLeftovers(root);
            store.requireNobodyByAnotherPlan(plan);
            AtomicFile.writeString(root.resolve("experiment.yaml"), plan.experiment().text());
            PlanFile.write(root, plan);
            GroupsFile.write(root, plan.groups());
            store.adopt(plan.cells());
            if (!retrain) store.noteOtherImages(plan);
            if (retrain) store.forgetWhatDiffers(plan);
            return store;
        } catch (Throwable e) {   // what cannot begin must not keep others out
            store.close();
            throw e;
        }
    }

    /** Whoever takes groups by their numbers must find the same cells behind them to the end. */
    private void requireNobodyByAnotherPlan(Plan plan) {
        if (!Files.exists(groups()) || GroupsFile.isOf(root, plan.groups())) return;
        for (Path folder : list(cells())) {
            if (new CellFolder(folder).isFinished()) continue;
            Lease.holder(folder).ifPresent(holder -> {
                throw new UserError(root + " is worked on by " + holder
                        + ", with other groups than these; wait until that ends, give the same --cells-per-group, or "
                        + "another folder with --out.");
            });
        }
    }

    /** For a process that works on some of the cells of a sweep that is planned. */
    public static ResultStore ofPlanned(Path root) {
        return new ResultStore(root, false, null);
    }

    /** Finished cells of other images than today's are marked, so that nobody reads them beside those that are planned now. */
    private void noteOtherImages(Plan plan) {
        for (Group group : plan.groups()) {
            for (Cell cell : group.cells()) folder(cell).noteOtherImages(group.family().shape().digest());
        }
    }

    private void forgetWhatDiffers(Plan plan) {
        for (Group group : plan.groups()) {
            for (Cell cell : group.cells()) folder(cell).forgetWhatDiffers(cell.configuration(), group.family().shape().digest());
        }
    }

    /** Refuses a folder that a training and a sweep have written into: readers would show one and hide the other. */
    public static void requireOneKind(Path root) {
        if (holdsTraining(root) && holdsSweep(root)) {
            throw new UserError(root + " holds a single training and a sweep; move cells, plan.json and what else is the "
                    + "sweep's to a folder of its own.");
        }
    }

    private static boolean holdsTraining(Path root) {
        var one = new CellFolder(root);
        return one.hasCheckpoint() || Files.exists(one.config());
    }

    private static boolean holdsSweep(Path root) {
        return Files.exists(root.resolve("cells")) || PlanFile.exists(root);
    }

    /** Whether it is the folder of a sweep's cells, or among these. */
    private static boolean liesInSweep(Path root) {
        Path cells = root.toAbsolutePath().normalize();
        if (!cells.endsWith("cells")) cells = cells.getParent();
        return cells != null && cells.endsWith("cells") && cells.getParent() != null && PlanFile.exists(cells.getParent());
    }

    /**
     * For {@code train}: one cell, whose files lie directly in the folder; fails where a sweep lies.
     *
     * @param retrain as for a sweep
     */
    public static ResultStore ofOne(Path root, Plan plan, boolean retrain) {
        if (plan.cells()
                .size() != 1) {
            throw new IllegalArgumentException("a single training has one cell, found " + plan.cells().size());
        }
        create(root);
        if (holdsSweep(root)) {
            throw new UserError(root
                    + " holds a sweep, among whose cells a single training would not be seen; give another folder with --out.");
        }
        if (liesInSweep(root)) {
            throw new UserError(root
                    + " lies in the folder of a sweep, which would take a single training for one of its cells; "
                            + "give another folder with --out.");
        }
        Lease.requireFree(root);
        var store = new ResultStore(root, true, null);
        if (retrain) store.forgetWhatDiffers(plan);
        Cell cell = plan.cells().getFirst();
        store.folder(cell).requireNoOther(cell.configuration());
        return store;
    }

    /** As {@link #ofOne}, for more epochs of the training that lies there. */
    public static ResultStore ofContinued(Path root, Plan plan) {
        if (holdsSweep(root)) throw new UserError(root + " holds a sweep; give its experiment more training.epochs.");
        if (!Files.isDirectory(root)) {
            throw new UserError(root + " is not a folder; give that of the training which is to go "
                    + "on.");
        }
        Group group = plan.groups().getFirst();
        Continuation.begin(new CellFolder(root), group.cells().getFirst().configuration(), group.family().shape().digest());
        return ofOne(root, plan, false);
    }

    private static void create(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UserError("Cannot make the folder " + root + ": "
                    + (Files.exists(root) ? "it is a file" : UserError.reason(e)) + "; give another one with --out.");
        }
    }

    public Path root() {
        return root;
    }

    /** Where the groups of its plan stand, a line each. */
    public Path groups() {
        return GroupsFile.in(root);
    }

    public CellFolder folder(Cell cell) {
        return single ? new CellFolder(root) : CellFolder.in(root, cell.id());
    }

    /** Writes summary.csv: a row a cell, swept keys, state, then metrics. */
    public void writeSummary() {
        if (!single) Summary.write(root);
    }

    /** The same configuration may have had another name when other keys were swept; its results are the same. */
    private void adopt(List<Cell> planned) {
        var there = new HashMap<String, Path>();
        for (Path folder : list(cells())) {
            String id = folder.getFileName().toString();
            there.put(id.substring(id.lastIndexOf('_') + 1), folder);   // by hash
        }
        for (Cell cell : planned) {
            Path same = there.get(cell.hash());
            Path folder = folder(cell).path();
            if (same == null || same.equals(folder) || Files.exists(folder) || Lease.holder(same).isPresent()
                    || !new CellFolder(same).holds(cell.configuration())) {
                continue;
            }
            try {
                Files.move(same, folder);
            } catch (IOException e) {
                throw new UserError(1, "Cannot rename a folder of results to " + folder + ": " + UserError.reason(e) + ".", e);
            }
        }
    }

    /** Empty for what is no folder, but not for one that cannot be read: its cells would be trained again. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw UserFile.cannotRead(folder, e.getCause());
        } catch (IOException e) {
            throw UserFile.cannotRead(folder, e);
        }
    }

    private Path cells() {
        return root.resolve("cells");
    }

    @Override
    public void close() {
        if (lease != null) lease.close();
    }
}
