package tornadovae.experiment.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tornadovae.file.Lease;

/**
 * How far a group of a sweep is, as the files of its cells tell.
 *
 * @param number   from 1
 * @param cells    how many it has
 * @param finished of them
 * @param failed   why, by cell
 * @param running  cells that some process works on
 * @param holders  those processes, in words
 * @param images   training images that its cells have seen, as far as it is safe on the disk
 * @param imagesInAll that they will have seen in the end
 */
public record GroupState(int number, int cells, int finished, Map<String, String> failed, int running, String holders,
        long images, long imagesInAll) {

    /** Looks at few files of a cell, as there may be very many cells. */
    public static GroupState of(Path root, GroupsFile.Entry group) {
        int finished = 0, running = 0;
        long images = 0, each = group.cells().isEmpty() ? 0 : group.images() / group.cells().size();
        var failed = new LinkedHashMap<String, String>();
        var holders = new TreeSet<String>();
        for (String id : group.cells()) {
            var folder = CellFolder.in(root, id);
            String state = folder.state();
            if (state.equals("finished")) {
                finished++;
                images += each;
            } else if (Files.exists(folder.path())) {
                images += folder.imagesSeen(each);
                var holder = Lease.holder(folder.path());
                if (holder.isPresent()) {
                    running++;
                    holders.add(holder.get());
                } else {
                    folder.failureIfAny().ifPresent(reason -> failed.put(id, reason));
                }
            }
        }
        return new GroupState(group.number(), group.cells().size(), finished, failed, running,
                holders.stream().collect(Collectors.joining(", ")), images, group.images());
    }

    /** For {@code sweep status --json}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("number", number);
        map.put("cells", cells);
        map.put("finished", finished);
        map.put("running", running);
        map.put("waiting", waiting());
        map.put("failed", failed);
        if (!holders.isEmpty()) map.put("by", holders);
        map.put("images", images);
        map.put("imagesInAll", imagesInAll);
        return map;
    }

    /** Cells that nobody works on and that are neither finished nor failed. */
    public int waiting() {
        return cells - finished - failed.size() - running;
    }
}
