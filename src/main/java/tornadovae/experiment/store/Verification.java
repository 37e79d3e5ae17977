package tornadovae.experiment.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tornadovae.data.DataDigest;
import tornadovae.data.DataSpec;

/**
 * What the files of a sweep's finished cells are worth, each read and compared with its manifest.
 *
 * @param whole           cells whose files are those that were written
 * @param damaged         what is wrong with others, by cell
 * @param withoutManifest finished cells of before there were manifests, which nothing can be compared with
 * @param images          a sentence for each data set of which cells have seen different images
 * @param arithmetic      sentences on cells that were computed in different ways: at most one
 */
public record Verification(int whole, Map<String, String> damaged, List<String> withoutManifest, List<String> images,
        List<String> arithmetic) {

    /** Verifies all cells that a plan names. */
    public static Verification of(Path root) {
        var damaged = new LinkedHashMap<String, String>();
        var without = new ArrayList<String>();
        var images = new LinkedHashMap<DataSpec, Map<DataDigest, List<String>>>();
        var arithmetic = new LinkedHashMap<String, List<String>>();
        int[] whole = {0};
        PlanFile.forEachCell(root, cell -> {
            var folder = CellFolder.in(root, cell.id());
            folder.damageAnywhere().or(folder::foreignAddition).ifPresentOrElse(damage -> damaged.put(cell.id(), damage),
                    () -> folder.manifestIfAny().ifPresentOrElse(manifest -> {
                        whole[0]++;
                        arithmetic.computeIfAbsent(manifest.arithmetic(), _ -> new ArrayList<>()).add(cell.id());
                        folder.configurationIfAny()
                                .ifPresent(of -> images.computeIfAbsent(of.dataset(), _ -> new LinkedHashMap<>())
                                        .computeIfAbsent(manifest.data(), _ -> new ArrayList<>()).add(cell.id()));
                    }, () -> {
                        if (folder.state().equals("finished")) without.add(cell.id());
                    }));
        });
        List<String> mixed = images.entrySet().stream().filter(set -> set.getValue().size() > 1)
                .map(set -> "Cells have seen different images of " + set.getKey().name() + ": " + each(set.getValue())
                        + "; put the right ones in place and run the sweep with --retrain.")
                .toList();
        List<String> ways = arithmetic.size() < 2 ? List.of()
                : List.of("Cells were computed in different ways, so that their last digits are not comparable: "
                        + each(arithmetic) + ".");
        return new Verification(whole[0], damaged, without, mixed, ways);
    }

    private static String each(Map<?, List<String>> cells) {
        return cells.entrySet().stream()
                .map(of -> of.getValue().size() + " with " + words(of.getKey()) + ", such as " + of.getValue().getFirst())
                .collect(Collectors.joining("; "));
    }

    private static String words(Object key) {
        return key instanceof DataDigest data ? data.train() + " and " + data.test() : String.valueOf(key);
    }

    /** For {@code sweep status --verify --json}. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("sound", isSound());
        map.put("whole", whole);
        map.put("damaged", damaged);
        map.put("withoutManifest", withoutManifest);
        map.put("images", images);
        map.put("arithmetic", arithmetic);
        return map;
    }

    /** Whether nothing is wrong. What was computed in different ways is only worth knowing. */
    public boolean isSound() {
        return damaged.isEmpty() && images.isEmpty();
    }
}
