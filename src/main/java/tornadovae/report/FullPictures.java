package tornadovae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.file.UserFile;
import tornadovae.results.CellResult;
import tornadovae.results.Study;
import tornadovae.results.Variant;

/**
 * Pictures in full size, as far as they fit into the page.
 *
 * @param base64  PNG files by {@code <number of the cell>-<kind>}, in order of merit
 * @param reduced whether they were brought to sixteen greys to save room
 * @param omitted how many cells have pictures that found no room
 */
record FullPictures(Map<String, String> base64, boolean reduced, int omitted) {

    /** Characters of a whole page; mail servers take this as an attachment. */
    static final long PAGE_LIMIT = 14_500_000;

    /** Up to this many characters the files are taken as they are. */
    static final long COMFORTABLE = 6_000_000;

    private static final int AT_ONCE = 8;

    private record Kind(String name, Path file) {}

    private static List<Kind> kinds(CellResult cell) {
        var folder = cell.folder();
        return List.of(new Kind("manifold", folder.manifold()), new Kind("samples", folder.samples()),
                new Kind("reconstructions", folder.reconstructions()), new Kind("traversals", folder.traversals()));
    }

    /**
     * @param merit  numbers of cells, the most interesting first; all pictures of one are taken before any of the next
     * @param budget characters
     */
    static FullPictures of(List<CellResult> cells, List<Integer> merit, long budget) {
        long all =
                merit.stream().flatMap(i -> kinds(cells.get(i)).stream()).mapToLong(kind -> characters(size(kind.file()))).sum();
        boolean reduced = all > Math.min(COMFORTABLE, budget);
        var taken = new LinkedHashMap<String, String>();
        long left = budget;
        for (int from = 0; from < merit.size(); from += AT_ONCE) {
            List<Integer> some = merit.subList(from, Math.min(merit.size(), from + AT_ONCE));
            List<Map<String, String>> encoded = some.parallelStream().map(i -> encoded(i, cells.get(i), reduced)).toList();
            for (int i = 0; i < some.size(); i++) {
                left -= encoded.get(i).values().stream().mapToLong(String::length).sum();
                if (left < 0) return new FullPictures(taken, reduced, merit.size() - from - i);
                taken.putAll(encoded.get(i));
            }
        }
        return new FullPictures(taken, reduced, 0);
    }

    private static Map<String, String> encoded(int number, CellResult cell, boolean reduced) {
        var pictures = new LinkedHashMap<String, String>();
        for (Kind kind : kinds(cell)) {
            SmallPng.read(kind.file()).ifPresent(picture -> {
                byte[] file = reduced ? SmallPng.encode(picture) : bytes(kind.file());
                if (file.length > 0) pictures.put(number + "-" + kind.name(), Base64.getEncoder().encodeToString(file));
            });
        }
        return pictures;
    }

    /** How many characters a file has in base 64. */
    private static long characters(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return UserFile.bytes(file, PAGE_LIMIT);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /**
     * Cells with a manifold or samples: the best seed of each setting first, by rank and in turns between studies, then the other
     * seeds.
     */
    static List<Integer> merit(List<CellResult> cells, List<Study> studies) {
        var merit = new ArrayList<Integer>();
        List<List<Variant>> ranked = studies.stream().map(Study::ranked).toList();
        int longest = ranked.stream().mapToInt(List::size).max().orElse(0);
        for (boolean best : new boolean[] {true, false}) {
            for (int rank = 0; rank < longest; rank++) {
                for (List<Variant> settings : ranked) {
                    if (rank < settings.size()) {
                        for (CellResult cell : settings.get(rank).finished()) {
                            if ((cell == settings.get(rank).best()) == best) merit.add(indexOf(cells, cell));
                        }
                    }
                }
            }
        }
        return merit;
    }

    static int indexOf(List<CellResult> cells, CellResult cell) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) == cell) return i;
        }
        throw new IllegalArgumentException("no such cell: " + cell.id());
    }
}
