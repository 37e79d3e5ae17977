package tornadovae.experiment.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

/**
 * The folder of a sweep as whoever works on it finds it: experiment and groups are read again, once, from the files that a
 * {@link ResultStore} has written.
 */
public final class PlannedSweep {

    private final Path root;
    private final Map<String, Object> head;
    private final List<GroupsFile.Entry> entries;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<DataSpec, DataShape> shapes = new HashMap<>();

    private PlannedSweep(Path root, Map<String, Object> head, Experiment experiment, List<GroupsFile.Entry> entries) {
        this.root = root;
        this.head = head;
        this.entries = entries;
        for (Cell cell : experiment.cells()) cells.put(cell.id(), cell);
    }

    /** @throws UserError where the folder holds no plan, or one that is damaged */
    public static PlannedSweep read(Path root) {
        Map<String, Object> head = PlanFile.head(root);
        List<String> overrides = ((List<?>) head.get("overrides")).stream().map(String::valueOf).toList();
        Path file = root.resolve("experiment.yaml");
        try {
            var experiment = Experiment.parse((String) head.get("experiment"), file.toString(),
                    TextFile.read(file, Experiment.MOST_BYTES), overrides);
            return new PlannedSweep(root, head, experiment, GroupsFile.read(root));
        } catch (NoSuchFileException e) {
            throw new UserError("There is no " + file
                    + ", which the plan beside it is of; plan the experiment again, which leaves its results as they are.");
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is not a text file in UTF-8: it is damaged; plan the experiment again.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
    }

    /** Refuses other images than those that the plan was made with: a node may have files of its own under the same name. */
    private DataShape planned(DataSpec spec, DataShape here) {
        PlanFile.data(head, spec).difference(here.digest()).ifPresent(difference -> {
            throw new UserError(spec.name() + " is other images here than where " + root + " was planned: " + difference
                    + "; give all machines the same files, or plan the experiment again.");
        });
        return here;
    }

    /**
     * Groups by their numbers.
     *
     * @param numbers from 1
     * @param shape   of a data set; asked once for each
     * @throws UserError where there is no such group, or it names cells that the experiment does not have
     */
    public List<Group> groups(List<Integer> numbers, Function<DataSpec, DataShape> shape) {
        var groups = new ArrayList<Group>();
        for (int number : numbers) {
            if (number < 1 || number > entries.size()) {
                throw new UserError(
                        "There is no group " + number + " in " + root + ", whose groups are 1 to " + entries.size() + ".");
            }
            var members = new ArrayList<Cell>();
            for (String id : entries.get(number - 1).cells()) {
                Cell cell = cells.get(id);
                if (cell == null) {
                    throw new UserError("Group " + number + " in " + root + " has the cell " + id
                            + ", which its experiment.yaml does not give with this version of the program; plan the "
                            + "experiment again.");
                }
                members.add(cell);
            }
            if (members.isEmpty()) {
                throw new UserError(
                        "Group " + number + " in " + root + " has no cells: groups.jsonl is damaged; plan the experiment again.");
            }
            var families = members.stream()
                    .map(cell -> Family.of(cell.configuration(),
                            shapes.computeIfAbsent(cell.configuration().dataset(),
                                    spec -> planned(spec, shape.apply(spec)))))
                    .distinct().toList();
            if (families.size() > 1) {
                throw new UserError("Group " + number + " in " + root
                        + " has cells that cannot train together: groups.jsonl is damaged; plan the experiment again.");
            }
            // the data set may be another one than where it was planned
            Plan.check("Group " + number + ": ", families.getFirst());
            groups.add(Group.of(families.getFirst(), members));
        }
        return groups;
    }
}
