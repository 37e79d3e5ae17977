package tornadovae.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.chart.Palette;
import tornadovae.results.AtlasContents;
import tornadovae.results.CellResult;
import tornadovae.results.SettingNames;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Study;

/**
 * What the picture of each manifold shows, in numbers and sentences: the part of the page that is made from the cells'
 * atlas.json.
 */
final class AtlasSection {

    /** Atlases in full, at most; others say only what they found. */
    static final int MOST = 12;
    /** Characters that those may take. */
    static final long BUDGET = 3_000_000;

    private static final List<String> STYLES = List.of("atlas/atlas.css");
    private static final List<String> SCRIPTS = List.of("atlas/colours.js", "atlas/regions.js", "atlas/plane.js",
            "atlas/tables.js", "atlas/class-map.js", "atlas/information.js", "atlas/drivers.js", "atlas/neighbours.js",
            "atlas/smoothness.js", "atlas/comparison.js", "atlas/atlas.js");

    private AtlasSection() {}

    /** @param cells of all experiments, as the page counts them */
    static Section of(List<ExperimentResults> experiments, List<CellResult> cells, List<Study> studies, Atlases read) {
        var atlases = new ArrayList<AtlasCell>();
        var damaged = new ArrayList<Integer>();
        for (int index : order(cells, studies)) {
            CellResult cell = cells.get(index);
            try {
                Optional<AtlasContents> contents = read.of(cell);
                if (contents.isPresent()) {
                    atlases.add(AtlasCell.of(index, contents.get()));
                } else if (Files.exists(cell.folder().atlas())) {
                    damaged.add(index);
                }
            } catch (IllegalArgumentException e) {
                damaged.add(index);
            }
        }
        var shown = new ArrayList<Map<String, Object>>();
        long left = BUDGET;
        for (AtlasCell atlas : atlases) {
            String caveat = AtlasComparison.caveat(atlas, atlases);
            Map<String, Object> full = atlas.toMap(true, caveat);
            long characters = shown.size() < MOST ? Html.json(full).length() : Long.MAX_VALUE;
            shown.add(characters <= left ? full : atlas.toMap(false, caveat));
            if (characters <= left) left -= characters;
        }
        Object data = PageData.object("atlases", shown, "damaged", damaged, "without", without(cells), "command",
                "./run.sh atlas " + folder(experiments.getFirst().folder()), "palette",
                Map.of("classes", Palette.CLASSES, "magnitudes", Palette.MAGNITUDES, "signed", Palette.SIGNED), "comparison",
                AtlasComparison.of(atlases, cells, studies));
        String lead = "What the picture of a manifold shows, in numbers: which class lies where, whether one variable "
                + "decides it, what slant and size follow, which classes are neighbours, and where the picture tears.";
        return new Section("atlas", "Atlas", atlases.isEmpty() ? "" : lead, data,
                Html.resources(AtlasSection.class, SCRIPTS), Html.resources(AtlasSection.class, STYLES));
    }

    /** By merit, but models with two latent dimensions first: the plane is all there is of them. */
    private static List<Integer> order(List<CellResult> cells, List<Study> studies) {
        return FullPictures.merit(cells, studies).stream().sorted(Comparator.comparing(index -> cells.get(index)
                .number(SettingNames.LATENT) != 2)).toList();
    }

    /** Finished models that could have an atlas and have none. */
    private static long without(List<CellResult> cells) {
        return cells.stream().filter(cell -> cell.isFinished() && cell.number(SettingNames.LATENT) != 1
                && !Files.exists(cell.folder().atlas())).count();
    }

    /** As it was given; its name alone where that would say where this machine keeps its files. */
    private static String folder(Path folder) {
        return folder.isAbsolute() ? String.valueOf(folder.getFileName()) : folder.toString().replace('\\', '/');
    }
}
